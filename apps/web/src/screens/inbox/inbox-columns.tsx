import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { nameOf, titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { Due } from '../../ui/due.tsx';
import type { Column } from '../../ui/rows-table.tsx';
import { SeverityTag, Tag } from '../../ui/tags.tsx';
import { useNumbers } from '../../ui/when.tsx';
import type { InboxRow } from './inbox.query.ts';
import classes from './inbox.module.css';

/** Sites named in a row; more are counted. */
const SITES_SHOWN = 3;

/** Whether nobody opened it: at the chosen site, or at some site. */
export const isUnread = ({ sites, unseenSites }: InboxRow, siteId: string | undefined): boolean =>
  siteId
    ? sites.some((site) => site.siteId === siteId && site.coverage !== 'COVERED_BY' && site.state === 'UNSEEN')
    : unseenSites > 0;

/** @param onLeave told of the row whose title was followed. */
export function useInboxColumns(siteId: string | undefined, onLeave: (row: InboxRow) => void): Column<InboxRow>[] {
  const { t } = useWords('inbox');
  const { count } = useNumbers();
  return [
    {
      key: 'title',
      header: t('column.title'),
      width: 'minmax(10rem, 4fr)',
      cell: (row) => <TitleOf row={row} siteId={siteId} onLeave={onLeave} />,
    },
    {
      key: 'severity',
      header: t('column.severity'),
      width: '5rem',
      cell: ({ severity }) => <SeverityTag severity={severity} />,
    },
    {
      key: 'due',
      header: t('column.due'),
      width: 'minmax(6.5rem, 1fr)',
      cell: ({ dueOn, state }) => dueOn && <Due on={dueOn} isOpen={state === 'OPEN'} />,
    },
    {
      key: 'assets',
      header: t('column.assets'),
      width: '4rem',
      align: 'end',
      cell: ({ affectedAssets }) => count(affectedAssets),
    },
    {
      key: 'sites',
      header: t('column.sites'),
      width: 'minmax(7rem, 1.4fr)',
      cell: (row) => <SitesOf row={row} siteId={siteId} />,
    },
  ];
}

interface TitleOfProps {
  row: InboxRow;
  siteId: string | undefined;
  onLeave: (row: InboxRow) => void;
}

function TitleOf({ row, siteId, onLeave }: TitleOfProps) {
  const { t } = useWords('inbox');
  const term = useTerm();
  const language = useLanguage();
  const { publication, kind, notice, state } = row;
  const products = [...new Set(publication.releases.map(({ product }) => nameOf(product, language)))];
  return (
    <div>
      {isUnread(row, siteId) && <span className={classes['unread']}>{t('unread')}</span>}
      <Link
        to="/publications/$publicationId"
        params={{ publicationId: publication.id }}
        search={siteId ? { siteId } : {}}
        className={classes['title'] ?? ''}
        onClick={() => onLeave(row)}
      >
        <bdi>{titleOf(publication, language)}</bdi>
      </Link>
      <Group gap={6} mt={2}>
        {state === 'CLOSED' && <Tag tone="quiet">{term('DeliveryState', state)}</Tag>}
        {notice === 'WITHDRAWAL' && <Tag tone="warning">{term('Notice', notice)}</Tag>}
        <Text component="span" size="sm" c="dimmed" fw={400}>
          {term('PublicationKind', kind)} · <bdi>{nameOf(publication.vendor, language)}</bdi>
          {products.length > 0 && (
            <>
              {' '}
              · <bdi>{products.join(', ')}</bdi>
            </>
          )}
        </Text>
      </Group>
    </div>
  );
}

/** Where each site stands. */
function SitesOf({ row: { sites }, siteId }: { row: InboxRow; siteId: string | undefined }) {
  const { t } = useWords('inbox');
  const term = useTerm();
  const language = useLanguage();
  const relevant = siteId ? sites.filter((site) => site.siteId === siteId) : sites;
  const shown = relevant.slice(0, SITES_SHOWN);
  return (
    <ul className={classes['sites']}>
      {shown.map(({ siteId: id, site, state, coverage }) => (
        <li key={id}>
          {site && (
            <>
              <bdi>{nameOf(site, language)}</bdi>:{' '}
            </>
          )}
          {coverage === 'COVERED' ? term('DeliverySiteState', state) : term('Coverage', coverage)}
        </li>
      ))}
      {relevant.length > shown.length && <li>{t('moreSites', { count: relevant.length - shown.length })}</li>}
    </ul>
  );
}
