import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  encodeEntries,
  extendTree,
  emptyRoot,
  generateKey,
  inclusionProof,
  signCheckpoint,
  type Tile,
  tilePath,
} from '#libs/transparency';
import { verifyLog } from './log.ts';
import { verifyReceipt } from './receipt.ts';
import type { Step } from './steps.ts';

const signer = generateKey('log.example/test');
const KEY = signer.verifier.encode();

const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();

function event(facts: string, person: string) {
  const [factsSalt, personSalt] = [randomBytes(16), randomBytes(16)];
  const personHash = sha256(personSalt, Buffer.from(person));
  const commitment = sha256(sha256(factsSalt, Buffer.from(facts)), personHash);
  return { facts, person, factsSalt, personSalt, personHash, entry: Buffer.concat([Buffer.of(1), commitment]) };
}

/** A log made by the library that the server uses, with the files that the server serves. */
function makeLog(entries: Uint8Array[]) {
  const { root, tiles } = extendTree({ size: 0, root: emptyRoot }, [], entries);
  const size = entries.length;
  const checkpoint = signCheckpoint({ origin: signer.name, size, root, extensions: [] }, signer);
  const files = new Map<string, Uint8Array>([['checkpoint', Buffer.from(checkpoint)]]);
  for (const { level, index, width, bytes } of tiles) files.set(tilePath(level, index, width), bytes);
  for (let index = 0; index * 256 < size; index += 1) {
    const bundle = entries.slice(index * 256, (index + 1) * 256);
    files.set(tilePath('entries', index, bundle.length), encodeEntries(bundle));
  }
  const tileAt = (level: number, index: number) =>
    tiles.find((tile: Tile) => tile.level === level && tile.index === index)?.bytes ?? new Uint8Array();
  const proofOf = (index: number) => inclusionProof(index, size, (level, at) => Promise.resolve(tileAt(level, at)));
  return { size, checkpoint, files, proofOf, read: (path: string) => Promise.resolve(files.get(path) ?? null) };
}

async function receiptOf(
  log: ReturnType<typeof makeLog>,
  index: number,
  of: ReturnType<typeof event>,
  isErased = false,
) {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const whole = { person: of.person, personSalt: base64(of.personSalt) };
  const receipt = {
    format: 'tasuki-receipt/1',
    event: {
      facts: of.facts,
      factsSalt: base64(of.factsSalt),
      ...(isErased ? { personHash: base64(of.personHash) } : whole),
    },
    leafIndex: index,
    inclusionProof: (await log.proofOf(index)).map(base64),
    checkpoint: log.checkpoint,
  };
  return `${JSON.stringify(receipt, null, 2)}\n`;
}

async function stepsOf(steps: AsyncGenerator<Step, unknown>): Promise<string[]> {
  const said: string[] = [];
  for await (const step of steps) said.push(step.isPassed ? step.name : `${step.name}: ${step.why}`);
  return said;
}

const PASSED = ['key', 'format', 'checkpoint', 'commitment', 'inclusion'];
const acknowledged = event('{"act":"delivery.acknowledged"}', '{"name":"Ärztin 山田"}');
const otherEntries = (count: number) => Array.from({ length: count }, (_, at) => Buffer.from(`entry ${at}`));

describe('a receipt, verified in the browser', () => {
  it('holds in a log of any size, at any place', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 700 }), fc.nat(), async (size, place) => {
        const index = place % size;
        const log = makeLog(otherEntries(size).with(index, acknowledged.entry));
        expect(await stepsOf(verifyReceipt(await receiptOf(log, index, acknowledged), KEY))).toEqual(PASSED);
      }),
      { numRuns: 30 },
    );
  });

  it('holds after the person was erased', async () => {
    const log = makeLog([...otherEntries(3), acknowledged.entry]);
    expect(await stepsOf(verifyReceipt(await receiptOf(log, 3, acknowledged, true), KEY))).toEqual(PASSED);
  });

  it('tells what was altered: no single changed letter passes', async () => {
    const log = makeLog([...otherEntries(4), acknowledged.entry]);
    const file = await receiptOf(log, 4, acknowledged);
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.constantFrom('A', '7', '"', ' ', '='), async (at, letter) => {
        fc.pre(file[at] !== letter);
        const altered = file.slice(0, at) + letter + file.slice(at + 1);
        expect((await stepsOf(verifyReceipt(altered, KEY))).at(-1)).toMatch(/: /);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused under the key of another log', async () => {
    const log = makeLog([acknowledged.entry]);
    const other = generateKey('log.example/test').verifier.encode();
    expect(await stepsOf(verifyReceipt(await receiptOf(log, 0, acknowledged), other))).toEqual([
      'key',
      'format',
      'checkpoint: signedByAnother',
    ]);
  });

  it.each([
    ['nothing', '', 'format: unreadable'],
    ['another JSON', '{"a":1}', 'format: notAReceipt'],
    ['null', 'null', 'format: unreadable'],
  ])('says that %s is no receipt', async (_what, file, step) => {
    expect(await stepsOf(verifyReceipt(file, KEY))).toEqual(['key', step]);
  });

  it.each(['', 'nonsense', 'name+00000000+AAAA', `${KEY}x`])('says that %p is no key', async (key) => {
    expect((await stepsOf(verifyReceipt('{}', key)))[0]).toMatch(/^key: /);
  });
});

describe('a whole log, verified in the browser', () => {
  const verdict = (log: ReturnType<typeof makeLog>) => stepsOf(verifyLog(log.read, KEY, () => undefined));

  it.each([0, 1, 2, 255, 256, 257, 700, 2500])('holds with %d entries', async (size) => {
    expect(await verdict(makeLog(otherEntries(size)))).toEqual(['key', 'checkpoint', 'entries', 'root']);
  });

  it('tells of progress up to the last entry', async () => {
    const told: number[] = [];
    await stepsOf(verifyLog(makeLog(otherEntries(2500)).read, KEY, (done) => told.push(done)));
    expect(told.at(-1)).toBe(2500);
  });

  it('finds an entry that was altered behind the signature', async () => {
    const log = makeLog(otherEntries(300));
    log.files.set(
      tilePath('entries', 1, 44),
      encodeEntries(otherEntries(300).slice(256).with(7, Buffer.from('forged'))),
    );
    expect(await verdict(log)).toEqual(['key', 'checkpoint', 'entries', 'root: otherRoot']);
  });

  it('finds that entries are missing', async () => {
    const log = makeLog(otherEntries(300));
    log.files.delete(tilePath('entries', 1, 44));
    expect(await verdict(log)).toEqual(['key', 'checkpoint', 'entries: missing']);
  });
});
