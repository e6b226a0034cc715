import { useQueryClient } from '@tanstack/react-query';
import type { TadaDocumentNode } from 'gql.tada';
import { useEffect } from 'react';
import { useViewer } from './session.ts';

/** What comes in a flood is looked at once in this time. */
const PAUSE_MS = 1_000;
/** The page is to be there first, with all that it needs. */
const BEGIN_MS = 2_000;

/**
 * While the screen is shown, asks anew for what is on it whenever the server tells of a change. Where no connection can be had,
 * lists are fresh by asking now and then as they do anyway.
 */
export function useLive<Variables extends Record<string, unknown>>(
  document: TadaDocumentNode<unknown, Variables>,
  variables: Variables,
): void {
  const client = useQueryClient();
  const { userId, organisation } = useViewer();
  // Compared by value: it is written in place by its caller.
  const said = JSON.stringify(variables);
  const acting = `${userId} ${organisation?.id}`;
  useEffect(() => {
    let stop: (() => void) | null = null;
    let isOver = false;
    let pause: ReturnType<typeof setTimeout> | null = null;
    const onChange = () => {
      pause ??= setTimeout(() => {
        pause = null;
        void client.invalidateQueries();
      }, PAUSE_MS);
    };
    const begin = setTimeout(() => {
      void import('./live-client.ts').then(({ subscribe }) => {
        if (!isOver) stop = subscribe(document, JSON.parse(said) as Variables, onChange);
      });
    }, BEGIN_MS);
    return () => {
      isOver = true;
      clearTimeout(begin);
      stop?.();
      if (pause) clearTimeout(pause);
    };
  }, [client, document, said, acting]);
}
