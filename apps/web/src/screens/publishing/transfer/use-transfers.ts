import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useViewer } from '../../../app/session.ts';
import { type Transfer, transfers } from './transfers.ts';

/** The files on their way for one draft, or for the `new` one, of this person for the organisation that they act for. */
export function useTransfers(userId: string | null, place: string): readonly Transfer[] {
  const all = useSyncExternalStore(transfers.subscribe, transfers.list);
  const organisationId = useViewer().organisation?.id;
  useEffect(() => {
    if (userId && organisationId) void transfers.recall({ userId, organisationId });
  }, [userId, organisationId]);
  return useMemo(
    () => all.filter((one) => one.place === place && one.userId === userId && one.organisationId === organisationId),
    [all, place, userId, organisationId],
  );
}
