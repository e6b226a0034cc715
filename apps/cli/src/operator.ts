import type { INestApplicationContext } from '@nestjs/common';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Member, Organisation } from '#libs/directory';
import { readConfig, SignIn, systemCtx, UnitOfWork } from '#libs/platform';
import { CliError, usageError } from './failure.ts';
import { foundMember, foundOrganisation } from './founding.ts';
import { openApplication } from './start/application.ts';
import { live } from './start/life.ts';
import type { Env } from './start/portal.ts';
import type { Terminal } from './terminal.ts';

export interface NewOperator {
  email: string;
  name: string;
  isPasswordOnStdin: boolean;
}

/** Makes an operator: the person who admits organisations. Works beside a running server only with an outside database. */
export async function createOperator(terminal: Terminal, env: Env, operator: NewOperator): Promise<void> {
  const config = readConfig(env);
  const password = await readPassword(operator.isPasswordOnStdin);
  await live(terminal, async (life) => {
    const { app, database } = await openApplication(config, env, life, (line) => terminal.say(line));
    const member = await foundOperator(app, operator, password);
    await database.finish();
    terminal.say(`${operator.email} is an operator now. Sign in to admit organisations.`);
    terminal.answer({ memberId: member.id, organisationId: member.organisationId, email: member.email });
  });
}

async function foundOperator(
  app: INestApplicationContext,
  { email, name }: NewOperator,
  password: string,
): Promise<Member> {
  const [uow, signIn] = [app.get(UnitOfWork, { strict: false }), app.get(SignIn, { strict: false })];
  return uow.runAsSystem(systemCtx('tasuki operator create'), async (tx) => {
    const facts = { kind: 'OPERATOR' as const, serviceKinds: [], name: '運営者', englishName: 'Operator' };
    const organisation =
      (await tx.manager.findOneBy(Organisation, { kind: 'OPERATOR' })) ?? (await foundOrganisation(tx, facts));
    const account = await signIn.accountByEmail(email, tx);
    if (account) {
      const member = await tx.manager.findOneBy(Member, { organisationId: organisation.id, userId: account.userId });
      if (member) throw alreadyOperator(email);
    }
    // An account that exists keeps its password: whoever runs this command is not its owner.
    return foundMember(
      tx,
      signIn,
      { organisationId: organisation.id, name, email, roles: ['OPERATOR'] },
      account ?? { password },
    );
  });
}

const alreadyOperator = (email: string) =>
  new CliError('operator.exists', `${email} is an operator already.`, 'Sign in, or ask for a new password by mail.');

/** From stdin for scripts, or asked twice without showing it. Never an argument: others on the machine can read those. */
async function readPassword(isOnStdin: boolean): Promise<string> {
  if (isOnStdin) {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks)
      .toString('utf8')
      .replace(/\r?\n$/, '');
  }
  if (!process.stdin.isTTY) {
    throw usageError('There is no terminal to ask for the password.', 'Pipe it in, with --password-stdin.');
  }
  const password = await askHidden('Password (at least 12 characters): ');
  if ((await askHidden('The same again: ')) === password) return password;
  throw usageError('The two passwords differ.', 'Run the command again.');
}

async function askHidden(question: string): Promise<string> {
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({ input: process.stdin, output: silent, terminal: true });
  const stopped = new Promise<never>((_resolve, reject) => {
    prompt.once('SIGINT', () => reject(new CliError('cli.stopped', 'Stopped. Nothing was made.', '')));
  });
  try {
    return await Promise.race([prompt.question(''), stopped]);
  } finally {
    prompt.close();
    process.stderr.write('\n');
  }
}
