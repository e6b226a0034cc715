import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceOf, given, idOf, textOf } from '../../app/address.ts';
import { INBOX_STATES, KINDS, SEVERITIES } from '../../app/choices.ts';
import { signedInRoute } from '../../app/routes.ts';

export const inboxRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/inbox',
  validateSearch: (raw: Record<string, unknown>) =>
    given({
      state: choiceOf(raw['state'], INBOX_STATES),
      severity: choiceOf(raw['severity'], SEVERITIES),
      kind: choiceOf(raw['kind'], KINDS),
      siteId: idOf(raw['siteId']),
      search: textOf(raw['search']),
    }),
  component: lazyRouteComponent(() => import('./inbox.screen.tsx'), 'InboxScreen'),
});

export const inboxRoutes = [inboxRoute] as const;
