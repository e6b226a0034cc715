import type { DemonstrationWorld } from '../support/demonstration.ts';

/** The people of the demonstration who look at screens. */
export const WHO = {
  hospital: 'security@sample-general.example',
  vendor: 'publisher@demo-devices.example',
  approver: 'approver@demo-devices.example',
  auditor: 'auditor@sample-audit.example',
  operator: 'operator@demo-operator.example',
} as const;

export interface Screen {
  /** The name of its pictures. */
  name: string;
  /** Who looks at it; null: nobody who is signed in. */
  who: keyof typeof WHO | null;
  /** Its address, as it is or with what is found in the demonstration. */
  path: string | ((demonstration: DemonstrationWorld) => Promise<string>);
}

/** The address of the vendor's newest publication in a state. */
async function publicationIn(demonstration: DemonstrationWorld, state: string): Promise<string> {
  const { publications } = await demonstration.ask<{ publications: { edges: { node: { id: string } }[] } }>(
    WHO.vendor,
    `{ publications(first: 1, state: ${state}) { edges { node { id } } } }`,
  );
  return `/publishing/${publications.edges[0]?.node.id}`;
}

/** Every screen of the portal. A screen that is not here is not tested: add it when you make it. */
export const SCREENS: readonly Screen[] = [
  { name: 'sign-in', who: null, path: '/sign-in' },
  { name: 'nothing-here', who: 'hospital', path: '/no-such-address' },
  { name: 'hospital-home', who: 'hospital', path: '/' },
  { name: 'inbox', who: 'hospital', path: '/inbox?state=ALL' },
  { name: 'publishing', who: 'vendor', path: '/publishing' },
  { name: 'publishing-new', who: 'vendor', path: '/publishing/new' },
  { name: 'publication', who: 'approver', path: (one) => publicationIn(one, 'PUBLISHED') },
  {
    name: 'publication-review',
    who: 'approver',
    path: async (one) => `${await publicationIn(one, 'IN_REVIEW')}/review`,
  },
];
