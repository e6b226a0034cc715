import { Group, Tabs, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { RECIPIENT_STATES } from '../../app/choices.ts';
import type { Enumeration } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { Due } from '../../ui/due.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tags.tsx';
import { useNumbers, When } from '../../ui/when.tsx';
import { RecipientsExport } from './recipients-export.tsx';
import { type RecipientRow, RecipientsQuery } from './recipients-query.ts';

interface RecipientsProps {
  publicationId: string;
  notice: Enumeration<'Notice'>;
}

const TONE = { OPEN: 'notice', ANSWERED: 'good', FOR_INFORMATION: 'quiet', CLOSED: 'quiet' } as const;

/** The hospitals that were told in Tasuki, by where they stand. */
export function Recipients({ publicationId, notice }: RecipientsProps) {
  const { t } = useWords('vendor');
  const term = useTerm();
  const navigate = useNavigate();
  const { state = 'ALL' } = useSearch({ from: '/signed-in/publishing/$publicationId/responses' });
  const list = useRows(RecipientsQuery, { publicationId, notice, state }, ({ recipients }) => recipients);
  const columns = useColumns();
  return (
    <div id="recipients">
      <Section
        title={t('recipients.title')}
        actions={<RecipientsExport publicationId={publicationId} notice={notice} />}
      >
        <Tabs
          value={state}
          onChange={(value) =>
            void navigate({
              to: '/publishing/$publicationId/responses',
              params: { publicationId },
              search: { notice, state: RECIPIENT_STATES.find((one) => one === value) },
              replace: true,
              resetScroll: false,
            })
          }
        >
          <Tabs.List aria-label={t('recipients.state')}>
            {RECIPIENT_STATES.map((one) => (
              <Tabs.Tab key={one} value={one}>
                {term('RecipientState', one)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={state} pt="md">
            <RowsTable
              label={t('recipients.title')}
              columns={columns}
              list={list}
              keyOf={({ hospitalId }) => hospitalId}
              empty={{
                title: t(state === 'ALL' ? 'recipients.empty' : 'recipients.emptyState'),
                text: t(`recipients.emptyText.${state}`),
              }}
            />
          </Tabs.Panel>
        </Tabs>
      </Section>
    </div>
  );
}

function useColumns(): Column<RecipientRow>[] {
  const { t } = useWords('vendor');
  const term = useTerm();
  const language = useLanguage();
  const { count } = useNumbers();
  return [
    {
      key: 'hospital',
      header: t('recipients.hospital'),
      width: 'minmax(12rem, 3fr)',
      cell: ({ hospital }) => <bdi>{nameOf(hospital, language)}</bdi>,
    },
    {
      key: 'state',
      header: t('recipients.state'),
      width: '9rem',
      cell: ({ state, isOverdue, unseenSites, siteCount }) => (
        <Group gap={4}>
          {isOverdue ? (
            <Tag tone="grave">{term('RecipientState', 'OVERDUE')}</Tag>
          ) : (
            <Tag tone={TONE[state]}>{term('DeliveryState', state)}</Tag>
          )}
          {state !== 'ANSWERED' && unseenSites === siteCount && siteCount > 0 && (
            <Tag tone="quiet">{term('RecipientState', 'UNREAD')}</Tag>
          )}
        </Group>
      ),
    },
    {
      key: 'sites',
      header: t('recipients.sites'),
      width: '10rem',
      cell: ({ siteCount, openSites, state }) =>
        state === 'FOR_INFORMATION'
          ? t('recipients.siteCount', { number: count(siteCount) })
          : t('recipients.sitesAnswered', { answered: count(siteCount - openSites), all: count(siteCount) }),
    },
    {
      key: 'answers',
      header: t('recipients.answers'),
      width: 'minmax(12rem, 3fr)',
      cell: ({ answers }) =>
        answers.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('recipients.noAnswer')}
          </Text>
        ) : (
          <Text size="sm">
            {answers
              .map(({ answer, sites }) =>
                t('recipients.answer', { answer: term('ActionAnswerWord', answer), sites: count(sites) }),
              )
              .join(', ')}
          </Text>
        ),
    },
    {
      key: 'due',
      header: t('recipients.due'),
      width: '12rem',
      cell: ({ dueOn, state }) => dueOn && <Due on={dueOn} isOpen={state === 'OPEN'} />,
    },
    {
      key: 'delivered',
      header: t('recipients.deliveredAt'),
      width: '11rem',
      cell: ({ deliveredAt }) => <When at={deliveredAt} />,
    },
  ];
}
