import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { reasonOf } from '../test/naive-log.ts';
import {
  generateKey,
  type NoteSignature,
  openNote,
  parseNote,
  serialiseNote,
  SignerKey,
  signNote,
  VerifierKey,
} from './index.ts';

/** The example in the documentation of Go's note package. */
const NEUMANN = {
  signer: 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  verifier: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  signature:
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};
/** The example in the signed-note specification. */
const FOO = {
  verifier: 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
  note: 'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
};

const signer = generateKey('example.com/log');
const base64Of = (length: number) => Buffer.alloc(length, 7).toString('base64');
const signedWith = (...lines: string[]) => `text\n\n${lines.map((line) => `${line}\n`).join('')}`;

describe('published notes', () => {
  it('verify with their published keys', () => {
    const neumann = VerifierKey.parse(NEUMANN.verifier);
    expect(openNote(`${NEUMANN.text}\n${NEUMANN.signature}`, [neumann])).toEqual({
      text: NEUMANN.text,
      signedBy: [neumann],
    });
    expect(openNote(Buffer.from(FOO.note), [VerifierKey.parse(FOO.verifier)]).text).toBe(
      'This is an example message.\n',
    );
  });

  it('are signed byte for byte as published', () => {
    const neumann = SignerKey.parse(NEUMANN.signer);
    expect(neumann.verifier.encode()).toBe(NEUMANN.verifier);
    expect(neumann.encode()).toBe(NEUMANN.signer);
    expect(signNote(NEUMANN.text, [neumann])).toBe(`${NEUMANN.text}\n${NEUMANN.signature}`);
  });

  it('fail when one character of the text is another', async () => {
    const altered = `${NEUMANN.text.replace('answer', 'Answer')}\n${NEUMANN.signature}`;
    const keys = [VerifierKey.parse(NEUMANN.verifier)];
    expect(await reasonOf(() => openNote(altered, keys))).toBe('note.invalid_signature');
  });
});

describe('opening a note', () => {
  const known = [signer.verifier];

  it('gives back any text that was signed, by whoever of the known keys signed it', () => {
    const second = generateKey('witness.example');
    const lines = fc.array(fc.string({ unit: 'grapheme' }).filter((line) => !/\p{Cc}/u.test(line)));
    const texts = lines.map((some) => `${some.join('\n')}\n`);
    fc.assert(
      fc.property(texts, (text) => {
        const opened = openNote(Buffer.from(signNote(text, [signer, second])), [second.verifier, ...known]);
        expect(opened).toEqual({ text, signedBy: [signer.verifier, second.verifier] });
      }),
    );
  });

  it('keeps blank lines and a byte-order mark that belong to the text', () => {
    const text = '\ufeffone\n\n\ntwo\n\n';
    expect(openNote(Buffer.from(signNote(text, [signer])), known).text).toBe(text);
    expect(openNote(signNote('\n', [signer]), known).text).toBe('\n');
  });

  it('ignores signatures of unknown keys, also under a known name or a known id', () => {
    const sameName = generateKey(signer.name);
    const { signatures } = parseNote(signNote('text\n', [signer, sameName]));
    const sameId = { ...signatures[1]!, name: 'elsewhere.example', keyId: signer.id };
    const otherType: NoteSignature = { name: 'witness.example', keyId: 1, signature: new Uint8Array(2_428) };
    const note = serialiseNote({ text: 'text\n', signatures: [otherType, sameId, ...signatures] });
    expect(openNote(note, known).signedBy).toEqual([signer.verifier]);
  });

  it('refuses a note that no known key signed', async () => {
    expect(await reasonOf(() => openNote(signNote('text\n', [signer]), []))).toBe('note.unverified');
    expect(await reasonOf(() => openNote(signNote('text\n', [generateKey(signer.name)]), known))).toBe(
      'note.unverified',
    );
  });

  it('refuses the whole note for one bad signature of a known key, wherever it stands', async () => {
    const { signatures } = parseNote(signNote('text\n', [signer]));
    const good = signatures[0]!;
    for (const bytes of [
      new Uint8Array(64),
      good.signature.subarray(0, 63),
      Buffer.concat([good.signature, Buffer.of(0)]),
    ]) {
      const bad = { ...good, signature: bytes };
      for (const both of [
        [good, bad],
        [bad, good],
      ]) {
        const note = serialiseNote({ text: 'text\n', signatures: both });
        expect(await reasonOf(() => openNote(note, known))).toBe('note.invalid_signature');
      }
    }
  });

  it('names a signer once, however often it signed', () => {
    expect(openNote(signNote('text\n', [signer, signer]), known).signedBy).toEqual([signer.verifier]);
  });

  it('takes a key that is given twice, as one', () => {
    const again = VerifierKey.parse(signer.verifier.encode());
    expect(openNote(signNote('text\n', [signer]), [signer.verifier, again]).signedBy).toHaveLength(1);
  });
});

