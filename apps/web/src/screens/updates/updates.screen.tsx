import { Button, SegmentedControl } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { UPDATE_STATES } from '../../app/choices.ts';
import { useColleagues } from '../../app/colleagues.ts';
import { graphql } from '../../app/graphql.ts';
import { titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import { useSites } from '../../app/sites.ts';
import { ClearFilters, FilterDay, Filters, FilterSelect } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { Board } from './board.tsx';
import { Calendar } from './calendar.tsx';
import { MATTERS, VIEWS } from './search.ts';
import { UpdatesList } from './updates-list.tsx';

const PackagesQuery = graphql(`
  query UpdatePackages {
    publications(first: 100, kind: UPDATE_PACKAGE) {
      edges {
        node {
          id
          revision
          state
          titleJa
          titleEn
        }
      }
    }
  }
`);

/** Updates on devices, as a list to work in, as a board to see where they stand, and as a calendar to see when. */
export function UpdatesScreen() {
  const { t } = useWords('updates');
  const isHospital = sideOf(useViewer()) === 'hospital';
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/updates' });
  const { view = 'list' } = search;
  return (
    <Page
      title={t('title')}
      lead={t(isHospital ? 'lead' : 'leadVendor')}
      actions={
        isHospital && (
          <Button variant="default" renderRoot={(props) => <Link to="/maintenance-windows" {...props} />}>
            {t('windows.title')}
          </Button>
        )
      }
    >
      <SegmentedControl
        aria-label={t('view.label')}
        w={{ base: '100%', sm: '28rem' }}
        data={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
        value={view}
        onChange={(value) =>
          void navigate({
            to: '/updates',
            search: { ...search, view: value === 'list' ? undefined : value, from: undefined, until: undefined },
            replace: true,
          })
        }
        data-print="no"
      />
      <UpdatesFilters />
      {view === 'list' && <UpdatesList />}
      {view === 'board' && <Board />}
      {view === 'calendar' && <Calendar />}
    </Page>
  );
}

function UpdatesFilters() {
  const { t } = useWords('updates');
  const term = useTerm();
  const language = useLanguage();
  const navigate = useNavigate();
  const isHospital = sideOf(useViewer()) === 'hospital';
  const search = useSearch({ from: '/signed-in/updates' });
  const { view = 'list', ...filter } = search;
  const { choices: sites } = useSites();
  const colleagues = useColleagues();
  const { data } = useAnswer(PackagesQuery, {}, { refreshes: false });
  const packages = data?.publications.edges.map(({ node }) => node) ?? [];
  const set = (change: Partial<typeof search>) =>
    void navigate({ to: '/updates', search: { ...search, ...change }, replace: true });
  const hasStates = view !== 'board';
  return (
    <Filters>
      {hasStates && (
        <FilterSelect
          label={t('state')}
          value={search.state}
          choices={UPDATE_STATES.map((value) => ({ value, label: term('UpdateState', value) }))}
          onChange={(state) => set({ state })}
        />
      )}
      <FilterSelect
        label={t('filter.matter')}
        value={search.matter}
        choices={MATTERS.map((value) => ({ value, label: t(`matter.${value}`) }))}
        onChange={(matter) => set({ matter })}
      />
      {isHospital && sites.length > 1 && (
        <FilterSelect
          label={t('filter.site')}
          value={search.siteId}
          choices={sites}
          onChange={(siteId) => set({ siteId })}
        />
      )}
      <FilterSelect
        label={t('filter.package')}
        value={search.publicationId}
        choices={packages
          .filter(({ id, state }) => state === 'PUBLISHED' || state === 'WITHDRAWN' || id === search.publicationId)
          .map((one) => ({ value: one.id, label: titleOf(one, language) }))}
        onChange={(publicationId) => set({ publicationId })}
      />
      {isHospital && (
        <FilterSelect
          label={t('filter.responsible')}
          value={search.responsibleId}
          choices={colleagues
            .filter(({ id, state }) => state === 'ACTIVE' || id === search.responsibleId)
            .map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(responsibleId) => set({ responsibleId })}
        />
      )}
      {view === 'list' && (
        <>
          <FilterDay label={t('filter.from')} value={search.from} onChange={(from) => set({ from })} />
          <FilterDay label={t('filter.until')} value={search.until} onChange={(until) => set({ until })} />
        </>
      )}
      {Object.keys(filter).length > 0 && (
        <ClearFilters
          onClear={() => void navigate({ to: '/updates', search: view === 'list' ? {} : { view }, replace: true })}
        />
      )}
    </Filters>
  );
}
