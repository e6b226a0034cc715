import type { ReactNode } from 'react';
import { failureOf, leadsNowhere } from '../app/failure.ts';
import { Page } from './page.tsx';
import { FailureNotice, NotFound } from './problem.tsx';
import { Waiting } from './waiting.tsx';

interface AnsweredProps<Data> {
  /** What `useAnswer` gives. */
  of: { data: Data | undefined; error: Error | null; refetch: () => unknown };
  /** The heading where the answer is a refusal. */
  title: string;
  children: (data: Data) => ReactNode;
}

/** A page about one thing: once it is there; or that it is not, or not for whoever looks. */
export function Answered<Data>({ of: { data, error, refetch }, title, children }: AnsweredProps<Data>) {
  if (data !== undefined) return children(data);
  if (!error) return <Waiting />;
  const failure = failureOf(error);
  if (leadsNowhere(failure)) return <NotFound />;
  return (
    <Page title={title}>
      <FailureNotice failure={failure} onRetry={() => void refetch()} />
    </Page>
  );
}
