import type { Readable } from 'node:stream';
import { StorageError } from './storage-error.ts';

export interface UploadPlan {
  /** Where the object will be once it is complete; never used before, so that an object under it proves the upload. */
  key: string;
  contentType: string;
  /** The name that a download of this object offers. */
  fileName: string;
  sizeBytes: number;
  partSizeBytes: number;
}

export interface PartTarget {
  method: 'PUT';
  url: string;
  expiresAt: Date;
}

/** Both ends are included, as in HTTP's Range. Without `end`, to the end of the object. */
export interface ByteRange {
  start: number;
  end?: number;
}

export interface ReceivedPart {
  part: number;
  etag: string;
}

/**
 * Where the bytes of files are kept. Objects are written once, in parts, and never changed; who may read or write
 * what is decided by the callers, which keep the uploads' parts and the objects' keys in their own rows.
 *
 * Every method throws StorageError: `storage.unavailable` when the store does not answer, `storage.full` when it has
 * no room, `storage.key_invalid` for a key that is not of `[a-z0-9-]` segments.
 */
export abstract class ObjectStore {
  abstract beginMultipart(plan: UploadPlan): Promise<{ multipartId: string }>;

  /** Where a client sends this part without passing through the API; null where the API itself takes the bytes. */
  abstract partTarget(request: {
    key: string;
    multipartId: string;
    part: number;
    expiresInSeconds: number;
  }): Promise<PartTarget | null>;

  /**
   * Makes the object readable under its key. May be repeated: when it was completed before, it is complete.
   * @throws upload.unknown, upload.part_in_flight, upload.part_missing
   */
  abstract completeMultipart(key: string, multipartId: string, parts: readonly ReceivedPart[]): Promise<void>;

  /** Forgets an unfinished upload and its bytes; one that is not there is already forgotten. */
  abstract abortMultipart(key: string, multipartId: string): Promise<void>;

  /**
   * Takes a verified object into the store for good and returns the key to keep. Where equal bytes are kept once by
   * their hash, that key is not the one it had. May be repeated.
   * @throws storage.not_found
   */
  abstract adopt(key: string, sha256: string): Promise<string>;

  /** @throws storage.not_found, storage.range_not_satisfiable */
  abstract read(key: string, range?: ByteRange): Promise<Readable>;

  /**
   * Shows an object's bytes in order, to `look`, which must not throw. A piece is good until `look` returns: its memory
   * may be used again.
   * @throws storage.not_found
   */
  async scan(key: string, look: (piece: Buffer) => void): Promise<void> {
    for await (const piece of (await this.read(key)) as AsyncIterable<Buffer>) look(piece);
  }

  abstract head(key: string): Promise<{ sizeBytes: number } | null>;

  /** Removing what is not there is no error. The caller makes sure that nobody else's file points at this key. */
  abstract remove(key: string): Promise<void>;

  /**
   * A short-lived URL at which the store itself serves the object as an attachment of that name; null where the API serves it.
   * @throws storage.not_found
   */
  abstract downloadUrl(key: string, request: { fileName: string; expiresInSeconds: number }): Promise<string | null>;

  /** Resolves when the store can be written to. */
  abstract ping(): Promise<void>;

  /** Room left in bytes; null where the store does not tell. */
  abstract freeBytes(): Promise<number | null>;
}

const KEY = /^[a-z0-9-]+(?:\/[a-z0-9-]+)*$/;
const KEY_MAX_LENGTH = 200;

/** Keys cannot hold a dot or an empty segment, so that no key can lead out of a folder. @throws storage.key_invalid */
export function checkKey(key: string): string {
  if (key.length > KEY_MAX_LENGTH || !KEY.test(key)) {
    throw new StorageError('storage.key_invalid', 'An object key is made of segments of a-z, 0-9 and -, divided by /.');
  }
  return key;
}
