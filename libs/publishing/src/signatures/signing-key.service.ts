import { Injectable } from '@nestjs/common';
import { readPublicKey, type Finding, type SigningKey as ReadKey } from '#libs/formats';
import { Clock, forbidden, invalidInput, type Id, type Page, type PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx } from '#libs/platform';
import { SignatureChecks } from './signature-checks.ts';
import { SigningKey } from './signing-key.entity.ts';
import { signingKeyRegistered, signingKeyRenewed, signingKeyRevoked } from './signing-key.events.ts';
import type { RegisterSigningKey, RevokeSigningKey } from './signing-key.graphql.ts';
import { SigningKeyRepository } from './signing-key.repository.ts';

/** The keys with which a vendor signs what it publishes. Signatures of what is not yet published follow each change. */
@Injectable()
export class SigningKeyService {
  private readonly uow: UnitOfWork;
  private readonly clock: Clock;
  private readonly keys: SigningKeyRepository;
  private readonly checks: SignatureChecks;

  constructor(uow: UnitOfWork, clock: Clock, keys: SigningKeyRepository, checks: SignatureChecks) {
    this.uow = uow;
    this.clock = clock;
    this.keys = keys;
    this.checks = checks;
  }

  list(ctx: Ctx, vendorId: Id<'Organisation'>, page: PageRequest): Promise<Page<SigningKey>> {
    return this.uow.run(ctx, (tx) => this.keys.list(tx, vendorId, page));
  }

  /**
   * Registers a key, or takes one that is registered as it is now.
   * @returns what is to be known about it, beside the key.
   * @throws INVALID_INPUT `publishing.signing_key_refused` with what is wrong with it and what to do.
   */
  async register(
    ctx: Ctx,
    { armoredKey }: RegisterSigningKey,
  ): Promise<{ signingKey: SigningKey; findings: Finding[] }> {
    const by = ctx.actor.userId ?? refuseProgram();
    const { key: read, findings } = await readPublicKey(armoredKey, this.clock.now());
    const signingKey = await this.uow.run(ctx, async (tx) => {
      const vendorId = ctx.organisationId;
      const fit = fitKey(read, findings);
      await this.keys.lockKeys(tx, vendorId);
      const known = await this.keys.find(tx, vendorId, fit.fingerprint);
      const key = known ?? SigningKey.register(vendorId, armoredKey, fit, by, tx.now);
      ctx.authorise('register', key);
      if (known) {
        known.renew(armoredKey, fit, by, tx.now);
        await this.keys.update(tx, known);
      } else {
        await this.keys.insert(tx, key);
      }
      await this.checks.askAgain(tx, vendorId);
      await tx.record(known ? signingKeyRenewed(key) : signingKeyRegistered(key));
      return key;
    });
    return { signingKey, findings };
  }

  async revoke(ctx: Ctx, { signingKeyId, reason }: RevokeSigningKey): Promise<SigningKey> {
    return this.uow.run(ctx, async (tx) => {
      await this.keys.lockKeys(tx, ctx.organisationId);
      const key = await this.keys.getVisible(tx, signingKeyId);
      ctx.authorise('revoke', key);

      key.revoke(reason, tx.now);
      await this.keys.update(tx, key);
      await this.checks.askAgain(tx, key.vendorId);

      await tx.record(signingKeyRevoked(key));
      return key;
    });
  }
}

/** A key that says itself that it is revoked is no use, and one that expired still proves what it signed before. */
function fitKey(read: ReadKey | null, findings: readonly Finding[]): ReadKey {
  const bad = findings.filter(({ severity, reason }) => severity === 'ERROR' || reason === 'formats.key_revoked');
  if (read && bad.length === 0) return read;
  const fields = bad.map(({ reason, detail, advice }) => ({
    path: 'armoredKey',
    reason,
    message: [detail, advice].filter(Boolean).join(' '),
  }));
  throw invalidInput(
    'publishing.signing_key_refused',
    `This key cannot be registered. ${fields.map(({ message }) => message).join(' ')}`,
    fields,
  );
}

function refuseProgram(): never {
  throw forbidden('publishing.program_cannot_register_key', 'A person registers a signing key: sign in.');
}
