import {
  IconAddressBook,
  IconBuildingWarehouse,
  IconFileCertificate,
  IconLink,
  IconSignature,
} from '@tabler/icons-react';
import type { NavigationEntry } from '../../app/navigation.ts';

export const dealingsNavigation: readonly NavigationEntry[] = [
  {
    to: '/installed-base',
    label: 'installedBase',
    icon: IconBuildingWarehouse,
    sides: ['hospital', 'vendor'],
    group: 'work',
  },
  {
    to: '/evaluations',
    label: 'evaluations',
    icon: IconBuildingWarehouse,
    sides: ['hospital', 'vendor'],
    group: 'work',
  },
  {
    to: '/relationships',
    label: 'relationships',
    icon: IconLink,
    sides: ['hospital', 'vendor'],
    group: 'administration',
  },
  {
    to: '/mandates',
    label: 'mandates',
    icon: IconFileCertificate,
    sides: ['hospital', 'vendor'],
    group: 'administration',
  },
  { to: '/contacts', label: 'contacts', icon: IconAddressBook, sides: ['hospital', 'vendor'], group: 'administration' },
  { to: '/signing-keys', label: 'signingKeys', icon: IconSignature, sides: ['vendor'], group: 'administration' },
];
