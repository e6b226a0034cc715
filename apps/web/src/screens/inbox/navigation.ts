import { IconInbox } from '@tabler/icons-react';
import type { NavigationEntry } from '../../app/navigation.ts';

export const inboxNavigation: readonly NavigationEntry[] = [
  { to: '/inbox', label: 'inbox', icon: IconInbox, sides: ['hospital'], group: 'work' },
];
