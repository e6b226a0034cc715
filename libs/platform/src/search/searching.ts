import type { Id } from '#libs/kernel';
import type { Tx } from '../database/index.ts';

/** What can be found, in the order in which it is shown. */
export const SEARCH_KINDS = [
  'DELIVERY',
  'PUBLICATION',
  'PRODUCT',
  'RELEASE',
  'ASSET',
  'CASE',
  'FILED_DOCUMENT',
  'PUBLISHED_ANSWER',
  'COMPONENT',
  'ORGANISATION',
  'SITE',
  'MEMBER',
] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

/** The subject of the right to search at all; what is found is for each lib's own rules to say. */
export class SearchHit {
  kind!: SearchKind;
  /** Of a component, which has none of its own, what it is looked for by: its purl, or else its name. */
  id!: string;
  /** What it belongs to: the publication of a delivery, the product of a release, the organisation of a site or member. */
  withinId!: Id | null;
  /** In Japanese where there is a Japanese one. */
  title!: string;
  englishTitle!: string | null;
  /** What tells it from others of the same title: its vendor, version, serial number, site. */
  detail!: string | null;
  englishDetail!: string | null;
  /** The word of the thing's own enum. */
  state!: string | null;
}

export type Found = Omit<SearchHit, 'kind'>;

export interface Sought {
  /** As it was typed. */
  text: string;
  /** Its words as patterns of LIKE, all of which have to hold. */
  patterns: readonly string[];
}

/** How one kind of thing is found by words, within what the transaction's actor may read. */
export interface Searcher {
  kind: SearchKind;
  find(tx: Tx, sought: Sought, atMost: number): Promise<Found[]>;
}

/** The searchers of all libs. Each module adds its own when it starts. */
export class SearchRegistry {
  private readonly searchers = new Set<Searcher>();

  add(...searchers: Searcher[]): void {
    for (const searcher of searchers) this.searchers.add(searcher);
  }

  /** In the order of kinds. */
  of(kinds: readonly SearchKind[]): Searcher[] {
    const chosen = [...this.searchers].filter(({ kind }) => kinds.includes(kind));
    return chosen.toSorted((a, b) => SEARCH_KINDS.indexOf(a.kind) - SEARCH_KINDS.indexOf(b.kind));
  }
}

/** Words as people type them: wildcards of SQL are characters like others, full and half width are alike. */
export function soughtIn(text: string): Sought {
  const words = new Set(text.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean));
  return { text, patterns: [...words].map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`) };
}

/** The condition that what is sought (`:patterns`) is in the columns, by the same rules of writing. */
export const holdsWords = (...columns: string[]): string =>
  `lower(normalize(concat_ws(chr(10), ${columns.join(', ')}), NFKC)) like all (cast(:patterns as text[]))`;

/** A second line of what is known of it. */
export const joined = (...parts: readonly (string | null | undefined)[]): string | null =>
  parts.filter(Boolean).join(' · ') || null;

/** English where it says something else. */
export const ifOther = (english: string | null, japanese: string | null): string | null =>
  english === japanese ? null : english;

/** The best of several kinds: each gives of its own in turn, until there are enough. */
export function shareOf<Hit>(lists: readonly (readonly Hit[])[], atMost: number): Hit[][] {
  const shares = lists.map((): Hit[] => []);
  let left = atMost;
  for (let place = 0; left > 0 && lists.some((list) => list.length > place); place += 1) {
    for (const [index, list] of lists.entries()) {
      const hit = list[place];
      if (hit === undefined || left === 0) continue;
      shares[index]?.push(hit);
      left -= 1;
    }
  }
  return shares;
}
