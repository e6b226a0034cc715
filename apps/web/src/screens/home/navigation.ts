import { IconFiles, IconHome } from '@tabler/icons-react';
import type { NavigationEntry } from '../../app/navigation.ts';

export const homeNavigation: readonly NavigationEntry[] = [
  {
    to: '/',
    label: 'home',
    icon: IconHome,
    sides: ['hospital', 'vendor', 'auditor', 'regulator', 'operator'],
    group: 'work',
  },
  { to: '/library', label: 'library', icon: IconFiles, sides: ['regulator'], group: 'work' },
];
