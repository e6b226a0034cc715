import { describe, expect, it } from '@jest/globals';
import { readBounce } from './bounce.ts';

const ID = '019b0000-1111-7222-8333-444455556666';
const message = (...lines: string[]) => Buffer.from(`${lines.join('\r\n')}\r\n`);

interface Notice {
  to?: string;
  about?: string[];
  recipient?: string[];
  returned?: string[];
}

const ORIGINAL = [
  'Return-Path: <bounces+x@portal.test>',
  'From: Tasuki <tasuki@portal.test>',
  'To: desk@hospital.test',
  `Message-ID: <${ID}@portal.test>`,
  'Subject: =?UTF-8?B?5paH5pu4?=',
];

/** As Postfix writes it: the text, the status, and the headers of the mail alone. */
const postfix = ({ to = `bounces+${ID}@portal.test`, recipient, returned = ORIGINAL }: Notice = {}) =>
  message(
    'Return-Path: <>',
    'From: MAILER-DAEMON@mx.hospital.test (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to Sender',
    `To: ${to}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="4F1A.1764000000/mx.hospital.test"',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--4F1A.1764000000/mx.hospital.test',
    'Content-Description: Notification',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'I could not deliver your message to one recipient.',
    '',
    '--4F1A.1764000000/mx.hospital.test',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.hospital.test',
    'X-Postfix-Queue-ID: 4F1A',
    'Arrival-Date: Sat, 28 Nov 2026 09:00:00 +0900 (JST)',
    '',
    ...(recipient ?? [
      'Final-Recipient: rfc822; desk@hospital.test',
      'Action: failed',
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 5.1.1 <desk@hospital.test>: Recipient address',
      '    rejected: User unknown',
    ]),
    '',
    '--4F1A.1764000000/mx.hospital.test',
    'Content-Description: Undelivered Message Headers',
    'Content-Type: text/rfc822-headers',
    '',
    ...returned,
    '',
    '--4F1A.1764000000/mx.hospital.test--',
  );

/** As Exchange writes it: an HTML text, and the whole mail. */
const exchange = ({ to = 'tasuki@portal.test' }: Notice = {}) =>
  message(
    'MIME-Version: 1.0',
    'From: <postmaster@hospital.test>',
    `To: <${to}>`,
    'Content-Type: multipart/report; report-type=delivery-status; boundary="dsn-outer"',
    'Subject: Undeliverable: =?utf-8?B?5paH5pu4?=',
    'X-MS-Exchange-Message-Is-Ndr:',
    `In-Reply-To: <${ID}@portal.test>`,
    '',
    '--dsn-outer',
    'Content-Type: multipart/alternative; boundary="dsn-inner"',
    '',
    '--dsn-inner',
    'Content-Type: text/plain; charset="utf-8"',
    '',
    'Your message could not be delivered.',
    '',
    '--dsn-inner',
    'Content-Type: text/html; charset="utf-8"',
    '',
    '<p>Your message could not be delivered.</p>',
    '',
    '--dsn-inner--',
    '',
    '--dsn-outer',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns;EX01.hospital.test',
    'Received-From-MTA: dns;mail.portal.test',
    'Arrival-Date: Sat, 28 Nov 2026 00:00:00 +0000',
    '',
    'Original-Recipient: rfc822;desk@hospital.test',
    'Final-Recipient: rfc822;desk@hospital.test',
    'Action: failed',
    'Status: 5.2.2',
    'Diagnostic-Code: smtp;554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceeded',
    '',
    '--dsn-outer',
    'Content-Type: message/rfc822',
    '',
    ...ORIGINAL,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'The text of the mail.',
    '',
    '--dsn-outer--',
  );

/** As Exim writes it: what the address came to is in Envelope-To, and the status is given up after days. */
const exim = () =>
  message(
    `Envelope-To: bounces+${ID.toUpperCase()}@portal.test`,
    'X-Failed-Recipients: desk@hospital.test',
    'Auto-Submitted: auto-replied',
    'From: Mail Delivery System <Mailer-Daemon@relay.test>',
    'To: undisclosed-recipients:;',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=1764000000-eximdsn-1',
    'MIME-Version: 1.0',
    'Subject: Mail delivery failed: returning message to sender',
    '',
    '--1764000000-eximdsn-1',
    'Content-type: text/plain; charset=us-ascii',
    '',
    'A message that you sent could not be delivered: retry timeout exceeded',
    '',
    '--1764000000-eximdsn-1',
    'Content-type: message/delivery-status',
    '',
    'Reporting-MTA: dns; relay.test',
    '',
    'Action: failed',
    'Final-Recipient: rfc822;desk@hospital.test',
    'Status: 4.4.7',
    '',
    '--1764000000-eximdsn-1--',
  );

describe('what a mail server sends back', () => {
  it('is read as Postfix writes it: the address tells which mail, and the answer of the other server is kept', async () => {
    expect(await readBounce(postfix({ returned: ['Subject: x'] }))).toEqual({
      kind: 'BOUNCE',
      bounce: {
        mailId: ID,
        status: '5.1.1',
        text: 'smtp; 550 5.1.1 <desk@hospital.test>: Recipient address rejected: User unknown',
      },
    });
  });

  it('is read as Exchange writes it: the mail that is returned tells which it was', async () => {
    expect(await readBounce(exchange())).toMatchObject({
      kind: 'BOUNCE',
      bounce: { mailId: ID, status: '5.2.2', text: expect.stringContaining('mailbox full') },
    });
  });

  it('is read as Exim writes it, also where a mail was given up after days', async () => {
    expect(await readBounce(exim())).toEqual({
      kind: 'BOUNCE',
      bounce: { mailId: ID, status: '4.4.7', text: '4.4.7' },
    });
  });

  it('is known by the headers that it returns, where the address says nothing', async () => {
    expect(await readBounce(postfix({ to: 'tasuki@portal.test' }))).toMatchObject({ bounce: { mailId: ID } });
  });
});

describe('nothing came back', () => {
  it('while the mail server still tries', async () => {
    const recipient = ['Final-Recipient: rfc822; desk@hospital.test', 'Action: delayed', 'Status: 4.4.1'];
    expect(await readBounce(postfix({ recipient }))).toEqual({ kind: 'STILL_TRIED' });
  });

  it('when a mail of somebody else did', async () => {
    const notice = { to: 'tasuki@portal.test', returned: ['Message-ID: <20261128.1234@elsewhere.test>'] };
    expect(await readBounce(postfix(notice))).toEqual({ kind: 'NONE_OF_OURS' });
  });

  it.each([
    [
      'somebody’s absence',
      message(
        `To: bounces+${ID}@portal.test`,
        'Auto-Submitted: auto-replied',
        'Subject: Out of office',
        `In-Reply-To: <${ID}@portal.test>`,
        '',
        'I am back on Monday. Action: failed',
      ),
    ],
    ['no message at all', Buffer.from([0, 255, 13, 10, 0, 1, 2, 128])],
    ['nothing', Buffer.alloc(0)],
  ])('when it tells of %s', async (_what, bytes) => {
    expect(await readBounce(bytes)).toEqual({ kind: 'NO_NOTICE' });
  });
});
