import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** As long as the portal keeps an upload that nobody goes on with. */
const LIFETIME_MS = 24 * 60 * 60 * 1000;

interface FileFacts {
  name: string;
  sha256: string;
}

/** Which files are on their way, in the user's cache folder, so that the same command goes on after a cut. Losing it costs only time. */
export class UploadMemory {
  private readonly folder: string;

  constructor(folder = cacheFolder(process.env)) {
    this.folder = folder;
  }

  async remember(portal: string, file: FileFacts, uploadId: string): Promise<void> {
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await writeFile(this.placeOf(portal, file), uploadId, { mode: 0o600 });
      await this.forgetOld();
    } catch {
      // A cache that cannot be written makes nothing wrong: a cut upload then begins anew.
    }
  }

  async recall(portal: string, file: FileFacts): Promise<string | null> {
    const place = this.placeOf(portal, file);
    const isFresh = await stat(place).then(
      ({ mtimeMs }) => Date.now() - mtimeMs < LIFETIME_MS,
      () => false,
    );
    return isFresh ? (await readFile(place, 'utf8').catch(() => '')).trim() || null : null;
  }

  async forget(portal: string, file: FileFacts): Promise<void> {
    await rm(this.placeOf(portal, file), { force: true }).catch(() => undefined);
  }

  /** Named by a hash: nobody reads from the folder what was sent where. */
  private placeOf(portal: string, { name, sha256 }: FileFacts): string {
    const digest = createHash('sha256').update(JSON.stringify([portal, name, sha256]));
    return join(this.folder, digest.digest('hex'));
  }

  private async forgetOld(): Promise<void> {
    for (const name of await readdir(this.folder)) {
      const place = join(this.folder, name);
      if (Date.now() - (await stat(place)).mtimeMs > LIFETIME_MS) await rm(place, { force: true });
    }
  }
}

const cacheFolder = (env: Record<string, string | undefined>): string =>
  join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'tasuki', 'uploads');
