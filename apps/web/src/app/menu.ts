import { useTranslation } from 'react-i18next';
import { isPermitted } from './acts.ts';
import { adminNavigation } from '../screens/admin/navigation.ts';
import { accountNavigation } from '../screens/account/navigation.ts';
import { deviceNavigation } from '../screens/devices/navigation.ts';
import { auditNavigation } from '../screens/audit/navigation.ts';
import { chasingNavigation } from '../screens/chasing/navigation.ts';
import { dealingsNavigation } from '../screens/dealings/navigation.ts';
import { homeNavigation } from '../screens/home/navigation.ts';
import { inboxNavigation } from '../screens/inbox/navigation.ts';
import { lifecycleNavigation } from '../screens/lifecycle/navigation.ts';
import { operatorNavigation } from '../screens/operator/navigation.ts';
import { publishingNavigation } from '../screens/publishing/navigation.ts';
import { caseNavigation } from '../screens/cases/navigation.ts';
import { requestNavigation } from '../screens/requests/navigation.ts';
import { updatesNavigation } from '../screens/updates/navigation.ts';
import { vendorNavigation } from '../screens/vendor/navigation.ts';
import { webhooksNavigation } from '../screens/webhooks/navigation.ts';
import type { NavigationEntry } from './navigation.ts';
import { sideOf, useViewer } from './session.ts';

/** The menu at the side, from top to bottom. */
const navigation: readonly NavigationEntry[] = [
  ...homeNavigation,
  ...inboxNavigation,
  ...deviceNavigation,
  ...updatesNavigation,
  ...lifecycleNavigation,
  ...requestNavigation,
  ...chasingNavigation,
  ...caseNavigation,
  ...publishingNavigation,
  ...vendorNavigation,
  ...operatorNavigation,
  ...auditNavigation,
  ...adminNavigation,
  ...webhooksNavigation,
  ...dealingsNavigation,
  ...accountNavigation,
];

/** What of it concerns whoever looks, with its words. */
export function useMenu() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const side = sideOf(viewer);
  return navigation
    .filter(
      ({ sides, acts }) => sides.includes(side) && (!acts || acts.some((act) => isPermitted(viewer.permissions, act))),
    )
    .map((entry) => ({ ...entry, label: (t as (key: string) => string)(`navigation.${entry.label}`) }));
}
