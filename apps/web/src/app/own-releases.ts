import { useMemo } from 'react';
import { graphql } from './graphql.ts';
import { nameOf, useLanguage } from './language.ts';
import { useAnswer } from './queries.ts';
import { useViewer } from './session.ts';

const OwnReleasesQuery = graphql(`
  query OwnReleases($vendorId: ID!, $search: String) {
    products(first: 50, vendorId: $vendorId, search: $search) {
      edges {
        node {
          id
          name
          englishName
          releases {
            id
            version
            stage
          }
        }
      }
    }
  }
`);

const OwnReleaseQuery = graphql(`
  query OwnRelease($id: ID!) {
    release(id: $id) {
      id
      version
      product {
        name
        englishName
        vendorId
      }
    }
  }
`);

/** One of them, by its id; undefined until it is known, and for one that is not of the own organisation. */
export function useOwnRelease(id: string | undefined) {
  const language = useLanguage();
  const vendorId = useViewer().organisation?.id;
  const { data } = useAnswer(OwnReleaseQuery, { id: id ?? '' }, { enabled: id !== undefined, refreshes: false });
  return useMemo(() => {
    const release = data?.release;
    if (release?.id !== id || release?.product.vendorId !== vendorId) return undefined;
    return release && { id: release.id, label: `${nameOf(release.product, language)} ${release.version}` };
  }, [data, id, vendorId, language]);
}

/** Releases of the own organisation's products, each with the words people choose it by: those that a search finds. */
export function useOwnReleases(search?: string) {
  const language = useLanguage();
  const vendorId = useViewer().organisation?.id ?? '';
  const { data } = useAnswer(OwnReleasesQuery, { vendorId, search: search ?? null }, { enabled: vendorId !== '' });
  return useMemo(
    () =>
      (data?.products.edges ?? []).flatMap(({ node: product }) =>
        product.releases.map(({ id, version, stage }) => ({
          id,
          version,
          stage,
          productId: product.id,
          productName: nameOf(product, language),
          label: `${nameOf(product, language)} ${version}`,
        })),
      ),
    [data, language],
  );
}
