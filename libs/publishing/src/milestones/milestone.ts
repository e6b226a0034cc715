import type { LifecycleNotice } from '#libs/formats';
import type { Id } from '#libs/kernel';
import type { PublicationKind } from '../publication.words.ts';

/** The milestones at which a vendor owes a package of documents (guidance for manufacturers, 2nd edition; IMDRF N70). */
export const MILESTONES = ['RELEASE', 'END_OF_LIFE', 'END_OF_SUPPORT'] as const;
export type Milestone = (typeof MILESTONES)[number];

/** A security guide holds the policy, the upgrade options and the maintenance plan: for people, so it is not looked into. */
export const MILESTONE_ITEMS = [
  'SECURITY_GUIDE',
  'MDS2',
  'SBOM',
  'PLANNED_END_OF_LIFE',
  'PLANNED_END_OF_SUPPORT',
  'END_OF_LIFE_NOTICE',
  'END_OF_SUPPORT_NOTICE',
] as const;
export type MilestoneItem = (typeof MILESTONE_ITEMS)[number];

export const MILESTONE_ITEM_STATES = ['PRESENT', 'NOT_MACHINE_READABLE', 'NOT_UPDATED', 'MISSING'] as const;
export type MilestoneItemState = (typeof MILESTONE_ITEM_STATES)[number];

export interface MilestonePackage {
  milestone: Milestone;
  /** Whether the release has come so far. */
  isDue: boolean;
  /** The day it is reached, as far as it is known. */
  dueOn: string | null;
  isComplete: boolean;
  items: { item: MilestoneItem; state: MilestoneItemState; publicationId: Id<'Publication'> | null }[];
}

/** A release, as its milestones look at it; dates are calendar dates. */
export interface MilestoneRelease {
  stage: 'SUPPORTED' | 'LIMITED_SUPPORT' | 'END_OF_SUPPORT';
  releasedOn: string | null;
  endOfLifeOn: string | null;
  endOfSupportOn: string | null;
}

/** A publication in force about the release. */
export interface MilestonePublication {
  id: Id<'Publication'>;
  kind: PublicationKind;
  publishedOn: string;
  isMachineReadable: boolean;
  /** Of a notice that could be read. */
  event: LifecycleNotice['event'] | null;
}

type Item = MilestonePackage['items'][number];

/** What a release has, and what it still lacks, at each milestone. @param publications in force, the newest first */
export function milestonePackages(
  release: MilestoneRelease,
  publications: readonly MilestonePublication[],
  today: string,
): MilestonePackage[] {
  const { stage, releasedOn, endOfLifeOn, endOfSupportOn } = release;
  const has = (date: string | null) => date !== null && date <= today;
  const reached = {
    RELEASE: releasedOn === null || releasedOn <= today,
    END_OF_LIFE: stage !== 'SUPPORTED' || has(endOfLifeOn),
    END_OF_SUPPORT: stage === 'END_OF_SUPPORT' || has(endOfSupportOn),
  };
  const updated = (since: string | null) => DOCUMENTS.map((kind) => documentItem(kind, publications, since));
  const packageOf = (milestone: Milestone, dueOn: string | null, items: Item[]): MilestonePackage => ({
    milestone,
    isDue: reached[milestone],
    dueOn,
    isComplete: items.every(({ state }) => state === 'PRESENT'),
    items,
  });
  const endOfSupport = dateItem('PLANNED_END_OF_SUPPORT', endOfSupportOn);
  return [
    packageOf('RELEASE', releasedOn, [...updated(null), dateItem('PLANNED_END_OF_LIFE', endOfLifeOn), endOfSupport]),
    packageOf('END_OF_LIFE', endOfLifeOn, [
      noticeItem('END_OF_LIFE_NOTICE', publications),
      endOfSupport,
      ...updated(endOfLifeOn),
    ]),
    packageOf('END_OF_SUPPORT', endOfSupportOn, [
      noticeItem('END_OF_SUPPORT_NOTICE', publications),
      ...updated(endOfSupportOn),
    ]),
  ];
}

const DOCUMENTS = ['SECURITY_GUIDE', 'MDS2', 'SBOM'] as const;
const ONE_YEAR_DAYS = 365;

/** "Updated" for a milestone: published not more than a year before it. */
function documentItem(
  kind: (typeof DOCUMENTS)[number],
  publications: readonly MilestonePublication[],
  milestoneOn: string | null,
): Item {
  const ofKind = publications.filter((one) => one.kind === kind);
  // A guide is for people; an MDS2 or SBOM that no program can read counts as missing structured data.
  const best = ofKind.find(({ isMachineReadable }) => isMachineReadable || kind === 'SECURITY_GUIDE') ?? ofKind[0];
  if (!best) return { item: kind, state: 'MISSING', publicationId: null };
  const isReadable = best.isMachineReadable || kind === 'SECURITY_GUIDE';
  const isUpdated = milestoneOn === null || best.publishedOn >= daysBefore(milestoneOn, ONE_YEAR_DAYS);
  const state = !isReadable ? 'NOT_MACHINE_READABLE' : isUpdated ? 'PRESENT' : 'NOT_UPDATED';
  return { item: kind, state, publicationId: best.id };
}

const EVENTS = {
  END_OF_LIFE_NOTICE: ['END_OF_LIFE', 'LIMITED_SUPPORT'],
  END_OF_SUPPORT_NOTICE: ['END_OF_SUPPORT'],
} as const;

/** A notice that could not be read may be the one; it counts, as not machine-readable. */
function noticeItem(item: keyof typeof EVENTS, publications: readonly MilestonePublication[]): Item {
  const notices = publications.filter(({ kind }) => kind === 'LIFECYCLE_NOTICE');
  const events: readonly string[] = EVENTS[item];
  const right = notices.find(({ event }) => event !== null && events.includes(event));
  if (right) return { item, state: 'PRESENT', publicationId: right.id };
  const unread = notices.find(({ event }) => event === null);
  return { item, state: unread ? 'NOT_MACHINE_READABLE' : 'MISSING', publicationId: unread?.id ?? null };
}

const dateItem = (item: MilestoneItem, date: string | null): Item => ({
  item,
  state: date === null ? 'MISSING' : 'PRESENT',
  publicationId: null,
});

function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}
