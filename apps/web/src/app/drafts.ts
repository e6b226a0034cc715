import type { UseFormReturnType } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { DRAFT_PREFIX } from './draft-store.ts';
import { viewerQuery } from './session.ts';

const WRITE_AFTER_MS = 300;

/**
 * Keeps what was typed into a form while this tab is open: over a reload, back and forward, and a session that ended.
 * Of this person, for this organisation, and never a password: a form that holds one has no draft. Call `forget` once it was sent.
 */
export function useDraft<Values extends Record<string, unknown>>(
  name: string,
  userId: string | null,
  form: UseFormReturnType<Values>,
  /** What else is kept with it, and given back before it is filled in. */
  beside?: { kept: string; restore: (kept: string) => void },
) {
  const viewer = useQueryClient().getQueryData(viewerQuery.queryKey)?.viewer;
  const key = `${DRAFT_PREFIX}${userId ?? ''}:${viewer?.organisation?.id ?? ''}:${name}`;
  const isRestored = useRef(false);

  useEffect(() => {
    const kept = sessionStorage.getItem(key);
    if (kept) {
      const { values: typed, beside: besideIt } = JSON.parse(kept) as { values: Partial<Values>; beside?: string };
      if (besideIt !== undefined) beside?.restore(besideIt);
      form.setValues(typed);
    }
    isRestored.current = true;
    // Once for each draft: afterwards the form is ahead of it.
  }, [key]);

  const values = JSON.stringify({ values: form.getValues(), beside: beside?.kept });
  const unwritten = useRef<{ key: string; values: string } | null>(null);
  const write = useCallback(() => {
    const { current } = unwritten;
    if (current) sessionStorage.setItem(current.key, current.values);
    unwritten.current = null;
  }, []);
  useEffect(() => {
    if (!isRestored.current) return undefined;
    // Not isDirty(): after one field was changed and changed back, it overlooks what was restored.
    if (JSON.stringify(form.getValues()) === JSON.stringify(form.getInitialValues())) {
      // Typed, and taken back: nothing is left to be found again.
      unwritten.current = null;
      sessionStorage.removeItem(key);
      return undefined;
    }
    unwritten.current = { key, values };
    const timer = setTimeout(write, WRITE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [key, values]);
  // Whoever leaves right after the last letter finds it again too.
  useEffect(() => {
    window.addEventListener('pagehide', write);
    return () => {
      window.removeEventListener('pagehide', write);
      write();
    };
  }, [write]);

  return {
    forget: () => {
      unwritten.current = null;
      sessionStorage.removeItem(key);
    },
  };
}
