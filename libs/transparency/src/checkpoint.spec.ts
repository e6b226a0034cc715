import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { reasonOf } from '../test/naive-log.ts';
import {
  type Checkpoint,
  emptyRoot,
  formatCheckpoint,
  generateKey,
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  signCheckpoint,
  signNote,
} from './index.ts';

/** The example in the tlog-checkpoint specification. */
const PUBLISHED = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`;
const ROOT = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';
const origin = 'example.com/trail';
const signer = generateKey(origin);
const checkpoint: Checkpoint = { origin, size: 0, root: emptyRoot, extensions: [] };

describe('a checkpoint', () => {
  it('is read as the specification’s example says', () => {
    const { text } = parseNote(PUBLISHED);
    const read = parseCheckpoint(text);
    expect(read).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163, extensions: [] });
    expect(Buffer.from(read.root).toString('base64')).toBe(ROOT);
    expect(formatCheckpoint(read)).toBe(text);
  });

  it('of the empty tree has the size 0', () => {
    expect(formatCheckpoint(checkpoint)).toBe(`${origin}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n`);
  });

  it('is opened as it was signed', () => {
    const lines = fc.array(fc.stringMatching(/^[ -~]+$/), { maxLength: 3 });
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.uint8Array({ minLength: 32, maxLength: 32 }), lines, (size, root, extensions) => {
        const signed = signCheckpoint({ origin, size, root, extensions }, signer);
        const opened = openCheckpoint(Buffer.from(signed), origin, [signer.verifier]);
        expect({ ...opened, root: [...opened.root] }).toEqual({ origin, size, root: [...root], extensions });
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['two lines', 'origin\n1\n'],
    ['an empty origin', `\n1\n${ROOT}\n`],
    ['an empty extension line', `origin\n1\n${ROOT}\n\n`],
    ['an empty line before an extension', `origin\n1\n${ROOT}\n\nmore\n`],
    ['no last newline', `origin\n1\n${ROOT}`],
    ['no newline behind an extension', `origin\n1\n${ROOT}\nmore`],
    ['a control character in the origin', `ori\tgin\n1\n${ROOT}\n`],
    ['a broken character in an extension', `origin\n1\n${ROOT}\n\ud800\n`],
    ['carriage returns', `origin\r\n1\r\n${ROOT}\r\n`],
    ['an empty size', `origin\n\n${ROOT}\n`],
    ['a leading zero', `origin\n01\n${ROOT}\n`],
    ['two zeros', `origin\n00\n${ROOT}\n`],
    ['a signed size', `origin\n+1\n${ROOT}\n`],
    ['a negative size', `origin\n-1\n${ROOT}\n`],
    ['a fraction', `origin\n1.0\n${ROOT}\n`],
    ['an exponent', `origin\n1e3\n${ROOT}\n`],
    ['a hexadecimal size', `origin\n0x10\n${ROOT}\n`],
    ['a space before the size', `origin\n 1\n${ROOT}\n`],
    ['digits of another script', `origin\n１\n${ROOT}\n`],
    ['a size past what can be counted', `origin\n9007199254740992\n${ROOT}\n`],
    ['a root without padding', `origin\n1\n${ROOT.slice(0, -1)}\n`],
    ['a root with stray bits', `origin\n1\n${ROOT.replace('2I=', '2J=')}\n`],
    ['a URL-safe root', `origin\n1\n${ROOT.replace('/', '_')}\n`],
    ['a root of 31 bytes', `origin\n1\n${Buffer.alloc(31).toString('base64')}\n`],
    ['a root of 33 bytes', `origin\n1\n${Buffer.alloc(33).toString('base64')}\n`],
  ])('is refused with %s', async (_, text) => {
    expect(await reasonOf(() => parseCheckpoint(text))).toBe('checkpoint.malformed');
  });

  it.each<[string, Partial<Checkpoint>]>([
    ['an origin of two lines', { origin: 'two\nlines' }],
    ['an origin that brings a size and a root', { origin: `${origin}\n1\n${ROOT}` }],
    ['no origin', { origin: '' }],
    ['a fraction of a leaf', { size: 1.5 }],
    ['a size past what can be counted', { size: 1e21 }],
    ['a short root', { root: new Uint8Array(20) }],
    ['an empty extension line', { extensions: [''] }],
    ['an extension of two lines', { extensions: ['two\nlines'] }],
  ])('is never signed with %s', async (_, change) => {
    const wrong = { ...checkpoint, ...change };
    expect(await reasonOf(() => formatCheckpoint(wrong))).toBe('checkpoint.malformed');
    if (change.origin === undefined)
      expect(await reasonOf(() => signCheckpoint(wrong, signer))).toBe('checkpoint.malformed');
  });

  it('is signed only by the key that bears the log’s name', async () => {
    expect(await reasonOf(() => signCheckpoint(checkpoint, generateKey('other.example')))).toBe(
      'checkpoint.foreign_origin',
    );
  });

  it('of another log is refused, though the same key signed it', async () => {
    const foreign = signNote(formatCheckpoint({ ...checkpoint, origin: 'other.example' }), [signer]);
    expect(await reasonOf(() => openCheckpoint(foreign, origin, [signer.verifier]))).toBe('checkpoint.foreign_origin');
  });

  it('is refused when its size was altered after signing, or a stranger signed it', async () => {
    const signed = signCheckpoint(checkpoint, signer);
    const open = (note: string) => reasonOf(() => openCheckpoint(note, origin, [signer.verifier]));
    expect(await open(signed)).toBe('nothing thrown');
    expect(await open(signed.replace('\n0\n', '\n1\n'))).toBe('note.invalid_signature');
    expect(await open(signCheckpoint(checkpoint, generateKey(origin)))).toBe('note.unverified');
    expect(await open(signNote('hello\n', [signer]))).toBe('checkpoint.malformed');
  });
});
