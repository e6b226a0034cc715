import { MailLedger, readBounce, readConfig } from '#libs/platform';
import { CliError } from './failure.ts';
import { openApplication } from './start/application.ts';
import { live } from './start/life.ts';
import type { Env } from './start/portal.ts';
import type { Terminal } from './terminal.ts';

/** As much as mail servers send back of a mail, and more than our mails have. */
const MAX_BYTES = 10 * 1024 * 1024;

const REFUSED = {
  NO_NOTICE: 'This is no notice of a mail server that a mail could not be delivered.',
  NONE_OF_OURS: 'This notice is about no mail of this portal.',
};

/** Reads from stdin what a mail server sent to the return path. Works beside a running server only with an outside database. */
export async function noteBounce(terminal: Terminal, env: Env): Promise<void> {
  const config = readConfig(env);
  const read = await readBounce(await readMessage());
  if (read.kind === 'STILL_TRIED') {
    terminal.say('The mail server still tries to deliver it. Nothing was recorded.');
    return terminal.answer({ outcome: read.kind });
  }
  if (read.kind !== 'BOUNCE') throw refused(read.kind);
  await live(terminal, async (life) => {
    const { app, database } = await openApplication(config, env, life, (line) => terminal.say(line));
    const isOurs = await app.get(MailLedger, { strict: false }).noteBounce(read.bounce);
    await database.finish();
    if (!isOurs) throw refused('NONE_OF_OURS');
    terminal.say(`Mail ${read.bounce.mailId} came back (${read.bounce.status}).`);
    terminal.answer({ outcome: read.kind, ...read.bounce });
  });
}

async function readMessage(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin) {
    bytes += (chunk as Buffer).length;
    if (bytes > MAX_BYTES) throw new CliError('mail.too_large', 'This message is larger than 10 MiB.', NOTHING);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

const NOTHING = 'Nothing was recorded.';
const refused = (kind: keyof typeof REFUSED) => new CliError(`mail.${kind.toLowerCase()}`, REFUSED[kind], NOTHING);
