import {
  decodeBase64,
  HASH_BYTES,
  isEqual,
  leafHash,
  openCheckpoint,
  ProofFailure,
  readKey,
  rootByProof,
  sha256,
} from './proofs.ts';
import type { Step, StepName } from './steps.ts';

const SALT_BYTES = 16;
const MAX_PROOF = 64;
/** The version of entries: one byte before the commitment. */
const ENTRY_VERSION = 1;

interface Receipt {
  format: string;
  event: { facts: string; factsSalt: string; person?: string; personSalt?: string; personHash?: string };
  leafIndex: number;
  inclusionProof: string[];
  checkpoint: string;
}

export interface ProvenEvent {
  facts: unknown;
  /** null: it was erased, and the facts are proved all the same. */
  person: unknown;
}

/**
 * Recomputes a receipt, one step after the other, and says each as it is done. Asks nobody for anything.
 * @param file the text of the receipt
 * @param keyText the log's public key, as `/trail/key` serves it
 */
export async function* verifyReceipt(file: string, keyText: string): AsyncGenerator<Step, ProvenEvent | null> {
  let current: StepName = 'key';
  try {
    const key = await readKey(keyText);
    yield { name: current, isPassed: true, values: { log: key.name } };

    current = 'format';
    const receipt = parse(file);
    yield { name: current, isPassed: true, values: {} };

    current = 'checkpoint';
    const { size, root } = await openCheckpoint(receipt.checkpoint, key);
    yield { name: current, isPassed: true, values: { size } };

    current = 'commitment';
    const commitment = await commitmentOf(receipt);
    yield { name: current, isPassed: true, values: {} };

    current = 'inclusion';
    const leaf = await leafHash(Uint8Array.of(ENTRY_VERSION, ...commitment));
    const computed = await rootByProof(receipt.leafIndex, size, leaf, receipt.inclusionProof.map(hashOf));
    if (!isEqual(computed, root)) throw new ProofFailure('otherRoot');
    yield { name: current, isPassed: true, values: { index: receipt.leafIndex } };

    const { facts, person } = receipt.event;
    return { facts: JSON.parse(facts), person: person === undefined ? null : JSON.parse(person) };
  } catch (error) {
    yield { name: current, isPassed: false, why: error instanceof ProofFailure ? error.why : 'unreadable' };
    return null;
  }
}

function parse(file: string): Receipt {
  const receipt = JSON.parse(file) as Receipt;
  const { format, event, leafIndex, inclusionProof, checkpoint } = receipt;
  const isReceipt =
    format === 'tasuki-receipt/1' &&
    typeof event?.facts === 'string' &&
    typeof event.factsSalt === 'string' &&
    Number.isSafeInteger(leafIndex) &&
    leafIndex >= 0 &&
    Array.isArray(inclusionProof) &&
    inclusionProof.length <= MAX_PROOF &&
    typeof checkpoint === 'string';
  if (!isReceipt) throw new ProofFailure('notAReceipt');
  const { facts, factsSalt, person, personSalt, personHash } = event;
  const spelt = {
    format,
    event: { facts, factsSalt, person, personSalt, personHash },
    leafIndex,
    inclusionProof,
    checkpoint,
  };
  // A receipt has one spelling, so that no byte of it can be altered unseen.
  if (`${JSON.stringify(spelt, null, 2)}\n` !== file) throw new ProofFailure('respelt');
  return receipt;
}

/** SHA-256(SHA-256(salt ‖ facts) ‖ SHA-256(salt ‖ person)); of an erased person only the inner hash is left. */
async function commitmentOf({ event }: Receipt): Promise<Uint8Array> {
  const encode = (text: string) => new TextEncoder().encode(text);
  const ofFacts = await sha256(saltOf(event.factsSalt), encode(event.facts));
  const ofPerson =
    event.person === undefined
      ? hashOf(event.personHash ?? '')
      : await sha256(saltOf(event.personSalt ?? ''), encode(event.person));
  return sha256(ofFacts, ofPerson);
}

function saltOf(base64: string): Uint8Array {
  const salt = decodeBase64(base64);
  if (salt.length !== SALT_BYTES) throw new ProofFailure('salt');
  return salt;
}

function hashOf(base64: string): Uint8Array {
  const hash = decodeBase64(base64);
  if (hash.length !== HASH_BYTES) throw new ProofFailure('hash');
  return hash;
}
