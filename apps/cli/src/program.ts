import { Command, CommanderError, Option } from 'commander';
import { applicationVersion } from '#libs/kernel';
import { EXIT, type ExitCode, tellFailure, usageError } from './failure.ts';
import { actionsOf, type PublishOptions } from './publish/options.ts';
import type { Env } from './start/portal.ts';
import { openTerminal, type Terminal } from './terminal.ts';

const KINDS = ['MDS2', 'SBOM', 'UPDATE_PACKAGE', 'LIFECYCLE_NOTICE', 'ADVISORY', 'SECURITY_GUIDE', 'QUESTIONNAIRE'];
const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFO'];
const LOCAL_PORTAL = 'http://127.0.0.1:8420';
const TLPS = ['CLEAR', 'GREEN', 'AMBER', 'AMBER_STRICT', 'RED'];

type Outcome = ExitCode | void;

/** Runs one command line. @returns the exit code; never rejects. */
export async function run(args: readonly string[], env: Env): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  const program = new Command('tasuki')
    .description(
      'Hands security documents of medical devices from vendors to hospitals, with a trail anyone can verify.',
    )
    .version(applicationVersion(), '--version')
    .helpCommand(false)
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 refused or failed, 2 wrong command line, 3 not verified.' +
        '\nWhat start, worker, migrate, operator and mail run on is told by the environment: docs/configuration.md lists every variable.',
    );

  /** Adds a command with --json, whose work answers the exit code. */
  const command = <Options>(
    parent: Command,
    signature: string,
    description: string,
    work: (terminal: Terminal, options: Options, args: string[]) => Promise<Outcome>,
  ) => {
    const made = parent.command(signature).description(description);
    made.option('--json', 'answer with JSON, one value a line').action(async (...given: unknown[]) => {
      const terminal = openTerminal(made.opts<{ json?: boolean }>().json ?? false);
      try {
        exitCode =
          (await work(terminal, made.opts<Options & object>(), given.slice(0, -2).flat() as string[])) ?? EXIT.ok;
      } catch (error) {
        exitCode = tellFailure(error, terminal);
      }
    });
    return made;
  };

  // Each loads what it needs when it is called: verifying a receipt needs no server.
  command(program, 'start', 'run the portal, with a database of its own unless DATABASE_URL is set', async (terminal) =>
    (await import('./start/start.ts')).start(terminal, env),
  );
  command(program, 'worker', 'run background jobs only, on DATABASE_URL', async (terminal) =>
    (await import('./worker.ts')).runWorker(terminal, env),
  );
  command(
    program,
    'migrate',
    'bring the database in DATABASE_URL, or the one in the data folder (TASUKI_DATA), to this version',
    async (terminal) => (await import('./migrate.ts')).migrateDatabase(terminal, env),
  );
  command(program, 'demo', 'make the demonstration in a data folder where nobody is yet', async (terminal) =>
    (await import('./demo/command.ts')).demonstrate(terminal, env),
  );

  const operator = program.command('operator').description('the people who run this portal').helpCommand(false);
  command<{ email: string; name: string; passwordStdin?: boolean }>(
    operator,
    'create',
    'make an operator, who admits organisations',
    async (terminal, { email, name, passwordStdin = false }) =>
      (await import('./operator.ts')).createOperator(terminal, env, { email, name, isPasswordOnStdin: passwordStdin }),
  )
    .requiredOption('--email <address>', 'whom to make an operator')
    .requiredOption('--name <name>', 'the person’s name')
    .option('--password-stdin', 'read the password from stdin instead of asking for it');

  const mail = program.command('mail').description('mails that the portal sent').helpCommand(false);
  command(
    mail,
    'bounce',
    'record that a mail came back: reads the mail server’s notice from stdin, as an alias pipes it',
    async (terminal) => (await import('./mail-bounce.ts')).noteBounce(terminal, env),
  );

  addPublish(
    command(program, 'publish <file...>', 'send files and draft a publication', async (terminal, given, files) =>
      (await import('./publish/publish.ts')).publish(terminal, readPublish(given as PublishFlags, files, env)),
    ),
  );

  command(
    program,
    'check <file...>',
    'read files as the portal would, and tell what is found in them',
    async (terminal, _, files) => (await import('./check-command.ts')).checkFiles(terminal, files),
  );

  const verify = program
    .command('verify')
    .description('check what the trail proves, trusting nobody')
    .helpCommand(false);
  const key = () =>
    new Option('--key <key>', 'public key of the log (the portal serves it at /trail/key), or a file with it').env(
      'TASUKI_VERIFIER_KEY',
    );
  command<{ key?: string }>(
    verify,
    'receipt <file>',
    'verify a receipt, offline',
    async (terminal, options, [file = '']) =>
      (await import('./verify-command.ts')).verifyReceiptFile(terminal, file, requireKey(options.key)),
  ).addOption(key());
  command<{ key?: string }>(
    verify,
    'log <address>',
    'verify a whole log, at an address or in a folder',
    async (terminal, options, [source = '']) =>
      (await import('./verify-command.ts')).verifyWholeLog(terminal, source, requireKey(options.key)),
  ).addOption(key());

  command(
    program,
    'log-key <origin>',
    'make a signing key for a new log, named after where it will be (trail.example.jp)',
    async (terminal, _options, [origin = '']) => (await import('./log-key-command.ts')).makeLogKey(terminal, origin),
  );

  throwInsteadOfExit(program);
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) return tellFailure(error, openTerminal(false));
    // Asked for help or the version: that is no error. Without any command the help was shown as one.
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
  return exitCode;
}

