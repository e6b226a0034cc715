import { Injectable } from '@nestjs/common';
import { verifyDetached, type SignatureVerdict } from '#libs/formats';
import type { Id } from '#libs/kernel';
import { ObjectStore, UnitOfWork, type Ctx } from '#libs/platform';
import { SignatureCheckRepository } from './signature-check.repository.ts';
import { MAX_SIGNATURE_BYTES } from './signed-file.ts';
import type { SigningKey } from './signing-key.entity.ts';
import { SigningKeyRepository } from './signing-key.repository.ts';

/** Checks signatures with the keys that their vendors registered. */
@Injectable()
export class SignatureVerification {
  private readonly uow: UnitOfWork;
  private readonly checks: SignatureCheckRepository;
  private readonly keys: SigningKeyRepository;
  private readonly store: ObjectStore;

  constructor(uow: UnitOfWork, checks: SignatureCheckRepository, keys: SigningKeyRepository, store: ObjectStore) {
    this.uow = uow;
    this.checks = checks;
    this.keys = keys;
    this.store = store;
  }

  /** May be repeated, also while another run is at it: the first answer stays. @throws StorageError */
  async check(ctx: Ctx, id: Id<'SignatureCheck'>): Promise<void> {
    const asked = await this.uow.runAsSystem(ctx, async (tx) => {
      const pending = await this.checks.findPending(tx, id);
      return pending && { ...pending, keys: await this.keys.ofVendor(tx, pending.vendorId), now: tx.now };
    });
    if (!asked) return;
    const { signatureKey, signedKey, keys, now } = asked;
    const signature = await this.readSignature(signatureKey);
    const verdict = await verify(keys, (trusted) =>
      verifyDetached({ signature, keys: trusted, now }, this.bytesOf(signedKey)),
    );
    await this.uow.runAsSystem(ctx, (tx) => this.checks.answer(tx, id, verdict));
  }

  /** Of a file that is larger than any signature only as much as shows that. */
  private async readSignature(key: string): Promise<Buffer> {
    const pieces: Buffer[] = [];
    const head = await this.store.read(key, { start: 0, end: MAX_SIGNATURE_BYTES });
    for await (const piece of head as AsyncIterable<Buffer>) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  /** Opened only if somebody reads it: a signature that cannot hold needs no gigabytes to be fetched. */
  private async *bytesOf(key: string): AsyncGenerator<Uint8Array> {
    yield* (await this.store.read(key)) as AsyncIterable<Buffer>;
  }
}

/** A key that was revoked here is asked only where no other could have signed: whatever it signed is not to be trusted. */
async function verify(
  keys: readonly SigningKey[],
  verifyWith: (armored: readonly string[]) => Promise<SignatureVerdict>,
): Promise<SignatureVerdict> {
  const [revoked, inForce] = [keys.filter(({ revokedAt }) => revokedAt), keys.filter(({ revokedAt }) => !revokedAt)];
  const verdict = await verifyWith(inForce.map(({ armored }) => armored));
  if (verdict.result !== 'UNKNOWN_KEY' || revoked.length === 0) return verdict;
  const former = await verifyWith(revoked.map(({ armored }) => armored));
  if (former.result === 'UNKNOWN_KEY' || former.result === 'INVALID') return former;
  const key = revoked.find(({ fingerprint }) => fingerprint === former.fingerprint);
  return { ...former, result: 'REVOKED_KEY', detail: `Its vendor revoked the key: ${key?.revocationReason}` };
}
