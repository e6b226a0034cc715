import { CliError } from '../failure.ts';
import type { PortalClient } from './portal-client.ts';

interface FoundProduct {
  id: string;
  name: string;
  englishName: string | null;
  identifiers: { value: string }[];
  releases: { id: string; version: string }[];
}

const FIND = `query ($search: String) {
  products(first: 20, search: $search) {
    edges { node { id name englishName identifiers { value } releases { id version } } }
  }
}`;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The releases that a command line names. @throws CliError saying what there is, when it is not one product or lacks a version. */
export async function releaseIdsOf(
  client: PortalClient,
  product: string | null,
  versions: readonly string[],
): Promise<string[]> {
  if (product === null) return [];
  const found = await productNamed(client, product);
  const known = found.releases.map((release) => release.version).join(', ') || 'none';
  return versions.map((version) => {
    const release = found.releases.find((one) => one.version === version);
    if (release) return release.id;
    throw new CliError('publish.no_such_release', `${found.name} has no release ${version}.`, `It has: ${known}.`);
  });
}

async function productNamed(client: PortalClient, named: string): Promise<FoundProduct> {
  if (UUID.test(named)) {
    const query =
      'query ($id: ID!) { product(id: $id) { id name englishName identifiers { value } releases { id version } } }';
    return (await client.ask<{ product: FoundProduct }>(query, { id: named })).product;
  }
  const { products } = await client.ask<{ products: { edges: { node: FoundProduct }[] } }>(FIND, { search: named });
  const found = products.edges.map((edge) => edge.node);
  const digits = named.replace(/[\s-]/g, '').padStart(14, '0');
  const exact = found.filter(
    ({ name, englishName, identifiers }) =>
      name === named || englishName === named || identifiers.some(({ value }) => value === named || value === digits),
  );
  const [only, ...others] = exact.length > 0 ? exact : found;
  if (only && others.length === 0) return only;
  if (!only) {
    throw new CliError(
      'publish.no_such_product',
      `There is no product "${named}".`,
      'Give its GTIN, its name or its id.',
    );
  }
  const names = found.map((one) => `  ${one.id}  ${one.name}`).join('\n');
  throw new CliError(
    'publish.many_products',
    `"${named}" names several products:\n${names}`,
    'Give the GTIN or the id.',
  );
}
