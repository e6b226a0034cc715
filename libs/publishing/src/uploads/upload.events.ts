import type { EventDraft } from '#libs/platform';
import type { Upload } from './upload.entity.ts';

/** Names of files may say who wrote them, so the facts hold the hash: it names the bytes for good. */
export const uploadVerified = (upload: Upload): EventDraft => ({
  kind: 'upload.verified',
  version: 1,
  subject: { type: 'Upload', id: upload.id },
  organisationId: upload.organisationId,
  facts: {
    sha256: upload.sha256,
    sizeBytes: upload.sizeBytes,
    mediaType: upload.mediaType,
    isMachineReadable: upload.isMachineReadable,
  },
});

export const uploadRefused = (upload: Upload): EventDraft => ({
  kind: 'upload.refused',
  version: 1,
  subject: { type: 'Upload', id: upload.id },
  organisationId: upload.organisationId,
  facts: { declaredSha256: upload.sha256, declaredSizeBytes: upload.sizeBytes, reason: upload.refusalReason },
});
