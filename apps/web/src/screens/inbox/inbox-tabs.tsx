import { Link, useSearch } from '@tanstack/react-router';
import { INBOX_STATES } from '../../app/choices.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useNumbers } from '../../ui/when.tsx';
import type { InboxFrame } from './inbox.query.ts';
import classes from './inbox.module.css';

/** The parts of the inbox, each with how much is in it: at the chosen site, or in the whole hospital. */
export function InboxTabs({ counts }: { counts: InboxFrame['inboxCounts'] | undefined }) {
  const { t } = useWords('inbox');
  const term = useTerm();
  const { count } = useNumbers();
  const search = useSearch({ from: '/signed-in/inbox' });
  const { state: current = 'OPEN', siteId } = search;
  const NOTHING = { open: 0, dueSoon: 0, overdue: 0, unread: 0 };
  const here = siteId ? (counts?.sites.find((site) => site.siteId === siteId) ?? NOTHING) : counts;
  const numbers = { OPEN: here?.open, DUE_SOON: here?.dueSoon, OVERDUE: here?.overdue, UNREAD: here?.unread };
  return (
    <nav className={classes['tabs']} aria-label={t('tabs')} data-print="no">
      {INBOX_STATES.map((state) => {
        const number = state in numbers ? numbers[state as keyof typeof numbers] : undefined;
        return (
          <Link
            key={state}
            to="/inbox"
            search={{ ...search, state }}
            className={classes['tab'] ?? ''}
            aria-current={state === current ? 'page' : undefined}
            data-is-late={state === 'OVERDUE' && !!number}
          >
            {term('InboxState', state)}
            {number !== undefined && <span className={classes['number']}>{count(number)}</span>}
          </Link>
        );
      })}
    </nav>
  );
}
