import type { UseFormReturnType } from '@mantine/form';
import { useEffect, useRef } from 'react';

/** What is remembered of files on their way, which is more than fits into the storage of drafts. */
export const UPLOADS_DATABASE = 'tasuki-uploads';

const PREFIX = 'tasuki-draft:';
const WRITE_AFTER_MS = 300;

/**
 * Keeps what was typed into a form while this tab is open: over a reload, back and forward, and a session that ended.
 * Of this person only, and never a password: a form that holds one has no draft. Call `forget` once it was sent.
 */
export function useDraft<Values extends Record<string, unknown>>(
  name: string,
  userId: string | null,
  form: UseFormReturnType<Values>,
) {
  const key = `${PREFIX}${userId ?? ''}:${name}`;
  const isRestored = useRef(false);

  useEffect(() => {
    const kept = sessionStorage.getItem(key);
    if (kept) form.setValues(JSON.parse(kept) as Partial<Values>);
    isRestored.current = true;
    // Once for each draft: afterwards the form is ahead of it.
  }, [key]);

  const values = JSON.stringify(form.getValues());
  useEffect(() => {
    if (!isRestored.current || !form.isDirty()) return;
    const timer = setTimeout(() => sessionStorage.setItem(key, values), WRITE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [key, values]);

  return { forget: () => sessionStorage.removeItem(key) };
}

/** On signing out: the next person at this machine finds nothing. */
export function forgetDrafts(): void {
  indexedDB.deleteDatabase(UPLOADS_DATABASE);
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  }
}
