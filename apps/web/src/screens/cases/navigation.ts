import { IconAlertTriangle } from '@tabler/icons-react';
import type { NavigationEntry } from '../../app/navigation.ts';

export const caseNavigation: readonly NavigationEntry[] = [
  { to: '/cases', label: 'cases', icon: IconAlertTriangle, sides: ['hospital', 'vendor'], group: 'work' },
];
