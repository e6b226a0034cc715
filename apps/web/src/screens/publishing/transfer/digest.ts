import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Read at once: small enough for any machine, large enough not to ask the disk too often. */
const CHUNK_BYTES = 4 * 1024 * 1024;

/**
 * The SHA-256 of a file, in lower-case hexadecimal. Of a file of any size only one chunk is in memory at a time, which
 * WebCrypto's own digest cannot do.
 */
export async function sha256Of(
  file: Blob,
  onProgress: (doneBytes: number) => void,
  chunkBytes = CHUNK_BYTES,
): Promise<string> {
  const hash = sha256.create();
  for (let from = 0; from < file.size; from += chunkBytes) {
    const to = Math.min(from + chunkBytes, file.size);
    hash.update(new Uint8Array(await file.slice(from, to).arrayBuffer()));
    onProgress(to);
  }
  return bytesToHex(hash.digest());
}
