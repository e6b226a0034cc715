import type { Json } from '#libs/kernel';
import type { EventDraft } from '#libs/platform';
import type { PublicationFinding } from './findings/publication-findings.ts';
import type { OutsideRecipient } from './outside-recipient.entity.ts';
import type { Publication } from './publication.entity.ts';
import type { PublicationSignature } from './signatures/publication-signature.ts';

/** What publishing tells the trail. Titles, reasons and e-mail addresses are content, and stay with the publication. */
const sentence = (kind: string, publication: Publication, facts: Record<string, Json> = {}): EventDraft => ({
  kind,
  version: 1,
  subject: { type: 'Publication', id: publication.id },
  organisationId: publication.vendorId,
  facts: { seriesId: publication.seriesId, revision: publication.revision, ...facts },
});

const substanceOf = ({ kind, severity, tlp, contents }: Publication): Record<string, Json> => ({
  kind,
  severity,
  tlp,
  releaseIds: contents.releaseIds.toSorted(),
  actions: contents.actions.map(({ kind: asked, dueOn }) => ({ kind: asked, dueOn })),
  artifacts: contents.artifacts.map(({ sha256, sizeBytes }) => ({ sha256, sizeBytes })),
});

/** Warnings that stand: their reasons, not the words. */
const justifiedAmong = (findings: readonly PublicationFinding[]): Json[] => {
  const warnings = findings.filter(({ severity }) => severity === 'WARNING');
  const reasonsByFile = Map.groupBy(warnings, ({ uploadId }) => uploadId);
  return [...reasonsByFile].map(([uploadId, all]) => ({
    uploadId,
    reasons: [...new Set(all.map(({ reason }) => reason))].toSorted(),
  }));
};

const foundIn = (signatures: readonly PublicationSignature[]): Json[] =>
  signatures.map(({ sha256, signatureSha256, result, fingerprint }) => ({
    sha256,
    signatureSha256,
    result,
    fingerprint,
  }));

export const publicationDrafted = (one: Publication) =>
  sentence('publication.drafted', one, { kind: one.kind, supersedesId: one.supersedesId });
export const publicationEdited = (one: Publication) => sentence('publication.edited', one);
export const publicationSubmitted = (
  one: Publication,
  findings: readonly PublicationFinding[],
  signatures: readonly PublicationSignature[],
) =>
  sentence('publication.submitted', one, {
    ...substanceOf(one),
    signatures: foundIn(signatures),
    justified: justifiedAmong(findings),
  });
export const publicationSentBack = (one: Publication) => sentence('publication.sent_back', one);

/** Fan-out follows from this one. With `isEditorial` nobody is asked again. */
export const publicationPublished = (one: Publication, signatures: readonly PublicationSignature[]) =>
  sentence('publication.published', one, {
    ...substanceOf(one),
    signatures: foundIn(signatures),
    isEditorial: one.isEditorial,
    isEmergency: one.isEmergency,
    supersedesId: one.supersedesId,
    changes: one.changes && { ...one.changes },
  });

export const publicationSuperseded = (former: Publication, by: Publication) =>
  sentence('publication.superseded', former, { supersededById: by.id });

export const publicationWithdrawn = (one: Publication) =>
  sentence('publication.withdrawn', one, { kind: one.kind, severity: one.severity, tlp: one.tlp });

export const secondCheckConfirmed = (one: Publication) => sentence('publication.second_check_confirmed', one);
export const secondCheckMissed = (one: Publication) =>
  sentence('publication.second_check_missed', one, { dueAt: one.secondCheckDueAt?.toISOString() ?? null });

export const outsideRecipientRecorded = (one: Publication, { id, means, sentOn, respondedOn }: OutsideRecipient) => ({
  ...sentence('outside_recipient.recorded', one, { publicationId: one.id, means, sentOn, respondedOn }),
  subject: { type: 'OutsideRecipient', id },
});
