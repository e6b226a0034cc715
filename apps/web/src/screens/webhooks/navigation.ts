import { IconLink } from '@tabler/icons-react';
import type { NavigationEntry } from '../../app/navigation.ts';

export const webhooksNavigation: readonly NavigationEntry[] = [
  {
    to: '/webhooks',
    label: 'webhooks',
    icon: IconLink,
    sides: ['hospital', 'vendor'],
    acts: ['manage Webhook'],
    group: 'administration',
  },
];
