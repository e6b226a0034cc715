import { IconCalendarTime, IconFileDescription, IconTransfer } from '@tabler/icons-react';
import type { NavigationEntry } from '../../app/navigation.ts';

export const lifecycleNavigation: readonly NavigationEntry[] = [
  { to: '/life-cycle', label: 'lifeCycle', icon: IconCalendarTime, sides: ['hospital'], group: 'work' },
  { to: '/decisions', label: 'decisions', icon: IconFileDescription, sides: ['hospital'], group: 'work' },
  { to: '/transfers', label: 'transfers', icon: IconTransfer, sides: ['hospital', 'vendor'], group: 'work' },
];
