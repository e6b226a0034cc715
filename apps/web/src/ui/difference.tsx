import { Stack, Text, Title } from '@mantine/core';
import type { ResultOf } from 'gql.tada';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../app/graphql.ts';
import { useTerm } from '../app/language.ts';
import { PlainTable } from './plain-table.tsx';
import { Tag } from './tags.tsx';
import { useNumbers } from './when.tsx';
import { ComponentChanges } from './difference-components.tsx';

export const DifferenceFields = graphql(`
  fragment DifferenceFields on DocumentDifference {
    comparesComponents
    comparesMds2
    comparesVulnerabilities
    counts {
      componentsAdded
      componentsChanged
      componentsRemoved
      fieldsChanged
      mds2AnswersChanged
      supportMoved
      vulnerabilitiesClosed
      vulnerabilitiesOpened
    }
    vulnerabilities {
      change
      before {
        position
        vulnerability
        title
        status
      }
      after {
        position
        vulnerability
        title
        status
      }
    }
    components {
      change
      fields
      before {
        position
        group
        name
        version
        supplier
        licences
        supportLevel
        endOfSupportOn
      }
      after {
        position
        group
        name
        version
        supplier
        licences
        supportLevel
        endOfSupportOn
      }
    }
    mds2Answers {
      questionId
      before
      after
      noteBefore
      noteAfter
    }
    fields {
      path
      before
      after
    }
  }
`);

type DifferenceOfDocuments = ResultOf<typeof DifferenceFields>;

/** Two sets of documents against each other, part by part; what could not be compared is said, not left out. */
export function Difference({ difference }: { difference: DifferenceOfDocuments }) {
  const { t } = useTranslation();
  const { counts, comparesComponents, comparesMds2, comparesVulnerabilities, fields } = difference;
  if (!comparesComponents && !comparesMds2 && !comparesVulnerabilities && fields.length === 0) {
    return <Text>{t('difference.nothingToCompare')}</Text>;
  }
  return (
    <Stack>
      <Part title={t('difference.vulnerabilities')} isCompared={comparesVulnerabilities}>
        <Counted
          counted={[
            ['closed', counts.vulnerabilitiesClosed],
            ['opened', counts.vulnerabilitiesOpened],
          ]}
        />
        <Vulnerabilities changes={difference.vulnerabilities} />
      </Part>
      <Part title={t('difference.components')} isCompared={comparesComponents}>
        <Counted
          counted={[
            ['added', counts.componentsAdded],
            ['removed', counts.componentsRemoved],
            ['changed', counts.componentsChanged],
            ['supportMoved', counts.supportMoved],
          ]}
        />
        <ComponentChanges changes={difference.components} />
      </Part>
      <Part title="MDS2" isCompared={comparesMds2}>
        <Counted counted={[['answers', counts.mds2AnswersChanged]]} />
        <Mds2Changes changes={difference.mds2Answers} />
      </Part>
      {fields.length > 0 && (
        <Part title={t('difference.fields')} isCompared>
          <FieldChanges changes={fields} />
        </Part>
      )}
    </Stack>
  );
}

function Part({ title, isCompared, children }: { title: string; isCompared: boolean; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {title}
      </Title>
      {isCompared ? (
        children
      ) : (
        <Text size="sm" c="dimmed">
          {t('difference.notCompared')}
        </Text>
      )}
    </Stack>
  );
}

type Count = readonly [
  of: 'closed' | 'opened' | 'added' | 'removed' | 'changed' | 'supportMoved' | 'answers',
  value: number,
];

function Counted({ counted }: { counted: readonly Count[] }) {
  const { t } = useTranslation();
  const { count } = useNumbers();
  if (counted.every(([, value]) => value === 0)) return <Text size="sm">{t('difference.same')}</Text>;
  return (
    <Text size="sm">
      {counted.map(([of, value]) => t(`difference.count.${of}`, { number: count(value) })).join(' · ')}
    </Text>
  );
}

const CHANGE_TONE = { OPENED: 'warning', CLOSED: 'good', CHANGED: 'notice' } as const;

function Vulnerabilities({ changes }: { changes: DifferenceOfDocuments['vulnerabilities'] }) {
  const { t } = useTranslation();
  const term = useTerm();
  if (changes.length === 0) return null;
  return (
    <PlainTable
      label={t('difference.vulnerabilities')}
      rows={changes}
      keyOf={({ before, after }) => `${before?.position ?? ''}:${after?.position ?? ''}`}
      columns={[
        {
          key: 'vulnerability',
          header: t('difference.vulnerability'),
          cell: ({ before, after }) => (
            <div>
              <bdi>{(after ?? before)?.vulnerability}</bdi>
              {(after ?? before)?.title && (
                <Text size="sm" c="dimmed" fw={400} dir="auto">
                  {(after ?? before)?.title}
                </Text>
              )}
            </div>
          ),
        },
        {
          key: 'change',
          header: t('difference.change'),
          cell: ({ change }) => <Tag tone={CHANGE_TONE[change]}>{term('VulnerabilityChangeKind', change)}</Tag>,
        },
        {
          key: 'before',
          header: t('difference.before'),
          cell: ({ before }) => (before ? term('VexStatus', before.status) : t('difference.notMentioned')),
        },
        {
          key: 'after',
          header: t('difference.after'),
          cell: ({ after }) => (after ? term('VexStatus', after.status) : t('difference.notMentioned')),
        },
      ]}
    />
  );
}

function Mds2Changes({ changes }: { changes: DifferenceOfDocuments['mds2Answers'] }) {
  const { t } = useTranslation();
  const term = useTerm();
  if (changes.length === 0) return null;
  const answer = (choice: (typeof changes)[number]['before'], note: string | null) => (
    <div>
      {choice ? term('Mds2Choice', choice) : t('difference.notMentioned')}
      {note && (
        <Text size="sm" c="dimmed" dir="auto">
          {note}
        </Text>
      )}
    </div>
  );
  return (
    <PlainTable
      label="MDS2"
      rows={changes}
      keyOf={({ questionId }) => questionId}
      columns={[
        { key: 'question', header: t('difference.question'), cell: ({ questionId }) => questionId },
        {
          key: 'before',
          header: t('difference.before'),
          cell: ({ before, noteBefore }) => answer(before, noteBefore),
        },
        { key: 'after', header: t('difference.after'), cell: ({ after, noteAfter }) => answer(after, noteAfter) },
      ]}
    />
  );
}

function FieldChanges({ changes }: { changes: DifferenceOfDocuments['fields'] }) {
  const { t } = useTranslation();
  return (
    <PlainTable
      label={t('difference.fields')}
      rows={changes}
      keyOf={({ path }) => path}
      columns={[
        {
          key: 'path',
          header: t('difference.field'),
          cell: ({ path }) => <code>{path.replace(/^\//, '').replaceAll('/', ' › ')}</code>,
        },
        { key: 'before', header: t('difference.before'), cell: ({ before }) => <Value json={before} /> },
        { key: 'after', header: t('difference.after'), cell: ({ after }) => <Value json={after} /> },
      ]}
    />
  );
}

/** A value as a person writes it: words without their quotation marks, a list line by line. */
function Value({ json }: { json: string | null }) {
  const value: unknown = json === null ? null : JSON.parse(json);
  if (value === null || value === '') return '–';
  if (typeof value === 'string') return <span dir="auto">{value}</span>;
  return <code>{JSON.stringify(value, null, 1)}</code>;
}
