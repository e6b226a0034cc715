import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ResultOf } from 'gql.tada';
import { useState } from 'react';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct, useRows } from '../../app/queries.ts';
import { sideOf, useMay, useViewer } from '../../app/session.ts';
import { validityOf } from '../../app/validity.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { Tag } from '../../ui/tags.tsx';
import { When } from '../../ui/when.tsx';
import { MakeApiKey } from './make-api-key.tsx';

const ApiKeysQuery = graphql(`
  query ApiKeys($first: Int!, $after: String) {
    apiKeys(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          name
          prefix
          roles
          createdAt
          expiresAt
          revokedAt
        }
      }
    }
  }
`);

const RevokeApiKey = graphql(`
  mutation RevokeApiKey($input: ApiKeyInput!) {
    revokeApiKey(input: $input) {
      apiKey {
        id
      }
    }
  }
`);

type Row = ResultOf<typeof ApiKeysQuery>['apiKeys']['edges'][number]['node'];

/** What programs of the organisation sign in with. */
export function ApiKeysScreen() {
  const { t } = useWords('admin');
  const term = useTerm();
  const mayMake = useMay('make ApiKey');
  const list = useRows(ApiKeysQuery, {}, ({ apiKeys }) => apiKeys);
  const [isMaking, { open, close }] = useDisclosure();
  // Shown once, kept nowhere: it is gone when the dialog closes.
  const [secret, setSecret] = useState<string | null>(null);

  const columns: Column<Row>[] = [
    {
      key: 'name',
      header: t('keys.name'),
      width: 'minmax(10rem, 3fr)',
      cell: ({ name, prefix }) => (
        <div dir="auto">
          {name}
          <Text size="sm" c="dimmed">
            {prefix}…
          </Text>
        </div>
      ),
    },
    {
      key: 'roles',
      header: t('members.roles'),
      width: 'minmax(10rem, 3fr)',
      cell: ({ roles }) => <Text size="sm">{roles.map((role) => term('Role', role)).join(' · ')}</Text>,
    },
    { key: 'made', header: t('keys.made'), width: '11rem', cell: ({ createdAt }) => <When at={createdAt} /> },
    { key: 'ends', header: t('keys.ends'), width: '11rem', cell: ({ expiresAt }) => <When at={expiresAt} /> },
    { key: 'state', header: t('members.state'), width: '7rem', cell: (key) => <KeyState apiKey={key} /> },
  ];
  if (mayMake) columns.push({ key: 'act', header: t('act'), width: '9rem', cell: (key) => <RevokeKey apiKey={key} /> });
  return (
    <Page
      title={t('keys.title')}
      lead={t('keys.lead')}
      actions={mayMake && <Button onClick={open}>{t('keys.make')}</Button>}
    >
      <RowsTable
        label={t('keys.title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        empty={{ title: t('keys.empty'), text: t(mayMake ? 'keys.emptyText' : 'keys.emptyMember') }}
      />
      <Dialog opened={isMaking} onClose={close} title={t('keys.make')}>
        <MakeApiKey
          onCancel={close}
          onMade={(made) => {
            close();
            setSecret(made);
          }}
        />
      </Dialog>
      <Dialog
        opened={secret !== null}
        onClose={() => setSecret(null)}
        closeOnClickOutside={false}
        title={t('keys.secretTitle')}
      >
        {secret !== null && <Secret secret={secret} />}
      </Dialog>
    </Page>
  );
}

function KeyState({ apiKey }: { apiKey: Row }) {
  const { t } = useWords('admin');
  const state = validityOf(apiKey);
  return <Tag tone={state === 'inForce' ? 'good' : 'quiet'}>{t(`keys.${state}`)}</Tag>;
}

function RevokeKey({ apiKey }: { apiKey: Row }) {
  const { t } = useWords('admin');
  const revoke = useAct(RevokeApiKey);
  if (validityOf(apiKey) !== 'inForce') return null;
  return (
    <Confirm
      label={t('keys.revoke')}
      title={t('keys.revokeTitle', { name: apiKey.name })}
      act={revoke}
      isGrave
      onConfirm={() => revoke.mutate({ input: { apiKeyId: apiKey.id } })}
    >
      <Text>{t('keys.revokeText')}</Text>
    </Confirm>
  );
}

function Secret({ secret }: { secret: string }) {
  const { t } = useWords('admin');
  const isVendor = sideOf(useViewer()) === 'vendor';
  const setting = `export TASUKI_URL=${window.location.origin} TASUKI_API_KEY=${secret}`;
  return (
    <Stack>
      <Alert color="orange" title={t('keys.secretOnce')}>
        {t('keys.secretText')}
      </Alert>
      <Code block tabIndex={0} aria-label={t('keys.secretTitle')}>
        {secret}
      </Code>
      <Text size="sm">{t(isVendor ? 'keys.tryVendor' : 'keys.tryHospital')}</Text>
      <Code block tabIndex={0} aria-label={t('keys.tryLabel')}>
        {isVendor ? `${setting}\nnpx tasuki publish sbom.json --kind SBOM …` : setting}
      </Code>
      <Group justify="flex-end">
        <CopyButton value={secret}>
          {({ copied, copy }) => <Button onClick={copy}>{t(copied ? 'keys.copied' : 'keys.copy')}</Button>}
        </CopyButton>
      </Group>
    </Stack>
  );
}
