import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { type Transfer, transfers } from './transfers.ts';

/** The files on their way for one draft, or for the `new` one. */
export function useTransfers(userId: string | null, place: string): readonly Transfer[] {
  const all = useSyncExternalStore(transfers.subscribe, transfers.list);
  useEffect(() => {
    if (userId) void transfers.recall(userId);
  }, [userId]);
  return useMemo(() => all.filter((one) => one.place === place), [all, place]);
}
