import { hash } from 'node:crypto';
import { z } from 'zod';
import { type Checkpoint, leafHash, openCheckpoint, verifyInclusion, VerifierKey } from '#libs/transparency';
import type { Receipt } from '#libs/trail';
import { LogReader } from './log-reader.ts';
import { recomputeLog } from './recompute-log.ts';

/** One thing that was looked at, and in words what was found. */
export interface Step {
  step: 'key' | 'format' | 'checkpoint' | 'commitment' | 'inclusion' | 'download' | 'tiles' | 'root';
  isPassed: boolean;
  says: string;
}

/** The steps in order, up to the first that failed. */
export interface Verdict {
  isValid: boolean;
  steps: Step[];
}

export interface ReceiptVerdict extends Verdict {
  /** What is proved; null unless every step passed. */
  event: { facts: unknown; person: unknown; leafIndex: number; log: string } | null;
}

export interface LogVerdict extends Verdict {
  log: string | null;
  /** Entries of the tree that the checkpoint signs; null when it could not be read. */
  size: number | null;
}

/**
 * Verifies a receipt with nothing but the log's public key: no network, no database.
 * @param file the bytes of the receipt
 * @param key the log's verifier key, as `/trail/key` serves it
 */
export function verifyReceipt(file: Uint8Array, key: string): ReceiptVerdict {
  const steps = new Steps();
  try {
    const verifier = steps.pass(
      'key',
      () => VerifierKey.parse(key.trim()),
      ({ name }) => `the key is of the log ${name}`,
    );
    const receipt = steps.pass(
      'format',
      () => parseReceipt(file),
      () => 'the file is a receipt, spelt as receipts are',
    );
    const checkpoint = steps.pass(
      'checkpoint',
      () => openCheckpoint(receipt.checkpoint, verifier.name, [verifier]),
      ({ origin, size }) => `the log ${origin} signed a tree of ${size} entries`,
    );
    const event = steps.pass(
      'commitment',
      () => readEvent(receipt),
      () => 'the commitment was computed from the event and its salts',
    );
    steps.pass(
      'inclusion',
      () => verifyEventIn(receipt, event.commitment, checkpoint),
      () => `the commitment stands in that tree as entry ${receipt.leafIndex}`,
    );
    const { facts, person } = event;
    return { ...steps.verdict(), event: { facts, person, leafIndex: receipt.leafIndex, log: verifier.name } };
  } catch (error) {
    return { ...steps.failed(error), event: null };
  }
}

/**
 * Downloads a whole log and recomputes it from its entries: every tile, the root, the signature.
 * @param source the log's address (`https://example.jp/trail`), or a folder with the same files
 * @param key the log's verifier key
 */
export async function verifyLog(source: string, key: string): Promise<LogVerdict> {
  const steps = new Steps();
  let checkpoint: Checkpoint | null = null;
  try {
    const verifier = steps.pass(
      'key',
      () => VerifierKey.parse(key.trim()),
      ({ name }) => `the key is of the log ${name}`,
    );
    const reader = new LogReader(source);
    const note = await steps.passAsync('download', reader.checkpoint(), () => 'the checkpoint was read');
    const signed = steps.pass(
      'checkpoint',
      () => openCheckpoint(note, verifier.name, [verifier]),
      ({ origin, size }) => `the log ${origin} signed a tree of ${size} entries`,
    );
    checkpoint = signed;
    const computed = await steps.passAsync(
      'download',
      recomputeLog(reader, signed.size),
      () => `all ${signed.size} entries and their tiles were read`,
    );
    steps.pass(
      'tiles',
      () => assertNone(computed.difference),
      () => 'every tile follows from the entries',
    );
    steps.pass(
      'root',
      () => assertSameRoot(computed.root, signed.root),
      () => 'the entries give the signed root',
    );
    return { ...steps.verdict(), log: signed.origin, size: signed.size };
  } catch (error) {
    return { ...steps.failed(error), log: checkpoint?.origin ?? null, size: checkpoint?.size ?? null };
  }
}

/** Bytes in standard base64 with padding, in its one spelling. */
const base64 = z
  .string()
  .refine((text) => Buffer.from(text, 'base64').toString('base64') === text, 'is not base64')
  .transform((text): Uint8Array => Buffer.from(text, 'base64'));
const hashOf32 = base64.refine((bytes) => bytes.length === 32, 'is not a hash of 32 bytes');

