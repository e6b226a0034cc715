import { Group, Text } from '@mantine/core';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { WithReason } from '../dealings/with-reason.tsx';
import type { AnswerOfPage, VersionOfPage } from './answer.query.ts';
import { AnswerWordsForm } from './answer-words-form.tsx';

const CorrectPublishedAnswerMutation = graphql(`
  mutation CorrectPublishedAnswer($input: CorrectPublishedAnswerInput!) {
    correctPublishedAnswer(input: $input) {
      answer {
        id
      }
    }
  }
`);

const ReleasePublishedAnswerMutation = graphql(`
  mutation ReleasePublishedAnswer($input: ReleasePublishedAnswerInput!) {
    releasePublishedAnswer(input: $input) {
      answer {
        id
      }
    }
  }
`);

const SendBackPublishedAnswerMutation = graphql(`
  mutation SendBackPublishedAnswer($input: SendBackPublishedAnswerInput!) {
    sendBackPublishedAnswer(input: $input) {
      answer {
        id
      }
    }
  }
`);

const WithdrawPublishedAnswerMutation = graphql(`
  mutation WithdrawPublishedAnswer($input: WithdrawPublishedAnswerInput!) {
    withdrawPublishedAnswer(input: $input) {
      answer {
        id
      }
    }
  }
`);

interface AnswerActsProps {
  answer: AnswerOfPage;
  newest: VersionOfPage;
}

/** What people of the vendor may do now. */
export function AnswerActs({ answer: { id: answerId, state }, newest }: AnswerActsProps) {
  const { t } = useWords('answers');
  const mayPropose = useMay('propose PublishedAnswer');
  const mayRelease = useMay('release PublishedAnswer');
  const maySendBack = useMay('sendBack PublishedAnswer');
  const mayWithdraw = useMay('withdraw PublishedAnswer');
  const correct = useAct(CorrectPublishedAnswerMutation);
  const release = useAct(ReleasePublishedAnswerMutation);
  const sendBack = useAct(SendBackPublishedAnswerMutation);
  const withdraw = useAct(WithdrawPublishedAnswerMutation);
  if (state === 'WITHDRAWN') return null;
  const { number, title, question, words } = newest;
  const isProposed = newest.state === 'PROPOSED';
  return (
    <Group data-print="no">
      {mayRelease && isProposed && (
        <Confirm
          label={t('release')}
          title={t('releaseTitle')}
          act={release}
          isPrimary
          onConfirm={() => release.mutate({ input: { answerId, number } })}
        >
          <Text>{t('releaseText')}</Text>
        </Confirm>
      )}
      {maySendBack && isProposed && (
        <WithReason
          label={t('sendBack')}
          title={t('sendBack')}
          text={t('sendBackText')}
          reasonLabel={t('reason')}
          act={sendBack}
          onSubmit={(reason) => sendBack.mutate({ input: { answerId, number, reason } })}
        />
      )}
      {mayPropose && !isProposed && (
        <AnswerWordsForm
          label={t('correct')}
          initial={{ title, question, words }}
          act={correct}
          onSubmit={(given) => correct.mutate({ input: { answerId, ...given } })}
        />
      )}
      {mayWithdraw && state === 'PUBLISHED' && (
        <WithReason
          label={t('withdraw')}
          title={t('withdraw')}
          text={t('withdrawText')}
          reasonLabel={t('reason')}
          act={withdraw}
          onSubmit={(reason) => withdraw.mutate({ input: { answerId, reason } })}
        />
      )}
    </Group>
  );
}
