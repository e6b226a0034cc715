import { LIST_COLUMNS, ASSET_COLUMNS } from '../../app/choices.ts';
import { sideOf, useViewer } from '../../app/session.ts';

const DEVICES = {
  /** Where its words stand. */
  words: 'ofDevices',
  columns: ASSET_COLUMNS,
  /** Where a file is sent. */
  api: '/imports/assets',
  home: '/assets',
  all: '/assets/import',
  one: '/assets/import/$importId',
} as const;

const LIST = {
  words: 'ofList',
  columns: LIST_COLUMNS,
  api: '/imports/installed-base',
  home: '/installed-base',
  all: '/installed-base/import',
  one: '/installed-base/import/$importId',
} as const;

/** What tables become for who is signed in: a hospital's devices, or the lines of a vendor's list. */
export function useTableKind(): typeof DEVICES | typeof LIST {
  return sideOf(useViewer()) === 'vendor' ? LIST : DEVICES;
}
