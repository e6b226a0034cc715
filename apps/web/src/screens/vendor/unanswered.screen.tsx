import { Checkbox, Group, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { SEVERITIES } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { Due } from '../../ui/due.tsx';
import { Filters, FilterSelect } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { SeverityTag, Tag } from '../../ui/tags.tsx';
import { useNumbers } from '../../ui/when.tsx';

const UnansweredQuery = graphql(`
  query Unanswered($severity: Severity, $overdueOnly: Boolean!, $first: Int!, $after: String) {
    unansweredPublications(severity: $severity, overdueOnly: $overdueOnly, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          publicationId
          hospitals
          overdue
          soonestDueOn
          publication {
            kind
            state
            revision
            severity
            titleJa
            titleEn
          }
        }
      }
    }
  }
`);

type Row = ResultOf<typeof UnansweredQuery>['unansweredPublications']['edges'][number]['node'];

/** Who has not answered what: the publications, each leading to its hospitals. */
export function UnansweredScreen() {
  const { t } = useWords('vendor');
  const term = useTerm();
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/unanswered' });
  const { severity, overdueOnly = false } = search;
  const list = useRows(
    UnansweredQuery,
    { severity: severity ?? null, overdueOnly },
    ({ unansweredPublications }) => unansweredPublications,
  );
  const columns = useColumns();
  const set = (change: Partial<typeof search>) =>
    void navigate({ to: '/unanswered', search: { ...search, ...change }, replace: true });
  return (
    <Page title={t('unanswered.title')} lead={t('unanswered.lead')}>
      <Filters>
        <FilterSelect
          label={t('unanswered.severity')}
          value={severity}
          choices={SEVERITIES.map((value) => ({ value, label: term('Severity', value) }))}
          onChange={(chosen) => set({ severity: chosen })}
        />
        <Checkbox
          label={t('unanswered.overdueOnly')}
          checked={overdueOnly}
          onChange={({ currentTarget }) => set({ overdueOnly: currentTarget.checked || undefined })}
        />
      </Filters>
      <RowsTable
        label={t('unanswered.title')}
        columns={columns}
        list={list}
        keyOf={({ publicationId, publication }) => `${publicationId}:${publication.state}`}
        onOpen={({ publicationId, publication }) =>
          void navigate({
            to: '/publishing/$publicationId/responses',
            params: { publicationId },
            search: {
              state: overdueOnly ? 'OVERDUE' : 'OPEN',
              ...(publication.state === 'WITHDRAWN' ? { notice: 'WITHDRAWAL' as const } : {}),
            },
          })
        }
        empty={{
          title: t('unanswered.empty'),
          text: t(severity || overdueOnly ? 'unanswered.emptyFiltered' : 'unanswered.emptyText'),
        }}
      />
    </Page>
  );
}

function useColumns(): Column<Row>[] {
  const { t } = useWords('vendor');
  const term = useTerm();
  const language = useLanguage();
  const { count } = useNumbers();
  return [
    {
      key: 'publication',
      header: t('unanswered.publication'),
      width: 'minmax(14rem, 4fr)',
      cell: ({ publication }) => (
        <div>
          <Text component="span" dir="auto">
            {titleOf(publication, language)}
          </Text>
          <Text size="sm" c="dimmed">
            {t('responses.which', {
              kind: term('PublicationKind', publication.kind),
              revision: publication.revision,
            })}
          </Text>
        </div>
      ),
    },
    {
      key: 'severity',
      header: t('unanswered.severity'),
      width: '10rem',
      cell: ({ publication: { severity, state } }) => (
        <Group gap={4}>
          <SeverityTag severity={severity} />
          {state === 'WITHDRAWN' && <Tag tone="warning">{t('unanswered.withdrawn')}</Tag>}
        </Group>
      ),
    },
    {
      key: 'hospitals',
      header: t('unanswered.hospitals'),
      width: '8rem',
      align: 'end',
      cell: ({ hospitals }) => count(hospitals),
    },
    {
      key: 'overdue',
      header: t('unanswered.overdue'),
      width: '7rem',
      align: 'end',
      cell: ({ overdue }) => count(overdue),
    },
    {
      key: 'due',
      header: t('unanswered.due'),
      width: '13rem',
      cell: ({ soonestDueOn }) => soonestDueOn && <Due on={soonestDueOn} isOpen />,
    },
  ];
}
