import { useLocation, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/**
 * The secret behind the '#' of a mail's link. Nothing but this page ever sees it: it is read once and taken out of the
 * address bar, so that it stands neither in the history nor in what somebody copies from there.
 */
export function useLinkToken(tokenIn: (hash: string) => string | null): string | null {
  const router = useRouter();
  const { hash, pathname, searchStr } = useLocation();
  const [token, setToken] = useState(() => tokenIn(hash));
  useEffect(() => {
    if (!hash) return;
    // Another link may be opened in the same tab.
    setToken(tokenIn(hash));
    router.history.replace(pathname + searchStr);
  }, [hash]);
  return token;
}
