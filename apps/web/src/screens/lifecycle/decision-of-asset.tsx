import { Anchor, Group, Paper, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tags.tsx';
import { Day, When } from '../../ui/when.tsx';
import { DECISION_TONE, DecisionFields, DecisionWords } from './decision-words.tsx';

const DecisionOfAssetQuery = graphql(
  `
    query DecisionOfAsset($id: ID!) {
      asset(id: $id) {
        endOfSupportDecisions {
          id
          ...DecisionFields
        }
      }
    }
  `,
  [DecisionFields],
);

/** What holds, or waits for the manager; the rest is history. */
const CURRENT = new Set(['DECIDED', 'SIGNED', 'PROPOSED']);

/** On the page of a device: what becomes of it when its support ends. Nothing, where nothing was decided or proposed. */
export function DecisionOfAsset({ assetId }: { assetId: string }) {
  const { t } = useWords('lifecycle');
  const term = useTerm();
  const { data } = useAnswer(DecisionOfAssetQuery, { id: assetId });
  const current = (data?.asset.endOfSupportDecisions ?? []).filter(({ state }) => CURRENT.has(state));
  if (current.length === 0) return null;
  return (
    <Section
      title={t('decisions.title')}
      actions={<Anchor renderRoot={(props) => <Link to="/decisions" {...props} />}>{t('decisions.all')}</Anchor>}
    >
      {current.map((decision) => (
        <Paper key={decision.id} withBorder p="lg">
          <Stack gap="xs">
            <Group>
              <Tag tone={DECISION_TONE[decision.state]}>{term('EndOfSupportDecisionState', decision.state)}</Tag>
            </Group>
            <DecisionWords decision={decision} />
            <Text size="sm" c="dimmed">
              {t('decisions.reviewOn')}: <Day on={decision.reviewOn} /> · {t('decisions.decidedAt')}:{' '}
              <When at={decision.decidedAt} />
            </Text>
          </Stack>
        </Paper>
      ))}
    </Section>
  );
}
