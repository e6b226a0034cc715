import { IconEye, IconListSearch, IconShieldCheck } from '@tabler/icons-react';
import type { NavigationEntry } from '../../app/navigation.ts';

export const auditNavigation: readonly NavigationEntry[] = [
  {
    to: '/records',
    label: 'records',
    icon: IconListSearch,
    sides: ['hospital', 'vendor', 'auditor', 'regulator', 'operator'],
    group: 'work',
  },
  { to: '/verify', label: 'verify', icon: IconShieldCheck, sides: ['auditor'], group: 'work' },
  {
    to: '/grants',
    label: 'grants',
    icon: IconEye,
    sides: ['auditor', 'hospital', 'vendor'],
    acts: ['audit TrailEvent', 'grant AuditGrant'],
    group: 'administration',
  },
];
