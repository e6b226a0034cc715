/** The stable keys of everything that this library refuses. */
export type TransparencyReason =
  | 'tile.malformed_path'
  | 'tile.out_of_range'
  | 'tile.malformed'
  | 'tile.too_short'
  | 'entry.too_long'
  | 'tree.out_of_range'
  | 'tree.edge_mismatch'
  | 'proof.malformed'
  | 'proof.mismatch'
  | 'note.malformed'
  | 'note.invalid_signature'
  | 'note.unverified'
  | 'key.malformed'
  | 'key.ambiguous'
  | 'checkpoint.malformed'
  | 'checkpoint.foreign_origin';

/** The one error of this library: `reason` is a stable key, `message` says in English what is wrong. */
export class TransparencyError extends Error {
  readonly reason: TransparencyReason;

  constructor(reason: TransparencyReason, message: string) {
    super(message);
    this.name = 'TransparencyError';
    this.reason = reason;
  }
}
