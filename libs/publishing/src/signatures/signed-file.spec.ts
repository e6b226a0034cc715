import { describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { type AttachedFile, signedFiles } from './signed-file.ts';

const file = (name: string, facts: Partial<AttachedFile> = {}): AttachedFile => ({
  uploadId: newId(),
  name,
  sizeBytes: 400,
  mediaType: 'application/octet-stream',
  isMachineReadable: false,
  ...facts,
});
const armored = (name: string) => file(name, { mediaType: 'application/pgp-signature' });
const manifest = file('manifest.json', { mediaType: 'application/json', isMachineReadable: true });
const pairs = (...files: AttachedFile[]) =>
  signedFiles(files).map(({ signature, signed }) => [signature.name, signed?.name ?? null]);

describe('a signature', () => {
  it.each(['update.zip.asc', 'update.zip.sig', 'update.zip.gpg', 'update.zip.pgp', 'update.zip.ASC'])(
    'called %s signs the file whose name it extends, among others',
    (name) => {
      expect(pairs(file('other.zip'), file('update.zip'), manifest, armored(name))).toEqual([[name, 'update.zip']]);
    },
  );

  it('signs a document by its name, too', () => {
    const advisory = file('advisory.json', { mediaType: 'application/json', isMachineReadable: true });
    expect(pairs(advisory, manifest, armored('advisory.json.asc'))).toEqual([['advisory.json.asc', 'advisory.json']]);
  });

  it('called anything else signs the only file that is no structured document', () => {
    expect(pairs(manifest, armored('signature.asc'), file('update.bin'))).toEqual([['signature.asc', 'update.bin']]);
  });

  it('signs nothing where several files could be meant, or none', () => {
    expect(pairs(file('a.bin'), file('b.bin'), armored('signature.asc'))).toEqual([['signature.asc', null]]);
    expect(pairs(file('a.bin'), file('a.bin'), armored('a.bin.asc'))).toEqual([['a.bin.asc', null]]);
    expect(pairs(manifest, armored('signature.asc'))).toEqual([['signature.asc', null]]);
  });

  it('is never what another one signs', () => {
    expect(pairs(file('a.bin'), armored('a.bin.asc'), armored('a.bin.asc.asc'))).toEqual([
      ['a.bin.asc', 'a.bin'],
      ['a.bin.asc.asc', 'a.bin'],
    ]);
  });

  it('in binary is told by its name and size', () => {
    expect(pairs(file('a.bin'), file('a.bin.sig'), file('a.bin.gpg'))).toEqual([
      ['a.bin.sig', 'a.bin'],
      ['a.bin.gpg', 'a.bin'],
    ]);
    expect(pairs(file('a.bin'), file('a.bin.gpg', { sizeBytes: 10_000_000 }))).toEqual([]);
    expect(pairs(file('a.txt'), file('a.txt.sig', { mediaType: 'text/plain' }))).toEqual([]);
  });
});
