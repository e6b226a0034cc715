import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceOf, flagOf, given, idOf, textOf } from '../../app/address.ts';
import {
  ASSET_STATUSES,
  EXPOSURE_STATUSES,
  HANDOVER_DIRECTIONS,
  HANDOVER_STATES,
  KINDS,
  MDS2_CHOICES,
} from '../../app/choices.ts';
import { signedInRoute } from '../../app/routes.ts';
import { idsOf, listOf } from './lists.ts';

type Raw = Record<string, unknown>;

const assetsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/assets',
  validateSearch: (raw: Raw) =>
    given({
      siteId: idOf(raw['siteId']),
      productId: idOf(raw['productId']),
      releaseId: idOf(raw['releaseId']),
      status: choiceOf(raw['status'], ASSET_STATUSES),
      zone: textOf(raw['zone']),
      search: textOf(raw['search']),
    }),
  component: lazyRouteComponent(() => import('./assets.screen.tsx'), 'AssetsScreen'),
});

const newAssetRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/assets/new',
  validateSearch: (raw: Raw) => given({ productId: idOf(raw['productId']), releaseId: idOf(raw['releaseId']) }),
  component: lazyRouteComponent(() => import('./new-asset.screen.tsx'), 'NewAssetScreen'),
});

const matchesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/assets/matches',
  component: lazyRouteComponent(() => import('./matches.screen.tsx'), 'MatchesScreen'),
});

const assetRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/assets/$assetId',
  component: lazyRouteComponent(() => import('./asset.screen.tsx'), 'AssetScreen'),
});

const handoversRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/handovers',
  validateSearch: (raw: Raw) =>
    given({
      direction: choiceOf(raw['direction'], HANDOVER_DIRECTIONS),
      state: choiceOf(raw['state'], HANDOVER_STATES),
    }),
  component: lazyRouteComponent(() => import('./handovers.screen.tsx'), 'HandoversScreen'),
});

const handoverRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/handovers/$handoverId',
  component: lazyRouteComponent(() => import('./handover.screen.tsx'), 'HandoverScreen'),
});

const componentsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/components',
  validateSearch: (raw: Raw) =>
    given({
      name: textOf(raw['name']),
      purl: textOf(raw['purl']),
      versionRange: textOf(raw['versionRange']),
      cpe: textOf(raw['cpe']),
      hash: textOf(raw['hash']),
      licence: textOf(raw['licence']),
      vulnerability: textOf(raw['vulnerability']),
    }),
  component: lazyRouteComponent(() => import('./components.screen.tsx'), 'ComponentsScreen'),
});

const exposureRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/exposure',
  validateSearch: (raw: Raw) =>
    given({
      vulnerability: textOf(raw['vulnerability']),
      name: textOf(raw['name']),
      purl: textOf(raw['purl']),
      cpe: textOf(raw['cpe']),
      versionRange: textOf(raw['versionRange']),
      status: choiceOf(raw['status'], EXPOSURE_STATUSES),
    }),
  component: lazyRouteComponent(() => import('./exposure.screen.tsx'), 'ExposureScreen'),
});

const mds2Route = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/mds2',
  validateSearch: (raw: Raw) =>
    given({
      releases: idsOf(raw['releases']),
      section: textOf(raw['section']),
      all: flagOf(raw['all']),
      question: textOf(raw['question']),
      answers: listOf(raw['answers'], MDS2_CHOICES),
      unknown: flagOf(raw['unknown']),
    }),
  component: lazyRouteComponent(() => import('./mds2.screen.tsx'), 'Mds2Screen'),
});

const filedRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/filed',
  validateSearch: (raw: Raw) =>
    given({
      kind: choiceOf(raw['kind'], KINDS),
      releaseId: idOf(raw['releaseId']),
      search: textOf(raw['search']),
      removed: flagOf(raw['removed']),
    }),
  component: lazyRouteComponent(() => import('./filed.screen.tsx'), 'FiledScreen'),
});

const fileDocumentRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/filed/new',
  validateSearch: (raw: Raw) => given({ releaseId: idOf(raw['releaseId']) }),
  component: lazyRouteComponent(() => import('./file-document.screen.tsx'), 'FileDocumentScreen'),
});

const filedDocumentRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/filed/$filedId',
  component: lazyRouteComponent(() => import('./filed-document.screen.tsx'), 'FiledDocumentScreen'),
});

const productRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/products/$productId',
  validateSearch: (raw: Raw) =>
    given({ releaseId: idOf(raw['releaseId']), from: idOf(raw['from']), to: idOf(raw['to']) }),
  component: lazyRouteComponent(() => import('./product.screen.tsx'), 'ProductScreen'),
});

export const deviceRoutes = [
  assetsRoute,
  newAssetRoute,
  matchesRoute,
  assetRoute,
  handoversRoute,
  handoverRoute,
  componentsRoute,
  exposureRoute,
  mds2Route,
  filedRoute,
  fileDocumentRoute,
  filedDocumentRoute,
  productRoute,
] as const;
