import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceOf, dayOf, given, idOf, textOf } from '../../app/address.ts';
import { INBOX_STATES, KINDS, RECEIPT_KINDS, SEVERITIES } from '../../app/choices.ts';
import { signedInRoute } from '../../app/routes.ts';

const inboxRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/inbox',
  validateSearch: (raw: Record<string, unknown>) =>
    given({
      state: choiceOf(raw['state'], INBOX_STATES),
      severity: choiceOf(raw['severity'], SEVERITIES),
      kind: choiceOf(raw['kind'], KINDS),
      siteId: idOf(raw['siteId']),
      vendorId: idOf(raw['vendorId']),
      productId: idOf(raw['productId']),
      search: textOf(raw['search']),
    }),
  component: lazyRouteComponent(() => import('./inbox.screen.tsx'), 'InboxScreen'),
});

const publicationRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/publications/$publicationId',
  validateSearch: (raw: Record<string, unknown>) => given({ siteId: idOf(raw['siteId']) }),
  component: lazyRouteComponent(() => import('./publication/publication.screen.tsx'), 'PublicationScreen'),
});

const receiptsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/receipts',
  validateSearch: (raw: Record<string, unknown>) =>
    given({
      kind: choiceOf(raw['kind'], RECEIPT_KINDS),
      from: dayOf(raw['from']),
      until: dayOf(raw['until']),
    }),
  component: lazyRouteComponent(() => import('./receipts.screen.tsx'), 'ReceiptsScreen'),
});

export const inboxRoutes = [inboxRoute, publicationRoute, receiptsRoute] as const;
