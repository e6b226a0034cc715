import { IconFileCertificate, IconInbox } from '@tabler/icons-react';
import type { NavigationEntry } from '../../app/navigation.ts';

export const inboxNavigation: readonly NavigationEntry[] = [
  { to: '/inbox', label: 'inbox', icon: IconInbox, sides: ['hospital'], group: 'work' },
  { to: '/receipts', label: 'receipts', icon: IconFileCertificate, sides: ['hospital'], group: 'work' },
];
