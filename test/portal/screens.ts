import type { DemonstrationWorld } from '../support/demonstration.ts';

/** The people of the demonstration who look at screens. */
export const WHO = {
  hospital: 'security@sample-general.example',
  vendor: 'publisher@demo-devices.example',
  approver: 'approver@demo-devices.example',
  vendorOfScanners: 'approver@sample-imaging.example',
  auditor: 'auditor@sample-audit.example',
  operator: 'operator@demo-operator.example',
  engineer: 'devices@sample-general.example',
  regulator: 'viewer@sample-regulator.example',
  mandatary: 'engineer@trial-maintenance.example',
  ofTwoHospitals: 'security@example-city.example',
} as const;

export interface Screen {
  /** The name of its pictures. */
  name: string;
  /** Who looks at it; null: nobody who is signed in. */
  who: keyof typeof WHO | null;
  /** Its address, as it is or with what is found in the demonstration. */
  path: string | ((demonstration: DemonstrationWorld) => Promise<string>);
}

interface Ids {
  id: string;
}
interface Edges {
  edges: { node: Ids }[];
}

/** The address with the id of the first row of a list, as that person sees it. */
const first =
  (who: keyof typeof WHO, query: string, addressOf: (id: string) => string) =>
  async (demonstration: DemonstrationWorld): Promise<string> => {
    const { list } = await demonstration.ask<{ list: Edges }>(WHO[who], query);
    const [edge] = list.edges;
    if (!edge) throw new Error(`the demonstration has nothing for ${query}`);
    return addressOf(edge.node.id);
  };

/** The publication that somebody has to be telephoned about. */
async function chasedId(demonstration: DemonstrationWorld): Promise<string> {
  const { chaseTasks } = await demonstration.ask<{ chaseTasks: { edges: { node: { publicationId: string } }[] } }>(
    WHO.vendor,
    '{ chaseTasks { edges { node { publicationId } } } }',
  );
  const [edge] = chaseTasks.edges;
  if (!edge) throw new Error('the demonstration chases nobody');
  return edge.node.publicationId;
}

