import { z } from 'zod';
import { because, id } from '#libs/platform';

const NAME_MAX_LENGTH = 255;
/** Controls, line separators and changes of direction make a name say what it is not. */
const UNFIT = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069/\\]/u;

const fileName = z
  .string()
  .transform((name) => name.normalize('NFC').trim())
  .refine(
    (name) => name !== '' && name !== '.' && name !== '..' && [...name].length <= NAME_MAX_LENGTH && !UNFIT.test(name),
    because(
      'upload.bad_name',
      `A name has 1 to ${NAME_MAX_LENGTH} characters and holds no path: no "/", "\\" or control characters.`,
    ),
  );

const SHA256 = /^[0-9a-f]{64}$/;
/** RFC 9110: a type with a subtype; parameters such as charset may follow. */
const CONTENT_TYPE = /^[\w.+-]{1,100}\/[\w.+-]{1,100}(\s*;[\x20-\x7e]*)?$/;

export const beginUpload = z.strictObject({
  name: fileName,
  sizeBytes: z
    .number()
    .refine(
      (size) => Number.isSafeInteger(size) && size > 0,
      because('upload.bad_size', 'A file has at least one byte.'),
    ),
  sha256: z
    .string()
    .toLowerCase()
    .refine((hash) => SHA256.test(hash), because('upload.bad_sha256', 'Give the SHA-256 as 64 hexadecimal digits.')),
  contentType: z
    .string()
    .trim()
    .max(200)
    .refine(
      (type) => CONTENT_TYPE.test(type),
      because('upload.bad_content_type', 'Write a type like application/json.'),
    ),
});
export type BeginUpload = z.output<typeof beginUpload>;

const MAX_PARTS = 10_000;

const part = z.strictObject({
  number: z.number(),
  etag: z.string().regex(/^"?[\w.+/=-]{1,200}"?$/, 'Hand back the ETag header as it was answered.'),
});

const uploadId = id<'Upload'>();

export const recordUploadParts = z.strictObject({ uploadId, parts: z.array(part).min(1).max(MAX_PARTS) });
export type RecordUploadParts = z.output<typeof recordUploadParts>;

export const completeUpload = z.strictObject({
  uploadId,
  parts: z
    .array(part)
    .max(MAX_PARTS)
    .nullish()
    .transform((parts) => parts ?? []),
});

export const abandonUpload = z.strictObject({ uploadId });

export const requestDownload = z.strictObject({ artifactId: id<'Artifact'>() });
