import type { EventDraft } from '#libs/platform';
import type { PublicFile, PublicPublication } from './public-publication.entity.ts';

/** Somebody, and it is not said who, was given the file. The vendor may read so. */
export const publicFileDownloaded = (publication: PublicPublication, file: PublicFile): EventDraft => ({
  kind: 'artifact.downloaded_publicly',
  version: 1,
  subject: { type: 'Artifact', id: file.id },
  counterpartId: publication.vendorId,
  facts: { publicationId: publication.id, sha256: file.sha256, sizeBytes: file.sizeBytes },
});
