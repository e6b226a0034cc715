import { createHash } from 'node:crypto';
import type { Stage } from '#libs/catalogue';
import { canonicalJson } from '#libs/kernel';
import type { Countersignature, Performer } from '../update-application.entity.ts';
import type { UpdateState } from '../update-states.ts';
import type { HandoverKind } from './handover-kinds.ts';

/** Which release ran on the device since a day. */
export type ReleaseSince = {
  version: string;
  since: string;
};

/** What was done with one update; days are calendar dates in Japan (`2026-11-23`). */
export type UpdateInHistory = {
  titleJa: string | null;
  titleEn: string | null;
  vendorName: string;
  state: UpdateState;
  fromVersion: string;
  toVersion: string | null;
  appliedOn: string | null;
  verifiedOn: string | null;
  rolledBackOn: string | null;
  performer: Performer;
  countersignature: Countersignature;
  installedSha256: string | null;
  isPublishedPackage: boolean | null;
};

/** The time of the device in one hospital, which is not named. */
export type HistoryPeriod = {
  /** Nothing was passed on of it but how it ended. */
  isLeftOut: boolean;
  /** Since when it was registered there; null where that is left out. */
  since: string | null;
  /** How it left that hospital. */
  handover: { kind: HandoverKind; on: string };
  releases: ReleaseSince[];
  updates: UpdateInHistory[];
  /** Updates by documents that are for that hospital alone (TLP:AMBER+STRICT and RED). */
  notPassedOn: number;
};

/**
 * What goes along with a device from hospital to hospital, in Tasuki's own format (ADR 0021). No name of a person, a site, a
 * department or a network is in it, no note and no file.
 */
export type DeviceHistory = {
  format: 'tasuki-device-history';
  version: 1;
  /** The day on which it was frozen. */
  asOf: string;
  product: { name: string; englishName: string | null; makerName: string; makerEnglishName: string | null };
  release: string;
  stage: Stage;
  endOfLifeOn: string | null;
  endOfSupportOn: string | null;
  serialNumber: string | null;
  lot: string | null;
  /** One for each hospital that had it, the first one first. */
  periods: HistoryPeriod[];
};

export interface FrozenHistory {
  /** Canonical JSON (RFC 8785): its bytes are what is hashed. */
  history: string;
  historySha256: string;
}

export function freeze(history: DeviceHistory): FrozenHistory {
  const text = canonicalJson(history);
  return { history: text, historySha256: createHash('sha256').update(text).digest('hex') };
}

export const readHistory = (text: string): DeviceHistory => JSON.parse(text) as DeviceHistory;

export const leftOut = (handover: HistoryPeriod['handover']): HistoryPeriod => ({
  isLeftOut: true,
  since: null,
  handover,
  releases: [],
  updates: [],
  notPassedOn: 0,
});

/** A handover by which the device came to the hospital, or back to it. */
export interface Received {
  kind: HandoverKind;
  history: string;
  /** Of what returned: how it had left. */
  lentHistory: string | null;
}

/**
 * What the hospital was told of the time before, the oldest first. What returned begins with what went along when it was
 * lent, which the hospital has itself.
 */
export function periodsBefore(received: readonly Received[]): HistoryPeriod[] {
  return received.flatMap(({ history, lentHistory }) => {
    const { periods } = readHistory(history);
    return lentHistory === null ? periods : periods.slice(readHistory(lentHistory).periods.length);
  });
}
