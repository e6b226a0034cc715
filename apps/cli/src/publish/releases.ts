import { CliError } from '../failure.ts';
import type { PortalClient } from './portal-client.ts';

interface FoundProduct {
  id: string;
  vendorId: string | null;
  name: string;
  englishName: string | null;
  identifiers: { value: string }[];
  releases: { id: string; version: string }[];
}

const PRODUCT = 'id vendorId name englishName identifiers { value } releases { id version }';
const VIEWER = 'viewer { organisation { id name englishName } }';
const FIND = `query ($search: String) { ${VIEWER} products(first: 20, search: $search) { edges { node { ${PRODUCT} } } } }`;
const GET = `query ($id: ID!) { ${VIEWER} product(id: $id) { ${PRODUCT} } }`;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Viewed {
  viewer: { organisation: { id: string; name: string; englishName: string | null } | null } | null;
}

/**
 * The releases that a command line names, asked before anything is sent.
 * @throws CliError saying what there is, when it is not one product, another organisation's, or lacks a version.
 */
export async function releaseIdsOf(
  client: PortalClient,
  product: string | null,
  versions: readonly string[],
): Promise<string[]> {
  if (product === null) return [];
  const { viewer, found } = await productNamed(client, product);
  const own = viewer?.organisation;
  if (own && found.vendorId !== own.id) {
    throw new CliError(
      'publish.foreign_product',
      `${found.name} is the product of another organisation; this API key publishes for ${own.englishName ?? own.name}.`,
      'Name a product of your own, or give an API key of the organisation that answers for it.',
    );
  }
  const known = found.releases.map((release) => release.version).join(', ') || 'none yet';
  return versions.map((version) => {
    const release = found.releases.find((one) => one.version === version);
    if (release) return release.id;
    throw new CliError(
      'publish.no_such_release',
      `${found.name} has no release ${version}.`,
      `It has: ${known}. Name one of them with --release, or add this one first (addRelease).`,
    );
  });
}

async function productNamed(client: PortalClient, named: string): Promise<Viewed & { found: FoundProduct }> {
  if (UUID.test(named)) {
    const { viewer, product } = await client.ask<Viewed & { product: FoundProduct }>(GET, { id: named });
    return { viewer, found: product };
  }
  const { viewer, products } = await client.ask<Viewed & { products: { edges: { node: FoundProduct }[] } }>(FIND, {
    search: named,
  });
  const found = products.edges.map((edge) => edge.node);
  const digits = named.replace(/[\s-]/g, '').padStart(14, '0');
  const exact = found.filter(
    ({ name, englishName, identifiers }) =>
      name === named || englishName === named || identifiers.some(({ value }) => value === named || value === digits),
  );
  const fitting = exact.length > 0 ? exact : found;
  // Two makers may sell something under one name: one's own is meant.
  const own = fitting.filter(({ vendorId }) => vendorId === viewer?.organisation?.id);
  const [only, ...others] = own.length > 0 ? own : fitting;
  if (only && others.length === 0) return { viewer, found: only };
  if (!only) {
    throw new CliError(
      'publish.no_such_product',
      `There is no product "${named}".`,
      'Give its GTIN, its name or its id.',
    );
  }
  const names = [only, ...others].map((one) => `  ${one.id}  ${one.name}`).join('\n');
  throw new CliError(
    'publish.many_products',
    `"${named}" names several products:\n${names}`,
    'Give the GTIN or the id.',
  );
}
