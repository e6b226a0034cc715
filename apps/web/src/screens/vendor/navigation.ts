import { IconMessageQuestion, IconPackages } from '@tabler/icons-react';
import type { NavigationEntry } from '../../app/navigation.ts';

export const vendorNavigation: readonly NavigationEntry[] = [
  { to: '/unanswered', label: 'unanswered', icon: IconMessageQuestion, sides: ['vendor'], group: 'work' },
  { to: '/catalogue', label: 'catalogue', icon: IconPackages, sides: ['vendor'], group: 'work' },
];
