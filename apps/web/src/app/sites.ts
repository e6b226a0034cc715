import { graphql } from './graphql.ts';
import { nameOf, useLanguage } from './language.ts';
import { useWhole } from './queries.ts';

const SitesQuery = graphql(`
  query OwnSites($after: String) {
    sites(first: 100, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          name
          englishName
          isActive
        }
      }
    }
  }
`);

/** The sites of the own hospital: to choose from, and to name where a device is. */
export function useSites() {
  const language = useLanguage();
  const { data: sites = [] } = useWhole(SitesQuery, ({ sites: own }) => own);
  const names = new Map(sites.map((site) => [site.id, nameOf(site, language)]));
  return {
    nameOfSite: (id: string) => names.get(id) ?? '',
    choices: sites.map(({ id }) => ({ value: id, label: names.get(id) ?? '' })),
    active: sites.filter(({ isActive }) => isActive).map(({ id }) => ({ value: id, label: names.get(id) ?? '' })),
  };
}
