import { normalisedName, readComponentQuery } from '#libs/formats';
import { joined, type Found, type Searcher, type Sought, type Tx } from '#libs/platform';
import { criteriaOf, partOfName } from './component-criteria.ts';
import { ComponentMatch } from './component-match.ts';
import { CRITERIA, parameters } from './component.repository.ts';

interface FoundComponent {
  groupName: string | null;
  name: string;
  purlBase: string | null;
}

/** By a purl as a whole, otherwise by words of its name; an index is asked for the longest of them. */
async function components(tx: Tx, { text }: Sought, atMost: number): Promise<Found[]> {
  if (!tx.ctx.mayEver('search', ComponentMatch)) return [];
  const isPurl = /^pkg:/i.test(text);
  const words = isPurl ? [] : normalisedName(text).split(' ');
  const [longest] = words.toSorted((a, b) => b.length - a.length);
  const query = readComponentQuery(longest === undefined ? { purl: text } : { name: longest });
  // What is being typed is not a purl yet.
  if (Array.isArray(query)) return [];
  const rows = await tx.sql<FoundComponent>(
    `select group_name as "groupName", name, purl_base as "purlBase" from components_named(${CRITERIA}, $7, $8)`,
    [...parameters(criteriaOf(query)), words.map(partOfName), atMost],
  );
  return rows.map(({ groupName, name, purlBase }) => {
    const title = groupName ? `${groupName}/${name}` : name;
    return {
      id: purlBase ?? title,
      withinId: null,
      title,
      englishTitle: null,
      detail: joined(purlBase),
      englishDetail: null,
      state: null,
    };
  });
}

/** What is in the SBOMs in force of the actor's own releases, each component once however often it is there. */
export const componentSearcher: Searcher = { kind: 'COMPONENT', find: components };
