import { Group, Paper, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { useSites } from '../../app/sites.ts';
import { Empty } from '../../ui/empty.tsx';
import { NoRows } from '../../ui/no-rows.tsx';
import { Page } from '../../ui/page.tsx';
import { Tag } from '../../ui/tags.tsx';
import { useNumbers } from '../../ui/when.tsx';

const NetworkQuery = graphql(`
  query Network($siteId: ID!) {
    network(siteId: $siteId) {
      zone
      assets
      devices
      remotelyMaintained
      limitedSupport
      endOfSupport
      unprotected
      exposedTo {
        to
        isZone
        assets
      }
    }
  }
`);

type Zone = ResultOf<typeof NetworkQuery>['network'][number];

/** The zones of a site: what stands in each, and what reaches it. */
export function NetworkScreen() {
  const { t } = useWords('imports');
  const navigate = useNavigate();
  const { siteId: asked } = useSearch({ from: '/signed-in/network' });
  const { active } = useSites();
  const siteId = asked ?? active[0]?.value;
  const answer = useAnswer(NetworkQuery, { siteId: siteId ?? '' }, { enabled: siteId !== undefined });
  return (
    <Page title={t('network.title')} lead={t('network.lead')}>
      <Select
        maw={360}
        label={t('network.site')}
        allowDeselect={false}
        data={active}
        value={siteId ?? null}
        onChange={(chosen) =>
          void navigate({ to: '/network', search: chosen ? { siteId: chosen } : {}, replace: true })
        }
      />
      {!answer.data && <NoRows list={answer}>…</NoRows>}
      {answer.data?.network.length === 0 && <Empty title={t('network.none')}>{t('network.noneText')}</Empty>}
      {answer.data && siteId && (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
          {answer.data.network.map((zone) => (
            <ZoneCard key={zone.zone ?? ''} siteId={siteId} zone={zone} />
          ))}
        </SimpleGrid>
      )}
    </Page>
  );
}

function ZoneCard({ siteId, zone: { zone, ...figures } }: { siteId: string; zone: Zone }) {
  const { t } = useWords('imports');
  const { count } = useNumbers();
  const { assets, devices, remotelyMaintained, limitedSupport, endOfSupport, unprotected, exposedTo } = figures;
  return (
    <Paper component="li" withBorder p="md">
      <Stack gap="xs">
        <Title order={2} size="h4" dir="auto">
          {zone === null ? (
            t('network.unknown')
          ) : (
            <Link to="/assets" search={{ siteId, zone }}>
              {zone}
            </Link>
          )}
        </Title>
        <Text size="sm">{t('network.devices', { assets: count(assets), devices: count(devices) })}</Text>
        <Group gap="xs">
          {endOfSupport > 0 && <Tag tone="warning">{t('network.endOfSupport', { number: count(endOfSupport) })}</Tag>}
          {limitedSupport > 0 && (
            <Tag tone="notice">{t('network.limitedSupport', { number: count(limitedSupport) })}</Tag>
          )}
          {unprotected > 0 && <Tag tone="warning">{t('network.unprotected', { number: count(unprotected) })}</Tag>}
          {remotelyMaintained > 0 && (
            <Tag tone="quiet">{t('network.remotelyMaintained', { number: count(remotelyMaintained) })}</Tag>
          )}
        </Group>
        {exposedTo.length > 0 && (
          <div>
            <Text size="sm" fw={600}>
              {t('network.exposedTo')}
            </Text>
            <ul>
              {exposedTo.map(({ to, isZone, assets: reached }) => (
                <li key={to}>
                  <bdi>{to}</bdi> {isZone ? t('network.isZone') : t('network.isOutside')} ·{' '}
                  {t('network.reached', { number: count(reached) })}
                </li>
              ))}
            </ul>
          </div>
        )}
      </Stack>
    </Paper>
  );
}
