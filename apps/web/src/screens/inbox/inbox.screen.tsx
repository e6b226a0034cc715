import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { KINDS, SEVERITIES } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useLive } from '../../app/live.ts';
import { usePartners } from '../../app/partners.ts';
import { useAnswer, useRows } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { useSites } from '../../app/sites.ts';
import { ClearFilters, Filters, FilterSearch, FilterSelect } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import { isUnread, useInboxColumns } from './inbox-columns.tsx';
import { InboxFrameQuery, InboxQuery, type InboxRow } from './inbox.query.ts';
import { InboxTabs } from './inbox-tabs.tsx';
import { KeysHelp } from './keys-help.tsx';
import classes from './inbox.module.css';

/** Its code comes with the first use: the list is to be there soon. */
const AcknowledgeMany = lazy(async () => {
  const dialog = await import('./acknowledge-many.tsx');
  return { default: dialog.AcknowledgeMany };
});

const ProductOfInboxQuery = graphql(`
  query ProductOfInbox($id: ID!) {
    product(id: $id) {
      id
      name
      englishName
    }
  }
`);

const InboxChanged = graphql(`
  subscription InboxChanged {
    inboxChanged {
      delivery {
        id
      }
    }
  }
`);

/** The row that one left for its page, to come back to. */
let left: string | null = null;
const leave = ({ id }: InboxRow) => {
  left = id;
};

/** What came in for the hospital's devices: what is due first, unread marked. */
export function InboxScreen() {
  const { t } = useWords('inbox');
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/inbox' });
  const { state = 'OPEN', ...filter } = search;
  const { siteId } = search;
  const list = useRows(InboxQuery, { filter: { state, ...filter } }, ({ inbox }) => inbox);
  const { data: frame } = useAnswer(InboxFrameQuery, {});
  useLive(InboxChanged, {});
  const columns = useInboxColumns(siteId, leave);
  const mayAnswer = useMay('acknowledge DeliverySite');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [acknowledging, setAcknowledging] = useState<readonly InboxRow[]>([]);
  const [areKeysShown, keys] = useDisclosure();
  const [cameBackTo] = useState(left);

  const chosen = list.rows.filter(({ id }) => selected.has(id));
  const open = (row: InboxRow) => {
    leave(row);
    void navigate({
      to: '/publications/$publicationId',
      params: { publicationId: row.publication.id },
      search: siteId ? { siteId } : {},
    });
  };
  const isFiltered = Object.keys(filter).length > 0;

  return (
    <Page
      title={t('title')}
      actions={
        <Button variant="default" onClick={keys.open}>
          {t('keys.title')}
        </Button>
      }
    >
      <InboxTabs counts={frame?.inboxCounts} />
      <InboxFilters />
      {chosen.length > 0 && (
        <Group className={classes['chosen'] ?? ''} justify="space-between" data-print="no">
          <Text role="status">{t('chosen', { count: chosen.length })}</Text>
          <Group gap="xs">
            <Button variant="default" onClick={() => setSelected(new Set())}>
              {t('chooseNone')}
            </Button>
            <Button onClick={() => setAcknowledging(chosen)}>{t('acknowledge.open')}</Button>
          </Group>
        </Group>
      )}
      <RowsTable
        label={t('title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        onOpen={open}
        startAt={cameBackTo}
        keys={{
          ...(mayAnswer ? { a: (row: InboxRow) => setAcknowledging(selected.has(row.id) ? chosen : [row]) } : {}),
          '?': keys.open,
        }}
        {...(mayAnswer ? { selection: { selected, onChange: setSelected } } : {})}
        empty={
          isFiltered || state !== 'OPEN'
            ? { title: t('empty.title'), text: t('empty.text') }
            : { title: t('home.calm.title'), text: t('home.calm.text') }
        }
        toneOf={(row) => (isUnread(row, siteId) ? 'unread' : undefined)}
      />
      {acknowledging.length > 0 && (
        <Suspense>
          <AcknowledgeMany
            deliveries={acknowledging}
            siteId={siteId}
            onTaken={(ids) => setSelected((former) => new Set([...former].filter((id) => !ids.includes(id))))}
            onClose={() => setAcknowledging([])}
          />
        </Suspense>
      )}
      <KeysHelp isOpen={areKeysShown} onClose={keys.close} mayAnswer={mayAnswer} />
    </Page>
  );
}

function InboxFilters() {
  const { t } = useWords('inbox');
  const term = useTerm();
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/inbox' });
  const set = (change: Partial<typeof search>) =>
    void navigate({ to: '/inbox', search: { ...search, ...change }, replace: true });
  const { choices: sites } = useSites();
  const partners = usePartners();
  const vendors = partners.all
    .filter(({ organisationId, state }) => state === 'ACTIVE' || organisationId === search.vendorId)
    .map(({ organisationId, label }) => ({ value: organisationId, label }));
  const { state, ...filter } = search;
  return (
    <Filters>
      <FilterSearch label={t('filter.search')} value={search.search} onChange={(text) => set({ search: text })} />
      {sites.length > 1 && (
        <FilterSelect
          label={t('filter.site')}
          value={search.siteId}
          choices={sites}
          onChange={(siteId) => set({ siteId })}
        />
      )}
      <FilterSelect
        label={t('filter.severity')}
        value={search.severity}
        choices={SEVERITIES.map((value) => ({ value, label: term('Severity', value) }))}
        onChange={(severity) => set({ severity })}
      />
      <FilterSelect
        label={t('filter.kind')}
        value={search.kind}
        choices={KINDS.map((value) => ({ value, label: term('PublicationKind', value) }))}
        onChange={(kind) => set({ kind })}
      />
      <FilterSelect
        label={t('filter.vendor')}
        value={search.vendorId}
        choices={vendors}
        onChange={(vendorId) => set({ vendorId })}
      />
      {search.productId !== undefined && (
        <ProductFilter productId={search.productId} onClear={() => set({ productId: undefined })} />
      )}
      {Object.keys(filter).length > 0 && (
        <ClearFilters onClear={() => void navigate({ to: '/inbox', search: state ? { state } : {}, replace: true })} />
      )}
    </Filters>
  );
}

/** The product that the address names, as links from elsewhere do: shown, and to be taken away. */
function ProductFilter({ productId, onClear }: { productId: string; onClear: () => void }) {
  const { t } = useWords('inbox');
  const language = useLanguage();
  const { data } = useAnswer(ProductOfInboxQuery, { id: productId }, { refreshes: false });
  if (data?.product.id !== productId) return null;
  return (
    <FilterSelect
      label={t('filter.product')}
      value={productId}
      choices={[{ value: productId, label: nameOf(data.product, language) }]}
      onChange={onClear}
    />
  );
}