/** Every screen of the portal. A screen that is not here is not tested: add it when you make it. */
export const SCREENS: readonly Screen[] = [
  { name: 'sign-in', who: null, path: '/sign-in' },
  { name: 'sign-in-failed', who: null, path: '/sign-in?reason=sign_in.sso_no_member' },
  { name: 'single-sign-on', who: null, path: '/sign-in/sso/NONE-HERE' },
  { name: 'reset-password', who: null, path: '/reset-password' },
  { name: 'set-password', who: null, path: '/reset-password#token=one' },
  { name: 'invitation', who: null, path: '/invitation' },
  { name: 'delegate', who: null, path: '/delegate#token=one' },
  { name: 'delegate-without-link', who: null, path: '/delegate' },
  { name: 'public-products', who: null, path: '/public' },
  {
    name: 'public-product',
    who: null,
    path: async (demonstration) => `/public/products/${await productId(demonstration)}`,
  },
  {
    name: 'public-publication',
    who: null,
    path: async (demonstration) => `/public/publications/${await publicationId(demonstration)}`,
  },
  { name: 'choose-organisation', who: 'ofTwoHospitals', path: '/choose-organisation' },
  { name: 'account', who: 'hospital', path: '/account' },
  { name: 'identity-provider', who: 'hospital', path: '/identity-provider' },
  { name: 'nothing-here', who: 'hospital', path: '/no-such-address' },

  { name: 'hospital-home', who: 'hospital', path: '/' },
  { name: 'inbox', who: 'hospital', path: '/inbox?state=ALL' },
  { name: 'inbox-nothing', who: 'hospital', path: '/inbox?search=no+such+words' },
  {
    name: 'publication-advisory',
    who: 'hospital',
    path: first(
      'hospital',
      '{ list: publications(first: 1, kind: ADVISORY) { edges { node { id } } } }',
      (id) => `/publications/${id}`,
    ),
  },
  {
    name: 'publication-update',
    who: 'hospital',
    path: first(
      'hospital',
      '{ list: publications(first: 1, kind: UPDATE_PACKAGE) { edges { node { id } } } }',
      (id) => `/publications/${id}`,
    ),
  },
  {
    name: 'publication-sbom',
    who: 'hospital',
    path: first(
      'hospital',
      '{ list: publications(first: 1, kind: SBOM) { edges { node { id } } } }',
      (id) => `/publications/${id}`,
    ),
  },
  { name: 'receipts', who: 'hospital', path: '/receipts' },
  { name: 'assets', who: 'hospital', path: '/assets' },
  { name: 'asset-new', who: 'hospital', path: '/assets/new' },
  {
    name: 'asset',
    who: 'hospital',
    path: first('hospital', '{ list: assets(first: 1) { edges { node { id } } } }', (id) => `/assets/${id}`),
  },
  { name: 'product-matches', who: 'engineer', path: '/assets/matches' },
  { name: 'imports', who: 'engineer', path: '/assets/import' },
  {
    name: 'import',
    who: 'engineer',
    path: first(
      'engineer',
      '{ list: assetImports(first: 1) { edges { node { id } } } }',
      (id) => `/assets/import/${id}`,
    ),
  },
  { name: 'handovers', who: 'engineer', path: '/handovers' },
  {
    name: 'handover',
    who: 'engineer',
    path: first('engineer', '{ list: handovers(first: 1) { edges { node { id } } } }', (id) => `/handovers/${id}`),
  },
  { name: 'network', who: 'engineer', path: '/network' },
  { name: 'components', who: 'hospital', path: '/components?name=demo-tls' },
  { name: 'exposure', who: 'hospital', path: '/exposure?vulnerability=DEMO-2026-0001' },
  { name: 'exposure-begin', who: 'hospital', path: '/exposure' },
  { name: 'mds2', who: 'hospital', path: '/mds2' },
  { name: 'life-cycle', who: 'hospital', path: '/life-cycle' },
  { name: 'decisions', who: 'hospital', path: '/decisions' },
  { name: 'transfers', who: 'hospital', path: '/transfers' },
  {
    name: 'transfer',
    who: 'hospital',
    path: first(
      'hospital',
      '{ list: responsibilityTransfers(first: 1) { edges { node { id } } } }',
      (id) => `/transfers/${id}`,
    ),
  },
  { name: 'updates', who: 'engineer', path: '/updates' },
  { name: 'updates-board', who: 'engineer', path: '/updates?view=board' },
  { name: 'updates-calendar', who: 'engineer', path: '/updates?view=calendar' },
  {
    name: 'update-scheduled',
    who: 'engineer',
    path: first(
      'engineer',
      '{ list: updateApplications(first: 1, states: [SCHEDULED]) { edges { node { id } } } }',
      (id) => `/updates/${id}`,
    ),
  },
  {
    name: 'update-countersign',
    who: 'hospital',
    path: first(
      'hospital',
      '{ list: updateApplications(first: 1, countersignature: AWAITED) { edges { node { id } } } }',
      (id) => `/updates/${id}`,
    ),
  },
  {
    name: 'update-plan',
    who: 'engineer',
    path: first(
      'engineer',
      '{ list: publications(first: 1, kind: UPDATE_PACKAGE) { edges { node { id } } } }',
      (id) => `/updates/plan?publication=${id}`,
    ),
  },
  { name: 'maintenance-windows', who: 'engineer', path: '/maintenance-windows' },
  { name: 'updates-vendor', who: 'vendor', path: '/updates' },
  {
    name: 'update-figures',
    who: 'vendor',
    path: first(
      'vendor',
      '{ list: publications(first: 1, kind: UPDATE_PACKAGE) { edges { node { id } } } }',
      (id) => `/publishing/${id}`,
    ),
  },
  { name: 'transfers-vendor', who: 'vendorOfScanners', path: '/transfers' },
  { name: 'filed', who: 'hospital', path: '/filed' },
  {
    name: 'filed-document',
    who: 'hospital',
    path: first('hospital', '{ list: filedDocuments(first: 1) { edges { node { id } } } }', (id) => `/filed/${id}`),
  },
  {
    name: 'product',
    who: 'hospital',
    path: first('hospital', '{ list: products(first: 1) { edges { node { id } } } }', (id) => `/products/${id}`),
  },
  { name: 'grants-given', who: 'hospital', path: '/grants' },
  { name: 'record', who: 'hospital', path: '/records' },
  { name: 'members', who: 'hospital', path: '/members' },
  { name: 'api-keys', who: 'hospital', path: '/api-keys' },
  { name: 'calendar-links', who: 'hospital', path: '/calendar-links' },
  { name: 'chasing-plans', who: 'hospital', path: '/chasing-plans' },
  { name: 'chasing-plan-new', who: 'hospital', path: '/chasing-plans/edit' },
  { name: 'delegates', who: 'hospital', path: '/delegates' },
  { name: 'webhooks', who: 'hospital', path: '/webhooks' },
  {
    name: 'webhook',
    who: 'hospital',
    path: async (demonstration) => `/webhooks/${await webhookId(demonstration)}`,
  },
  { name: 'sites', who: 'hospital', path: '/sites' },
  { name: 'relationships', who: 'hospital', path: '/relationships' },
  { name: 'mandates', who: 'hospital', path: '/mandates' },
  { name: 'contacts', who: 'hospital', path: '/contacts' },
  { name: 'installed-base', who: 'hospital', path: '/installed-base' },
  { name: 'evaluations', who: 'hospital', path: '/evaluations' },
  { name: 'cases', who: 'hospital', path: '/cases' },
  { name: 'case-new', who: 'hospital', path: '/cases/new' },
  { name: 'case-invitations', who: 'hospital', path: '/case-invitations' },
  {
    name: 'case',
    who: 'hospital',
    path: first('hospital', '{ list: cases(first: 1) { edges { node { id } } } }', (id) => `/cases/${id}`),
  },
  { name: 'requests', who: 'hospital', path: '/requests' },
  {
    name: 'request',
    who: 'hospital',
    path: first(
      'hospital',
      '{ list: informationRequests(first: 1) { edges { node { id } } } }',
      (id) => `/requests/${id}`,
    ),
  },
  { name: 'request-rounds', who: 'hospital', path: '/request-rounds' },
  { name: 'request-round-new', who: 'hospital', path: '/request-rounds/new' },
  { name: 'request-round-holders', who: 'hospital', path: '/request-rounds/new?component=openssl' },
  { name: 'answers', who: 'hospital', path: '/answers' },
  {
    name: 'answer',
    who: 'hospital',
    path: first('hospital', '{ list: publishedAnswers(first: 1) { edges { node { id } } } }', (id) => `/answers/${id}`),
  },
  {
    name: 'vendor-figures',
    who: 'hospital',
    path: first(
      'hospital',
      '{ list: relationships(first: 1, state: ACTIVE) { edges { node { id: vendorId } } } }',
      (id) => `/vendors/${id}`,
    ),
  },
  {
    name: 'request-new',
    who: 'hospital',
    path: first(
      'hospital',
      '{ list: products(first: 1) { edges { node { id } } } }',
      (id) => `/requests/new?productId=${id}`,
    ),
  },

  { name: 'publishing', who: 'vendor', path: '/publishing' },
  { name: 'publish-kind', who: 'vendor', path: '/publishing/new' },
  {
    name: 'publish-files',
    who: 'vendor',
    path: first(
      'vendor',
      '{ list: publications(first: 1, state: DRAFT) { edges { node { id } } } }',
      (id) => `/publishing/${id}?step=files`,
    ),
  },
  {
    name: 'publish-description',
    who: 'vendor',
    path: first(
      'vendor',
      '{ list: publications(first: 1, state: DRAFT) { edges { node { id } } } }',
      (id) => `/publishing/${id}?step=description`,
    ),
  },
  {
    name: 'publish-audience',
    who: 'vendor',
    path: first(
      'vendor',
      '{ list: publications(first: 1, state: DRAFT) { edges { node { id } } } }',
      (id) => `/publishing/${id}?step=audience`,
    ),
  },
  {
    name: 'publish-review',
    who: 'vendor',
    path: first(
      'vendor',
      '{ list: publications(first: 1, state: DRAFT) { edges { node { id } } } }',
      (id) => `/publishing/${id}?step=review`,
    ),
  },
  {
    name: 'approve',
    who: 'approver',
    path: first(
      'approver',
      '{ list: publications(first: 1, state: IN_REVIEW) { edges { node { id } } } }',
      (id) => `/publishing/${id}/review`,
    ),
  },

  { name: 'vendor-home', who: 'vendor', path: '/' },
  { name: 'unanswered', who: 'vendor', path: '/unanswered' },
  {
    name: 'responses',
    who: 'vendor',
    path: first(
      'vendor',
      '{ list: publications(first: 1, kind: ADVISORY, state: PUBLISHED) { edges { node { id } } } }',
      (id) => `/publishing/${id}/responses`,
    ),
  },
  { name: 'catalogue', who: 'vendor', path: '/catalogue' },
  { name: 'catalogue-lacking', who: 'vendor', path: '/catalogue/lacking' },
  {
    name: 'catalogue-product',
    who: 'vendor',
    path: first(
      'vendor',
      '{ list: products(first: 1, search: "DP-100") { edges { node { id } } } }',
      (id) => `/catalogue/${id}`,
    ),
  },
  { name: 'relationships-vendor', who: 'vendor', path: '/relationships?state=ACTIVE' },
  { name: 'mandates-vendor', who: 'vendor', path: '/mandates' },
  { name: 'mandates-provider', who: 'mandatary', path: '/mandates' },
  { name: 'updates-mandatary', who: 'mandatary', path: '/updates' },
  {
    name: 'update-mandatary',
    who: 'mandatary',
    path: first(
      'mandatary',
      '{ list: updateApplications(first: 1, states: [SCHEDULED]) { edges { node { id } } } }',
      (id) => `/updates/${id}`,
    ),
  },
  { name: 'contacts-vendor', who: 'vendor', path: '/contacts' },
  { name: 'installed-base-vendor', who: 'vendor', path: '/installed-base' },
  { name: 'evaluations-vendor', who: 'vendor', path: '/evaluations' },
  { name: 'list-imports', who: 'vendor', path: '/installed-base/import' },
  {
    name: 'list-import',
    who: 'vendor',
    path: first(
      'vendor',
      '{ list: assetImports(first: 1) { edges { node { id } } } }',
      (id) => `/installed-base/import/${id}`,
    ),
  },
  { name: 'chase-tasks', who: 'vendor', path: '/chase-tasks' },
  { name: 'chasing-plans-vendor', who: 'vendor', path: '/chasing-plans' },
  {
    name: 'chasing-plan',
    who: 'vendor',
    path: async (demonstration) => {
      const { chasingPlans } = await demonstration.ask<{ chasingPlans: Ids[] }>(WHO.vendor, '{ chasingPlans { id } }');
      return `/chasing-plans/edit?planId=${chasingPlans[0]?.id}`;
    },
  },
  {
    name: 'chase',
    who: 'vendor',
    path: async (demonstration) => `/publishing/${await chasedId(demonstration)}/chase`,
  },
  { name: 'cases-vendor', who: 'vendor', path: '/cases' },
  { name: 'disclosure-new', who: 'vendor', path: '/disclosures/new' },
  {
    name: 'case-vendor',
    who: 'vendor',
    path: first('vendor', '{ list: cases(first: 1) { edges { node { id } } } }', (id) => `/cases/${id}`),
  },
  { name: 'requests-vendor', who: 'vendor', path: '/requests' },
  {
    name: 'request-vendor',
    who: 'vendor',
    path: first(
      'vendor',
      '{ list: informationRequests(first: 1) { edges { node { id } } } }',
      (id) => `/requests/${id}`,
    ),
  },
  { name: 'answers-vendor', who: 'vendor', path: '/answers' },
  {
    name: 'answer-vendor',
    who: 'vendor',
    path: first('vendor', '{ list: publishedAnswers(first: 1) { edges { node { id } } } }', (id) => `/answers/${id}`),
  },
  { name: 'response-promises', who: 'vendor', path: '/response-promises' },
  { name: 'webhooks-vendor', who: 'vendor', path: '/webhooks' },
  { name: 'signing-keys', who: 'vendor', path: '/signing-keys' },

  { name: 'operator-home', who: 'operator', path: '/' },
  { name: 'organisations', who: 'operator', path: '/organisations' },
  { name: 'organisations-suspended', who: 'operator', path: '/organisations?state=SUSPENDED' },
  { name: 'health', who: 'operator', path: '/health-status' },
  { name: 'failed-jobs', who: 'operator', path: '/jobs' },
  { name: 'storage', who: 'operator', path: '/storage' },

  { name: 'regulator-home', who: 'regulator', path: '/' },
  { name: 'library', who: 'regulator', path: '/library' },
  {
    name: 'library-publication',
    who: 'regulator',
    path: first(
      'regulator',
      '{ list: publications(first: 1) { edges { node { id } } } }',
      (id) => `/publications/${id}`,
    ),
  },

  { name: 'auditor-home', who: 'auditor', path: '/' },
  { name: 'audit-trail', who: 'auditor', path: '/records' },
  { name: 'audit-grants', who: 'auditor', path: '/grants' },
  { name: 'verify', who: null, path: '/verify' },
  {
    name: 'verify-event',
    who: 'auditor',
    path: first('auditor', '{ list: auditTrail(first: 1) { edges { node { id } } } }', (id) => `/records/${id}/verify`),
  },
];