interface PublishFlags {
  url?: string;
  key?: string;
  product?: string;
  release: string[];
  kind: string;
  title: string;
  summary?: string;
  severity: string;
  tlp: string;
  due?: string;
  ask: string[];
  effective?: string;
  submit?: boolean;
  wait?: boolean;
  justify?: string;
}

/** Not left to commander, which would say only that an option is missing. */
function requireKey(key: string | undefined): string {
  if (key) return key;
  throw usageError(
    'The public key of the log is missing.',
    'Give --key, or set TASUKI_VERIFIER_KEY. Get the key once from the portal (curl -s https://portal.example.jp/trail/key > log.key), ' +
      'or better from its operator in person, and keep it.',
  );
}

const collect = (value: string, former: string[]) => [...former, value];

const addPublish = (command: Command): Command =>
  command
    .option('--url <address>', `the portal; without it TASUKI_URL, or ${LOCAL_PORTAL}`)
    .option('--key <key>', 'API key; better in the environment as TASUKI_API_KEY, where others cannot read it')
    .addOption(new Option('--kind <kind>', 'what it is').choices(KINDS).makeOptionMandatory())
    .requiredOption('--title <title>', 'its title, in Japanese or English')
    .option('--summary <text>', 'what it says, in a few sentences')
    .option('--product <product>', 'GTIN, name or id of the product that it is about')
    .option('--release <version>', 'version of that product; may be repeated', collect, [])
    .addOption(new Option('--severity <severity>', 'how grave it is').choices(SEVERITIES).default('INFO'))
    .addOption(new Option('--tlp <tlp>', 'to whom it may be passed on (TLP 2.0)').choices(TLPS).default('AMBER'))
    .option('--due <date>', 'last day (YYYY-MM-DD) to acknowledge it')
    .option('--ask <action=date>', 'what else it asks, as APPLY_UPDATE=2027-01-31; may be repeated', collect, [])
    .option('--effective <date>', 'from when it is in effect (YYYY-MM-DD)')
    .option('--submit', 'hand it to an approver')
    .option('--justify <words>', 'with --submit: why the warnings in the files may stand')
    .option('--wait', 'with --submit: wait until somebody approved it or sent it back');

function readPublish(flags: PublishFlags, files: string[], env: Env): PublishOptions {
  const key = flags.key ?? env['TASUKI_API_KEY'];
  if (!key) {
    throw usageError(
      'An API key is missing.',
      'Set TASUKI_API_KEY. An administrator of your organisation makes one with the role VENDOR_PUBLISHER (makeApiKey).',
    );
  }
  const url = flags.url ?? (env['TASUKI_URL'] || LOCAL_PORTAL);
  if (!/^https?:\/\/./.test(url)) throw usageError(`"${url}" is no address.`, 'Write --url https://…');
  if (flags.product !== undefined && flags.release.length === 0) {
    throw usageError('--product needs a version of it.', 'Add --release.');
  }
  if (flags.product === undefined && flags.release.length > 0) {
    throw usageError('--release needs the product that it is of.', 'Add --product.');
  }
  if (flags.wait && !flags.submit) throw usageError('--wait waits for an approval.', 'Add --submit.');
  return {
    url,
    key,
    files,
    product: flags.product ?? null,
    releases: flags.release,
    kind: flags.kind,
    title: flags.title,
    summary: flags.summary ?? null,
    severity: flags.severity,
    tlp: flags.tlp,
    actions: actionsOf(flags.due, flags.ask),
    effectiveOn: flags.effective ?? null,
    submits: flags.submit ?? false,
    waits: flags.wait ?? false,
    justification: flags.justify?.trim() || null,
  };
}

/** Commander would end the process itself; help after a wrong command line says what is right. */
function throwInsteadOfExit(command: Command): void {
  command.exitOverride().showHelpAfterError('Try --help.');
  for (const one of command.commands) throwInsteadOfExit(one);
}
