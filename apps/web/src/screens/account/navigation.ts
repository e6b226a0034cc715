import { IconKey } from '@tabler/icons-react';
import type { NavigationEntry } from '../../app/navigation.ts';

export const accountNavigation: readonly NavigationEntry[] = [
  {
    to: '/identity-provider',
    label: 'identityProvider',
    icon: IconKey,
    sides: ['hospital', 'vendor', 'auditor', 'regulator', 'operator'],
    acts: ['manage IdentityProvider'],
    group: 'administration',
  },
];