interface First {
  edges: { node: { id: string } }[];
}

async function publicIds(demonstration: DemonstrationWorld, found: string): Promise<string[]> {
  const query = `{ found: ${found} { edges { node { id } } } }`;
  const { found: first } = await demonstration.ask<{ found: First }>(WHO.hospital, query);
  return first.edges.map(({ node }) => node.id);
}

async function productId(demonstration: DemonstrationWorld): Promise<string> {
  const [id = ''] = await publicIds(demonstration, 'publicProducts(first: 1)');
  return id;
}

async function publicationId(demonstration: DemonstrationWorld): Promise<string> {
  for (const product of await publicIds(demonstration, 'publicProducts(first: 20)')) {
    const [id] = await publicIds(demonstration, `publicPublications(productId: "${product}", first: 1)`);
    if (id) return id;
  }
  throw new Error('nothing is published for everybody');
}

/** Of a receiver that nobody reaches; a test of it was sent. */
async function webhookId(demonstration: DemonstrationWorld): Promise<string> {
  const { makeWebhook } = await demonstration.ask<{ makeWebhook: { webhook: Ids } }>(
    WHO.hospital,
    `mutation { makeWebhook(input: { url: "https://hooks.invalid/tasuki", kinds: ["delivery.delivered"] }) { webhook { id } } }`,
  );
  const { id } = makeWebhook.webhook;
  await demonstration.ask(WHO.hospital, `mutation { testWebhook(input: { webhookId: "${id}" }) { delivery { id } } }`);
  return id;
}
