import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { Clock } from '#libs/kernel';
import { createSignIn, type MailOrder, type SignIn } from '#libs/platform';
import { roleUrl } from '../../libs/platform/src/database/roles.ts';
import { BASE_URL, Browser, PASSWORD, totp } from './browser.ts';
import { freshDatabase, TEST_SECRET, type TestDatabase } from './database.ts';

class TestClock extends Clock {
  private ahead = 0;
  override now = () => new Date(Date.now() + this.ahead);
  passes(minutes: number) {
    this.ahead += minutes * 60_000;
  }
}

/** Sign-in on a database of its own, without a server, and people in front of it. */
export class SignInDesk {
  readonly database: TestDatabase;
  /** Connections as the role that serves requests. */
  readonly pool: Pool;
  clock!: TestClock;
  mails!: MailOrder[];
  errors!: unknown[];
  revoked!: string[];
  signIn!: SignIn;

  private constructor(database: TestDatabase) {
    this.database = database;
    this.pool = new Pool({ connectionString: roleUrl(database.adminUrl, 'app', TEST_SECRET), max: 8 });
    this.startAnew();
  }

  static async open(): Promise<SignInDesk> {
    return new SignInDesk(await freshDatabase());
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.database.drop();
  }

  /** Before each test: nothing heard yet, and the right time. */
  startAnew(): void {
    this.clock = new TestClock();
    this.mails = [];
    this.errors = [];
    this.revoked = [];
    this.signIn = this.another();
  }

  /** The same, set up otherwise. */
  another(options: { pool?: Pool; baseUrl?: string; rateLimited?: boolean } = {}): SignIn {
    return createSignIn({
      pool: this.pool,
      secret: TEST_SECRET,
      baseUrl: BASE_URL,
      clock: this.clock,
      sendMail: async (mail) => void this.mails.push(mail),
      reportError: (error) => void this.errors.push(error),
      onRevoked: (userId) => void this.revoked.push(userId),
      rateLimited: false,
      ...options,
    });
  }

  browser(headers: Record<string, string> = {}): Browser {
    return new Browser(this.signIn, headers);
  }

  somebody() {
    const email = `${randomUUID()}@hospital.test`;
    return this.signIn.createAccount({ email, name: 'Security desk', password: PASSWORD });
  }

  async signedIn() {
    const account = await this.somebody();
    const browser = this.browser();
    await browser.signIn(account.email);
    const identity = await browser.whoAmI();
    if (!identity) throw new Error('not signed in');
    return { account, browser, identity };
  }

  async withSecondFactor() {
    const { account, browser } = await this.signedIn();
    const { totpURI, backupCodes } = await browser.post('/two-factor/enable', { password: PASSWORD });
    await browser.post('/two-factor/verify-totp', { code: totp(totpURI) });
    return { account, browser, totpURI, backupCodes };
  }
}
