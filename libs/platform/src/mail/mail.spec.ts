import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ParsedMail, simpleParser } from 'mailparser';
import { Client } from 'pg';
import { SMTPServer } from 'smtp-server';
import { ZodError } from 'zod';
import { newId, SystemClock } from '#libs/kernel';
import { freshDatabase, TEST_SECRET, type TestDatabase } from '../../../../test/support/database.ts';
import { type DataSource, makeDataSource, roleUrl, UnitOfWork } from '../database/index.ts';
import { JobRegistry } from '../jobs/index.ts';
import { MailLedger } from './mail-ledger.ts';
import { mailJobFor, type MailOrder, sendMailJob, tellMailJob } from './mail.job.ts';
import { MailOutcomes } from './mail-outcomes.ts';
import { Mailer } from './mailer.ts';

const order: MailOrder = {
  version: 1,
  to: 'desk@hospital.test',
  language: 'ja',
  template: 'invitation',
  values: {
    inviterName: '管理者',
    organisationName: '<b>架空病院</b> & "co"\r\nBcc: everyone@hospital.test',
    url: 'https://portal.test/invitation#token=abc&lang=ja',
    expiresAt: '2026-11-30T00:00:00.000Z',
  },
};

let server: SMTPServer;
let smtpUrl: string;
let folder: string;
let received: { recipients: string[]; mail: ParsedMail }[];
let said: string[];
let sessions: string[];
let returnPaths: string[];
/** What the mail server does with the next mail, instead of taking it. */
let refusal: { at: 'RCPT' | 'DATA'; code: number } | 'HANG_UP' | null;
let mailer: Mailer;
let database: TestDatabase;
let behind: Client;
let system: DataSource;
let ledger: MailLedger;

const overSmtp = (bounces?: string) =>
  new Mailer({ smtpUrl, folder, bounces, from: 'Tasuki <tasuki@portal.test>', say: (line) => said.push(line) });
const job = () => sendMailJob(mailer, ledger);
const send = (wanted: MailOrder = order) => job().run(mailJobFor(wanted).payload);
const refused = (code: number) => Object.assign(new Error('mailbox full'), { responseCode: code });
const records = async () =>
  (await behind.query('select state, attempts, smtp_code, smtp_text from outgoing_mail order by id')).rows;
const intoFolder = () => new Mailer({ folder, from: 'Tasuki <tasuki@portal.test>', say: (line) => said.push(line) });

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'post@portal' && password === 'p@ss/word' ? done(null, { user: username }) : done(new Error('who?')),
    allowInsecureAuth: true,
    onRcptTo(_address, _session, done) {
      done(refusal !== 'HANG_UP' && refusal?.at === 'RCPT' ? refused(refusal.code) : null);
    },
    onData(stream, session, done) {
      text(stream)
        .then(simpleParser)
        .then((mail) => {
          sessions.push(session.id);
          if (refusal === 'HANG_UP') return server.connections.forEach((one) => one.close());
          returnPaths.push(session.envelope.mailFrom ? session.envelope.mailFrom.address : '');
          received.push({ recipients: session.envelope.rcptTo.map(({ address }) => address), mail });
          done(refusal ? refused(refusal.code) : null);
        }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  smtpUrl = `smtp://post%40portal:p%40ss%2Fword@127.0.0.1:${port}`;

  database = await freshDatabase();
  behind = new Client({ connectionString: database.adminUrl });
  await behind.connect();
  system = await makeDataSource(roleUrl(database.adminUrl, 'system', TEST_SECRET), [], 2).initialize();
  const sink = { write: () => Promise.reject(new Error('mail records nothing in the trail')) };
  ledger = new MailLedger(new UnitOfWork(system, system, sink, new JobRegistry(), new SystemClock()));
});

