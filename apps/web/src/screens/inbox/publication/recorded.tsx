import { graphql } from '../../../app/graphql.ts';
import { nameOf, useLanguage, useTrailTerm, useWords } from '../../../app/language.ts';
import { useRows } from '../../../app/queries.ts';
import { PlainTable } from '../../../ui/plain-table.tsx';
import { NoRows } from '../../../ui/no-rows.tsx';
import { Section } from '../../../ui/section.tsx';
import { When } from '../../../ui/when.tsx';
import { ReceiptButton } from '../receipt-button.tsx';
import { readFacts } from '../recorded-facts.ts';
import type { DeliveryOfPage } from './delivery.ts';

const DeliveryTrailQuery = graphql(`
  query DeliveryTrail($deliveryId: ID!, $first: Int!, $after: String) {
    trail(filter: { subjectId: $deliveryId }, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          kind
          recordedAt
          facts
          person {
            name
          }
        }
      }
    }
  }
`);

/** Who opened, acknowledged and corrected it, when, each with its proof. */
export function Recorded({ delivery }: { delivery: DeliveryOfPage }) {
  const { t } = useWords('inbox');
  const trailTerm = useTrailTerm();
  const language = useLanguage();
  const list = useRows(DeliveryTrailQuery, { deliveryId: delivery.id }, ({ trail }) => trail);
  if (list.rows.length === 0) return <NoRows list={list} />;
  const sitesOf = (facts: string) =>
    readFacts(facts)
      .siteIds.map((siteId) => delivery.sites.find((one) => one.siteId === siteId)?.site)
      .flatMap((site) => (site ? [nameOf(site, language)] : []))
      .join(', ');
  const title = t(delivery.notice === 'WITHDRAWAL' ? 'recorded.ofWithdrawal' : 'recorded.title');
  return (
    <Section title={title} lead={t('recorded.lead')}>
      <PlainTable
        label={title}
        rows={list.rows}
        total={list.total}
        onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
        keyOf={({ id }) => id}
        columns={[
          { key: 'kind', header: t('recorded.what'), cell: ({ kind }) => trailTerm(kind) },
          { key: 'at', header: t('recorded.when'), cell: ({ recordedAt }) => <When at={recordedAt} /> },
          {
            key: 'who',
            header: t('recorded.who'),
            cell: ({ person, facts }) => {
              if (person) return <bdi>{person.name}</bdi>;
              return t(readFacts(facts).isByProgram ? 'recorded.program' : 'recorded.system');
            },
          },
          { key: 'site', header: t('home.site'), cell: ({ facts }) => <span dir="auto">{sitesOf(facts)}</span> },
          {
            key: 'receipt',
            header: '',
            cell: ({ id, kind }) => <ReceiptButton eventId={id} of={trailTerm(kind)} />,
          },
        ]}
      />
    </Section>
  );
}
