import { Button, Checkbox, Group, Select, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { DECLINE_REASONS } from '../../app/choices.ts';
import { graphql, type Enumeration } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { sideOf, useMay, useViewer } from '../../app/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';
import { Section } from '../../ui/section.tsx';
import { ChecklistForm } from './checklist-form.tsx';
import { AttachedFiles, useAttached } from '../publishing/attached-files.tsx';
import type { RequestOfPage } from './request.query.ts';

const ReplyToRequestMutation = graphql(`
  mutation ReplyToRequest($input: ReplyToRequestInput!) {
    replyToRequest(input: $input) {
      request {
        id
      }
    }
  }
`);

const AnswerRequestMutation = graphql(`
  mutation AnswerRequest($input: AnswerRequestInput!) {
    answerRequest(input: $input) {
      request {
        id
      }
    }
  }
`);

const DeclineRequestMutation = graphql(`
  mutation DeclineRequest($input: DeclineRequestInput!) {
    declineRequest(input: $input) {
      request {
        id
      }
    }
  }
`);

const CloseRequestMutation = graphql(`
  mutation CloseRequest($input: CloseRequestInput!) {
    closeRequest(input: $input) {
      request {
        id
      }
    }
  }
`);

const ReopenRequestMutation = graphql(`
  mutation ReopenRequest($input: ReopenRequestInput!) {
    reopenRequest(input: $input) {
      request {
        id
      }
    }
  }
`);

const LONGEST_WORDS = 20_000;

/** What either side may do now. */
export function RequestActs({ request: { id, state, round } }: { request: RequestOfPage }) {
  const { t } = useWords('requests');
  const isOpen = state === 'OPEN' || state === 'REOPENED';
  const mayReply = useMay('reply InformationRequest');
  const mayAnswer = useMay('answer InformationRequest');
  const mayDecline = useMay('decline InformationRequest');
  const mayClose = useMay('close InformationRequest');
  const mayReopen = useMay('reopen InformationRequest');
  const answer = useAct(AnswerRequestMutation);
  const reopen = useAct(ReopenRequestMutation);
  const close = useAct(CloseRequestMutation);
  return (
    <>
      <Group>
        {mayAnswer && isOpen && round?.kind === 'CHECKLIST' && (
          <ChecklistForm
            items={round.items}
            act={answer}
            onSubmit={(words, checklist) => answer.mutate({ input: { requestId: id, words, checklist } })}
          />
        )}
        {mayAnswer && isOpen && round?.kind !== 'CHECKLIST' && (
          <WithWords
            label={t('answer')}
            text={t('answerText')}
            act={answer}
            isPrimary
            place={`answer:${id}`}
            onSubmit={(words, attachmentIds) => answer.mutate({ input: { requestId: id, words, attachmentIds } })}
          />
        )}
        {mayDecline && isOpen && <Decline requestId={id} />}
        {mayClose && (state === 'ANSWERED' || state === 'DECLINED') && (
          <Confirm
            label={t('close')}
            title={t('closeTitle')}
            act={close}
            isPrimary
            onConfirm={() => close.mutate({ input: { requestId: id } })}
          >
            <Text>{t('closeText')}</Text>
          </Confirm>
        )}
        {mayReopen && !isOpen && (
          <WithWords
            label={t('reopen')}
            text={t('reopenText')}
            act={reopen}
            onSubmit={(reason) => reopen.mutate({ input: { requestId: id, reason } })}
          />
        )}
      </Group>
      {mayReply && state !== 'CLOSED' && <Reply requestId={id} isOpen={isOpen} />}
    </>
  );
}

interface WithWordsProps {
  label: string;
  text: string;
  act: { isPending: boolean; error: Error | null; mutate: (variables: never) => void; reset: () => void };
  onSubmit: (words: string, attachmentIds: string[]) => void;
  isPrimary?: boolean;
  /** Where files are chosen that go along; none without it. */
  place?: string;
}

/** An act and the words that go with it, which the other side reads. */
function WithWords({ label, text, act, onSubmit, isPrimary = false, place }: WithWordsProps) {
  const { t } = useWords('requests');
  const [isOpen, { open, close }] = useDisclosure(false, { onOpen: act.reset });
  const attached = useAttached(place ?? '');
  const form = useForm({
    initialValues: { words: '', files: '' },
    validate: {
      words: (words) => (words.trim() ? null : t('wordsMissing')),
      files: () => (place && attached.isMoving ? t('attach.waiting') : null),
    },
  });
  return (
    <>
      <Button variant={isPrimary ? 'filled' : 'default'} onClick={open}>
        {label}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={label}>
        <ActForm
          form={form}
          act={act}
          submit={label}
          onCancel={close}
          onSubmit={({ words }) => onSubmit(words, attached.uploadIds)}
        >
          <Text>{text}</Text>
          <Textarea
            label={t('words')}
            autosize
            minRows={5}
            maxLength={LONGEST_WORDS}
            {...form.getInputProps('words')}
          />
          {place && <Files place={place} error={form.errors['files']} />}
        </ActForm>
      </Dialog>
    </>
  );
}

function Decline({ requestId }: { requestId: string }) {
  const { t } = useWords('requests');
  const term = useTerm();
  const act = useAct(DeclineRequestMutation);
  const [isOpen, { open, close }] = useDisclosure(false, { onOpen: act.reset });
  const form = useForm({
    initialValues: { reason: '' as Enumeration<'DeclineReason'> | '', words: '' },
    validate: {
      reason: (reason) => (reason ? null : t('reasonMissing')),
      words: (words) => (words.trim() ? null : t('wordsMissing')),
    },
  });
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('decline')}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t('decline')}>
        <ActForm
          form={form}
          act={act}
          submit={t('decline')}
          onCancel={close}
          onSubmit={({ reason, words }) => reason && act.mutate({ input: { requestId, reason, words } })}
        >
          <Text>{t('declineText')}</Text>
          <Select
            label={t('declineReason')}
            data={DECLINE_REASONS.map((value) => ({ value, label: term('DeclineReason', value) }))}
            {...form.getInputProps('reason')}
          />
          <Textarea
            label={t('words')}
            autosize
            minRows={4}
            maxLength={LONGEST_WORDS}
            {...form.getInputProps('words')}
          />
        </ActForm>
      </Dialog>
    </>
  );
}

