import { IconCalendarClock, IconRefreshDot } from '@tabler/icons-react';
import type { NavigationEntry } from '../../app/navigation.ts';

export const updatesNavigation: readonly NavigationEntry[] = [
  { to: '/updates', label: 'updates', icon: IconRefreshDot, sides: ['hospital', 'vendor'], group: 'work' },
  {
    to: '/maintenance-windows',
    label: 'maintenanceWindows',
    icon: IconCalendarClock,
    sides: ['hospital'],
    group: 'administration',
  },
];
