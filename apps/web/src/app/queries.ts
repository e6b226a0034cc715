import {
  keepPreviousData,
  MutationCache,
  QueryCache,
  QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { DocumentNode } from '@0no-co/graphql.web';
import type { TadaDocumentNode } from 'gql.tada';
import { useMemo, useRef } from 'react';
import { ask } from './ask.ts';
import { Failure, failureOf } from './failure.ts';
import { grown, NO_PAGES, type Pages, refreshed, type View } from './pages.ts';

/** How often a list on a visible page asks again by itself. */
const REFRESH_MS = 30_000;
/** What was asked for within this time is not asked for again only because one comes to it. */
const FRESH_MS = 5_000;
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
      queries: { staleTime: FRESH_MS, retry: (count, error) => count < 2 && mayPass(error), networkMode: 'always' },
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
 * Every row of a list that people choose from or call things by: names of sites, partners, colleagues. The document takes
 * `$after`, and asks for 100 rows at once.
 */
export function useWhole<Result, Variables extends { after?: string | null }, Row>(
  document: TadaDocumentNode<Result, Variables>,
  connectionOf: (result: Result) => Connection<Row>,
  variables?: Omit<Variables, 'after'>,
) {
  return useQuery({
    queryKey: [nameOf(document), ...(variables ? [variables] : []), 'whole'],
    async queryFn({ signal }) {
      const rows: Row[] = [];
      let after: string | null = null;
      do {
        const { edges, pageInfo } = connectionOf(await ask(document, { ...variables, after } as Variables, signal));
        rows.push(...edges.map(({ node }) => node));
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after !== null);
      return rows;
    },
    placeholderData: keepPreviousData,
  });
}

/**
 * A list by pages of 50, which grows as one goes down. A refresh asks for what is in view alone, as the table says with
 * `onView`, and keeps one's place (`pages.ts`). The document takes `$first` and `$after`; `connectionOf` finds the connection
 * in its answer.
 */
export function useRows<Result, Variables extends { first: number; after?: string | null }, Row>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Omit<Variables, 'first' | 'after'>,
  connectionOf: (result: Result) => Connection<Row>,
  { enabled = true, refreshes = true, asAnybody = false }: AnswerOptions = {},
) {
  const client = useQueryClient();
  const queryKey = [nameOf(document), variables, 'rows'];
  const view = useRef<View | null>(null);
  const wantsMore = useRef(false);
  const endOf = (answer: Result) => {
    const { hasNextPage, endCursor } = connectionOf(answer).pageInfo;
    return hasNextPage ? endCursor : null;
  };
  const query = useQuery({
    queryKey,
    async queryFn({ signal }) {
      const reading = {
        ask: (after: string | null) =>
          ask(document, { ...variables, first: PAGE_SIZE, after } as unknown as Variables, signal, { asAnybody }),
        endOf,
        totalOf: (answer: Result) => connectionOf(answer).totalCount,
      };
      const former = client.getQueryData<Pages<Result>>(queryKey);
      const onlyGrows = former && wantsMore.current && !client.getQueryState(queryKey)?.isInvalidated;
      const fresh = onlyGrows ? former : await refreshed(former ?? NO_PAGES, () => view.current, reading);
      const all = former && wantsMore.current ? await grown(fresh, reading) : fresh;
      wantsMore.current = false;
      return all;
    },
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: refreshes ? REFRESH_MS : false,
  });
  const { data, isFetching, isPlaceholderData, refetch } = query;
  const answers = data?.answers;
  // connectionOf is written in place by its caller and always the same in effect.
  const rows = useMemo(
    () => answers?.flatMap((answer) => connectionOf(answer).edges.map(({ node }) => node)) ?? [],
    [answers],
  );
  const last = answers?.at(-1);
  return {
    ...query,
    rows,
    total: data?.total,
    hasNextPage: !isPlaceholderData && last !== undefined && endOf(last) !== null,
    /** Also while a refresh is under way, after which the list grows. */
    isFetchingNextPage: isFetching,
    /** What is under way already is waited for, and then goes on to the next page. */
    fetchNextPage: () => {
      wantsMore.current = true;
      return refetch({ cancelRefetch: false });
    },
    /** Told by the table: the first and last row in view. Pages that were out of view for a while are asked for again. */
    onView: (firstRow: number, lastRow: number) => {
      const [from, to] = [Math.floor(firstRow / PAGE_SIZE), Math.floor(lastRow / PAGE_SIZE)];
      view.current = [from, to];
      const askedAt = isPlaceholderData ? [] : (data?.askedAt.slice(from, to + 1) ?? []);
      if (askedAt.some((at) => Date.now() - at > FRESH_MS)) void refetch({ cancelRefetch: false });
    },
  };
}

interface ActOptions<Result, Variables> {
  /** With what was sent: the page may know of more by now. */
  onDone?: (result: Result, sent: Variables) => unknown;
}

/**
 * An act: `act.mutate(variables)`. It is sent once; while it is under way further calls do nothing. Afterwards everything
 * on the page is asked for anew, also when no answer came.
 */
export function useAct<Result, Variables>(
  document: TadaDocumentNode<Result, Variables>,
  { onDone }: ActOptions<Result, Variables> = {},
) {
  return useDeed((variables: Variables) => ask(document, variables), onDone ? { onDone } : {});
}

/** `useAct` for what is not one GraphQL operation: signing in, several calls that belong together. */
export function useDeed<Result, Variables>(
  deed: (variables: Variables) => Promise<Result>,
  { onDone }: ActOptions<Result, Variables> = {},
) {
  const client = useQueryClient();
  // The second click of a double one comes before the page is drawn anew, and so before it knows that it waits.
  const isUnderWay = useRef(false);
  const mutation = useMutation<Result, Error, Variables>({
    mutationFn: deed,
    onSuccess: async (result, sent) => {
      await onDone?.(result, sent);
    },
    onSettled() {
      isUnderWay.current = false;
      void client.invalidateQueries();
    },
  });
  // Without `mutateAsync`, which would pass by what is under way.
  const { data, error, isPending, isSuccess, variables, reset } = mutation;
  return {
    data,
    error,
    isPending,
    isSuccess,
    variables,
    reset,
    mutate: (given: Variables) => {
      if (isUnderWay.current) return;
      isUnderWay.current = true;
      mutation.mutate(given);
    },
  };
}
