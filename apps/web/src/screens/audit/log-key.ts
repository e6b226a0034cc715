import { useQuery } from '@tanstack/react-query';
import { Failure, LOST } from '../../app/failure.ts';

/** The public key of this portal's log, as it is served to everybody. */
export function useLogKey() {
  return useQuery({
    queryKey: ['log key'],
    async queryFn({ signal }) {
      const response = await fetch('/trail/key', { signal }).catch(() => null);
      if (!response?.ok) throw new Failure(LOST);
      return (await response.text()).trim();
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}
