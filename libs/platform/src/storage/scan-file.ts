import type { FileHandle } from 'node:fs/promises';

const PIECE_BYTES = 512 * 1024;

/**
 * Shows a file's bytes in order, to `look`, which must not throw. While it looks at one piece, the next is read. Two pieces
 * of memory take turns: a gigabyte read into new ones takes a second to collect.
 */
export async function scanFile(file: FileHandle, look: (piece: Buffer) => void): Promise<void> {
  let [piece, other] = [Buffer.allocUnsafeSlow(PIECE_BYTES), Buffer.allocUnsafeSlow(PIECE_BYTES)];
  let { bytesRead } = await file.read(piece, 0, PIECE_BYTES, 0);
  for (let position = 0; bytesRead > 0; [piece, other] = [other, piece]) {
    position += bytesRead;
    const reading = file.read(other, 0, PIECE_BYTES, position);
    look(piece.subarray(0, bytesRead));
    ({ bytesRead } = await reading);
  }
}
