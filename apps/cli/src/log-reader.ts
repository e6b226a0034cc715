import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TileCoordinate, tilePath, tilePrefix } from '#libs/transparency';

const TIMEOUT_MS = 30_000;
const FULL = 256;

/** Reads a log over HTTP or from a folder; both have the same paths. Nothing that it gives is to be believed. */
export class LogReader {
  private readonly source: string;

  constructor(source: string) {
    this.source = source.replace(/\/+$/, '');
  }

  async checkpoint(): Promise<Uint8Array> {
    const note = await this.read('checkpoint');
    if (!note) throw new Error(`there is no checkpoint at ${this.source}`);
    return note;
  }

  /** A log may drop a partial tile once the full one exists: then its beginning will do. */
  async tile({ level, index, width }: TileCoordinate): Promise<Uint8Array> {
    const path = tilePath(level, index, width);
    const exact = await this.read(path);
    if (exact) return exact;
    const full = width === FULL ? null : await this.read(tilePath(level, index, FULL));
    if (!full) throw new Error(`${path} is missing`);
    return tilePrefix(level, full, width);
  }

  /** Null when there is no such thing. */
  private async read(path: string): Promise<Uint8Array | null> {
    return /^https?:\/\//.test(this.source) ? this.readUrl(`${this.source}/${path}`) : this.readFile(path);
  }

  private async readUrl(url: string): Promise<Uint8Array | null> {
    const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  }

  private async readFile(path: string): Promise<Uint8Array | null> {
    try {
      return await readFile(join(this.source, path));
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === 'ENOENT' || code === 'ENOTDIR') return null;
      throw error;
    }
  }
}
