import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { actFor, useViewer, viewerQuery } from './session.ts';

/**
 * After somebody signed in over the page they are on: goes on for the organisation that they acted for before. Another
 * person who signed in instead starts from their own home.
 */
export function useSignedInAgain(onSame: () => unknown) {
  const client = useQueryClient();
  const [viewer] = useState(useViewer());
  return async () => {
    const former = viewer.organisation?.id;
    const { viewer: now } = await client.query({ ...viewerQuery, staleTime: 0 });
    const isSame = now?.userId === viewer.userId;
    if (isSame && former && now.organisation?.id !== former) {
      const belongs = now.memberships.some(({ organisation }) => organisation.id === former);
      if (!belongs) return window.location.assign('/');
      await actFor(former);
    }
    if (!isSame) return window.location.assign('/');
    await onSame();
    return client.invalidateQueries();
  };
}
