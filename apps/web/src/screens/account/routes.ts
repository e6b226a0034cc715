import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { given, textOf } from '../../app/address.ts';
import { publicRoute, returnToSearch, signedInRoute } from '../../app/routes.ts';

const signInRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: '/sign-in',
  validateSearch: (raw: Record<string, unknown>) => ({
    ...returnToSearch(raw),
    ...given({ reason: textOf(raw['reason']) }),
  }),
  component: lazyRouteComponent(() => import('./sign-in.screen.tsx'), 'SignInScreen'),
});

const singleSignOnRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: '/sign-in/sso/$code',
  validateSearch: returnToSearch,
  component: lazyRouteComponent(() => import('./sso.screen.tsx'), 'SingleSignOnScreen'),
});

const resetPasswordRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('./reset-password.screen.tsx'), 'ResetPasswordScreen'),
});

const invitationRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./invitation.screen.tsx'), 'InvitationScreen'),
});

const chooseOrganisationRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/choose-organisation',
  validateSearch: returnToSearch,
  component: lazyRouteComponent(() => import('./choose-organisation.screen.tsx'), 'ChooseOrganisationScreen'),
});

const accountRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('./account.screen.tsx'), 'AccountScreen'),
});

const identityProviderRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/identity-provider',
  component: lazyRouteComponent(() => import('./identity-provider.screen.tsx'), 'IdentityProviderScreen'),
});

export const accountPublicRoutes = [signInRoute, singleSignOnRoute, resetPasswordRoute, invitationRoute] as const;
export const accountRoutes = [chooseOrganisationRoute, accountRoute, identityProviderRoute] as const;
