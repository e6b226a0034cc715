import type { DemonstrationWorld } from '../support/demonstration.ts';

/** The people of the demonstration who look at screens. */
export const WHO = {
  hospital: 'security@sample-general.example',
  vendor: 'publisher@demo-devices.example',
  auditor: 'auditor@sample-audit.example',
  operator: 'operator@demo-operator.example',
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

/** Every screen of the portal. A screen that is not here is not tested: add it when you make it. */
export const SCREENS: readonly Screen[] = [
  { name: 'sign-in', who: null, path: '/sign-in' },
  { name: 'sign-in-failed', who: null, path: '/sign-in?reason=sign_in.sso_no_member' },
  { name: 'single-sign-on', who: null, path: '/sign-in/sso/NONE-HERE' },
  { name: 'reset-password', who: null, path: '/reset-password' },
  { name: 'set-password', who: null, path: '/reset-password#token=one' },
  { name: 'invitation', who: null, path: '/invitation' },
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
];

interface First {
  edges: { node: { id: string } }[];
}

async function productId(demonstration: DemonstrationWorld): Promise<string> {
  const query = '{ found: publicProducts(first: 1) { edges { node { id } } } }';
  const { found } = await demonstration.ask<{ found: First }>(WHO.hospital, query);
  return found.edges[0]?.node.id ?? '';
}

async function publicationId(demonstration: DemonstrationWorld): Promise<string> {
  const query = '{ found: publicPublications(first: 1) { edges { node { id } } } }';
  const { found } = await demonstration.ask<{ found: First }>(WHO.hospital, query);
  return found.edges[0]?.node.id ?? '';
}
