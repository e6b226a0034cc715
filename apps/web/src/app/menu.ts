import { homeNavigation } from '../screens/home/navigation.ts';
import { inboxNavigation } from '../screens/inbox/navigation.ts';
import { publishingNavigation } from '../screens/publishing/navigation.ts';
import type { NavigationEntry } from './navigation.ts';

/** The menu at the side, from top to bottom; each side of the portal sees its own. */
export const navigation: readonly NavigationEntry[] = [...homeNavigation, ...inboxNavigation, ...publishingNavigation];
