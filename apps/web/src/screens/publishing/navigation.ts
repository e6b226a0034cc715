import { IconFileUpload } from '@tabler/icons-react';
import type { NavigationEntry } from '../../app/navigation.ts';

export const publishingNavigation: readonly NavigationEntry[] = [
  { to: '/publishing', label: 'publishing', icon: IconFileUpload, sides: ['vendor'], group: 'work' },
];
