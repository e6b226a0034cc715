/**
 * Sets what was given (`undefined` leaves a value, `null` clears it) and tells whether anything became different.
 * For values that JSON can write.
 */
export function applyGiven<Row extends object>(row: Row, given: { [K in keyof Row]?: Row[K] | undefined }): boolean {
  const changed = Object.entries(given).filter(
    ([name, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(row[name as keyof Row]),
  );
  Object.assign(row, Object.fromEntries(changed));
  return changed.length > 0;
}
