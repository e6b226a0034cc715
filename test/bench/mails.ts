import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { Portal, until } from './portal.ts';
import { figure, type Measurement } from './report.ts';

const MAILS = 10_000;

/** Ten thousand mails in the queue, until a mail server next door has them all. */
export async function mails(): Promise<Measurement[]> {
  const taken = new Set<string>();
  const sink = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    onData(stream, session, done) {
      stream.resume();
      stream.on('end', () => {
        for (const { address } of session.envelope.rcptTo) taken.add(address);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', () => resolve()));
  const { port } = sink.server.address() as AddressInfo;
  const environment = { SMTP_URL: `smtp://127.0.0.1:${port}` };
  try {
    return await Portal.with((portal) => measured(portal, taken), { environment });
  } finally {
    await new Promise<void>((resolve) => sink.close(() => resolve()));
  }
}

async function measured(portal: Portal, taken: ReadonlySet<string>): Promise<Measurement[]> {
  portal.forgetPeak();
  const { nowMiB } = portal.memory();
  const began = performance.now();
  await portal.sql(
    `select jobs.queue_job('mail.send', jsonb_build_object('version', 1, 'to', 'desk' || n || '@hospital.example', 'language', 'ja',
       'template', 'requestOverdue', 'mailId', uuidv7(), 'isFollowed', true, 'values', jsonb_build_object('name', 'Desk',
       'hospitalName', 'Hospital', 'dueAt', '2026-11-30T00:00:00Z', 'url', 'https://portal.example/requests')),
       'mail.send:' || n, now())
     from generate_series(1, $1::int) n`,
    [MAILS],
  );
  const queuedSeconds = (performance.now() - began) / 1_000;
  await until(() => Promise.resolve(taken.size === MAILS));
  const seconds = (performance.now() - began) / 1_000;
  const { peakMiB } = portal.memory();
  const [told] = await portal.sql<{ sent: number }>(
    `select count(*)::int as sent from outgoing_mail where state = 'SENT'`,
  );
  return [
    {
      what: `${figure(MAILS)} mails, from queued to with a mail server on the same machine: a second`,
      aim: null,
      measured: `${figure(MAILS / seconds)}/s`,
      isReached: null,
      detail: `${figure(seconds)} s in all, of which ${figure(queuedSeconds)} s to queue them; ${figure(told?.sent ?? 0)} of them written down as sent by then`,
    },
    {
      what: `${figure(MAILS)} mails: growth of the process`,
      aim: null,
      measured: `${figure(peakMiB - nowMiB)} MiB`,
      isReached: null,
      detail: `peak less what it held before`,
    },
  ];
}
