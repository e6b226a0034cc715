import { Anchor, Button, Group, Select, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { Link, useNavigate } from '@tanstack/react-router';
import { graphql, type Enumeration } from '../../app/graphql.ts';
import { titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { sideOf, useMay, useViewer } from '../../app/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';
import { Section } from '../../ui/section.tsx';
import { AnswerWordsForm } from './answer-words-form.tsx';

const RequestOutcomeQuery = graphql(`
  query RequestOutcome($id: ID!) {
    informationRequest(id: $id) {
      id
      title
      state
      publishedAnswerId
      publishedAs {
        id
        titleJa
        titleEn
      }
    }
  }
`);

const ProposePublishedAnswerMutation = graphql(`
  mutation ProposePublishedAnswer($input: ProposePublishedAnswerInput!) {
    proposePublishedAnswer(input: $input) {
      answer {
        id
      }
    }
  }
`);

const DraftPublicationFromAnswerMutation = graphql(`
  mutation DraftPublicationFromAnswer($input: DraftPublicationFromAnswerInput!) {
    draftPublicationFromAnswer(input: $input) {
      publication {
        id
      }
    }
  }
`);

const KINDS = ['ADVISORY', 'SECURITY_GUIDE', 'LIFECYCLE_NOTICE'] as const satisfies Enumeration<'PublicationKind'>[];

/** What became of an answer: given to all, or made a publication; and how to. */
export function RequestOutcome({ requestId }: { requestId: string }) {
  const { t } = useWords('answers');
  const language = useLanguage();
  const isVendor = sideOf(useViewer()) === 'vendor';
  const mayPropose = useMay('propose PublishedAnswer');
  const mayDraft = useMay('draft Publication');
  const { data } = useAnswer(RequestOutcomeQuery, { id: requestId });
  const navigate = useNavigate();
  const propose = useAct(ProposePublishedAnswerMutation, {
    onDone: ({ proposePublishedAnswer }) =>
      navigate({ to: '/answers/$id', params: { id: proposePublishedAnswer.answer.id } }),
  });
  if (!data) return null;
  const { title, state, publishedAnswerId, publishedAs } = data.informationRequest;
  const isSettled = state === 'ANSWERED' || state === 'CLOSED';
  const hasOutcome = publishedAnswerId !== null || publishedAs.length > 0;
  const mayDo = isVendor && isSettled && ((mayPropose && publishedAnswerId === null) || mayDraft);
  if (!hasOutcome && !mayDo) return null;
  return (
    <Section title={t('outcome')}>
      {publishedAs.map((publication) => (
        <Text key={publication.id}>
          {t(isVendor ? 'madeInto' : 'publishedAs')}{' '}
          <Anchor
            dir="auto"
            renderRoot={(props) => (
              <Link
                to={isVendor ? '/publishing/$publicationId' : '/publications/$publicationId'}
                params={{ publicationId: publication.id }}
                {...props}
              />
            )}
          >
            {titleOf(publication, language)}
          </Anchor>
        </Text>
      ))}
      {publishedAnswerId !== null && (
        <Anchor renderRoot={(props) => <Link to="/answers/$id" params={{ id: publishedAnswerId }} {...props} />}>
          {t('answerToAll')}
        </Anchor>
      )}
      {mayDo && (
        <Group data-print="no">
          {mayPropose && publishedAnswerId === null && (
            <AnswerWordsForm
              label={t('proposeFrom')}
              initial={{ title, question: '', words: '' }}
              act={propose}
              onSubmit={(words) => propose.mutate({ input: { requestId, ...words } })}
            />
          )}
          {mayDraft && <DraftFromAnswer requestId={requestId} />}
        </Group>
      )}
    </Section>
  );
}

function DraftFromAnswer({ requestId }: { requestId: string }) {
  const { t } = useWords('answers');
  const term = useTerm();
  const navigate = useNavigate();
  const act = useAct(DraftPublicationFromAnswerMutation, {
    onDone: ({ draftPublicationFromAnswer: { publication } }) =>
      navigate({ to: '/publishing/$publicationId', params: { publicationId: publication.id } }),
  });
  const [isOpen, { open, close }] = useDisclosure(false, { onOpen: act.reset });
  const form = useForm({ initialValues: { kind: KINDS[0] as (typeof KINDS)[number] } });
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('draft')}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t('draft')}>
        <ActForm
          form={form}
          act={act}
          submit={t('draftSubmit')}
          onCancel={close}
          onSubmit={({ kind }) => act.mutate({ input: { requestId, kind } })}
        >
          <Stack gap="sm">
            <Text>{t('draftText')}</Text>
            <Select
              label={t('kind')}
              allowDeselect={false}
              data={KINDS.map((value) => ({ value, label: term('PublicationKind', value) }))}
              {...form.getInputProps('kind')}
            />
          </Stack>
        </ActForm>
      </Dialog>
    </>
  );
}
