/** What is remembered of files on their way, which is more than fits into the storage of drafts. */
export const UPLOADS_DATABASE = 'tasuki-uploads';

export const DRAFT_PREFIX = 'tasuki-draft:';

/** On signing out: the next person at this machine finds nothing. */
export function forgetDrafts(): void {
  indexedDB.deleteDatabase(UPLOADS_DATABASE);
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(DRAFT_PREFIX)) sessionStorage.removeItem(key);
  }
}
