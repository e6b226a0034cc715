import { Injectable } from '@nestjs/common';
import { notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { paginate, sqlScope, type Tx } from '#libs/platform';
import { SigningKey } from './signing-key.entity.ts';

@Injectable()
export class SigningKeyRepository {
  /** Of one vendor, revoked ones too, the newest first. */
  list(tx: Tx, vendorId: Id<'Organisation'>, page: PageRequest): Promise<Page<SigningKey>> {
    const scope = sqlScope(tx.ctx.ability, 'read', SigningKey, (property) => `key.${property}`);
    const query = tx.manager
      .createQueryBuilder(SigningKey, 'key')
      .where(scope.sql, scope.parameters)
      .andWhere('key.vendorId = :vendorId', { vendorId });
    return paginate(query, [{ column: 'key.id', type: 'uuid', direction: 'desc', value: ({ id }) => id }], page);
  }

  /** @throws NOT_FOUND */
  async getVisible(tx: Tx, id: Id<'SigningKey'>): Promise<SigningKey> {
    const key = await tx.manager.findOneBy(SigningKey, { id });
    if (!key || !tx.ctx.allows('read', key)) throw notFound('signing key');
    return key;
  }

  find(tx: Tx, vendorId: Id<'Organisation'>, fingerprint: string): Promise<SigningKey | null> {
    return tx.manager.findOneBy(SigningKey, { vendorId, fingerprint });
  }

  /** All of a vendor's, oldest first. */
  ofVendor(tx: Tx, vendorId: Id<'Organisation'>): Promise<SigningKey[]> {
    return tx.manager.find(SigningKey, { where: { vendorId }, order: { id: 'ASC' } });
  }

  async insert(tx: Tx, key: SigningKey): Promise<void> {
    await tx.manager.insert(SigningKey, { ...key });
  }

  async update(tx: Tx, key: SigningKey): Promise<void> {
    await tx.manager.update(SigningKey, { id: key.id }, { ...key });
  }

  /**
   * Until the transaction ends, no key of the vendor changes: whoever asks for a check is sure that either the check is
   * made with the keys of later, or the change of keys sees it and asks again.
   */
  async holdKeys(tx: Tx, vendorId: Id<'Organisation'>): Promise<void> {
    await tx.sql('select pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [lockOf(vendorId)]);
  }

  /** Until the transaction ends, nobody else changes a key of the vendor, or asks for a check with its keys. */
  async lockKeys(tx: Tx, vendorId: Id<'Organisation'>): Promise<void> {
    await tx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [lockOf(vendorId)]);
  }
}

const lockOf = (vendorId: Id<'Organisation'>) => `signing_key ${vendorId}`;