describe('a malformed note', () => {
  const line = `— name ${base64Of(68)}`;

  it('is told from a well-formed one', async () => {
    expect(await reasonOf(() => parseNote(signedWith(line)))).toBe('nothing thrown');
    expect(parseNote(signedWith(line)).signatures[0]).toMatchObject({ name: 'name', keyId: 0x07070707 });
  });

  it.each([
    ['is empty', ''],
    ['has no blank line', `text\n${line}\n`],
    ['has no text', `\n${line}\n`],
    ['has no signature', 'text\n\n'],
    ['lacks the last newline', signedWith(line).slice(0, -1)],
    ['lacks the last newline behind a second signature', signedWith(line, line).slice(0, -1)],
    ['has carriage returns', signedWith(line).replaceAll('\n', '\r\n')],
    ['has a tab in its text', `te\txt\n\n${line}\n`],
    ['has a zero in its text', `te\0xt\n\n${line}\n`],
    ['has U+001F in its text', `te\x1fxt\n\n${line}\n`],
    ['has half a surrogate pair', `te\ud800xt\n\n${line}\n`],
    ['goes on after the signatures', `${signedWith(line)}more\n`],
    ['has a hyphen for the em dash', signedWith(line.replace('—', '-'))],
    ['has an en dash for the em dash', signedWith(line.replace('—', '–'))],
    ['has no space after the dash', signedWith(line.replace('— ', '—'))],
    ['has two spaces after the name', signedWith(line.replace('name ', 'name  '))],
    ['has a space at a line’s end', signedWith(`${line} `)],
    ['has no name', signedWith(`—  ${base64Of(68)}`)],
    ['has only a name', signedWith('— name')],
    ['has a plus in the name', signedWith(line.replace('name', 'na+me'))],
    ['has a no-break space in the name', signedWith(line.replace('name', 'na\u00a0me'))],
    ['has an ideographic space in the name', signedWith(line.replace('name', 'na\u3000me'))],
    ['has a key id without a signature', signedWith(`— name ${base64Of(4)}`)],
    ['has base64 without padding', signedWith(line.replace(/=+$/, ''))],
    ['has URL-safe base64', signedWith(`— name ${Buffer.alloc(66, 0xff).toString('base64url')}`)],
    ['has stray bits in the base64', signedWith(`— name ${base64Of(68).replace(/.=$/, 'd=')}`)],
    ['has other characters in the base64', signedWith(line.replace('Bw', 'B*w'))],
    ['has 101 signatures', signedWith(...Array.from({ length: 101 }, () => line))],
    ['is over a million bytes long', `${'x'.repeat(1_000_000)}\n\n${line}\n`],
  ])('is refused: it %s', async (_, note) => {
    expect(await reasonOf(() => parseNote(note))).toBe('note.malformed');
  });

  it('is refused: it is not UTF-8', async () => {
    const bytes = Buffer.from(signedWith(line));
    for (const broken of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80]]) {
      expect(await reasonOf(() => parseNote(Buffer.concat([Buffer.from(broken), bytes])))).toBe('note.malformed');
    }
  });

  it('is not one with 100 signatures, DEL, or U+FFFD', async () => {
    expect(parseNote(signedWith(...Array.from({ length: 100 }, () => line))).signatures).toHaveLength(100);
    expect(await reasonOf(() => parseNote(`\x7f\ufffd${signedWith(line)}`))).toBe('nothing thrown');
  });

  it('is never written', async () => {
    const signature = { name: 'name', keyId: 1, signature: new Uint8Array(64) };
    const write = (text: string, ...signatures: NoteSignature[]) => reasonOf(() => serialiseNote({ text, signatures }));
    expect(await write('text\n', signature)).toBe('nothing thrown');
    expect(await write('text', signature)).toBe('note.malformed');
    expect(await write(`text\n\n— name ${base64Of(68)}`, signature)).toBe('note.malformed');
    expect(await write('te\rxt\n', signature)).toBe('note.malformed');
    expect(await write('te\udc00xt\n', signature)).toBe('note.malformed');
    expect(await write('text\n')).toBe('note.malformed');
    expect(await write(`text\n\n— name ${base64Of(68)}\n`)).toBe('note.malformed');
    expect(await write('text\n', { ...signature, name: 'two words' })).toBe('note.malformed');
    expect(await write('text\n', { ...signature, name: `a ${base64Of(9)}\n— b` })).toBe('note.malformed');
    expect(await write('text\n', { ...signature, keyId: 2 ** 32 })).toBe('note.malformed');
    expect(await write('text\n', { ...signature, signature: new Uint8Array(0) })).toBe('note.malformed');
  });
});

