import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceOf, flagOf, given, idOf, textOf } from '../../app/address.ts';
import { KINDS, PUBLICATION_STATES, PUBLISHING_STEPS } from '../../app/choices.ts';
import { signedInRoute } from '../../app/routes.ts';

const publicationsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/publishing',
  validateSearch: (raw: Record<string, unknown>) =>
    given({
      state: choiceOf(raw['state'], PUBLICATION_STATES),
      kind: choiceOf(raw['kind'], KINDS),
      releaseId: idOf(raw['releaseId']),
      isSecondCheckPending: flagOf(raw['isSecondCheckPending']),
      search: textOf(raw['search']),
    }),
  component: lazyRouteComponent(() => import('./publications.screen.tsx'), 'PublicationsScreen'),
});

/** Which step of publishing one is at: back and forward go from step to step. */
const stepSearch = (raw: Record<string, unknown>) => given({ step: choiceOf(raw['step'], PUBLISHING_STEPS) });

const newPublicationRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/publishing/new',
  // A link may say what is to be published, and for which release.
  validateSearch: (raw: Record<string, unknown>) =>
    given({ ...stepSearch(raw), kind: choiceOf(raw['kind'], KINDS), releaseId: idOf(raw['releaseId']) }),
  component: lazyRouteComponent(() => import('./new-publication.screen.tsx'), 'NewPublicationScreen'),
});

const publicationRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/publishing/$publicationId',
  validateSearch: stepSearch,
  component: lazyRouteComponent(() => import('./publication.screen.tsx'), 'PublicationScreen'),
});

const reviewRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/publishing/$publicationId/review',
  component: lazyRouteComponent(() => import('./review.screen.tsx'), 'ReviewScreen'),
});

export const publishingRoutes = [publicationsRoute, newPublicationRoute, publicationRoute, reviewRoute] as const;
