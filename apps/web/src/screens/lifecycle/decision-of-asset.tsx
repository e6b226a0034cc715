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
        endOfSupportDecision {
          ...DecisionFields
        }
      }
    }
  `,
  [DecisionFields],
);

/** On the page of a device: what becomes of it when its support ends. Nothing, where nothing was decided. */
export function DecisionOfAsset({ assetId }: { assetId: string }) {
  const { t } = useWords('lifecycle');
  const term = useTerm();
  const { data } = useAnswer(DecisionOfAssetQuery, { id: assetId });
  const decision = data?.asset.endOfSupportDecision;
  if (!decision) return null;
  return (
    <Section
      title={t('decisions.title')}
      actions={<Anchor renderRoot={(props) => <Link to="/decisions" {...props} />}>{t('decisions.all')}</Anchor>}
    >
      <Paper withBorder p="lg">
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
    </Section>
  );
}
