import { afterAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, statfsSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { FolderStore, startEmbeddedPostgres } from '#libs/platform';

const MiB = 1024 * 1024;

const parent = mkdtempSync(join(tmpdir(), 'tasuki-full-disk-'));

const system = (program: string, ...words: string[]) => execFileSync(program, words, { stdio: 'pipe' });
const mount = (folder: string, size: string) =>
  system('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tasuki-test', folder);
const unmount = (folder: string) => system('umount', folder);

/** Works on a disk of its own of that size, as mount reads it (`4m`), and takes it away again. */
async function onDiskOf<T>(size: string, work: (disk: string) => Promise<T>): Promise<T> {
  const disk = await mkdtemp(join(parent, 'disk-'));
  mount(disk, size);
  try {
    return await work(disk);
  } finally {
    unmount(disk);
  }
}

afterAll(() => rm(parent, { recursive: true, force: true }));

function canMount(): boolean {
  try {
    mount(parent, '1m');
    unmount(parent);
    return true;
  } catch {
    return false;
  }
}

/** Small disks of our own take root; where this user may not mount one, each guarantee is named as skipped. */
const withSmallDisks = canMount() ? describe : describe.skip;

/** Leaves `freeBytes` on the disk, at once: nothing else of this process runs meanwhile. @returns the file that is in the way. */
function fillUp(disk: string, freeBytes: number): string {
  const { bavail, bsize } = statfsSync(disk);
  const filler = join(disk, 'filler');
  writeFileSync(filler, Buffer.alloc(bavail * bsize - freeBytes));
  return filler;
}

withSmallDisks('a full disk', () => {
  it('refuses the first start in words, and leaves nothing half-made', () =>
    onDiskOf('64m', async (disk) => {
      const folder = join(disk, 'data');
      await expect(startEmbeddedPostgres({ folder })).rejects.toMatchObject({
        name: 'StartError',
        reason: 'start.folder_not_writable',
        message: expect.stringMatching(/is full: \d+ MB are free, at least 128 MB are needed/),
        hint: expect.stringContaining('Make room'),
      });
      expect(await readdir(disk)).toEqual([]);
    }));

  it('that fills up under the first start is named, and the start after making room succeeds', () =>
    onDiskOf('400m', async (disk) => {
      const folder = join(disk, 'data');
      await mkdir(folder, { mode: 0o711 });
      let filler = '';
      const refused = startEmbeddedPostgres({
        folder,
        // Said after the folder was found good and before the cluster is made: the room goes away in between.
        onProgress: () => (filler ||= fillUp(disk, 8 * MiB)),
      });
      await expect(refused).rejects.toMatchObject({
        name: 'StartError',
        reason: 'start.folder_not_writable',
        message: expect.stringContaining('its disk is full'),
      });
      expect((await readdir(folder)).filter((name) => name !== 'postgres-password')).toEqual([]);

      await rm(filler);
      const server = await startEmbeddedPostgres({ folder });
      await server.stop();
      expect(await readFile(join(folder, 'cluster', 'PG_VERSION'), 'utf8')).toBe('18\n');
    }));

  it('refuses a part as storage.full, and the upload goes on after room was made', () =>
    onDiskOf('16m', async (disk) => {
      const store = await FolderStore.open(join(disk, 'files'));
      const bytes = randomBytes(6 * MiB);
      const plan = { key: 'arrived/1', contentType: 'application/pdf', fileName: 'guide.pdf', sizeBytes: bytes.length };
      const { multipartId } = await store.beginMultipart({ ...plan, partSizeBytes: 3 * MiB });
      const send = (offset: number) =>
        store.writePart({
          multipartId,
          offset,
          expectedBytes: 3 * MiB,
          body: Readable.from([bytes.subarray(offset, offset + 3 * MiB)]),
        });
      const first = await send(0);
      const filler = fillUp(disk, MiB);

      await expect(send(3 * MiB)).rejects.toMatchObject({
        name: 'StorageError',
        code: 'UNAVAILABLE',
        reason: 'storage.full',
      });

      await rm(filler);
      const second = await send(3 * MiB);
      await store.completeMultipart(plan.key, multipartId, [
        { part: 1, etag: first.etag },
        { part: 2, etag: second.etag },
      ]);
      expect((await buffer(await store.read(plan.key))).equals(bytes)).toBe(true);
    }));
});
