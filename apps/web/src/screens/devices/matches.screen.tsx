import { Button, Group, Paper, Select, Stack, Text } from '@mantine/core';
import type { ResultOf } from 'gql.tada';
import { useState } from 'react';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct, useRows } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Empty } from '../../ui/empty.tsx';
import { NoRows } from '../../ui/no-rows.tsx';
import { Page } from '../../ui/page.tsx';
import { makerOf, ProductLink } from '../../ui/release-name.tsx';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tags.tsx';
import { useNumbers } from '../../ui/when.tsx';

const MatchesQuery = graphql(`
  query ProductMatches($first: Int!, $after: String) {
    productMatches(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          outsideProductId
          productId
          basis
          versions {
            outsideReleaseId
            version
            assets
            devices
            releaseId
          }
          outsideProduct {
            id
            name
            englishName
            makerName
            vendor {
              name
              englishName
            }
          }
          product {
            id
            name
            englishName
            makerName
            vendor {
              name
              englishName
            }
            releases {
              id
              version
            }
          }
        }
      }
    }
  }
`);

const ConfirmMatch = graphql(`
  mutation ConfirmProductMatch($input: ConfirmProductMatchInput!) {
    confirmProductMatch(input: $input) {
      changed
    }
  }
`);

const RejectMatch = graphql(`
  mutation RejectProductMatch($input: RejectProductMatchInput!) {
    rejectProductMatch(input: $input) {
      outsideProductId
    }
  }
`);

type Match = ResultOf<typeof MatchesQuery>['productMatches']['edges'][number]['node'];

/** What the hospital keeps records of, and vendors have registered since: the same, or not. */
export function MatchesScreen() {
  const { t } = useWords('devices');
  const list = useRows(MatchesQuery, {}, ({ productMatches }) => productMatches);
  return (
    <Page
      title={t('matches.title')}
      lead={t('matches.lead')}
      above={[{ label: t('assets.title'), link: { to: '/assets' } }]}
    >
      <NoRows list={list} />
      {list.data && list.rows.length === 0 && <Empty title={t('matches.empty')}>{t('matches.emptyText')}</Empty>}
      {list.rows.map((match) => (
        <MatchCard key={`${match.outsideProductId} ${match.productId}`} match={match} />
      ))}
      {list.hasNextPage && (
        <Group>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common:showMore')}
          </Button>
        </Group>
      )}
    </Page>
  );
}

function MatchCard({ match }: { match: Match }) {
  const { t } = useWords('devices');
  const term = useTerm();
  const language = useLanguage();
  const { count } = useNumbers();
  const mayConfirm = useMay('confirm ProductMatch');
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const confirm = useAct(ConfirmMatch);
  const reject = useAct(RejectMatch);
  const { outsideProductId, productId, basis, versions, outsideProduct, product } = match;
  const devices = versions.reduce((sum, one) => sum + one.devices, 0);
  const releaseOf = (one: Match['versions'][number]) => chosen[one.outsideReleaseId] ?? one.releaseId;
  const isComplete = versions.every((one) => releaseOf(one));
  const names = { kept: nameOf(outsideProduct, language), product: nameOf(product, language) };
  const maker = makerOf(product, language);
  return (
    <Section title={t('match.title', { ...names, maker, noted: outsideProduct.makerName, devices: count(devices) })}>
      <Paper withBorder p="lg" maw={960}>
        <Stack>
          <Group gap="xs">
            <Tag tone={basis === 'NAME' ? 'warning' : 'good'}>{term('ProductMatchBasis', basis)}</Tag>
            {basis === 'NAME' && <Text size="sm">{t('match.nameOnly')}</Text>}
          </Group>
          <Text size="sm" dir="auto">
            {t('match.kept')}: <ProductLink product={outsideProduct}>{names.kept}</ProductLink>{' '}
            {outsideProduct.makerName}
          </Text>
          <Text size="sm" dir="auto">
            {t('match.registered')}: <ProductLink product={product}>{names.product}</ProductLink> {maker}
          </Text>
          {versions.map((one) => (
            <Select
              key={one.outsideReleaseId}
              maw={480}
              label={t('match.version', { version: one.version, devices: count(one.devices) })}
              description={one.releaseId ? null : t('match.versionHelp')}
              allowDeselect={false}
              searchable
              disabled={!mayConfirm}
              data={product.releases.map(({ id, version }) => ({ value: id, label: version }))}
              value={releaseOf(one)}
              onChange={(id) => id && setChosen({ ...chosen, [one.outsideReleaseId]: id })}
            />
          ))}
          {mayConfirm && (
            <Group>
              <Confirm
                label={t('match.confirm')}
                title={t('match.confirmTitle', names)}
                act={confirm}
                isPrimary
                isDisabled={!isComplete}
                onConfirm={() =>
                  confirm.mutate({
                    input: {
                      outsideProductId,
                      productId,
                      versions: versions.flatMap((one) => {
                        const releaseId = releaseOf(one);
                        return releaseId ? [{ outsideReleaseId: one.outsideReleaseId, releaseId }] : [];
                      }),
                    },
                  })
                }
              >
                <Text>{t('match.confirmText', { devices: count(devices), maker })}</Text>
              </Confirm>
              <Confirm
                label={t('match.reject')}
                title={t('match.rejectTitle', names)}
                act={reject}
                onConfirm={() => reject.mutate({ input: { outsideProductId, productId } })}
              >
                <Text>{t('match.rejectText')}</Text>
              </Confirm>
            </Group>
          )}
        </Stack>
      </Paper>
    </Section>
  );
}
