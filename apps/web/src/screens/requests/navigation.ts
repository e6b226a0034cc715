import { IconMessageCheck, IconMessageQuestion } from '@tabler/icons-react';
import type { NavigationEntry } from '../../app/navigation.ts';

export const requestNavigation: readonly NavigationEntry[] = [
  { to: '/requests', label: 'requests', icon: IconMessageQuestion, sides: ['hospital', 'vendor'], group: 'work' },
  { to: '/answers', label: 'answers', icon: IconMessageCheck, sides: ['hospital', 'vendor'], group: 'work' },
];
