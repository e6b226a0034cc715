import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { Facts } from '../../ui/facts.tsx';
import { useDurations } from './request-clock.tsx';

export const ResponsePromisesQuery = graphql(`
  query ResponsePromises($vendorId: ID!) {
    responsePromises(vendorId: $vendorId) {
      urgency
      hours
      publishedAt
    }
  }
`);

/** Within which time a vendor promises to answer, for each urgency; what it does not promise is said too. */
export function PromiseList({ vendorId }: { vendorId: string }) {
  const { t } = useWords('requests');
  const term = useTerm();
  const durations = useDurations();
  const { data } = useAnswer(ResponsePromisesQuery, { vendorId });
  if (!data) return null;
  return (
    <Facts
      facts={data.responsePromises.map(({ urgency, hours }) => ({
        label: term('RequestUrgency', urgency),
        value: hours === null ? t('nonePromised') : t('within', { time: durations(hours) }),
      }))}
    />
  );
}
