import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceOf, given } from '../../app/address.ts';
import { NOTICES, RECIPIENT_STATES } from '../../app/choices.ts';
import { signedInRoute } from '../../app/routes.ts';

const responsesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/publishing/$publicationId/responses',
  validateSearch: (raw: Record<string, unknown>) =>
    given({ state: choiceOf(raw['state'], RECIPIENT_STATES), notice: choiceOf(raw['notice'], NOTICES) }),
  component: lazyRouteComponent(() => import('./responses.screen.tsx'), 'ResponsesScreen'),
});

export const vendorRoutes = [responsesRoute] as const;
