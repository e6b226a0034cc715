import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useLive } from '../../app/live.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAnswer, useRows } from '../../app/queries.ts';
import { Answered } from '../../ui/answered.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Page } from '../../ui/page.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Day, When } from '../../ui/when.tsx';
import { RequestClock } from './request-clock.tsx';
import { RequestChanged } from './request.query.ts';
import { RequestStateTag } from './request-state-tag.tsx';
import { RoundQuery, type RoundRequest, RoundRequestsQuery } from './rounds.query.ts';

const route = getRouteApi('/signed-in/request-rounds/$id');

/** One question to many vendors, with all answers in one table. */
export function RoundScreen() {
  const { id } = route.useParams();
  const { t } = useWords('requests');
  const term = useTerm();
  const answer = useAnswer(RoundQuery, { id });
  useLive(RequestChanged, {});
  return (
    <Answered of={answer} title={t('rounds.title')}>
      {({ requestRound: { title, kind, words, askedAt, counts, items } }) => (
        <Page
          title={title}
          above={[{ label: t('rounds.title'), link: { to: '/request-rounds' } }]}
          actions={<Exports id={id} />}
        >
          <Facts
            facts={[
              { label: t('rounds.kind'), value: term('RequestRoundKind', kind) },
              { label: t('askedAt'), value: <When at={askedAt} /> },
              {
                label: t('rounds.answered'),
                value: t('rounds.of', { settled: counts.answered + counts.declined, asked: counts.asked }),
              },
              { label: t('rounds.overdue'), value: String(counts.overdue) },
              {
                label: t('ask.question'),
                value: (
                  <Text dir="auto" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                    {words}
                  </Text>
                ),
              },
            ]}
          />
          <Answers roundId={id} items={items} />
        </Page>
      )}
    </Answered>
  );
}

function Exports({ id }: { id: string }) {
  const { t } = useWords('common');
  const language = useLanguage();
  return (
    <Group>
      {(['csv', 'xlsx'] as const).map((format) => (
        <Button
          key={format}
          component="a"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          href={`/exports/request-rounds/${id}.${format}?language=${language}`}
          download
        >
          {t(`exportAs.${format}`)}
        </Button>
      ))}
    </Group>
  );
}

interface AnswersProps {
  roundId: string;
  items: readonly { id: string; ja: string; en: string }[];
}

function Answers({ roundId, items }: AnswersProps) {
  const { t } = useWords('requests');
  const language = useLanguage();
  const list = useRows(RoundRequestsQuery, { roundId }, ({ informationRequests }) => informationRequests);
  const columns: Column<RoundRequest>[] = [
    {
      key: 'vendor',
      header: t('vendor'),
      width: 'minmax(11rem, 2fr)',
      cell: ({ id, vendor, product, release }) => (
        <Stack gap={2} align="flex-start">
          <Anchor dir="auto" renderRoot={(props) => <Link to="/requests/$id" params={{ id }} {...props} />}>
            {nameOf(vendor, language)}
          </Anchor>
          {product && (
            <Text size="sm" c="dimmed" dir="auto">
              {nameOf(product, language)} {release?.version}
            </Text>
          )}
        </Stack>
      ),
    },
    {
      key: 'state',
      header: t('state'),
      width: 'minmax(7rem, 1fr)',
      cell: ({ state }) => <RequestStateTag state={state} />,
    },
    {
      key: 'clock',
      header: t('clock'),
      width: 'minmax(11rem, 2fr)',
      cell: (row) => <RequestClock request={row} />,
    },
    {
      key: 'answer',
      header: t('rounds.answer'),
      width: 'minmax(14rem, 4fr)',
      cell: ({ answer, checklist }) => (
        <Stack gap={2}>
          {checklist.length > 0 && (
            <Text size="sm">
              {t('rounds.said', {
                yes: checklist.filter((one) => one.answer === 'YES').length,
                no: checklist.filter((one) => one.answer === 'NO').length,
                of: checklist.length,
              })}
            </Text>
          )}
          <Text size="sm" dir="auto" lineClamp={4} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {answer?.words ?? t('rounds.notYet')}
          </Text>
        </Stack>
      ),
    },
  ];
  return (
    <>
      <RowsTable
        label={t('rounds.answers')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        empty={{ title: t('rounds.empty'), text: t('rounds.emptyText') }}
      />
      {items.length > 0 && <Missing rows={list.rows} items={items} />}
    </>
  );
}

/** What vendors say is not so yet, and by when it will be. */
function Missing({ rows, items }: { rows: readonly RoundRequest[]; items: AnswersProps['items'] }) {
  const { t } = useWords('requests');
  const language = useLanguage();
  const missing = rows.flatMap(({ id, vendor, checklist }) =>
    checklist.filter(({ answer }) => answer === 'NO').map((one) => ({ ...one, id, vendor })),
  );
  return (
    <Section title={t('rounds.missing')} lead={t('rounds.missingLead')}>
      {missing.length === 0 ? (
        <Text>{t('rounds.noneMissing')}</Text>
      ) : (
        <PlainTable
          label={t('rounds.missing')}
          columns={[
            {
              key: 'vendor',
              header: t('vendor'),
              cell: ({ vendor }) => <bdi>{nameOf(vendor, language)}</bdi>,
            },
            {
              key: 'item',
              header: t('rounds.item'),
              cell: ({ item }) => items.find(({ id }) => id === item)?.[language] ?? item,
            },
            {
              key: 'targetOn',
              header: t('rounds.targetOn'),
              cell: ({ targetOn }) => (targetOn ? <Day on={targetOn} /> : t('rounds.noDay')),
            },
          ]}
          rows={missing}
          keyOf={({ id, item }) => `${id} ${item}`}
        />
      )}
    </Section>
  );
}
