import { Alert, Group, List, Stack, Text, Title } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { failureOf } from '../../app/failure.ts';
import { useLanguage, useWords } from '../../app/language.ts';
import { useAnswer, useRows } from '../../app/queries.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { Tag } from '../../ui/tags.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { Day, useNumbers, When } from '../../ui/when.tsx';
import { ComponentQuestion } from './component-question.tsx';
import { ExposureCounts } from './exposure-counts.tsx';
import { ExposureExport } from './exposure-export.tsx';
import {
  type ExposureQuestion,
  type ExposureRow,
  ExposureRowsQuery,
  type ExposureSummary,
  ExposureSummaryQuery,
} from './exposure-query.ts';
import { ExposureTag } from './exposure-tags.tsx';
import { makerOf, ReleaseName } from '../../ui/release-name.tsx';
import { SourceLink } from './source-link.tsx';
import { VulnerabilityBox, vulnerabilityOf } from './vulnerability-box.tsx';
import { WhereHeld } from './where-held.tsx';

/** On the day of a new vulnerability: which devices, where, and what do the vendors say? */
export function ExposureScreen() {
  const { t } = useWords('devices');
  const search = useSearch({ from: '/signed-in/exposure' });
  const { vulnerability, name, purl, cpe, versionRange } = search;
  const component = name || purl || cpe ? definedOf({ name, purl, cpe, versionRange }) : null;
  return (
    <Page
      title={t('exposure.title')}
      tabTitle={vulnerability ? `${vulnerability} · ${t('exposure.title')}` : t('exposure.title')}
      lead={t('exposure.lead')}
    >
      <VulnerabilityBox key={vulnerability ?? ''} value={vulnerability ?? ''} isFirst={!vulnerability} />
      {vulnerability && <Answer question={{ vulnerability: vulnerabilityOf(vulnerability), component }} />}
    </Page>
  );
}

const definedOf = (parts: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));

function Answer({ question }: { question: ExposureQuestion }) {
  const { t } = useWords('devices');
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/exposure' });
  const { status } = search;
  const { data, error, refetch } = useAnswer(ExposureSummaryQuery, question);
  const statuses = status ? [status] : null;
  const list = useRows(ExposureRowsQuery, { ...question, statuses }, ({ exposure }) => exposure.rows);
  const columns = useColumns();
  if (error) return <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />;
  if (!data) return <Waiting />;
  const { exposure } = data;
  return (
    <Stack gap="lg">
      <Summary exposure={exposure} />
      <ExposureCounts
        counts={exposure.counts}
        chosen={status}
        onChoose={(chosen) =>
          void navigate({
            to: '/exposure',
            search: { ...search, status: chosen },
            replace: true,
            resetScroll: false,
          })
        }
      />
      {!exposure.isComponentKnown && (
        <Alert title={t('exposure.unknownComponent.title')}>{t('exposure.unknownComponent.text')}</Alert>
      )}
      <Group justify="space-between" align="flex-end" data-print="no">
        <ComponentQuestion vulnerability={question.vulnerability} />
        <ExposureExport question={question} statuses={statuses} />
      </Group>
      <RowsTable
        label={t('exposure.rows')}
        columns={columns}
        list={list}
        keyOf={({ release, component }) => `${release.id} ${component?.name ?? ''} ${component?.version ?? ''}`}
        empty={{ title: t('exposure.empty.title'), text: t('exposure.empty.text') }}
      />
    </Stack>
  );
}

