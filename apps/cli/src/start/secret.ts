import { randomBytes } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '#libs/platform';

const MIN_LENGTH = 32;

/**
 * The secret of a data folder, made on its first start for its owner's eyes only. Passwords of the database's roles,
 * cookies and second factors depend on it.
 * @param mayMake whether the data is new, so that nothing depends on a secret yet.
 * @throws StartError `start.secret_missing`
 */
export async function secretOf(dataFolder: string, mayMake: boolean): Promise<string> {
  const file = join(dataFolder, 'secret');
  const found = await read(file);
  if (found) return found;
  if (mayMake) {
    await make(file);
    const made = await read(file);
    if (made) return made;
  }
  throw new StartError(
    'start.secret_missing',
    `The file ${file} is missing or damaged; sessions and second factors in the data beside it depend on it.`,
    'Put the file back from a backup, or choose another data folder with TASUKI_DATA.',
  );
}

async function read(file: string): Promise<string | null> {
  try {
    const secret = (await readFile(file, 'utf8')).trim();
    return secret.length >= MIN_LENGTH ? secret : null;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null;
    throw error;
  }
}

/** Whole or not at all: written beside, then linked. */
async function make(file: string): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(32).toString('base64url')}\n`);
    await handle.sync();
    await link(draft, file).catch((error: unknown) => {
      if ((error as { code?: string }).code !== 'EEXIST') throw error;
    });
  } finally {
    await handle.close();
    await rm(draft, { force: true });
  }
}
