import { z } from 'zod';
import type { Id } from '#libs/kernel';
import type { JobDraft } from '#libs/platform';

export const VERIFY_UPLOAD = 'publishing.verify_upload';
export const DISCARD_OBJECT = 'publishing.discard_object';
export const DROP_KEPT = 'publishing.drop_kept_bytes';
export const READ_ACCEPTED = 'publishing.read_accepted';

const version = z.literal(1);
export const verifyUpload = z.strictObject({ version, uploadId: z.uuid() });
export const discardObject = z.strictObject({ version, objectKey: z.string(), multipartId: z.string() });
export const dropKept = z.strictObject({ version, sha256: z.string() });
export const readAccepted = z.strictObject({ version, after: z.uuid().nullable() });

export const verifyJob = (uploadId: Id<'Upload'>): JobDraft => ({
  kind: VERIFY_UPLOAD,
  payload: { version: 1, uploadId },
  key: `${VERIFY_UPLOAD}:${uploadId}`,
});

/** Queued in the transaction that gives the bytes up, so that none are left behind. */
export const discardJob = ({ objectKey, multipartId }: { objectKey: string; multipartId: string }): JobDraft => ({
  kind: DISCARD_OBJECT,
  payload: { version: 1, objectKey, multipartId },
});

/** Verified bytes that an upload gave up; others may need the same ones. */
export const dropKeptJob = (sha256: string, runAt?: Date): JobDraft => ({
  kind: DROP_KEPT,
  payload: { version: 1, sha256 },
  key: `${DROP_KEPT}:${sha256}`,
  ...(runAt && { runAt }),
});

/** There is one waiting at any time. @param after the upload that was read before; null: begin with the oldest. */
export const readAcceptedJob = (after: Id<'Upload'> | null): JobDraft => ({
  kind: READ_ACCEPTED,
  payload: { version: 1, after },
  key: READ_ACCEPTED,
});
