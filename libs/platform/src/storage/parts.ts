import { StorageError } from './storage-error.ts';

const MiB = 1024 * 1024;
const PART_SIZE_BYTES = 16 * MiB;
/** S3 takes parts numbered 1 to 10,000. */
const MAX_PARTS = 10_000;

/** The size of every part but the last, for an upload of so many bytes: 16 MiB, more above 156 GiB. */
export function partSizeFor(sizeBytes: number): number {
  const smallest = Math.ceil(sizeBytes / MAX_PARTS);
  return Math.max(PART_SIZE_BYTES, Math.ceil(smallest / MiB) * MiB);
}

/** How many parts an upload has. Even an empty file is sent as one part. */
export function partCount(sizeBytes: number, partSizeBytes: number): number {
  return Math.max(1, Math.ceil(sizeBytes / partSizeBytes));
}

/** Where part 1, 2, … lies in the file. @throws upload.part_out_of_range */
export function partRange(
  sizeBytes: number,
  partSizeBytes: number,
  part: number,
): { offset: number; expectedBytes: number } {
  const count = partCount(sizeBytes, partSizeBytes);
  if (!Number.isInteger(part) || part < 1 || part > count) {
    throw new StorageError('upload.part_out_of_range', `This upload has the parts 1 to ${count}.`);
  }
  const offset = (part - 1) * partSizeBytes;
  return { offset, expectedBytes: Math.min(partSizeBytes, sizeBytes - offset) };
}
