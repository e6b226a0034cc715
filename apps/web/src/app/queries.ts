import {
  keepPreviousData,
  MutationCache,
  QueryCache,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { DocumentNode } from '@0no-co/graphql.web';
import type { TadaDocumentNode } from 'gql.tada';
import { useMemo, useRef } from 'react';
import { ask } from './ask.ts';
import { Failure, failureOf } from './failure.ts';

/** How often a list on a visible page asks again by itself. */
const REFRESH_MS = 30_000;
const PAGE_SIZE = 50;

/** Told of every failure; the session listens for the end of its own. */
export const failures = new EventTarget();

export class FailureEvent extends Event {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super('failure');
    this.failure = failure;
  }
}

const tell = (error: unknown) => failures.dispatchEvent(new FailureEvent(failureOf(error)));

/** Asking again helps only where no answer came, or a process was away. */
const mayPass = (error: unknown) => error instanceof Failure && ['LOST', 'UNAVAILABLE'].includes(error.code);

export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    queryCache: new QueryCache({ onError: tell }),
    mutationCache: new MutationCache({ onError: tell }),
    defaultOptions: {
      queries: { staleTime: 5_000, retry: (count, error) => count < 2 && mayPass(error), networkMode: 'always' },
      // An act is sent once. Whether one that got no answer arrived is for its author to look up, not for us to guess.
      mutations: { retry: false, networkMode: 'always' },
    },
  });

const nameOf = (document: unknown): string =>
  (document as DocumentNode).definitions
    .map((definition) => ('name' in definition ? definition.name?.value : undefined))
    .find((name) => name !== undefined) ?? 'unnamed';

/** A query for a route's loader, or for `useQuery`: its key is the operation's name with the variables. */
export const queryOf = <Result, Variables>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
  { asAnybody = false }: Pick<AnswerOptions, 'asAnybody'> = {},
) => ({
  queryKey: [nameOf(document), variables],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(document, variables, signal, { asAnybody }),
});

interface AnswerOptions {
  /** False: wait, something that it needs is not known yet. */
  enabled?: boolean;
  /** Whether it asks again by itself while somebody looks; default true. */
  refreshes?: boolean;
  /** Asked without the session: for public pages. */
  asAnybody?: boolean;
}

/** One answer, kept fresh while somebody looks at it; while other variables load, the former answer stays. */
export function useAnswer<Result, Variables>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
  { enabled = true, refreshes = true, asAnybody = false }: AnswerOptions = {},
) {
  return useQuery({
    ...queryOf(document, variables, { asAnybody }),
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: refreshes ? REFRESH_MS : false,
  });
}

interface Connection<Row> {
  edges: readonly { node: Row }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount?: number;
}

/**
 * A list by pages of 50, which grows as one goes down and is refreshed without losing one's place. The document takes
 * `$first` and `$after`; `connectionOf` finds the connection in its answer.
 */
export function useRows<Result, Variables extends { first: number; after?: string | null }, Row>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Omit<Variables, 'first' | 'after'>,
  connectionOf: (result: Result) => Connection<Row>,
  { enabled = true, refreshes = true, asAnybody = false }: AnswerOptions = {},
) {
  const query = useInfiniteQuery({
    queryKey: [nameOf(document), variables, 'rows'],
    queryFn: ({ pageParam, signal }) =>
      ask(document, { ...variables, first: PAGE_SIZE, after: pageParam } as unknown as Variables, signal, {
        asAnybody,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => {
      const { hasNextPage, endCursor } = connectionOf(last).pageInfo;
      return hasNextPage ? endCursor : null;
    },
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: refreshes ? REFRESH_MS : false,
  });
  const { data } = query;
  // connectionOf is written in place by its caller and always the same in effect.
  const rows = useMemo(
    () => data?.pages.flatMap((page) => connectionOf(page).edges.map(({ node }) => node)) ?? [],
    [data],
  );
  const [first] = data?.pages ?? [];
  return { ...query, rows, total: first === undefined ? undefined : connectionOf(first).totalCount };
}

interface ActOptions<Result> {
  onDone?: (result: Result) => unknown;
}

/**
 * An act: `act.mutate(variables)`. It is sent once; while it is under way further calls do nothing. Afterwards everything
 * on the page is asked for anew, also when no answer came.
 */
export function useAct<Result, Variables>(
  document: TadaDocumentNode<Result, Variables>,
  { onDone }: ActOptions<Result> = {},
) {
  return useDeed((variables: Variables) => ask(document, variables), onDone ? { onDone } : {});
}

/** `useAct` for what is not one GraphQL operation: signing in, several calls that belong together. */
export function useDeed<Result, Variables>(
  deed: (variables: Variables) => Promise<Result>,
  { onDone }: ActOptions<Result> = {},
) {
  const client = useQueryClient();
  // The second click of a double one comes before the page is drawn anew, and so before it knows that it waits.
  const isUnderWay = useRef(false);
  const mutation = useMutation<Result, Error, Variables>({
    mutationFn: deed,
    onSuccess: async (result) => {
      await onDone?.(result);
    },
    onSettled() {
      isUnderWay.current = false;
      void client.invalidateQueries();
    },
  });
  return {
    ...mutation,
    mutate: (variables: Variables) => {
      if (isUnderWay.current) return;
      isUnderWay.current = true;
      mutation.mutate(variables);
    },
  };
}
