import { type Id, notFound, type SignInMethod } from '#libs/kernel';
import type { SqlRunner } from './sql.ts';

/** One of a person's sessions, without what it is recognised by. */
export interface SessionFacts {
  id: string;
  /** As the browser calls itself. */
  device: string | null;
  address: string | null;
  createdAt: Date;
  /** To about five minutes. */
  lastUsedAt: Date;
  expiresAt: Date;
  /** null: it began before this was written down. */
  signedInBy: SignInMethod | null;
}

/** Whose sessions are meant. One by single sign-on has to do with those of the same organisation alone. */
export interface SessionOwner {
  userId: Id<'User'>;
  ssoOrganisationId: Id<'Organisation'> | null;
}

/** How often it is written down that a session is used. */
export const USE_NOTED_EVERY_MS = 5 * 60_000;

/** A person's sessions, listed and ended. That one has ended is announced to every process by the table's trigger. */
export class Sessions {
  private readonly db: SqlRunner;
  private readonly onEnded: (userId: string) => void;

  constructor(db: SqlRunner, onEnded: (userId: string) => void) {
    this.db = db;
    this.onEnded = onEnded;
  }

  /** Those that have not run out, the last used first. */
  list(owner: SessionOwner): Promise<SessionFacts[]> {
    return this.db.sql<SessionFacts>(
      `select "id", nullif("userAgent", '') as device, nullif("ipAddress", '') as address, "createdAt",
              coalesce("lastUsedAt", "updatedAt") as "lastUsedAt", "expiresAt", "signedInBy"
       from auth."session" where ${OWNED} and "expiresAt" > now()
       order by coalesce("lastUsedAt", "updatedAt") desc, "id"
       limit 200`,
      [owner.userId, owner.ssoOrganisationId],
    );
  }

  /** @throws NOT_FOUND for another person's, as for none. */
  async end(owner: SessionOwner, sessionId: string): Promise<void> {
    const ended = await this.db.sql(`delete from auth."session" where ${OWNED} and "id" = $3 returning "id"`, [
      owner.userId,
      owner.ssoOrganisationId,
      sessionId,
    ]);
    if (ended.length === 0) throw notFound('session');
    this.onEnded(owner.userId);
  }

  /** Returns how many there were. */
  async endOthers(owner: SessionOwner, sessionId: string): Promise<number> {
    const ended = await this.db.sql(`delete from auth."session" where ${OWNED} and "id" <> $3 returning "id"`, [
      owner.userId,
      owner.ssoOrganisationId,
      sessionId,
    ]);
    this.onEnded(owner.userId);
    return ended.length;
  }

  async noteUse(sessionId: string, at: Date): Promise<void> {
    await this.db.sql('update auth."session" set "lastUsedAt" = $2 where "id" = $1', [sessionId, at]);
  }
}

const OWNED = `"userId" = $1 and ($2::uuid is null or "ssoOrganisationId" = $2)`;
