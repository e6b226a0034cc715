import { Button, Switch, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ResultOf } from 'gql.tada';
import { useState } from 'react';
import { useDraft } from '../../app/drafts.ts';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct, useRows } from '../../app/queries.ts';
import { useMay, useViewer } from '../../app/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { Tag } from '../../ui/tags.tsx';

const SitesQuery = graphql(`
  query Sites($first: Int!, $after: String) {
    sites(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          name
          englishName
          address
          isActive
        }
      }
    }
  }
`);

const AddSite = graphql(`
  mutation AddSite($input: AddSiteInput!) {
    addSite(input: $input) {
      site {
        id
      }
    }
  }
`);

const ChangeSite = graphql(`
  mutation ChangeSite($input: ChangeSiteInput!) {
    changeSite(input: $input) {
      site {
        id
      }
    }
  }
`);

type Row = ResultOf<typeof SitesQuery>['sites']['edges'][number]['node'];

const LONGEST_NAME = 200;
const LONGEST_ADDRESS = 500;

/** The hospitals and clinics of the organisation: each answers for itself. */
export function SitesScreen() {
  const { t } = useWords('admin');
  const mayChange = useMay('add Site');
  const list = useRows(SitesQuery, {}, ({ sites }) => sites);
  const [edited, setEdited] = useState<Row | 'new' | null>(null);
  const close = () => setEdited(null);

  const columns: Column<Row>[] = [
    {
      key: 'name',
      header: t('sites.name'),
      width: 'minmax(11rem, 3fr)',
      cell: ({ name, englishName }) => (
        <div dir="auto">
          <Text component="span" fw={600}>
            {name}
          </Text>
          <Text size="sm" c="dimmed">
            {englishName}
          </Text>
        </div>
      ),
    },
    {
      key: 'address',
      header: t('sites.address'),
      width: 'minmax(10rem, 3fr)',
      cell: ({ address }) => <span dir="auto">{address ?? '–'}</span>,
    },
    {
      key: 'state',
      header: t('members.state'),
      width: '8rem',
      cell: ({ isActive }) => (
        <Tag tone={isActive ? 'good' : 'quiet'}>{t(isActive ? 'sites.active' : 'sites.closed')}</Tag>
      ),
    },
  ];
  if (mayChange) {
    columns.push({
      key: 'act',
      header: t('act'),
      width: '8rem',
      cell: (site) => (
        <Button variant="default" onClick={() => setEdited(site)}>
          {t('members.change')}
        </Button>
      ),
    });
  }
  return (
    <Page
      title={t('sites.title')}
      lead={t('sites.lead')}
      actions={mayChange && <Button onClick={() => setEdited('new')}>{t('sites.add')}</Button>}
    >
      <RowsTable
        label={t('sites.title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        empty={{ title: t('sites.empty'), text: t('sites.emptyText') }}
      />
      <Dialog opened={edited !== null} onClose={close} title={t(edited === 'new' ? 'sites.add' : 'sites.change')}>
        {edited !== null && <SiteForm site={edited === 'new' ? null : edited} onDone={close} />}
      </Dialog>
    </Page>
  );
}

function SiteForm({ site, onDone }: { site: Row | null; onDone: () => void }) {
  const { t } = useWords('admin');
  const form = useForm({
    initialValues: {
      name: site?.name ?? '',
      englishName: site?.englishName ?? '',
      address: site?.address ?? '',
      isActive: site?.isActive ?? true,
    },
    validate: { name: (value) => (value.trim() ? null : t('sites.nameMissing')) },
  });
  const draft = useDraft(`site:${site?.id ?? 'new'}`, useViewer().userId, form);
  const finish = () => {
    draft.forget();
    onDone();
  };
  const add = useAct(AddSite, { onDone: finish });
  const change = useAct(ChangeSite, { onDone: finish });
  return (
    <ActForm
      form={form}
      act={site ? change : add}
      submit={t('save')}
      onCancel={onDone}
      onSubmit={({ name, englishName, address, isActive }) => {
        const said = { name: name.trim(), englishName: englishName.trim() || null, address: address.trim() || null };
        if (site) change.mutate({ input: { siteId: site.id, ...said, isActive } });
        else add.mutate({ input: said });
      }}
    >
      <TextInput label={t('sites.name')} maxLength={LONGEST_NAME} {...form.getInputProps('name')} />
      <TextInput label={t('sites.englishName')} maxLength={LONGEST_NAME} {...form.getInputProps('englishName')} />
      <TextInput label={t('sites.address')} maxLength={LONGEST_ADDRESS} {...form.getInputProps('address')} />
      {site && (
        <Switch
          label={t('sites.isActive')}
          description={t('sites.isActiveHelp')}
          {...form.getInputProps('isActive', { type: 'checkbox' })}
        />
      )}
    </ActForm>
  );
}
