import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ResultOf } from 'gql.tada';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { When } from '../../ui/when.tsx';
import { NameDelegate } from './name-delegate.tsx';

const DelegatesQuery = graphql(`
  query Delegates {
    delegates {
      id
      name
      email
      language
      expiresAt
      site {
        id
        name
        englishName
      }
    }
  }
`);

const RevokeDelegate = graphql(`
  mutation RevokeDelegate($input: DelegateInput!) {
    revokeDelegate(input: $input) {
      delegate {
        id
      }
    }
  }
`);

type Row = ResultOf<typeof DelegatesQuery>['delegates'][number];

/** Who may acknowledge for a site without an account, by a link in a mail. */
export function DelegatesScreen() {
  const { t } = useWords('chasing');
  const term = useTerm();
  const language = useLanguage();
  const mayName = useMay('name Delegate');
  const { data, error, refetch } = useAnswer(DelegatesQuery, {});
  const [isNaming, { open, close }] = useDisclosure();
  const rows = data?.delegates;
  return (
    <Page
      title={t('delegates.title')}
      lead={t('delegates.lead')}
      actions={mayName && <Button onClick={open}>{t('delegates.name')}</Button>}
    >
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {!rows && !error && <Waiting />}
      {rows?.length === 0 && <Empty title={t('delegates.empty')}>{t('delegates.emptyText')}</Empty>}
      {rows && rows.length > 0 && (
        <PlainTable
          label={t('delegates.title')}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            { key: 'name', header: t('delegates.nameOf'), cell: ({ name }) => <span dir="auto">{name}</span> },
            { key: 'email', header: t('delegates.email'), cell: ({ email }) => email },
            {
              key: 'site',
              header: t('delegates.site'),
              cell: ({ site }) => <span dir="auto">{site ? nameOf(site, language) : '–'}</span>,
            },
            {
              key: 'language',
              header: t('delegates.language'),
              cell: ({ language: spoken }) => term('Language', spoken),
            },
            { key: 'until', header: t('delegates.until'), cell: ({ expiresAt }) => <When at={expiresAt} /> },
            { key: 'act', header: '', cell: (row) => mayName && <Revoke row={row} /> },
          ]}
        />
      )}
      <Dialog opened={isNaming} onClose={close} title={t('delegates.name')}>
        <NameDelegate onClose={close} />
      </Dialog>
    </Page>
  );
}

function Revoke({ row }: { row: Row }) {
  const { t } = useWords('chasing');
  const revoke = useAct(RevokeDelegate);
  return (
    <Confirm
      label={t('delegates.revoke')}
      title={t('delegates.revokeTitle', { name: row.name })}
      act={revoke}
      isGrave
      onConfirm={() => revoke.mutate({ input: { delegateId: row.id } })}
    >
      <Text>{t('delegates.revokeText')}</Text>
    </Confirm>
  );
}
