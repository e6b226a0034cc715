import { wordsSha256, type Id, type Json } from '#libs/kernel';
import type { EventDraft } from '#libs/platform';
import type { KeptUpload } from '#libs/publishing';
import type { MaintenanceWindow } from './maintenance-window.entity.ts';
import type { UpdateApplication, UpdateState } from './update-application.entity.ts';
import type { UpdateEvidence } from './update-evidence.entity.ts';
import type { UpdateReport } from './update-report.entity.ts';
import type { StepAct, UpdateStep } from './update-step.entity.ts';

/** A tuple for each, so that what reads the kinds of events out of this file finds them. */
const KINDS = new Map<UpdateState | Exclude<StepAct, 'MOVED'>, string>([
  ['PLANNED', 'update.planned'],
  ['SCHEDULED', 'update.scheduled'],
  ['IN_PROGRESS', 'update.started'],
  ['APPLIED', 'update.applied'],
  ['VERIFIED', 'update.verified'],
  ['FAILED', 'update.failed'],
  ['ROLLED_BACK', 'update.rolled_back'],
  ['DEFERRED', 'update.deferred'],
  ['NOT_APPLICABLE', 'update.not_applicable'],
  ['CHECKED', 'update.checked'],
  ['COUNTERSIGNED', 'update.countersigned'],
  ['DISPUTED', 'update.disputed'],
  ['HALTED', 'update.halted'],
  ['KEPT', 'update.kept'],
  ['TO_BE_ROLLED_BACK', 'update.to_be_rolled_back'],
  ['REVISED', 'update.revised'],
  ['DEVICE_GONE', 'update.not_applicable'],
]);

function kindOf({ act, toState }: UpdateStep): string {
  const kind = KINDS.get(act === 'MOVED' ? toState : act);
  if (!kind) throw new Error(`no kind of event for ${act}`);
  return kind;
}

/**
 * One step of an update; what a vendor says of a device that it does not see is told to the hospital alone. Notes are free text, in which people may be named: their hash lets the receipt vouch for them. The
 * other side reads along where assets are shared; whoever is acted for under a mandate always does.
 */
export const stepTaken = (
  application: UpdateApplication,
  step: UpdateStep,
  isShared: boolean,
  evidence: readonly KeptUpload[] = [],
): EventDraft => ({
  kind: kindOf(step),
  version: 1,
  subject: { type: 'UpdateApplication', id: application.id },
  ...partiesOf(application, step, isShared),
  siteId: application.siteId,
  facts: {
    ...factsOf(application),
    stepId: step.id,
    fromState: step.fromState,
    toState: step.toState,
    noteSha256: wordsSha256(step.note),
    evidenceSha256: evidence.map((file) => file.sha256),
    ...(step.mandateId && { mandateId: step.mandateId }),
  },
});

function partiesOf(
  { hospitalId, vendorId }: UpdateApplication,
  { organisationId, onBehalfOfId }: UpdateStep,
  isShared: boolean,
): Pick<EventDraft, 'organisationId' | 'counterpartId' | 'onBehalfOfId'> {
  const vendorIfShared = isShared ? vendorId : null;
  if (onBehalfOfId && organisationId) {
    return { organisationId, onBehalfOfId, counterpartId: onBehalfOfId === hospitalId ? vendorIfShared : hospitalId };
  }
  return isShared && organisationId === vendorId
    ? { organisationId: vendorId, counterpartId: hospitalId }
    : { organisationId: hospitalId, counterpartId: vendorIfShared };
}

const factsOf = (application: UpdateApplication): Record<string, Json> => ({
  hospitalId: application.hospitalId,
  siteId: application.siteId,
  assetId: application.assetId,
  publicationId: application.publicationId,
  seriesId: application.seriesId,
  revision: application.revision,
  toReleaseId: application.toReleaseId,
  wave: application.wave,
  performer: application.performer,
  startsAt: application.startsAt?.toISOString() ?? null,
  endsAt: application.endsAt?.toISOString() ?? null,
  countersignature: application.countersignature,
  installedSha256: application.installedSha256,
  isPublishedPackage: application.isPublishedPackage,
  reviewOn: application.reviewOn,
  compensatingControls: [...application.compensatingControls],
});

/** Told to both where the other side sees the update: who reads it acted, and the other side sent it or did not. */
export const evidenceDownloaded = (evidence: UpdateEvidence, counterpartId: Id<'Organisation'> | null): EventDraft => ({
  kind: 'update.evidence_downloaded',
  version: 1,
  subject: { type: 'UpdateApplication', id: evidence.applicationId },
  counterpartId,
  facts: { stepId: evidence.stepId, uploadId: evidence.uploadId, sha256: evidence.sha256 },
});

/** By the system, to the hospital alone. */
export const reminded = (kind: 'update.reminded' | 'update.chased', application: UpdateApplication): EventDraft => ({
  kind,
  version: 1,
  subject: { type: 'UpdateApplication', id: application.id },
  organisationId: application.hospitalId,
  siteId: application.siteId,
  facts: factsOf(application),
});

export const windowAgreed = (window: MaintenanceWindow) => ofWindow('maintenance_window.agreed', window);
export const windowRemoved = (window: MaintenanceWindow) => ofWindow('maintenance_window.removed', window);

const ofWindow = (kind: string, window: MaintenanceWindow): EventDraft => ({
  kind,
  version: 1,
  subject: { type: 'MaintenanceWindow', id: window.id },
  siteId: window.siteId,
  facts: {
    siteId: window.siteId,
    weekdays: [...window.weekdays],
    localStart: window.localStart,
    minutes: window.minutes,
    timeZone: window.timeZone,
    from: window.from,
    until: window.until,
  },
});

/** Says nothing of whether there is such a device. */
export const updateReported = (report: UpdateReport): EventDraft => ({
  kind: 'update.reported',
  version: 1,
  subject: { type: 'UpdateReport', id: report.id },
  counterpartId: report.hospitalId,
  facts: {
    reportId: report.id,
    publicationId: report.publicationId,
    serialNumber: report.serialNumber,
    performer: report.performer,
    installedSha256: report.installedSha256,
    noteSha256: wordsSha256(report.note),
  },
});
