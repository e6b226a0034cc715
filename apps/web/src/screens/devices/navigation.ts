import {
  IconArrowsExchange,
  IconBug,
  IconColumns3,
  IconDevicesPc,
  IconFileImport,
  IconPuzzle,
  IconTopologyStar,
} from '@tabler/icons-react';
import type { NavigationEntry } from '../../app/navigation.ts';

export const deviceNavigation: readonly NavigationEntry[] = [
  { to: '/assets', label: 'assets', icon: IconDevicesPc, sides: ['hospital'], group: 'work' },
  { to: '/handovers', label: 'handovers', icon: IconArrowsExchange, sides: ['hospital'], group: 'work' },
  { to: '/network', label: 'network', icon: IconTopologyStar, sides: ['hospital'], group: 'work' },
  { to: '/exposure', label: 'exposure', icon: IconBug, sides: ['hospital', 'vendor'], group: 'work' },
  { to: '/components', label: 'components', icon: IconPuzzle, sides: ['hospital', 'vendor'], group: 'work' },
  { to: '/mds2', label: 'mds2', icon: IconColumns3, sides: ['hospital', 'vendor'], group: 'work' },
  { to: '/filed', label: 'filed', icon: IconFileImport, sides: ['hospital'], group: 'work' },
];
