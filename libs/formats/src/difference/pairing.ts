/** What two lists have in common, each item once, and what only one of them has. */
export interface Pairing<Item> {
  pairs: [from: Item, to: Item][];
  onlyFrom: Item[];
  onlyTo: Item[];
}

/**
 * Pairs the items of two lists in rounds: each round pairs, of what is left, items with the same key, so that what is
 * alike in more is paired before what is alike in less. Among items of one key the order of `sortKey` decides, not that of
 * the lists, and the pairs are the same whichever list comes first.
 */
export function pairUp<Item>(
  from: readonly Item[],
  to: readonly Item[],
  rounds: readonly ((item: Item) => string)[],
  sortKey: (item: Item) => string,
): Pairing<Item> {
  const pairing: Pairing<Item> = { pairs: [], onlyFrom: [...from], onlyTo: [...to] };
  for (const keyOf of rounds) {
    const groups = Map.groupBy(pairing.onlyTo, keyOf);
    const paired = new Set<Item>();
    for (const [key, ofFrom] of Map.groupBy(pairing.onlyFrom, keyOf)) {
      const ofTo = sorted(groups.get(key) ?? [], sortKey);
      for (const [index, item] of sorted(ofFrom, sortKey).entries()) {
        const other = ofTo[index];
        if (other === undefined) break;
        pairing.pairs.push([item, other]);
        paired.add(item).add(other);
      }
    }
    pairing.onlyFrom = pairing.onlyFrom.filter((item) => !paired.has(item));
    pairing.onlyTo = pairing.onlyTo.filter((item) => !paired.has(item));
  }
  return pairing;
}

const natural = new Intl.Collator('en', { numeric: true });

function sorted<Item>(items: Item[], sortKey: (item: Item) => string): Item[] {
  if (items.length < 2) return items;
  return items
    .map((item) => ({ item, key: sortKey(item) }))
    .toSorted((a, b) => (a.key === b.key ? 0 : natural.compare(a.key, b.key) || (a.key < b.key ? -1 : 1)))
    .map(({ item }) => item);
}
