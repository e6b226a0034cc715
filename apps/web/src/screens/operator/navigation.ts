import { IconBuilding, IconDatabase, IconHeartbeat, IconRotateClockwise } from '@tabler/icons-react';
import type { NavigationEntry } from '../../app/navigation.ts';

export const operatorNavigation: readonly NavigationEntry[] = [
  { to: '/organisations', label: 'organisations', icon: IconBuilding, sides: ['operator'], group: 'work' },
  { to: '/health-status', label: 'health', icon: IconHeartbeat, sides: ['operator'], group: 'work' },
  { to: '/jobs', label: 'jobs', icon: IconRotateClockwise, sides: ['operator'], group: 'work' },
  { to: '/storage', label: 'storage', icon: IconDatabase, sides: ['operator'], group: 'work' },
];
