export const DRAFT_PREFIX = 'tasuki-draft:';

/** On signing out: the next person at this machine finds nothing. */
export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(DRAFT_PREFIX)) sessionStorage.removeItem(key);
  }
}
