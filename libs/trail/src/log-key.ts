import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, StartError } from '#libs/platform';
import { generateKey, SignerKey } from '#libs/transparency';

/** The file of the log's signing key in the data folder. */
export const LOG_KEY_FILE = 'trail.key';

/**
 * The key that signs the log: the one that the environment gives, or the one of the data folder.
 * @throws StartError start.log_key_unreadable, start.log_key_exposed, start.other_log_origin
 */
export async function logKeyOf(
  config: Pick<Config, 'logKey' | 'logOrigin' | 'publicUrl' | 'dataFolder'>,
): Promise<SignerKey> {
  if (config.logKey === null) return loadOrMakeLogKey(config.dataFolder, config.logOrigin, config.publicUrl);
  return named(parse(config.logKey, 'TASUKI_LOG_KEY'), config.logOrigin, 'TASUKI_LOG_KEY');
}

/**
 * Reads the signing key of the data folder, and makes it on the first start, for its owner's eyes only.
 * @param origin the log's name, which is the key's too; null takes the name that the key has, or for a new key the address
 * of the log below `publicUrl` (as C2SP advises), or a random one that no other log has.
 * @throws StartError start.log_key_unreadable, start.log_key_exposed when others may read it, start.other_log_origin
 */
export async function loadOrMakeLogKey(
  folder: string,
  origin: string | null,
  publicUrl: string | null = null,
): Promise<SignerKey> {
  const file = join(folder, LOG_KEY_FILE);
  return named((await read(file)) ?? (await make(folder, file, origin ?? originFrom(publicUrl))), origin, file);
}

function originFrom(publicUrl: string | null): string {
  if (publicUrl === null) return `tasuki.invalid/${randomBytes(8).toString('hex')}`;
  const { host, pathname } = new URL(publicUrl);
  return `${host}${pathname.replace(/\/+$/, '')}/trail`;
}

async function read(file: string): Promise<SignerKey | null> {
  let mode: number;
  try {
    mode = (await stat(file)).mode;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null;
    throw unreadable(file, error);
  }
  if ((mode & 0o077) !== 0) {
    throw new StartError(
      'start.log_key_exposed',
      `Others than its owner may read the signing key of the trail, ${file}.`,
      `Find out who has read it. If nobody has: chmod 600 ${file}`,
    );
  }
  return parse(await readFile(file, 'utf8').catch((error: unknown) => Promise.reject(unreadable(file, error))), file);
}

/** Whole or not at all: written beside, then linked; a link never replaces a key that another start made meanwhile. */
async function make(folder: string, file: string, origin: string): Promise<SignerKey> {
  const key = generateKey(origin);
  const unfinished = `${file}.${randomBytes(6).toString('hex')}`;
  await mkdir(folder, { recursive: true });
  const handle = await open(unfinished, 'wx', 0o600);
  try {
    await chmod(unfinished, 0o600);
    await handle.writeFile(`${key.encode()}\n`);
    await handle.sync();
    await link(unfinished, file);
    return key;
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
    return (await read(file)) ?? key;
  } finally {
    await handle.close();
    await rm(unfinished, { force: true });
  }
}

function parse(text: string, where: string): SignerKey {
  try {
    return SignerKey.parse(text.trim());
  } catch (error) {
    throw unreadable(where, error);
  }
}

function named(key: SignerKey, origin: string | null, where: string): SignerKey {
  if (origin === null || key.name === origin) return key;
  throw new StartError(
    'start.other_log_origin',
    `The signing key in ${where} is of the log ${key.name}, not of ${origin}.`,
    'A log keeps its name for life. Set TASUKI_LOG_ORIGIN to the name that the key has, or leave it out.',
  );
}

const unreadable = (where: string, cause: unknown) =>
  new StartError(
    'start.log_key_unreadable',
    `The signing key of the trail in ${where} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
    'Restore it from your backup: a log goes on only with the key that it began with.',
    { cause },
  );
