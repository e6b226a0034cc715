import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceOf, flagOf, given, idOf, textOf } from '../../app/address.ts';
import { PUBLISHED_ANSWER_STATES } from '../../app/choices.ts';
import { signedInRoute } from '../../app/routes.ts';

const answersRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/answers',
  validateSearch: (raw: Record<string, unknown>) =>
    given({
      search: textOf(raw['search']),
      state: choiceOf(raw['state'], PUBLISHED_ANSWER_STATES),
      proposed: flagOf(raw['proposed']),
      vendorId: idOf(raw['vendorId']),
    }),
  component: lazyRouteComponent(() => import('./answers.screen.tsx'), 'AnswersScreen'),
});

const answerRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/answers/$id',
  component: lazyRouteComponent(() => import('./answer.screen.tsx'), 'AnswerScreen'),
});

const vendorRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/vendors/$vendorId',
  component: lazyRouteComponent(() => import('./vendor.screen.tsx'), 'VendorScreen'),
});

export const answerRoutes = [answersRoute, answerRoute, vendorRoute] as const;
