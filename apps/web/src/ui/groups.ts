interface Group<Row> {
  key: string;
  /** The first of them: there is always one. */
  first: Row;
  rows: Row[];
}

/** Rows with the same key together, in the order in which the keys first appear. */
export function groupsOf<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Group<Row>[] {
  const groups = new Map<string, Group<Row>>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { key, first: row, rows: [row] });
  }
  return [...groups.values()];
}
