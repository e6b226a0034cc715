/**
 * A name as the index of names holds it: letters' case, full-width and other compatible forms and runs of blanks make no
 * difference (`Ｌｏｇ４ｊ` is `log4j`, `ẞ` is `ss`).
 */
export function normalisedName(name: string): string {
  return folded(name).replace(/\s+/g, ' ').trim();
}

/** By way of upper case, where some letters are two; final sigma depends on what follows it. */
function folded(text: string): string {
  const cased = text.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase();
  return cased.replaceAll('ς', 'σ').normalize('NFKC');
}