afterAll(async () => {
  await Promise.all([behind.end(), system.destroy()]);
  await database.drop();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

beforeEach(async () => {
  received = [];
  said = [];
  refusal = null;
  sessions = [];
  returnPaths = [];
  await behind.query('delete from outgoing_mail; delete from graphile_worker._private_jobs');
  folder = join(await mkdtemp(join(tmpdir(), 'tasuki-mail-')), 'mail');
});

afterEach(async () => {
  mailer.close();
  await rm(join(folder, '..'), { recursive: true });
});

describe('a mail over SMTP', () => {
  it('arrives as written, in Japanese, for its one recipient', async () => {
    mailer = overSmtp();
    await send();

    const [{ recipients, mail } = { recipients: [], mail: {} as ParsedMail }] = received;
    expect(recipients).toEqual(['desk@hospital.test']);
    expect(mail.from?.text).toBe('"Tasuki" <tasuki@portal.test>');
    expect(mail.subject).toBe(
      '【Tasuki】<b>架空病院</b> & "co" Bcc: everyone@hospital.test の担当者としてご招待します',
    );
    expect(mail.text).toContain('https://portal.test/invitation#token=abc&lang=ja');
    expect(mail.text).toContain('2026年11月30日 9:00');
    expect(mail.headers.get('content-language')).toBe('ja');
    expect(mail.headers.has('bcc')).toBe(false);
    expect(said).toEqual([]);
  });

  it('shows names as text, never as markup', async () => {
    mailer = overSmtp();
    await send();
    const html = received[0]?.mail.html || '';
    expect(html).toContain('&lt;b&gt;架空病院&lt;/b&gt; &amp; &quot;co&quot;');
    expect(html).toContain('<a href="https://portal.test/invitation#token=abc&amp;lang=ja">');
    expect(html).not.toContain('<b>');
  });

  it('is written in English where that is asked for', async () => {
    mailer = overSmtp();
    const values = { name: 'Desk', url: 'https://portal.test/reset', validMinutes: 60 };
    await send({ ...order, language: 'en', template: 'passwordReset', values });
    expect(received[0]?.mail.subject).toContain('Set a new password');
    expect(received[0]?.mail.text).toContain(values.url);
  });

  it('has its id in its Message-ID, and comes back to an address that holds it', async () => {
    mailer = overSmtp('bounces@portal.test');
    const mailId = newId();
    await job().run(mailJobFor(order, { mailId }).payload);
    expect(returnPaths).toEqual([`bounces+${mailId}@portal.test`]);
    expect(received[0]?.mail.messageId).toBe(`<${mailId}@portal.test>`);
    expect(received[0]?.mail.from?.text).toBe('"Tasuki" <tasuki@portal.test>');
  });

  it('goes out over the connection of the one before', async () => {
    mailer = overSmtp();
    await send();
    await send();
    expect(new Set(sessions).size).toBe(1);
    expect(received).toHaveLength(2);
  });

  it('that the server cannot take now is an error, so that the job comes again, and sends it then', async () => {
    mailer = overSmtp();
    const { payload } = mailJobFor(order);
    refusal = { at: 'DATA', code: 451 };
    await expect(job().run(payload)).rejects.toThrow('mailbox full');
    expect(await records()).toEqual([
      { state: 'QUEUED', attempts: 1, smtp_code: 451, smtp_text: expect.stringContaining('mailbox full') },
    ]);
    refusal = null;
    await job().run(payload);
    expect(await records()).toMatchObject([{ state: 'SENT', attempts: 2, smtp_code: 250 }]);
  });

  it.each(['RCPT', 'DATA'] as const)('that the server refuses for good at %s is not tried again', async (at) => {
    mailer = overSmtp();
    const { payload } = mailJobFor(order);
    refusal = { at, code: 550 };
    await job().run(payload);
    refusal = null;
    await job().run(payload);
    expect(received.filter(({ recipients }) => recipients.length > 0)).toHaveLength(at === 'DATA' ? 1 : 0);
    expect(await records()).toMatchObject([{ state: 'REFUSED', attempts: 1, smtp_code: 550 }]);
  });

  it('waits while the portal itself is refused: that is no fault of the address', async () => {
    smtpUrl = smtpUrl.replace('post%40portal', 'stranger');
    mailer = overSmtp();
    smtpUrl = smtpUrl.replace('stranger', 'post%40portal');
    await expect(send()).rejects.toThrow('who?');
    expect(await records()).toMatchObject([{ state: 'QUEUED', smtp_code: 535 }]);
  });

  it('whose job runs twice is sent once', async () => {
    mailer = overSmtp();
    const { payload } = mailJobFor(order);
    await job().run(payload);
    await job().run(payload);
    expect(received).toHaveLength(1);
  });

  it('is forgotten 90 days after the last that happened to it, with its address', async () => {
    mailer = overSmtp();
    await send();
    await ledger.forgetOld();
    expect(await records()).toHaveLength(1);
    await behind.query(`update outgoing_mail set changed_at = now() - interval '91 days'`);
    await ledger.forgetOld();
    expect(await records()).toEqual([]);
  });
});

describe('a mail that somebody follows', () => {
  const followed = () => mailJobFor(order, { mailId: newId() }).payload;
  /** What is told by the jobs that were queued, the failing listener first. */
  const told = async () => {
    const heard: string[] = [];
    const outcomes = new MailOutcomes();
    outcomes.listen((_ctx, { mailId, outcome, detail }) =>
      Promise.resolve(void heard.push(`${mailId} ${outcome} ${detail}`)),
    );
    const { rows } = await behind.query(`select payload from graphile_worker._private_jobs order by id`);
    for (const { payload } of rows) await tellMailJob(outcomes).run(tellMailJob(outcomes).payload.parse(payload));
    return heard;
  };

  it('is told of when it was sent; one that nobody follows is not', async () => {
    mailer = overSmtp();
    const payload = followed();
    await job().run(payload);
    await send();
    expect(await told()).toEqual([expect.stringMatching(new RegExp(`^${payload.mailId} SENT 250`))]);
  });

  it('is told of when it was refused for good', async () => {
    mailer = overSmtp();
    refusal = { at: 'RCPT', code: 550 };
    const payload = followed();
    await job().run(payload);
    expect(await told()).toEqual([expect.stringMatching(new RegExp(`^${payload.mailId} REFUSED .*mailbox full`))]);
  });

  it('is not sent twice when the connection was lost after its text was handed over: nobody knows', async () => {
    mailer = overSmtp();
    refusal = 'HANG_UP';
    const payload = followed();
    await job().run(payload);
    refusal = null;
    await job().run(payload);
    expect(received).toEqual([]);
    expect(await records()).toMatchObject([{ state: 'UNKNOWN', attempts: 1, smtp_code: null }]);
    expect(await told()).toEqual([]);
  });

  it('is not sent twice when a worker died while sending it; one that nobody follows is', async () => {
    mailer = overSmtp();
    const [one, other] = [followed(), mailJobFor(order).payload];
    for (const { mailId, isFollowed } of [one, other]) {
      await ledger.begin({ id: mailId ?? '', template: 'invitation', to: order.to, language: 'ja', isFollowed });
    }
    await job().run(one);
    await job().run(other);
    expect(received).toHaveLength(1);
    expect((await records()).map(({ state }) => state)).toEqual(['UNKNOWN', 'SENT']);
  });
});

describe('a mail that came back', () => {
  const bounce = (mailId: string | null) => ({ mailId: mailId ?? '', status: '5.1.1', text: 'smtp; 550 unknown' });
  const told = async () =>
    (await behind.query(`select payload from graphile_worker._private_jobs order by id`)).rows.map(
      (row) => row.payload,
    );

  it('is written down once, and told once to whoever follows it', async () => {
    mailer = overSmtp();
    const { payload } = mailJobFor(order, { mailId: newId() });
    await job().run(payload);
    expect(await ledger.noteBounce(bounce(payload.mailId))).toBe(true);
    expect(await ledger.noteBounce(bounce(payload.mailId))).toBe(true);
    expect(await records()).toMatchObject([{ state: 'BOUNCED', smtp_text: 'smtp; 550 unknown' }]);
    expect((await told()).map(({ outcome, detail }) => [outcome, detail])).toEqual([
      ['SENT', expect.stringMatching(/^250/)],
      ['BOUNCED', '5.1.1 smtp; 550 unknown'],
    ]);
  });

  it('that nobody knows of changes nothing', async () => {
    mailer = overSmtp();
    await send();
    expect(await ledger.noteBounce(bounce(newId()))).toBe(false);
    expect(await records()).toMatchObject([{ state: 'SENT' }]);
    expect(await told()).toEqual([]);
  });
});

describe('a mail without SMTP', () => {
  it('becomes a file that mail programs open, readable by the owner only, and says where', async () => {
    mailer = intoFolder();
    await send();
    const [file = ''] = await readdir(folder);
    const path = join(folder, file);

    expect(file).toMatch(/-desk@hospital\.test\.eml$/);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(said).toEqual([expect.stringContaining(path)]);
    const mail = await simpleParser(await readFile(path));
    expect(mail.text).toContain('https://portal.test/invitation#token=abc&lang=ja');
  });

  it('stays within its folder whatever the address', async () => {
    mailer = intoFolder();
    await mailer.send({ id: newId(), to: '"../../x"@hospital.test', subject: 's', text: 't', language: 'en' });
    expect(await readdir(folder)).toHaveLength(1);
  });
});

describe('the payload of a mail job', () => {
  const { payload } = sendMailJob({} as Mailer, ledger);

  it('is what was ordered', () => {
    mailer = intoFolder();
    expect(payload.parse(mailJobFor(order).payload)).toMatchObject(order);
  });

  it('shortens what is longer than a mail should be', () => {
    mailer = intoFolder();
    const { payload: job } = mailJobFor({
      ...order,
      values: { ...order.values, organisationName: '院'.repeat(100_000) },
    });
    expect(job.values).toMatchObject({ organisationName: `${'院'.repeat(499)}…` });
  });

  it.each([
    ['another version', { ...order, version: 2 }],
    ['an unknown template', { ...order, template: 'advertisement' }],
    ['no address', { ...order, to: 'desk' }],
    ['a line break in the address', { ...order, to: 'desk@hospital.test\r\nBcc: everyone@hospital.test' }],
    ['two addresses', { ...order, to: 'desk@hospital.test,everyone@hospital.test' }],
    ['a field that its template does not have', { ...order, values: { ...order.values, reason: 'none' } }],
    ['a link that is a script', { ...order, values: { ...order.values, url: 'javascript:alert(1)' } }],
  ])('is refused with %s, at the order and at the job', (_what, wrong) => {
    mailer = intoFolder();
    expect(payload.safeParse(wrong).success).toBe(false);
    expect(() => mailJobFor(wrong as MailOrder)).toThrow(ZodError);
  });
});
