import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { generateKey } from '#libs/transparency';
import { loadOrMakeLogKey, LOG_KEY_FILE, logKeyOf } from './log-key.ts';

describe('the signing key of the log', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tasuki-key-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is made once, for its owner alone, and found again', async () => {
    const made = await loadOrMakeLogKey(folder, 'trail.example.jp');
    expect((await stat(join(folder, LOG_KEY_FILE))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual([LOG_KEY_FILE]);
    expect((await loadOrMakeLogKey(folder, null)).encode()).toBe(made.encode());
  });

  it('is one key even when several starts make it at once', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => loadOrMakeLogKey(folder, 'trail.example.jp')));
    expect(new Set(made.map((key) => key.encode())).size).toBe(1);
  });

  it('is called by the address of the log, or by a name that no other log has', async () => {
    expect((await loadOrMakeLogKey(folder, null, 'https://tasuki.example.jp')).name).toBe('tasuki.example.jp/trail');
    const unnamed = await Promise.all([0, 1].map((n) => loadOrMakeLogKey(join(folder, String(n)), null)));
    expect(new Set(unnamed.map((key) => key.name)).size).toBe(2);
  });

  it('is refused when others may read it', async () => {
    await loadOrMakeLogKey(folder, 'trail.example.jp');
    await chmod(join(folder, LOG_KEY_FILE), 0o640);
    await expect(loadOrMakeLogKey(folder, null)).rejects.toMatchObject({ reason: 'start.log_key_exposed' });
  });

  it('is refused under another name, and when damaged, without telling any of it', async () => {
    const key = await loadOrMakeLogKey(folder, 'trail.example.jp');
    await expect(loadOrMakeLogKey(folder, 'other.example.jp')).rejects.toMatchObject({
      reason: 'start.other_log_origin',
    });
    await writeFile(join(folder, LOG_KEY_FILE), key.encode().slice(0, -2));
    const failed = await loadOrMakeLogKey(folder, null).catch((error: unknown) => (error as Error).message);
    expect(failed).toContain('cannot be read');
    expect(failed).not.toContain(key.encode().slice(-20, -2));
  });

  it('may be given by the environment', async () => {
    const key = generateKey('trail.example.jp');
    const config = { logKey: key.encode(), logOrigin: null, publicUrl: null, dataFolder: folder };
    expect((await logKeyOf(config)).encode()).toBe(key.encode());
    expect(await readdir(folder)).toEqual([]);
  });
});
