import { Button, Code, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { useMay, useViewer } from '../../app/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { Tag } from '../../ui/tags.tsx';
import { When } from '../../ui/when.tsx';
import { inFours } from './fingerprint.ts';
import { RegisterKey } from './register-key.tsx';
import { RevokeKey } from './revoke-key.tsx';

const SigningKeysQuery = graphql(`
  query SigningKeys($first: Int!, $after: String, $vendorId: ID!) {
    signingKeys(first: $first, after: $after, vendorId: $vendorId) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          fingerprint
          algorithm
          userIds
          registeredAt
          expiresAt
          revokedAt
          revocationReason
        }
      }
    }
  }
`);

type Row = ResultOf<typeof SigningKeysQuery>['signingKeys']['edges'][number]['node'];

const TONE = { inForce: 'good', expired: 'warning', revoked: 'quiet' } as const;

function stateOf({ revokedAt, expiresAt }: Row): keyof typeof TONE {
  if (revokedAt) return 'revoked';
  return expiresAt && Date.parse(expiresAt) < Date.now() ? 'expired' : 'inForce';
}

/** The public keys by which hospitals verify who signed a file. */
export function SigningKeysScreen() {
  const { t } = useWords('dealings');
  const viewer = useViewer();
  const mayChange = useMay('register SigningKey');
  const list = useRows(SigningKeysQuery, { vendorId: viewer.organisation?.id ?? '' }, ({ signingKeys }) => signingKeys);
  const [isOpen, { open, close }] = useDisclosure();

  const columns: Column<Row>[] = [
    {
      key: 'key',
      header: t('keys.fingerprint'),
      width: 'minmax(14rem, 3fr)',
      cell: ({ fingerprint, userIds, algorithm }) => (
        <Stack gap={2}>
          <Code>{inFours(fingerprint)}</Code>
          <Text size="sm" c="dimmed" dir="auto">
            {[...userIds, algorithm].join(' · ')}
          </Text>
        </Stack>
      ),
    },
    {
      key: 'state',
      header: t('state'),
      width: 'minmax(9rem, 2fr)',
      cell: (key) => (
        <Stack gap={2} align="flex-start">
          <Tag tone={TONE[stateOf(key)]}>{t(`keys.${stateOf(key)}`)}</Tag>
          {key.revocationReason && (
            <Text size="sm" dir="auto">
              {key.revocationReason}
            </Text>
          )}
        </Stack>
      ),
    },
    {
      key: 'expires',
      header: t('keys.expires'),
      width: '11rem',
      cell: ({ expiresAt }) => (expiresAt ? <When at={expiresAt} /> : t('keys.never')),
    },
    {
      key: 'registered',
      header: t('keys.registered'),
      width: '11rem',
      cell: ({ registeredAt }) => <When at={registeredAt} />,
    },
  ];
  if (mayChange) {
    columns.push({
      key: 'act',
      header: t('act'),
      width: '8rem',
      cell: ({ id, revokedAt }) => revokedAt === null && <RevokeKey signingKeyId={id} />,
    });
  }
  return (
    <Page
      title={t('keys.title')}
      lead={t('keys.lead')}
      actions={mayChange && <Button onClick={open}>{t('keys.register')}</Button>}
    >
      <RowsTable
        label={t('keys.title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        empty={{ title: t('keys.empty'), text: t(mayChange ? 'keys.emptyText' : 'keys.emptyMember') }}
      />
      <Dialog opened={isOpen} onClose={close} title={t('keys.register')} size="lg">
        <RegisterKey onDone={close} />
      </Dialog>
    </Page>
  );
}
