import { IconKey } from '@tabler/icons-react';
import type { NavigationEntry } from '../../app/navigation.ts';

export const accountNavigation: readonly NavigationEntry[] = [
  {
    to: '/identity-provider',
    label: 'identityProvider',
    icon: IconKey,
    sides: ['hospital', 'vendor', 'auditor', 'regulator', 'operator'],
    roles: ['HOSPITAL_ADMIN', 'VENDOR_ADMIN', 'AUDITOR', 'REGULATOR_VIEWER', 'OPERATOR'],
    group: 'administration',
  },
];
