import { Column, Entity, PrimaryColumn } from 'typeorm';
import { conflict, forbidden, newId, TasukiError, type Id } from '#libs/kernel';

/** Somebody without an account whom a hospital named to acknowledge for a site. */
@Entity('delegate')
export class Delegate {
  @PrimaryColumn('uuid') id!: Id<'Delegate'>;
  @Column('uuid') hospitalId!: Id<'Organisation'>;
  @Column('uuid') siteId!: Id<'Site'>;
  @Column('text') name!: string;
  @Column('text') email!: string;
  @Column('text') language!: 'ja' | 'en';
  @Column('timestamptz') expiresAt!: Date;
  @Column('uuid') createdBy!: Id<'Member'>;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) revokedAt!: Date | null;

  static named(facts: Omit<Delegate, 'id' | 'revokedAt' | 'revoke' | 'isGood'>): Delegate {
    return Object.assign(new Delegate(), { ...facts, id: newId<'Delegate'>(), revokedAt: null });
  }

  isGood(now: Date): boolean {
    return this.revokedAt === null && this.expiresAt > now;
  }

  /** @throws CONFLICT `engagement.delegate_revoked` */
  revoke(now: Date): void {
    if (this.revokedAt) throw conflict('engagement.delegate_revoked', 'This delegate was revoked already.');
    this.revokedAt = now;
  }
}

/** How long the link in a mail is good. */
export const LINK_DAYS = 7;
const CODE_MINUTES = 15;
const MOST_TRIES = 5;
const MOST_CODES = 3;

/**
 * What a mail to a delegate opens: one publication, for one site, once. It is bound to the browser that opens it first;
 * another one proves itself by a code that is mailed to the delegate's address.
 */
@Entity('delegate_link')
export class DelegateLink {
  @PrimaryColumn('uuid') id!: Id<'DelegateLink'>;
  @Column('uuid') delegateId!: Id<'Delegate'>;
  @Column('uuid') hospitalId!: Id<'Organisation'>;
  @Column('uuid') deliveryId!: Id<'Delivery'>;
  @Column('uuid') siteId!: Id<'Site'>;
  @Column('bytea') secretHash!: Buffer;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') expiresAt!: Date;
  @Column('timestamptz', { nullable: true }) usedAt!: Date | null;
  @Column('bytea', { nullable: true }) browserHash!: Buffer | null;
  @Column('bytea', { nullable: true }) codeHash!: Buffer | null;
  @Column('timestamptz', { nullable: true }) codeExpiresAt!: Date | null;
  @Column('int') codeTries!: number;
  @Column('int') codesSent!: number;

  /**
   * Lets a browser in. @throws CONFLICT `engagement.link_used`, `engagement.link_expired`, `engagement.link_revoked`;
   *   FORBIDDEN `engagement.link_elsewhere` to another browser than the first
   */
  open(browserHash: Buffer, delegate: Delegate, now: Date): void {
    if (this.usedAt)
      throw conflict('engagement.link_used', 'This link was used already: it is good for one acknowledgement.');
    if (delegate.revokedAt) {
      throw conflict('engagement.link_revoked', 'The hospital named somebody else since: this link is good no more.');
    }
    if (this.expiresAt <= now || !delegate.isGood(now)) {
      throw conflict(
        'engagement.link_expired',
        'This link is too old. Ask your hospital, or wait for the next reminder.',
      );
    }
    this.browserHash ??= browserHash;
    if (!this.browserHash.equals(browserHash)) {
      throw forbidden(
        'engagement.link_elsewhere',
        'This link was opened in another browser before. Whoever it was sent to may have a code mailed to their address.',
      );
    }
  }

  /** @throws RATE_LIMITED `engagement.too_many_codes` */
  sendCode(codeHash: Buffer, now: Date): void {
    if (this.codesSent >= MOST_CODES) {
      throw new TasukiError('RATE_LIMITED', 'engagement.too_many_codes', 'No more codes are sent for this link.');
    }
    this.codeHash = codeHash;
    this.codeExpiresAt = new Date(now.getTime() + CODE_MINUTES * 60_000);
    this.codeTries = 0;
    this.codesSent += 1;
  }

  /** Another browser proves that it is the delegate's. @returns whether it did. */
  move(browserHash: Buffer, codeHash: Buffer, now: Date): boolean {
    this.codeTries += 1;
    const isRight =
      this.codeHash !== null &&
      this.codeExpiresAt !== null &&
      this.codeExpiresAt > now &&
      this.codeTries <= MOST_TRIES &&
      this.codeHash.equals(codeHash);
    if (isRight) {
      this.browserHash = browserHash;
      this.codeHash = null;
      this.codeExpiresAt = null;
    }
    return isRight;
  }
}