function Reply({ requestId, isOpen }: { requestId: string; isOpen: boolean }) {
  const { t } = useWords('requests');
  const isVendor = sideOf(useViewer()) === 'vendor';
  const place = `reply:${requestId}`;
  const attached = useAttached(place);
  const form = useForm({
    initialValues: { words: '', isInternal: false, waitsForHospital: false, files: '' },
    validate: {
      words: (words) => (words.trim() ? null : t('wordsMissing')),
      files: () => (attached.isMoving ? t('attach.waiting') : null),
    },
  });
  const act = useAct(ReplyToRequestMutation, {
    onDone() {
      form.reset();
      attached.forget();
    },
  });
  const { isInternal } = form.getValues();
  return (
    <Section title={t('reply')}>
      <ActForm
        form={form}
        act={act}
        submit={isInternal ? t('note') : t('send')}
        onSubmit={({ words, isInternal: isNote, waitsForHospital }) =>
          act.mutate({
            input: {
              requestId,
              words,
              isInternal: isNote,
              waitsForHospital: waitsForHospital && !isNote,
              attachmentIds: attached.uploadIds,
            },
          })
        }
      >
        <Textarea label={t('words')} autosize minRows={4} maxLength={LONGEST_WORDS} {...form.getInputProps('words')} />
        <Checkbox
          label={t('isInternal')}
          description={t('isInternalHelp')}
          {...form.getInputProps('isInternal', { type: 'checkbox' })}
        />
        {isVendor && isOpen && (
          <Checkbox
            label={t('waits')}
            description={t('waitsHelp')}
            disabled={isInternal}
            {...form.getInputProps('waitsForHospital', { type: 'checkbox' })}
          />
        )}
        <Files place={place} error={form.errors['files']} />
      </ActForm>
    </Section>
  );
}

/** Files that go along with what is said. */
export function Files({ place, error }: { place: string; error: ReactNode }) {
  const { t } = useWords('requests');
  return <AttachedFiles place={place} label={t('attach.label')} help={t('attach.help')} error={error} />;
}
