import { IconBellRinging, IconPhoneCall, IconUserCheck } from '@tabler/icons-react';
import type { NavigationEntry } from '../../app/navigation.ts';

export const chasingNavigation: readonly NavigationEntry[] = [
  {
    to: '/chase-tasks',
    label: 'chaseTasks',
    icon: IconPhoneCall,
    sides: ['vendor'],
    acts: ['record ChaseStep'],
    group: 'work',
  },
  {
    to: '/chasing-plans',
    label: 'chasingPlans',
    icon: IconBellRinging,
    sides: ['hospital', 'vendor'],
    acts: ['set ChasingPlan'],
    group: 'administration',
  },
  {
    to: '/delegates',
    label: 'delegates',
    icon: IconUserCheck,
    sides: ['hospital'],
    acts: ['name Delegate'],
    group: 'administration',
  },
];