describe('a key', () => {
  it('is read back as it was written', () => {
    const again = SignerKey.parse(signer.encode());
    expect([again.name, again.id, again.encode()]).toEqual([signer.name, signer.id, signer.encode()]);
    expect(VerifierKey.parse(signer.verifier.encode()).id).toBe(signer.id);
    const note = signNote('text\n', [again]);
    expect(openNote(note, [VerifierKey.parse(signer.verifier.encode())]).text).toBe('text\n');
  });

  it('is another each time it is generated', () => {
    expect(generateKey('name').encode()).not.toBe(generateKey('name').encode());
  });

  it('does not show its seed when it is logged or sent', () => {
    expect(`${inspect(signer, { depth: 9, showHidden: true })}${JSON.stringify(signer)}`).not.toContain('seed');
  });

  it.each(['', 'two words', 'a+b', 'no\u2003break', 'line\nbreak', 'tab\t', 'bell\x07', 'half\ud800'])(
    'has no name like %j',
    async (name) => {
      expect(await reasonOf(() => generateKey(name))).toBe('key.malformed');
    },
  );

  it.each([
    ['no key', 'nonsense'],
    ['without a name', NEUMANN.verifier.replace('PeterNeumann', '')],
    ['of another name', NEUMANN.verifier.replace('Peter', 'Petra')],
    ['of another id', NEUMANN.verifier.replace('c74f20a3', 'c74f20a4')],
    ['with the id in capitals', NEUMANN.verifier.replace('c74f20a3', 'C74F20A3')],
    ['with a short id', NEUMANN.verifier.replace('c74f20a3', 'c74f20a')],
    ['without its material', 'PeterNeumann+c74f20a3+'],
    ['of another type', NEUMANN.verifier.replace('+AR', '+BR')],
    ['cut short', NEUMANN.verifier.slice(0, -4)],
    ['too long', `${NEUMANN.verifier}AAAA`],
    ['with a newline behind it', `${NEUMANN.verifier}\n`],
    ['that is a signer’s', NEUMANN.signer],
  ])('for verifying is refused: %s', async (_, text) => {
    expect(await reasonOf(() => VerifierKey.parse(text))).toBe('key.malformed');
  });

  it.each([
    ['a verifier’s', NEUMANN.verifier],
    ['of another id', NEUMANN.signer.replace('c74f20a3', 'c74f20a4')],
    ['with another beginning', NEUMANN.signer.replace('PRIVATE+KEY', 'PRIVATE-KEY')],
    ['of another seed', NEUMANN.signer.replace('AYEK', 'AYEL')],
    ['cut short', NEUMANN.signer.slice(0, -4)],
  ])('for signing is refused: %s', async (_, text) => {
    expect(await reasonOf(() => SignerKey.parse(text))).toBe('key.malformed');
  });

  it('has eight digits in its id, also when the first is zero', async () => {
    const seeds = Array.from({ length: 256 }, (_, at) => new Uint8Array(32).fill(at));
    const key = seeds.map((seed) => SignerKey.of('name', seed).verifier).find(({ id }) => id < 2 ** 28)!;
    expect(VerifierKey.parse(key.encode()).id).toBe(key.id);
    expect(await reasonOf(() => VerifierKey.parse(key.encode().replace('+0', '+')))).toBe('key.malformed');
  });

  it('has 32 bytes', async () => {
    expect(await reasonOf(() => VerifierKey.of('name', new Uint8Array(31)))).toBe('key.malformed');
    expect(await reasonOf(() => SignerKey.of('name', new Uint8Array(33)))).toBe('key.malformed');
  });
});
