/**
 * A name as the index of names holds it: letters' case, full-width and other compatible forms and runs of blanks make no
 * difference (`Ｌｏｇ４ｊ` is `log4j`, `ẞ` is `ss`).
 */
export function normalisedName(name: string): string {
  return folded(folded(name)).replace(/\s+/g, ' ').trim();
}

/** Twice, because folding may leave what folds further: the case of some letters has no compatible form until it is changed. */
function folded(text: string): string {
  // To upper case first, for letters that are two in upper case; final sigma depends on what follows it.
  return text.normalize('NFKC').toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKC');
}