/** The answer in a sentence, before anything has to be read off a table. */
function Summary({ exposure }: { exposure: ExposureSummary }) {
  const { t } = useWords('devices');
  const { count } = useNumbers();
  const language = useLanguage();
  const isHospital = sideOf(useViewer()) === 'hospital';
  const sum = (statuses: readonly string[]) =>
    exposure.counts
      .filter(({ status }) => statuses.includes(status))
      .reduce((total, one) => total + (isHospital ? one.assetCount : one.releaseCount), 0);
  const affected = sum(['AFFECTED']);
  const open = sum(['COMPONENT_PRESENT_VENDOR_SILENT', 'UNDER_INVESTIGATION', 'UNKNOWN_NO_SBOM', 'NOT_STATED']);
  const clear = sum(['FIXED', 'NOT_AFFECTED', 'COMPONENT_ABSENT']);
  const [score] = exposure.scores;
  const numbers = { affected: count(affected), open: count(open), clear: count(clear) };
  return (
    <Stack gap={4} role="status">
      <Group gap="sm">
        <Title order={2} size="h3" dir="auto">
          {exposure.vulnerability}
        </Title>
        {score && (
          <Tag tone={(score.score ?? 0) >= 9 ? 'grave' : (score.score ?? 0) >= 7 ? 'warning' : 'notice'}>
            {t('exposure.score', {
              version: score.scheme.replace('CVSS_', '').replace('_', '.'),
              score: (score.score ?? score.statedScore)?.toLocaleString(language, { minimumFractionDigits: 1 }) ?? '',
            })}
          </Tag>
        )}
        {exposure.aliases.map((alias) => (
          <Text key={alias} component="span" size="sm" c="dimmed" dir="auto">
            {alias}
          </Text>
        ))}
      </Group>
      {exposure.title && (
        <Text dir="auto" fw={600}>
          {exposure.title}
        </Text>
      )}
      <Text>{isHospital ? t('exposure.sentence', numbers) : t('exposure.vendorSentence', numbers)}</Text>
    </Stack>
  );
}

function useColumns(): Column<ExposureRow>[] {
  const { t } = useWords('devices');
  const isHospital = sideOf(useViewer()) === 'hospital';
  const columns: Column<ExposureRow>[] = [
    {
      key: 'status',
      header: t('exposure.column.status'),
      width: 'minmax(9rem, 1.3fr)',
      cell: (row) => (
        <Stack gap={2} align="flex-start">
          <ExposureTag status={row.status} />
          {!row.isCertain && <Text size="xs">{t('exposure.uncertain')}</Text>}
        </Stack>
      ),
    },
    {
      key: 'release',
      header: t('exposure.column.release'),
      width: 'minmax(11rem, 2fr)',
      cell: ({ release }) => <ReleaseName release={release} />,
    },
    {
      key: 'says',
      header: t('exposure.column.says'),
      width: 'minmax(11rem, 2fr)',
      cell: (row) => <WhoSays row={row} />,
    },
    {
      key: 'action',
      header: t('exposure.column.action'),
      width: 'minmax(12rem, 2.5fr)',
      cell: (row) => <Why row={row} />,
    },
  ];
  return isHospital
    ? [
        ...columns,
        {
          key: 'devices',
          header: t('exposure.column.devices'),
          width: 'minmax(8rem, 1.2fr)',
          cell: ({ release, assetCount, siteCounts }) => (
            <WhereHeld releaseId={release.id} assetCount={assetCount} siteCounts={siteCounts} />
          ),
        },
      ]
    : columns;
}

function WhoSays({ row }: { row: ExposureRow }) {
  const { t } = useWords('devices');
  const language = useLanguage();
  const maker = makerOf(row.release.product, language);
  return (
    <div>
      {/* A document may be there that holds the component, or not: it is no word of the maker's about this. */}
      {!row.statement && <Text size="sm">{t('exposure.nobodySays', { maker })}</Text>}
      <SourceLink source={row} />
      <Text size="xs" c="dimmed">
        {row.publication?.publishedAt && <When at={row.publication.publishedAt} />}
        {row.filedDocument && <Day on={row.filedDocument.receivedOn} />}
      </Text>
    </div>
  );
}

function Why({ row }: { row: ExposureRow }) {
  const { t } = useWords('devices');
  const { t: glossary } = useWords('glossary');
  const remediations = row.statement?.remediations ?? [];
  return (
    <Stack gap={2}>
      {row.fixedIn.length > 0 && (
        <Text size="sm" fw={600} dir="auto">
          {t('exposure.fixedIn', { versions: row.fixedIn.join(', ') })}
        </Text>
      )}
      {row.why ? (
        <Text size="sm" dir="auto">
          {row.why}
        </Text>
      ) : (
        <Text size="sm">{(glossary as (key: string) => string)(`ExposureStatus_${row.status}.text`)}</Text>
      )}
      {row.path.length > 1 && (
        <Text size="xs" c="dimmed" dir="auto">
          {t('exposure.path', { path: row.path.join(' › ') })}
        </Text>
      )}
      {remediations.length > 0 && (
        <List size="sm">
          {remediations.map(({ category, details, url }) => (
            <List.Item key={`${category} ${details}`}>
              <span dir="auto">{details}</span>
              {url && (
                <Text component="span" size="xs" c="dimmed" dir="auto">
                  {' '}
                  {url}
                </Text>
              )}
            </List.Item>
          ))}
        </List>
      )}
    </Stack>
  );
}
