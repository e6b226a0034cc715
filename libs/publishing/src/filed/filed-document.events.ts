import type { Id } from '#libs/kernel';
import type { EventDraft } from '#libs/platform';
import type { FiledDocument } from './filed-document.entity.ts';

/** Nobody but the hospital learns of it: there is no counterpart. Titles and notes stay with the document. */
const sentence = (kind: string, document: FiledDocument, facts: EventDraft['facts']): EventDraft => ({
  kind,
  version: 1,
  subject: { type: 'FiledDocument', id: document.id },
  organisationId: document.hospitalId,
  facts,
});

export const documentFiled = (
  document: FiledDocument,
  releaseIds: readonly Id<'Release'>[],
  files: readonly { sha256: string; sizeBytes: number }[],
): EventDraft =>
  sentence('filed_document.filed', document, {
    kind: document.kind,
    source: document.source,
    receivedOn: document.receivedOn,
    releaseIds: releaseIds.toSorted(),
    artifacts: files.map(({ sha256, sizeBytes }) => ({ sha256, sizeBytes })),
  });

export const documentRemoved = (document: FiledDocument): EventDraft =>
  sentence('filed_document.removed', document, { kind: document.kind });

export const filedFileDownloaded = (document: FiledDocument, sha256: string): EventDraft =>
  sentence('filed_document.downloaded', document, { sha256 });
