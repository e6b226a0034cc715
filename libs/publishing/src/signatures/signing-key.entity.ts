import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SigningKey as ReadKey } from '#libs/formats';
import { conflict, newId, type Id } from '#libs/kernel';

/** Names and ids that are kept of one key; its text has all of them. */
const MAX_NAMES = 50;
const MAX_NAME_LENGTH = 300;

/** A public key with which a vendor signs what it publishes. */
@Entity('signing_key')
export class SigningKey {
  @PrimaryColumn('uuid') id!: Id<'SigningKey'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  /** Of the primary key, in lower-case hexadecimal. */
  @Column('text') fingerprint!: string;
  /** The key as it was handed over. */
  @Column('text') armored!: string;
  @Column('text', { array: true }) keyIds!: string[];
  @Column('text', { array: true }) userIds!: string[];
  @Column('text') algorithm!: string;
  @Column('timestamptz') keyCreatedAt!: Date;
  /** null: never. */
  @Column('timestamptz', { nullable: true }) expiresAt!: Date | null;
  @Column('uuid') registeredBy!: Id<'User'>;
  @Column('timestamptz') registeredAt!: Date;
  @Column('timestamptz', { nullable: true }) revokedAt!: Date | null;
  @Column('text', { nullable: true }) revocationReason!: string | null;

  static register(vendorId: Id<'Organisation'>, armored: string, read: ReadKey, by: Id<'User'>, now: Date): SigningKey {
    const key = Object.assign(new SigningKey(), {
      id: newId<'SigningKey'>(),
      vendorId,
      fingerprint: read.fingerprint,
      keyCreatedAt: new Date(read.createdAt),
      revokedAt: null,
      revocationReason: null,
    });
    key.renew(armored, read, by, now);
    return key;
  }

  /**
   * Takes the same key as it is now: prolonged, or with another subkey.
   * @throws CONFLICT `publishing.signing_key_revoked` once it was revoked: that is for good.
   */
  renew(armored: string, read: ReadKey, by: Id<'User'>, now: Date): void {
    if (this.revokedAt) {
      throw conflict(
        'publishing.signing_key_revoked',
        'This key was revoked here. Make another, and register that one.',
      );
    }
    this.armored = armored;
    this.keyIds = read.keyIds.slice(0, MAX_NAMES);
    this.userIds = read.userIds.slice(0, MAX_NAMES).map(printable);
    this.algorithm = read.algorithm;
    this.expiresAt = read.expiresAt === null ? null : new Date(read.expiresAt);
    this.registeredBy = by;
    this.registeredAt = now;
  }

  /** What it signed is refused from now on; what was published stays, marked. @throws CONFLICT when it was before. */
  revoke(reason: string, now: Date): void {
    if (this.revokedAt) {
      throw conflict('publishing.signing_key_already_revoked', 'This key is already revoked.');
    }
    this.revokedAt = now;
    this.revocationReason = reason;
  }
}

/** A key may name itself in any characters: those that would hide or turn what is read are shown as what they are not. */
function printable(name: string): string {
  const plain = name.toWellFormed().replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
  return [...plain].slice(0, MAX_NAME_LENGTH).join('');
}
