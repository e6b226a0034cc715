import { IconBuildingHospital, IconCalendarShare, IconKey, IconUsers } from '@tabler/icons-react';
import type { NavigationEntry } from '../../app/navigation.ts';

export const adminNavigation: readonly NavigationEntry[] = [
  { to: '/sites', label: 'sites', icon: IconBuildingHospital, sides: ['hospital'], group: 'administration' },
  {
    to: '/members',
    label: 'members',
    icon: IconUsers,
    sides: ['hospital', 'vendor', 'auditor', 'regulator', 'operator'],
    group: 'administration',
  },
  {
    to: '/api-keys',
    label: 'apiKeys',
    icon: IconKey,
    sides: ['hospital', 'vendor'],
    acts: ['make ApiKey'],
    group: 'administration',
  },
  {
    to: '/calendar-links',
    label: 'calendarLinks',
    icon: IconCalendarShare,
    sides: ['hospital'],
    acts: ['make CalendarLink', 'revoke CalendarLink'],
    group: 'administration',
  },
];
