import { Anchor } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { graphql } from '../../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../../app/language.ts';
import { useRows } from '../../../app/queries.ts';
import { PlainTable } from '../../../ui/plain-table.tsx';
import { NoRows } from '../../../ui/no-rows.tsx';
import { Section } from '../../../ui/section.tsx';
import { useNumbers } from '../../../ui/when.tsx';
import type { DeliveryOfPage } from './delivery.ts';

const AffectedAssetsQuery = graphql(`
  query AffectedAssets($deliveryId: ID!, $first: Int!, $after: String) {
    affectedAssets(deliveryId: $deliveryId, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          name
          serialNumber
          lot
          location
          quantity
          status
          siteId
          release {
            version
            product {
              name
              englishName
            }
          }
        }
      }
    }
  }
`);

/** Which of the own devices it is about, and where they stand. */
export function AffectedDevices({ delivery }: { delivery: DeliveryOfPage }) {
  const { t } = useWords('inbox');
  const term = useTerm();
  const language = useLanguage();
  const router = useRouter();
  const { count } = useNumbers();
  const list = useRows(AffectedAssetsQuery, { deliveryId: delivery.id }, ({ affectedAssets }) => affectedAssets);
  const nameOfSite = (siteId: string) => {
    const site = delivery.sites.find((one) => one.siteId === siteId)?.site;
    return site ? nameOf(site, language) : '';
  };
  return (
    <Section title={t('affected.title')} lead={t('affected.lead')}>
      {list.rows.length === 0 ? (
        <NoRows list={list}>{t('affected.none')}</NoRows>
      ) : (
        <PlainTable
          label={t('affected.title')}
          rows={list.rows}
          total={list.total}
          onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'device',
              header: t('affected.device'),
              cell: ({ id, name, release }) => {
                const path = `/assets/${id}`;
                return (
                  <Anchor
                    href={path}
                    dir="auto"
                    onClick={(event) => {
                      event.preventDefault();
                      router.history.push(path);
                    }}
                  >
                    {name ?? nameOf(release.product, language)}
                  </Anchor>
                );
              },
            },
            {
              key: 'release',
              header: t('affected.release'),
              cell: ({ release }) => (
                <bdi>
                  {nameOf(release.product, language)} {release.version}
                </bdi>
              ),
            },
            {
              key: 'serial',
              header: t('affected.serial'),
              cell: ({ serialNumber, lot }) => <bdi>{serialNumber ?? lot ?? '–'}</bdi>,
            },
            {
              key: 'place',
              header: t('affected.place'),
              cell: ({ siteId, location }) => (
                <span dir="auto">{[nameOfSite(siteId), location].filter(Boolean).join(' · ')}</span>
              ),
            },
            { key: 'status', header: t('affected.status'), cell: ({ status }) => term('AssetStatus', status) },
            {
              key: 'quantity',
              header: t('affected.quantity'),
              align: 'end',
              cell: ({ quantity }) => count(quantity),
            },
          ]}
        />
      )}
    </Section>
  );
}
