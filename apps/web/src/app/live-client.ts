import { type DocumentNode, print } from '@0no-co/graphql.web';
import type { TadaDocumentNode } from 'gql.tada';
import { createClient } from 'graphql-ws';

const address = new URL('/graphql/live', window.location.href);
address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';

/** One connection for the whole tab, for as long as something is subscribed to. */
const client = createClient({
  url: address.href,
  lazyCloseTimeout: 5_000,
  retryAttempts: Infinity,
  shouldRetry: () => true,
});

/** Calls `onChange` for each thing told, and when a lost connection is back: nobody knows what was told meanwhile. */
export function subscribe<Variables extends Record<string, unknown>>(
  document: TadaDocumentNode<unknown, Variables>,
  variables: Variables,
  onChange: () => void,
): () => void {
  const forget = client.on('connected', (_socket, _payload, wasRetrying) => {
    if (wasRetrying) onChange();
  });
  const stop = client.subscribe(
    { query: print(document as unknown as DocumentNode), variables },
    { next: onChange, error: () => undefined, complete: () => undefined },
  );
  return () => {
    forget();
    stop();
  };
}
