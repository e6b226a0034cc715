import { Stack, Text } from '@mantine/core';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { Day } from '../../ui/when.tsx';

export const DecisionFields = graphql(`
  fragment DecisionFields on EndOfSupportDecision {
    kind
    state
    reason
    controls
    replaceBy
    contract
    extendedUntil
    reviewOn
    decidedAt
    refusalReason
  }
`);

export const DECISION_TONE = {
  DECIDED: 'good',
  PROPOSED: 'notice',
  SIGNED: 'good',
  REFUSED: 'warning',
  REPLACED: 'quiet',
  LAPSED: 'warning',
} as const;

/** What was decided, with the words and days that belong to it. */
export function DecisionWords({ decision }: { decision: ResultOf<typeof DecisionFields> }) {
  const { t } = useWords('lifecycle');
  const term = useTerm();
  const { kind, reason, controls, replaceBy, contract, extendedUntil, refusalReason } = decision;
  return (
    <Stack gap={2}>
      <Text size="sm" fw={600}>
        {term('EndOfSupportDecisionKind', kind)}
        {replaceBy && (
          <>
            {' · '}
            <Day on={replaceBy} />
          </>
        )}
        {extendedUntil && (
          <>
            {' · '}
            <Day on={extendedUntil} />
          </>
        )}
      </Text>
      <Text size="sm" dir="auto">
        {[contract, reason].filter(Boolean).join(' — ')}
      </Text>
      {controls.length > 0 && (
        <Text size="sm" c="dimmed">
          {controls.map((control) => term('CompensatingControl', control)).join(', ')}
        </Text>
      )}
      {refusalReason && (
        <Text size="sm">
          {t('decisions.refusedBecause')} <q dir="auto">{refusalReason}</q>
        </Text>
      )}
    </Stack>
  );
}
