import { createHmac } from 'node:crypto';
import { type Clock, TasukiError } from '#libs/kernel';
import { normaliseEmail } from './password.ts';
import type { SqlRunner } from './sql.ts';

const FAILURES_ALLOWED = 5;
const WINDOW_MINUTES = 15;
const LOCK_MINUTES = 15;

/** Too many failed sign-ins for one address. The same answer whether or not the address has an account. */
export class LockedOut extends TasukiError {
  readonly endsAt: Date;

  constructor(endsAt: Date) {
    super(
      'RATE_LIMITED',
      'sign_in.locked_out',
      `Too many failed attempts: sign-in for this address is locked until ${endsAt.toISOString()}. ` +
        'Wait until then, or set a new password by mail.',
    );
    this.endsAt = endsAt;
  }
}

/**
 * Counts failures for one address: five within 15 minutes lock it for 15 minutes, in every process alike. An attempt
 * counts as failed from its begin on, so that a thousand guesses sent at once are still five.
 */
export class Lockout {
  private readonly db: SqlRunner;
  private readonly clock: Clock;
  private readonly secret: string;

  constructor(db: SqlRunner, clock: Clock, secret: string) {
    this.db = db;
    this.clock = clock;
    this.secret = secret;
  }

  /** @throws LockedOut */
  async begin(email: string): Promise<Attempt> {
    const key = this.keyOf(email);
    const [row] = await this.db.sql<{ failures: number; locked_until: Date | null }>(BEGIN, [
      key,
      this.clock.now(),
      FAILURES_ALLOWED,
      WINDOW_MINUTES,
      LOCK_MINUTES,
    ]);
    if (row?.locked_until && row.failures > FAILURES_ALLOWED) throw new LockedOut(row.locked_until);
    return new Attempt(this.db, key);
  }

  /** Forgets the failures of an address: whoever reads its mail has proven more than a password. */
  async clear(email: string): Promise<void> {
    await this.db.sql(SUCCEEDED, [this.keyOf(email)]);
  }

  private keyOf(email: string): string {
    return createHmac('sha256', this.secret)
      .update(`sign-in failures of ${normaliseEmail(email)}`)
      .digest('base64url');
  }
}

/** One try at a password or second factor. A failed one stays counted without further ado. */
export class Attempt {
  private readonly db: SqlRunner;
  private readonly key: string;
  private settled = false;

  constructor(db: SqlRunner, key: string) {
    this.db = db;
    this.key = key;
  }

  failed(): void {
    this.settled = true;
  }

  /** Starts the count anew. */
  async succeeded(): Promise<void> {
    this.settled = true;
    await this.db.sql(SUCCEEDED, [this.key]);
  }

  /** Takes the count back when nothing was learnt of the password, or only half of what is needed is proven. */
  async abandon(): Promise<void> {
    if (this.settled) return;
    this.settled = true;
    await this.db.sql(ABANDONED, [this.key, FAILURES_ALLOWED]);
  }
}

const BEGIN = `
  with rule as (
    select $2::timestamptz as now, $3::int as allowed, $4 * interval '1 minute' as counted_for,
           $5 * interval '1 minute' as locked_for
  )
  insert into auth.sign_in_failure as f (account_key, failures, counted_since)
  select $1, 1, now from rule
  on conflict (account_key) do update set (failures, counted_since, locked_until) = (
    select
      case when is_over then 1 else least(f.failures + 1, allowed + 1) end,
      case when is_over then now else f.counted_since end,
      case
        when is_over then null
        when f.locked_until is not null then f.locked_until
        when f.failures + 1 >= allowed then now + locked_for
      end
    from rule, lateral (select coalesce(f.locked_until <= now, f.counted_since <= now - counted_for) as is_over) as past
  )
  returning failures, locked_until`;

const SUCCEEDED = 'delete from auth.sign_in_failure where account_key = $1';

const ABANDONED = `
  update auth.sign_in_failure
  set failures = greatest(least(failures, $2) - 1, 0), locked_until = null
  where account_key = $1`;
