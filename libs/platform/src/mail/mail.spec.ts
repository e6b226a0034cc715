import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { newId, SystemClock } from '#libs/kernel';
import { mailJobFor, type MailOrder, sendMailJob } from './mail.job.ts';
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
let refuses: number | null;
let mailer: Mailer;
let outcomes: MailOutcomes;

const job = () => sendMailJob(mailer, outcomes, new SystemClock());

const overSmtp = () =>
  new Mailer({ smtpUrl, folder, from: 'Tasuki <tasuki@portal.test>', say: (line) => said.push(line) });
const intoFolder = () => new Mailer({ folder, from: 'Tasuki <tasuki@portal.test>', say: (line) => said.push(line) });

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'post@portal' && password === 'p@ss/word' ? done(null, { user: username }) : done(new Error('who?')),
    allowInsecureAuth: true,
    onData(stream, session, done) {
      text(stream)
        .then(simpleParser)
        .then((mail) => {
          received.push({ recipients: session.envelope.rcptTo.map(({ address }) => address), mail });
          done(refuses ? Object.assign(new Error('mailbox full'), { responseCode: refuses }) : null);
        }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  smtpUrl = `smtp://post%40portal:p%40ss%2Fword@127.0.0.1:${port}`;
});

afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

beforeEach(async () => {
  outcomes = new MailOutcomes();
  received = [];
  said = [];
  refuses = null;
  folder = join(await mkdtemp(join(tmpdir(), 'tasuki-mail-')), 'mail');
});

afterEach(async () => {
  mailer.close();
  await rm(join(folder, '..'), { recursive: true });
});

describe('a mail over SMTP', () => {
  it('arrives as written, in Japanese, for its one recipient', async () => {
    mailer = overSmtp();
    await job().run(mailJobFor(order).payload);

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
    await job().run(mailJobFor(order).payload);
    const html = received[0]?.mail.html || '';
    expect(html).toContain('&lt;b&gt;架空病院&lt;/b&gt; &amp; &quot;co&quot;');
    expect(html).toContain('<a href="https://portal.test/invitation#token=abc&amp;lang=ja">');
    expect(html).not.toContain('<b>');
  });

  it('is written in English where that is asked for', async () => {
    mailer = overSmtp();
    const values = { name: 'Desk', url: 'https://portal.test/reset', validMinutes: 60 };
    await job().run(mailJobFor({ ...order, language: 'en', template: 'passwordReset', values }).payload);
    expect(received[0]?.mail.subject).toContain('Set a new password');
    expect(received[0]?.mail.text).toContain(values.url);
  });

  it('that the server refuses is an error, so that the job comes again', async () => {
    mailer = overSmtp();
    refuses = 550;
    await expect(job().run(mailJobFor(order).payload)).rejects.toThrow('mailbox full');
  });
});

describe('a mail that was ordered under an id', () => {
  const ordered = () => mailJobFor(order, { mailId: newId() }).payload;
  const told = () => {
    const heard: string[] = [];
    outcomes.listen((_ctx, { mailId, outcome, detail }) => {
      heard.push(`${mailId} ${outcome} ${detail}`);
      return Promise.resolve();
    });
    return heard;
  };

  it('is told of when the mail server took it', async () => {
    mailer = overSmtp();
    const heard = told();
    const payload = ordered();
    await job().run(payload);
    await job().run(mailJobFor(order).payload);
    expect(heard).toEqual([`${payload.mailId} SENT null`]);
  });

  it('is told of when the mail server refused it for good, and not tried again', async () => {
    mailer = overSmtp();
    refuses = 550;
    const heard = told();
    await job().run(ordered());
    expect(heard).toEqual([expect.stringMatching(/ REFUSED .*550 mailbox full/)]);
  });

  it('comes again while the refusal may pass', async () => {
    mailer = overSmtp();
    refuses = 451;
    const heard = told();
    await expect(job().run(ordered())).rejects.toThrow('mailbox full');
    expect(heard).toEqual([]);
  });
});

describe('a mail without SMTP', () => {
  it('becomes a file that mail programs open, readable by the owner only, and says where', async () => {
    mailer = intoFolder();
    await job().run(mailJobFor(order).payload);
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
    await mailer.send({ to: '"../../x"@hospital.test', subject: 's', text: 't', language: 'en' });
    expect(await readdir(folder)).toHaveLength(1);
  });
});

describe('the payload of a mail job', () => {
  const { payload } = sendMailJob({} as Mailer, new MailOutcomes(), new SystemClock());

  it('is what was ordered', () => {
    mailer = intoFolder();
    expect(payload.parse(mailJobFor(order).payload)).toEqual({ ...order, mailId: null });
  });

  it.each([
    ['another version', { ...order, version: 2 }],
    ['an unknown template', { ...order, template: 'advertisement' }],
    ['no address', { ...order, to: 'desk' }],
    ['a link that is a script', { ...order, values: { ...order.values, url: 'javascript:alert(1)' } }],
  ])('is refused with %s', (_what, wrong) => {
    mailer = intoFolder();
    expect(payload.safeParse(wrong).success).toBe(false);
  });
});
