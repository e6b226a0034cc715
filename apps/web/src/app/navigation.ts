import type { ComponentType } from 'react';
import type { LinkProps } from '@tanstack/react-router';
import type { Act } from './acts.ts';
import type { Side } from './session.ts';

/** One line of the menu at the side. */
export interface NavigationEntry {
  to: NonNullable<LinkProps['to']>;
  /** Its words are `navigation.<label>` of `common`. */
  label: string;
  icon: ComponentType<{ size?: number; 'aria-hidden'?: boolean }>;
  sides: readonly Side[];
  /** Shown to whoever may do one of these; left out: to every member. */
  acts?: readonly Act[];
  group: 'work' | 'administration';
}
