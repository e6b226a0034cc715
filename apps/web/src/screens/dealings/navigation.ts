import { IconLink } from '@tabler/icons-react';
import type { NavigationEntry } from '../../app/navigation.ts';

export const dealingsNavigation: readonly NavigationEntry[] = [
  {
    to: '/relationships',
    label: 'relationships',
    icon: IconLink,
    sides: ['hospital', 'vendor'],
    group: 'administration',
  },
];
