import { Anchor, Code, Group, Paper, Text, Textarea } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Answered } from '../../ui/answered.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Copy } from '../../ui/copy.tsx';
import { Page } from '../../ui/page.tsx';
import { ReleaseName, releaseWords, Support } from '../../ui/release-name.tsx';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tags.tsx';
import { Day, When } from '../../ui/when.tsx';
import { DeviceHistory } from './device-history.tsx';
import { Facts } from './facts.tsx';
import { HANDOVER_TONE, type HandoverOfPage, HandoverQuery } from './handover-query.ts';
import { TakeOver } from './take-over.tsx';

const DeclineMutation = graphql(`
  mutation DeclineHandover($input: DeclineHandoverInput!) {
    declineHandover(input: $input) {
      handover {
        id
      }
    }
  }
`);

const WithdrawMutation = graphql(`
  mutation WithdrawHandover($input: WithdrawHandoverInput!) {
    withdrawHandover(input: $input) {
      handover {
        id
      }
    }
  }
`);

const LONGEST_REASON = 2_000;

/** One device that goes from one hospital to another: what it is, what goes along, and what may be done about it. */
export function HandoverScreen() {
  const { t } = useWords('handovers');
  const { handoverId } = useParams({ from: '/signed-in/handovers/$handoverId' });
  const answer = useAnswer(HandoverQuery, { id: handoverId });
  return (
    <Answered of={answer} title={t('title')}>
      {({ handover }) => <HandoverPage handover={handover} />}
    </Answered>
  );
}

function HandoverPage({ handover }: { handover: HandoverOfPage }) {
  const { t } = useWords('handovers');
  const language = useLanguage();
  return (
    <Page
      title={releaseWords(handover.release, language)}
      tabTitle={t('title')}
      above={[{ label: t('title'), link: { to: '/handovers' } }]}
      actions={handover.state === 'OFFERED' && <Acts handover={handover} />}
    >
      <HandoverFacts handover={handover} />
      <Section
        title={t('history.title')}
        lead={
          <>
            {t('history.lead')} <Day on={handover.history.asOf} />
          </>
        }
      >
        <DeviceHistory periods={handover.history.periods} />
        <Group gap="xs">
          <Text size="sm">{t('history.sha256')}</Text>
          <Code style={{ overflowWrap: 'anywhere' }}>{handover.historySha256}</Code>
          <Copy value={handover.historyText} of={t('history.text')} />
        </Group>
      </Section>
    </Page>
  );
}

function HandoverFacts({ handover }: { handover: HandoverOfPage }) {
  const { t } = useWords('handovers');
  const term = useTerm();
  const language = useLanguage();
  const { release, kind, state, assetId, returnBy, answeredAt } = handover;
  return (
    <Paper withBorder p="lg">
      <Facts
        facts={[
          [
            t('state'),
            <Tag key="state" tone={HANDOVER_TONE[state]}>
              {term('HandoverState', state)}
            </Tag>,
          ],
          [t('kind'), term('HandoverKind', kind)],
          [t('giver'), nameOf(handover.giver, language)],
          [t('receiver'), nameOf(handover.receiver, language)],
          [t('product'), <ReleaseName key="product" release={release} />],
          [t('support'), <Support key="support" release={release} />],
          [t('serialNumber'), handover.serialNumber],
          [t('lot'), handover.lot],
          [t('handedOverOn'), <Day key="on" on={handover.handedOverOn} />],
          [t('returnBy'), returnBy && <Day key="returnBy" on={returnBy} />],
          [t('note'), handover.note],
          [t('declineReason'), handover.declineReason],
          [t('offeredAt'), <When key="offered" at={handover.offeredAt} />],
          [t('answeredAt'), answeredAt && <When key="answered" at={answeredAt} />],
          [
            t('device'),
            assetId && (
              <Anchor
                key="device"
                renderRoot={(props) => <Link to="/assets/$assetId" params={{ assetId }} {...props} />}
              >
                {t('openDevice')}
              </Anchor>
            ),
          ],
        ]}
      />
    </Paper>
  );
}

function Acts({ handover }: { handover: HandoverOfPage }) {
  const { t } = useWords('handovers');
  const mayTakeOver = useMay('takeOver Handover');
  const mayDecline = useMay('decline Handover');
  const mayWithdraw = useMay('withdraw Handover');
  const decline = useAct(DeclineMutation);
  const withdraw = useAct(WithdrawMutation);
  const [reason, setReason] = useState('');
  const handoverId = handover.id;
  if (handover.direction === 'OUT') {
    return (
      mayWithdraw && (
        <Confirm
          label={t('withdraw.do')}
          title={t('withdraw.title')}
          act={withdraw}
          onConfirm={() => withdraw.mutate({ input: { handoverId } })}
        >
          <Text>{t('withdraw.text')}</Text>
        </Confirm>
      )
    );
  }
  return (
    <>
      {mayDecline && (
        <Confirm
          label={t('decline.do')}
          title={t('decline.title')}
          act={decline}
          onConfirm={() => decline.mutate({ input: { handoverId, reason: reason.trim() } })}
        >
          <Text>{t('decline.text')}</Text>
          <Textarea
            label={t('declineReason')}
            withAsterisk
            autosize
            minRows={2}
            maxLength={LONGEST_REASON}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
        </Confirm>
      )}
      {mayTakeOver && <TakeOver handover={handover} />}
    </>
  );
}
