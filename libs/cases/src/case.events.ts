import { wordsSha256, type Id, type Json } from '#libs/kernel';
import type { EventDraft } from '#libs/platform';
import type { CaseClock } from './case-clock.entity.ts';
import type { CaseEntry } from './case-entry.entity.ts';
import type { CaseFile } from './case-file.entity.ts';
import type { CaseInternals } from './case-internals.entity.ts';
import type { CaseParty } from './case-party.entity.ts';
import type { Case } from './case.entity.ts';

/** Words are content and stay with the entry; their hash lets the receipt vouch for them. */
const said = ({ id, words }: CaseEntry) => ({ entryId: id, wordsSha256: wordsSha256(words) });
const attached = (files: readonly CaseFile[]) => files.map(({ uploadId, sha256 }) => ({ uploadId, sha256 }));

/** Both sides of a report read it; of a disclosure, the vendor alone and what its parties do. */
const sentence = (
  kind: string,
  { id, ...one }: Case,
  by: Id<'Organisation'>,
  facts: Record<string, Json>,
): EventDraft => ({
  kind,
  version: 1,
  subject: { type: 'Case', id },
  organisationId: by,
  counterpartId: by === one.vendorId ? one.hospitalId : one.vendorId,
  facts: { caseKind: one.kind, state: one.state, ...facts },
});

export const reported = (one: Case, by: Id<'Organisation'>, entry: CaseEntry, files: readonly CaseFile[]): EventDraft =>
  sentence('case.reported', one, by, {
    noticedAt: one.noticedAt?.toISOString() ?? null,
    patientImpact: one.patientImpact,
    releaseIds: one.releaseIds,
    assetCount: one.assetCount,
    files: attached(files),
    ...said(entry),
  });

const identifiers = ({ cveIds, jvnIds, releaseIds, embargoUntil }: Case) => ({
  cveIds,
  jvnIds,
  releaseIds,
  embargoUntil,
});
export const opened = (one: Case, entry: CaseEntry): EventDraft =>
  sentence('case.opened', one, one.vendorId, { ...identifiers(one), sourceCaseId: one.sourceCaseId, ...said(entry) });
export const changed = (one: Case): EventDraft => sentence('case.changed', one, one.vendorId, identifiers(one));

export const moved = (one: Case, by: Id<'Organisation'>, entry: CaseEntry): EventDraft =>
  sentence('case.moved', one, by, { publicationId: one.publicationId, ...said(entry) });

/** What one side keeps for itself is told to nobody else. */
export const written = (one: Case, entry: CaseEntry, files: readonly CaseFile[]): EventDraft => {
  const facts = {
    entryKind: entry.kind,
    correctsId: entry.correctsId,
    toldWhom: entry.toldWhom,
    toldMeans: entry.toldMeans,
    toldAt: entry.toldAt?.toISOString() ?? null,
    files: attached(files),
    ...said(entry),
  };
  return entry.isInternal
    ? { ...sentence('case.noted', one, entry.organisationId, facts), counterpartId: null }
    : sentence('case.written', one, entry.organisationId, facts);
};

/** What became known to an organisation of which somebody is a party: no words, and nobody else's. */
export const shared = (one: Case, entry: CaseEntry, organisationId: Id<'Organisation'>): EventDraft => ({
  ...sentence('case.shared', one, one.vendorId, { entryKind: entry.kind, ...said(entry) }),
  counterpartId: organisationId,
});

export const internalsKept = (one: Case, by: Id<'Organisation'>, internals: CaseInternals): EventDraft => ({
  ...sentence('case.internals_kept', one, by, {
    notesSha256: wordsSha256(internals.notes),
    contactsSha256: wordsSha256(internals.contacts),
    measuresSha256: wordsSha256(internals.measures),
  }),
  counterpartId: null,
});

const timed = (kind: string, one: Case, clock: CaseClock, facts: Record<string, Json> = {}): EventDraft =>
  sentence(kind, one, clock.organisationId, {
    clockId: clock.id,
    basis: clock.basis,
    awareAt: clock.awareAt.toISOString(),
    dueAt: clock.dueAt.toISOString(),
    ...facts,
  });
export const clockStarted = (one: Case, clock: CaseClock): EventDraft => timed('case.clock_started', one, clock);
export const clockMet = (one: Case, clock: CaseClock): EventDraft =>
  timed('case.clock_met', one, clock, { wordsSha256: wordsSha256(clock.metWords) });
/** By the system. */
export const clockOverdue = (one: Case, clock: CaseClock): EventDraft => timed('case.clock_overdue', one, clock);

const named = (kind: string, party: CaseParty, by: 'vendorId' | 'organisationId'): EventDraft => ({
  kind,
  version: 1,
  subject: { type: 'Case', id: party.caseId },
  organisationId: party[by],
  counterpartId: party[by === 'vendorId' ? 'organisationId' : 'vendorId'],
  facts: { partyId: party.id, seesFrom: party.seesFrom?.toISOString() ?? null },
});
export const partyInvited = (party: CaseParty): EventDraft => named('case.party_invited', party, 'vendorId');
export const partyAccepted = (party: CaseParty): EventDraft => named('case.party_accepted', party, 'organisationId');
export const partyRemoved = (party: CaseParty): EventDraft => named('case.party_removed', party, 'vendorId');

export const fileDownloaded = (
  { caseId, entryId, uploadId, sha256 }: CaseFile,
  counterpartId: Id<'Organisation'> | null,
): EventDraft => ({
  kind: 'case.file_downloaded',
  version: 1,
  subject: { type: 'Case', id: caseId },
  counterpartId,
  facts: { entryId, uploadId, sha256 },
});
