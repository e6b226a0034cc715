import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { PUBLISHING_STEPS, type PublishingStep } from '../../app/choices.ts';
import { failureOf } from '../../app/failure.ts';
import { titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useViewer } from '../../app/session.ts';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { PublicationStateTag } from '../../ui/tags.tsx';
import { Audience } from './audience.tsx';
import { DescriptionForm } from './description-form.tsx';
import { FilesStep } from './files-step.tsx';
import { EditPublication, type OwnPublication } from './publication-query.ts';
import { Steps } from './steps.tsx';
import { SubmitStep } from './submit-step.tsx';
import { type Transfer, transfers } from './transfer/transfers.ts';
import { useTransfers } from './transfer/use-transfers.ts';
import { useDescription } from './use-description.ts';

/** A draft, step by step; what was read is attached by itself, what is typed is saved with its step. */
export function DraftSteps({ publication }: { publication: OwnPublication }) {
  const { t } = useWords('publishing');
  const term = useTerm();
  const language = useLanguage();
  const viewer = useViewer();
  const navigate = useNavigate();
  const { step = 'files' } = useSearch({ from: '/signed-in/publishing/$publicationId' });
  const moving = useTransfers(viewer.userId, publication.id);
  const files = useAttachedFiles(publication, moving);

  const goTo = (to: PublishingStep) =>
    void navigate({
      to: '/publishing/$publicationId',
      params: { publicationId: publication.id },
      search: { step: to },
    });
  const description = useDescription(publication, () => goTo('audience'));
  const { isDirty } = description;
  const open = PUBLISHING_STEPS.filter((one) => one !== 'kind');
  const { sentBackReason } = publication.review ?? {};
  return (
    <Page
      title={titleOf(publication, language)}
      lead={t('draft.lead', { kind: term('PublicationKind', publication.kind), revision: publication.revision })}
      above={[{ label: t('list.title'), link: { to: '/publishing' } }]}
      actions={<PublicationStateTag state={publication.state} />}
    >
      {sentBackReason && (
        <Alert color="orange" title={t('draft.sentBack')}>
          <Text dir="auto">{sentBackReason}</Text>
        </Alert>
      )}
      <Steps current={step === 'kind' ? 'files' : step} open={open} onStep={goTo} />
      {files.error && <FailureNotice failure={failureOf(files.error)} onRetry={files.retry} />}
      {(step === 'files' || step === 'kind') && (
        <FilesStep
          kind={publication.kind}
          userId={viewer.userId ?? ''}
          place={publication.id}
          moving={moving}
          draft={publication}
          onRemove={files.remove}
          onNext={() => goTo('description')}
        />
      )}
      {step === 'description' && (
        <>
          {description.isOvertaken && isDirty && <Overtaken {...description} />}
          <DescriptionForm
            kind={publication.kind}
            form={description.form}
            act={description.edit}
            onSubmit={description.save}
          />
        </>
      )}
      {step === 'audience' && (
        <Stack>
          {isDirty && <Alert color="orange">{t('draft.unsaved')}</Alert>}
          <Audience publicationId={publication.id} />
          <Group justify="flex-end">
            <Button onClick={() => goTo('review')}>{t('steps.next')}</Button>
          </Group>
        </Stack>
      )}
      {step === 'review' && <SubmitStep publication={publication} moving={moving} isUnsaved={isDirty} onStep={goTo} />}
    </Page>
  );
}

interface OvertakenProps {
  fillAnew: () => void;
  insist: () => void;
}

/** Somebody else saved another description since the form was filled: one of the two has to stand. */
function Overtaken({ fillAnew, insist }: OvertakenProps) {
  const { t } = useWords('publishing');
  return (
    <Alert role="alert" color="orange" title={t('draft.overtaken')}>
      <Stack gap="xs">
        <Text size="sm">{t('draft.overtakenText')}</Text>
        <Group>
          <Button size="xs" variant="default" onClick={fillAnew}>
            {t('draft.fillAnew')}
          </Button>
          <Button size="xs" variant="default" onClick={insist}>
            {t('draft.insist')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

/** Attaches files as soon as they were verified, and takes others off. */
function useAttachedFiles({ id: publicationId, artifacts, review }: OwnPublication, moving: readonly Transfer[]) {
  const client = useQueryClient();
  const attached = artifacts.map(({ uploadId }) => uploadId);
  const ready = moving.filter(({ stage }) => stage === 'READY');
  const attach = useAct(EditPublication, {
    async onDone(_, { input }) {
      // Until the page knows them attached: the next ones are attached beside them.
      await client.invalidateQueries();
      transfers.forgetUploads(input.uploadIds ?? []);
    },
  });
  const detach = useAct(EditPublication);
  const waiting = ready.flatMap(({ uploadId }) => (uploadId && !attached.includes(uploadId) ? [uploadId] : []));
  const given = waiting.join(' ');
  // The list replaces the one that is shown here, and no other.
  const shown = { publicationId, ...(review ? { updatedAt: review.updatedAt } : {}) };
  const tryAttaching = () => attach.mutate({ input: { ...shown, uploadIds: [...attached, ...waiting] } });

  useEffect(() => {
    if (given !== '' && !attach.isPending && !attach.error) tryAttaching();
  }, [given, attach.isPending]);
  // Attached already, by an answer that never came.
  useEffect(() => {
    for (const { key, uploadId } of ready) if (uploadId && attached.includes(uploadId)) transfers.forget(key);
  }, [attached.join(' ')]);

  return {
    error: attach.error ?? detach.error,
    retry() {
      detach.reset();
      if (given !== '') tryAttaching();
    },
    remove: (uploadId: string) =>
      detach.mutate({ input: { ...shown, uploadIds: attached.filter((one) => one !== uploadId) } }),
  };
}
