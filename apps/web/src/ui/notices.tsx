import { useNotifications } from '@mantine/notifications';
import { lazy, Suspense } from 'react';

const ShownNotices = lazy(async () => ({ default: (await import('./shown-notices.tsx')).ShownNotices }));

/** Short messages after an act. What shows them is fetched with the first: a visit that only reads has none. */
export function Notices() {
  const { notifications } = useNotifications();
  return (
    notifications.length > 0 && (
      <Suspense>
        <ShownNotices />
      </Suspense>
    )
  );
}
