export { TransparencyError, type TransparencyReason } from './error.ts';
export { emptyRoot, leafHash, nodeHash } from './hashing.ts';
export {
  decodeEntries,
  encodeEntries,
  parseTilePath,
  type Tile,
  type TileCoordinate,
  type TileLevel,
  tilePath,
  tilePrefix,
  tileWidth,
} from './tile.ts';
export { consistencyProof, inclusionProof, type TileReader, type TreeHead, treeRoot } from './tree.ts';
export { type Extension, extendTree, rightEdge, type StoredTile } from './extend.ts';
export { type ConsistencyClaim, type InclusionClaim, verifyConsistency, verifyInclusion } from './verify.ts';
export { generateKey, SignerKey, VerifierKey } from './key.ts';
export {
  type Note,
  type NoteSignature,
  type OpenedNote,
  openNote,
  parseNote,
  serialiseNote,
  signNote,
} from './note.ts';
export { type Checkpoint, formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts';
