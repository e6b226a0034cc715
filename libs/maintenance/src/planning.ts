import { isSameRelease } from '#libs/formats';
import { conflict, forbidden, invalidInput, type Id, type Refusal } from '#libs/kernel';
import type { LocalSchedule, Schedule } from './local-time.ts';
import type { Candidate, Package } from './planning.repository.ts';
import type { Performer } from './update-application.entity.ts';

/** Devices that are updated one after another group: the next wave waits for the one before. */
export interface WaveGiven {
  /** How many devices; null, for the last one: all that are left. */
  size: number | null;
  schedule: LocalSchedule | null;
}

export interface PlanGiven {
  publicationId: Id<'Publication'>;
  /** Null: all that the package concerns, of these sites, zones and this product. */
  assetIds: readonly Id<'Asset'>[] | null;
  siteIds: readonly Id<'Site'>[] | null;
  productId: Id<'Product'> | null;
  zones: readonly string[] | null;
  waves: readonly WaveGiven[];
  responsibleId: Id<'Member'> | null;
  performer: Performer;
  /** Where the manifest does not say to which release it leads. */
  toReleaseId: Id<'Release'> | null;
}

/** An asset that is not planned, and why. */
export interface RefusedAsset {
  assetId: Id<'Asset'>;
  refusal: Refusal;
}

/** A wave as it came out. */
export interface PlannedWave {
  wave: number;
  planned: number;
  schedule: Schedule | null;
  /** How many are scheduled outside of the windows of their sites. */
  outsideWindows: number;
}

/** @throws CONFLICT `maintenance.not_an_update`, `maintenance.package_withdrawn`, `maintenance.package_superseded` */
export function refuseUnfit({ kind, state }: Package): void {
  if (kind !== 'UPDATE_PACKAGE') throw conflict('maintenance.not_an_update', 'This publication is no update package.');
  if (state === 'WITHDRAWN') throw conflict('maintenance.package_withdrawn', 'This package was withdrawn.');
  if (state === 'SUPERSEDED') {
    throw conflict('maintenance.package_superseded', 'A later revision has taken its place: plan that one.');
  }
  if (state !== 'PUBLISHED') throw conflict('maintenance.not_published', 'This package is not published yet.');
}

/** @throws INVALID_INPUT `maintenance.wave_without_size` */
export function refuseEndlessWave(waves: readonly WaveGiven[]): void {
  const place = waves.findIndex(({ size }, i) => size === null && i < waves.length - 1);
  if (place < 0) return;
  const message = 'Only the last wave takes all that are left: say how many devices are in this one.';
  throw invalidInput('maintenance.wave_without_size', message, [
    { path: `waves.${place}.size`, reason: 'maintenance.wave_without_size', message },
  ]);
}

/** @throws what an asset is refused with. @param next the release that the update leads to, of its product. */
export function refuseCandidate(candidate: Candidate, next: Id<'Release'> | null, isAllowed: boolean): void {
  if (!isAllowed) {
    throw forbidden(
      'maintenance.not_your_site',
      'You look after other sites: ask somebody of this one, or your administrator.',
    );
  }
  if (candidate.status === 'RETIRED') throw conflict('maintenance.asset_retired', 'This device was retired.');
  if (candidate.status === 'LENT_OUT') {
    throw conflict('maintenance.asset_lent_out', 'This device is lent to another hospital: plan it once it is back.');
  }
  if (next !== null && candidate.releaseId === next) {
    throw conflict(
      'maintenance.already_installed',
      'The release that this update leads to runs on this device already.',
    );
  }
  if (!candidate.isConcerned) {
    throw conflict('maintenance.not_concerned', 'This update is not for the release that runs on this device.');
  }
}

/**
 * Which release of each product the update leads to: the manifest's version, or the one that the hospital names.
 * @throws INVALID_INPUT `maintenance.other_product` for a release of none of these products.
 */
export function targetsOf(
  releases: readonly { id: Id<'Release'>; productId: Id<'Product'>; version: string }[],
  { manifest }: Package,
  toReleaseId: Id<'Release'> | null,
): Map<Id<'Product'>, Id<'Release'>> {
  const named = releases.find(({ id }) => id === toReleaseId);
  if (toReleaseId !== null && !named) {
    const message = 'That release is of another product than these devices.';
    throw invalidInput('maintenance.other_product', message, [
      { path: 'toReleaseId', reason: 'maintenance.other_product', message },
    ]);
  }
  const byManifest = releases.filter(({ version }) => manifest && isSameRelease(version, manifest.toVersion) === true);
  return new Map([...byManifest, ...(named ? [named] : [])].map(({ productId, id }) => [productId, id]));
}