const receiptShape = z.strictObject({
  format: z.literal('tasuki-receipt/1'),
  event: z.union([
    z.strictObject({ facts: z.string(), factsSalt: base64, person: z.string(), personSalt: base64 }),
    z.strictObject({ facts: z.string(), factsSalt: base64, personHash: hashOf32 }),
  ]),
  leafIndex: z.int().nonnegative(),
  inclusionProof: z.array(hashOf32).max(64),
  checkpoint: z.string(),
});
type ParsedReceipt = z.output<typeof receiptShape>;

function parseReceipt(file: Uint8Array): ParsedReceipt {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file);
  const value: unknown = JSON.parse(text);
  const parsed = receiptShape.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`not a receipt that this program knows: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
  }
  if (spell(value as Receipt) !== text) {
    throw new Error('the file says what a receipt says, yet is not spelt as one: it was changed after it was made');
  }
  return parsed.data;
}

/** As receipts are written. Written down a second time here, so that the verifier shares nothing with the program. */
function spell({ format, event, leafIndex, inclusionProof, checkpoint }: Receipt): string {
  const { facts, factsSalt, person, personSalt, personHash } = event;
  const ordered = { facts, factsSalt, person, personSalt, personHash };
  return `${JSON.stringify({ format, event: ordered, leafIndex, inclusionProof, checkpoint }, null, 2)}\n`;
}

const sha256 = (...parts: Uint8Array[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer');

/** SHA-256(SHA-256(salt ‖ facts) ‖ SHA-256(salt ‖ person)); of an erased person only the inner hash is left. */
function readEvent({ event }: ParsedReceipt) {
  const salts = 'person' in event ? [event.factsSalt, event.personSalt] : [event.factsSalt];
  if (salts.some((salt) => salt.length !== 16)) throw new Error('a salt is not 16 bytes long');
  const personHash = 'person' in event ? sha256(event.personSalt, Buffer.from(event.person)) : event.personHash;
  return {
    commitment: sha256(sha256(event.factsSalt, Buffer.from(event.facts)), personHash),
    facts: JSON.parse(event.facts) as unknown,
    person: 'person' in event ? (JSON.parse(event.person) as unknown) : 'erased',
  };
}

/** An entry is a version byte, 1, and the commitment. */
function verifyEventIn(receipt: ParsedReceipt, commitment: Uint8Array, { size, root }: Checkpoint): void {
  const entry = Buffer.concat([Buffer.of(1), commitment]);
  verifyInclusion({
    index: receipt.leafIndex,
    size,
    leafHash: leafHash(entry),
    proof: receipt.inclusionProof,
    root,
  });
}

function assertNone(difference: string | null): void {
  if (difference !== null) throw new Error(difference);
}

function assertSameRoot(computed: Uint8Array, signed: Uint8Array): void {
  if (!Buffer.from(computed).equals(signed)) {
    throw new Error('the entries give another root than the one that was signed: entries were altered after signing');
  }
}

/** What each failed step means, before the exact reason. */
const MEANING: Record<Step['step'], string> = {
  key: 'This is not a verifier key',
  format: 'The file is not a receipt',
  checkpoint: 'The checkpoint is not one that this log signed',
  commitment: 'The event in the receipt is damaged',
  inclusion: 'The event is not the one that the log holds: the event, its salts, its place or the proof was altered',
  download: 'The log could not be read',
  tiles: 'A tile of the log does not follow from its entries',
  root: 'The log is not the one that was signed',
};

/** Takes the steps down as they pass; the one under way is the one that fails. */
class Steps {
  private readonly passed: Step[] = [];
  private current: Step['step'] = 'key';

  pass<T>(step: Step['step'], work: () => T, says: (result: T) => string): T {
    this.current = step;
    const result = work();
    this.passed.push({ step, isPassed: true, says: says(result) });
    return result;
  }

  async passAsync<T>(step: Step['step'], work: Promise<T>, says: (result: T) => string): Promise<T> {
    this.current = step;
    const result = await work;
    return this.pass(step, () => result, says);
  }

  verdict(): Verdict {
    return { isValid: true, steps: this.passed };
  }

  failed(error: unknown): Verdict {
    const why = error instanceof Error ? error.message : String(error);
    const says = `${MEANING[this.current]} (${why})`;
    return { isValid: false, steps: [...this.passed, { step: this.current, isPassed: false, says }] };
  }
}
