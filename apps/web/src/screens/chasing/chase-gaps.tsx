import { Alert, List, Stack, Text } from '@mantine/core';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { useNumbers } from '../../ui/when.tsx';
import { useListed } from '../publishing/listed.ts';
import { usePlanWords } from './plan-words.ts';

const ChaseGapsQuery = graphql(`
  query ChaseGaps($publicationId: ID!) {
    chaseGaps(publicationId: $publicationId) {
      siteCount
      gapCount
      gaps {
        siteId
        hospital {
          id
          name
          englishName
        }
        site {
          id
          name
          englishName
        }
        steps {
          step
          channel
          role
        }
      }
    }
  }
`);

const SHOWN = 10;

/** Where a chase would reach nobody, said before it is too late; nothing where it reaches somebody everywhere. */
export function ChaseGaps({ publicationId }: { publicationId: string }) {
  const { t } = useWords('chasing');
  const language = useLanguage();
  const words = usePlanWords();
  const listed = useListed();
  const { count } = useNumbers();
  const { data } = useAnswer(ChaseGapsQuery, { publicationId });
  if (!data || data.chaseGaps.gapCount === 0) return null;
  const { gaps, gapCount, siteCount } = data.chaseGaps;
  return (
    <Alert color="orange" title={t('gaps.title', { gaps: count(gapCount), sites: count(siteCount) })}>
      <Stack gap="xs">
        <Text size="sm">{t('gaps.lead')}</Text>
        <List size="sm">
          {gaps.slice(0, SHOWN).map(({ hospital, site, siteId, steps }) => (
            <List.Item key={siteId}>
              <bdi>
                {nameOf(hospital, language)}
                {site && ` · ${nameOf(site, language)}`}
              </bdi>
              {': '}
              {listed(steps.map((step) => t('gaps.step', { number: step.step, what: words.whoAndHow(step) })))}
            </List.Item>
          ))}
        </List>
        {gapCount > SHOWN && <Text size="sm">{t('gaps.more', { more: count(gapCount - SHOWN) })}</Text>}
      </Stack>
    </Alert>
  );
}
