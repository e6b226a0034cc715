import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Enumeration } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { Empty } from '../../ui/empty.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Section } from '../../ui/section.tsx';
import { SeverityTag } from '../../ui/tags.tsx';
import { useNumbers } from '../../ui/when.tsx';

interface Unanswered {
  severity: Enumeration<'Severity'>;
  hospitals: number;
  overdue: number;
  publications: number;
}

/** How many hospitals have not answered, the gravest first. */
export function UnansweredFigures({ unanswered }: { unanswered: readonly Unanswered[] }) {
  const { t } = useWords('vendor');
  const { count } = useNumbers();
  const rows = unanswered.filter(({ hospitals }) => hospitals > 0);
  if (rows.length === 0) return <Empty title={t('home.calm')}>{t('home.calmText')}</Empty>;
  const linked = (value: number, severity: Unanswered['severity'], overdueOnly?: true) =>
    value === 0 ? (
      count(value)
    ) : (
      <Anchor
        renderRoot={(props) => (
          <Link to="/unanswered" search={{ severity, ...(overdueOnly ? { overdueOnly } : {}) }} {...props} />
        )}
      >
        {count(value)}
      </Anchor>
    );
  return (
    <Section
      title={t('home.unanswered')}
      lead={t('home.unansweredLead')}
      actions={
        <Anchor size="sm" renderRoot={(props) => <Link to="/unanswered" {...props} />}>
          {t('home.all')}
        </Anchor>
      }
    >
      <PlainTable
        label={t('home.unanswered')}
        rows={rows}
        keyOf={({ severity }) => severity}
        columns={[
          {
            key: 'severity',
            header: t('home.severity'),
            cell: ({ severity }) => <SeverityTag severity={severity} />,
          },
          {
            key: 'hospitals',
            header: t('home.hospitals'),
            align: 'end',
            cell: ({ severity, hospitals }) => linked(hospitals, severity),
          },
          {
            key: 'overdue',
            header: t('home.overdue'),
            align: 'end',
            cell: ({ severity, overdue }) => linked(overdue, severity, true),
          },
          {
            key: 'publications',
            header: t('home.publications'),
            align: 'end',
            cell: ({ publications }) => count(publications),
          },
        ]}
      />
    </Section>
  );
}
