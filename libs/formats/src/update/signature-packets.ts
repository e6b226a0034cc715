import { enums, readSignature, SignaturePacket } from 'openpgp';
import { isTime, WEAK_HASHES } from './openpgp.ts';

/** A signature has a few hundred bytes; several people may sign the same package. */
const MAX_BYTES = 65_536;
const MAX_SIGNATURES = 10;

type UnreadableReason =
  | 'formats.signature_malformed'
  | 'formats.signature_is_not_detached'
  | 'formats.signature_unsupported'
  | 'formats.signature_several';

export class UnreadableSignature extends Error {
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

/** The signatures in a file, binary or armoured: one or more. @throws UnreadableSignature */
export async function signaturePacketsIn(bytes: Uint8Array): Promise<SignaturePacket[]> {
  if (bytes.length > MAX_BYTES) {
    const detail = `The file has ${bytes.length} bytes, far more than a signature.`;
    throw new UnreadableSignature('formats.signature_malformed', detail);
  }
  // What openpgp does not know is in the list all the same, as something without fields.
  const packets = [...(await parse(bytes))].filter((packet) => packet instanceof SignaturePacket);
  if (packets.length === 0) {
    const detail = 'The file holds no signature of a version and an algorithm known here.';
    throw new UnreadableSignature('formats.signature_unsupported', detail);
  }
  if (!packets.every(hasTimes)) {
    throw new UnreadableSignature('formats.signature_malformed', 'The times in the signature cannot be read.');
  }
  if (packets.length > MAX_SIGNATURES) {
    const detail = `The file holds ${packets.length} signatures; the most is ${MAX_SIGNATURES}.`;
    throw new UnreadableSignature('formats.signature_several', detail);
  }
  return packets;
}

async function parse(bytes: Uint8Array): Promise<SignaturePacket[]> {
  const armored = isArmored(bytes) ? new TextDecoder().decode(bytes) : null;
  if (armored !== null && /^-----BEGIN PGP (?:SIGNED MESSAGE|MESSAGE)-----/m.test(armored)) {
    const detail = 'The file holds a signed message, not a signature by itself.';
    throw new UnreadableSignature('formats.signature_is_not_detached', detail);
  }
  try {
    const { packets } =
      armored === null
        ? await readSignature({ binarySignature: bytes })
        : await readSignature({ armoredSignature: armored });
    return packets;
  } catch {
    throw new UnreadableSignature('formats.signature_malformed', 'The file is no OpenPGP signature that can be read.');
  }
}

function hasTimes(packet: SignaturePacket): boolean {
  const ends = packet.getExpirationTime();
  return packet.created !== null && isTime(packet.created) && (!(ends instanceof Date) || isTime(ends));
}

/** The first byte of a packet has its highest bit set; the first of a text in ASCII has not, and a byte order mark is no packet. */
function isArmored([first = 0, second, third]: Uint8Array): boolean {
  return first < 0x80 || (first === 0xef && second === 0xbb && third === 0xbf);
}

/**
 * Whether a signature fixes every byte of the package. One over a text is the same for other line endings, and so for
 * other bytes.
 */
export const isOverBytes = ({ signatureType }: SignaturePacket) => signatureType === enums.signature.binary;

export const isWeak = ({ hashAlgorithm }: SignaturePacket) => hashAlgorithm === null || WEAK_HASHES.has(hashAlgorithm);
