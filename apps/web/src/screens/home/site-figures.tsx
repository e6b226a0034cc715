import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Enumeration } from '../../app/graphql.ts';
import { nameOf, useLanguage, useWords } from '../../app/language.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Section } from '../../ui/section.tsx';
import { useNumbers } from '../../ui/when.tsx';

interface SiteCounts {
  siteId: string;
  site: { name: string; englishName: string | null } | null;
  open: number;
  overdue: number;
  dueSoon: number;
  criticalOpen: number;
  unread: number;
}

const FIGURES = [
  { label: 'overdue', figure: 'overdue', search: { state: 'OVERDUE' } },
  { label: 'dueSoon', figure: 'dueSoon', search: { state: 'DUE_SOON' } },
  { label: 'critical', figure: 'criticalOpen', search: { state: 'OPEN', severity: 'CRITICAL' } },
  { label: 'open', figure: 'open', search: { state: 'OPEN' } },
  { label: 'unread', figure: 'unread', search: { state: 'UNREAD' } },
] as const satisfies {
  label: string;
  figure: keyof SiteCounts;
  search: { state: Enumeration<'InboxState'>; severity?: 'CRITICAL' };
}[];

/** The same numbers site by site, where a hospital has several. */
export function SiteFigures({ sites }: { sites: readonly SiteCounts[] }) {
  const { t } = useWords('inbox');
  const language = useLanguage();
  const { count } = useNumbers();
  return (
    <Section title={t('home.bySite')}>
      <PlainTable
        label={t('home.bySite')}
        rows={sites}
        keyOf={({ siteId }) => siteId}
        columns={[
          {
            key: 'site',
            header: t('home.site'),
            cell: ({ site }) => <bdi>{site ? nameOf(site, language) : t('site.unnamed')}</bdi>,
          },
          ...FIGURES.map(({ label, figure, search }) => ({
            key: figure,
            header: t(`home.${label}`),
            align: 'end' as const,
            cell: ({ siteId, [figure]: value }: SiteCounts) =>
              value === 0 ? (
                count(value)
              ) : (
                <Anchor renderRoot={(props) => <Link to="/inbox" search={{ siteId, ...search }} {...props} />}>
                  {count(value)}
                </Anchor>
              ),
          })),
        ]}
      />
    </Section>
  );
}
