import { Button, SimpleGrid, Stack, Text } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { useState } from 'react';
import { LIFE_CYCLE_STAGES } from '../../app/choices.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { usePartners } from '../../app/partners.ts';
import { useAnswer, useRows } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { useSites } from '../../app/sites.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Figure } from '../../ui/figure.tsx';
import { ClearFilters, Filters, FilterSelect } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { ReleaseName, Support } from '../../ui/release-name.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tags.tsx';
import { Day, useNumbers } from '../../ui/when.tsx';
import { Decide } from './decide.tsx';
import { LifeCycleFrameQuery, LifeCycleTimelineQuery } from './life-cycle.query.ts';
import { ReplacementPlan } from './replacement-plan.tsx';

type Row = ResultOf<typeof LifeCycleTimelineQuery>['lifecycleTimeline']['edges'][number]['node'];

/** Years that a hospital plans its money for. */
const YEARS = 10;

/** What loses its support when, and what the hospital decided about it; what is undecided stands in front. */
export function LifeCycleScreen() {
  const { t } = useWords('lifecycle');
  // Those of the rows too: were they fetched later, the page would be hidden meanwhile, and the chart find no room.
  useWords('devices');
  const { count } = useNumbers();
  const term = useTerm();
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/life-cycle' });
  const [thisYear] = useState(() => new Date().getFullYear());
  const where = { siteId: search.siteId ?? null, vendorId: search.vendorId ?? null };
  const { data } = useAnswer(LifeCycleFrameQuery, { fromYear: thisYear - 1, toYear: thisYear + YEARS, ...where });
  const list = useRows(
    LifeCycleTimelineQuery,
    { ...where, undecidedOnly: search.undecided ?? false, stage: search.stage ?? null },
    ({ lifecycleTimeline }) => lifecycleTimeline,
  );
  const mayDecide = useMay('decide EndOfSupportDecision');
  const [deciding, setDeciding] = useState<Row | null>(null);
  const sites = useSites();
  const partners = usePartners();
  const counts = data?.endOfSupportCounts;
  const set = (change: Partial<typeof search>) =>
    void navigate({ to: '/life-cycle', search: { ...search, ...change }, replace: true });

  const columns: Column<Row>[] = [
    {
      key: 'release',
      header: t('timeline.release'),
      width: 'minmax(12rem, 3fr)',
      cell: ({ release }) => <ReleaseName release={release} />,
    },
    {
      key: 'support',
      header: t('timeline.support'),
      width: 'minmax(10rem, 2fr)',
      cell: ({ release }) => (
        <Stack gap={2} align="flex-start">
          <Support release={release} />
          {release.isSuddenLegacy && <Tag tone="grave">{t('timeline.sudden')}</Tag>}
          {release.isShortNotice === true && <Tag tone="warning">{t('timeline.shortNotice')}</Tag>}
        </Stack>
      ),
    },
    {
      key: 'ends',
      header: t('timeline.ends'),
      width: '8rem',
      cell: ({ endsOn }) => (endsOn ? <Day on={endsOn} /> : t('timeline.noDate')),
    },
    {
      key: 'devices',
      header: t('timeline.devices'),
      width: '6rem',
      align: 'end',
      cell: ({ assetCount }) => count(assetCount),
    },
    {
      key: 'undecided',
      header: t('timeline.undecided'),
      width: '7rem',
      align: 'end',
      cell: ({ undecidedCount, awaitsDecision }) =>
        undecidedCount > 0 && awaitsDecision ? (
          <Tag tone="warning">{count(undecidedCount)}</Tag>
        ) : (
          count(undecidedCount)
        ),
    },
  ];
  if (mayDecide) {
    columns.push({
      key: 'act',
      header: t('act'),
      width: '8rem',
      cell: (row) =>
        row.undecidedCount > 0 && (
          <Button size="xs" variant="default" onClick={() => setDeciding(row)}>
            {t('decide.open')}
          </Button>
        ),
    });
  }
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <Button component={Link} to="/decisions" variant="default">
          {t('decisions.title')}
        </Button>
      }
    >
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        <Figure
          label={t('counts.undecidedAtEnd')}
          value={counts?.undecidedAtEndOfSupport}
          tone={counts?.undecidedAtEndOfSupport ? 'grave' : 'quiet'}
          renderRoot={(props) => (
            <Link to="/life-cycle" search={{ undecided: true, stage: 'END_OF_SUPPORT' }} {...props} />
          )}
        />
        <Figure
          label={t('counts.undecided')}
          value={counts?.undecided}
          tone={counts?.undecided ? 'notice' : 'quiet'}
          renderRoot={(props) => <Link to="/life-cycle" search={{ undecided: true }} {...props} />}
        />
        <Figure
          label={t('counts.awaitingSignature')}
          value={counts?.awaitingSignature}
          tone={counts?.awaitingSignature ? 'notice' : 'quiet'}
          renderRoot={(props) => <Link to="/decisions" search={{ state: 'PROPOSED' }} {...props} />}
        />
        <Figure
          label={t('counts.reviewsSoon')}
          value={counts?.reviewsSoon}
          tone="quiet"
          renderRoot={(props) => <Link to="/decisions" search={{ reviewSoon: true }} {...props} />}
        />
      </SimpleGrid>
      <Filters>
        {sites.choices.length > 1 && (
          <FilterSelect
            label={t('filter.site')}
            value={search.siteId}
            choices={sites.choices}
            onChange={(siteId) => set({ siteId })}
          />
        )}
        <FilterSelect
          label={t('filter.vendor')}
          value={search.vendorId}
          choices={partners.all.map(({ organisationId, label }) => ({ value: organisationId, label }))}
          onChange={(vendorId) => set({ vendorId })}
        />
        <FilterSelect
          label={t('filter.decision')}
          value={search.undecided ? 'undecided' : undefined}
          choices={[{ value: 'undecided', label: t('filter.undecidedOnly') }]}
          onChange={(chosen) => set({ undecided: chosen ? true : undefined })}
        />
        <FilterSelect
          label={t('timeline.support')}
          value={search.stage}
          choices={LIFE_CYCLE_STAGES.map((value) => ({ value, label: term('LifeCycleStage', value) }))}
          onChange={(stage) => set({ stage })}
        />
        {Object.keys(search).length > 0 && (
          <ClearFilters onClear={() => void navigate({ to: '/life-cycle', search: {}, replace: true })} />
        )}
      </Filters>
      <Section title={t('timeline.title')} lead={t('timeline.lead')}>
        <RowsTable
          label={t('timeline.title')}
          columns={columns}
          list={list}
          keyOf={({ releaseId }) => releaseId}
          empty={{ title: t('timeline.empty'), text: t('timeline.emptyText') }}
        />
      </Section>
      {data && data.replacementPlan.length > 0 && <ReplacementPlan rows={data.replacementPlan} />}
      {deciding && (
        <Dialog opened onClose={() => setDeciding(null)} size="lg" title={t('decide.title')}>
          <Text mb="sm" size="sm">
            {t('decide.lead', { count: deciding.undecidedCount })}
          </Text>
          <Decide
            choice={{ releaseId: deciding.releaseId, ...where, undecidedOnly: true }}
            onDone={() => setDeciding(null)}
          />
        </Dialog>
      )}
    </Page>
  );
}
