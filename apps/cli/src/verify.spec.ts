import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  emptyRoot,
  extendTree,
  generateKey,
  inclusionProof,
  signCheckpoint,
  type Tile,
  tilePath,
} from '#libs/transparency';
import { type Receipt, Receipts, receiptText, TrailRepository } from '#libs/trail';
import { TrailWorld } from '../../../test/support/trail-world.ts';
import { verifyLog, verifyReceipt } from './verify.ts';

const signer = generateKey('trail.example.jp');
const key = signer.verifier.encode();
const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

const someEvent = (at: number) => ({
  facts: `{"act":"delivery.acknowledged","note":"受領 ${at}","version":1}`,
  factsSalt: randomBytes(16),
  person: `{"email":"person@example.jp","name":"病院の担当者"}`,
  personSalt: randomBytes(16),
});
type Event = ReturnType<typeof someEvent>;

const personHash = (event: Event) => sha256(event.personSalt, Buffer.from(event.person));
const entryOf = (event: Event) =>
  Buffer.concat([Buffer.of(1), sha256(sha256(event.factsSalt, Buffer.from(event.facts)), personHash(event))]);

/** A log of `size` events in memory: the newest bytes of each tile by level and index. */
function logOf(size: number) {
  const events = Array.from({ length: size }, (_, at) => someEvent(at));
  const extension = extendTree({ size: 0, root: emptyRoot }, [], events.map(entryOf));
  const note = signCheckpoint({ origin: signer.name, size, root: extension.root, extensions: [] }, signer);
  return { events, tiles: extension.tiles, note };
}

async function receiptOf(log: ReturnType<typeof logOf>, leafIndex: number, isErased = false): Promise<string> {
  const event = log.events[leafIndex]!;
  const tileAt = (level: number, index: number) =>
    log.tiles.find((tile) => tile.level === level && tile.index === index)!;
  const proof = await inclusionProof(leafIndex, log.events.length, async (level, index) => tileAt(level, index).bytes);
  const receipt: Receipt = {
    format: 'tasuki-receipt/1',
    event: {
      facts: event.facts,
      factsSalt: base64(event.factsSalt),
      ...(isErased
        ? { personHash: base64(personHash(event)) }
        : { person: event.person, personSalt: base64(event.personSalt) }),
    },
    leafIndex,
    inclusionProof: proof.map(base64),
    checkpoint: log.note,
  };
  return `${JSON.stringify(receipt, null, 2)}\n`;
}

const failedStep = (verdict: { isValid: boolean; steps: { step: string; isPassed: boolean }[] }) => {
  expect(verdict.isValid).toBe(false);
  return verdict.steps.find((step) => !step.isPassed)?.step;
};

describe('verifying a receipt', () => {
  const log = logOf(300);

  it('proves the event from the file and the key alone', async () => {
    const verdict = verifyReceipt(Buffer.from(await receiptOf(log, 123)), `${key}\n`);
    expect(verdict).toMatchObject({
      isValid: true,
      event: {
        facts: { act: 'delivery.acknowledged', note: '受領 123' },
        person: { name: '病院の担当者' },
        leafIndex: 123,
      },
    });
    expect(verdict.steps.map(({ step }) => step)).toEqual(['key', 'format', 'checkpoint', 'commitment', 'inclusion']);
  });

  it('proves the facts after the person was erased', async () => {
    const verdict = verifyReceipt(Buffer.from(await receiptOf(log, 5, true)), key);
    expect(verdict).toMatchObject({ isValid: true, event: { person: 'erased' } });
  });

  it.each([false, true])('finds every altered byte, wherever it is (person erased: %s)', async (isErased) => {
    const good = Buffer.from(await receiptOf(log, 77, isErased));
    for (let at = 0; at < good.length; at += 1) {
      const bad = Buffer.from(good);
      bad[at] = bad[at]! ^ (1 << (at % 8));
      expect(verifyReceipt(bad, key).isValid).toBe(false);
    }
  });

  it('finds whatever is put in, taken out or replaced', async () => {
    const good = Buffer.from(await receiptOf(log, 77));
    fc.assert(
      fc.property(fc.nat(good.length), fc.nat(40), fc.uint8Array({ maxLength: 40 }), (from, length, bytes) => {
        const bad = Buffer.concat([good.subarray(0, from), bytes, good.subarray(from + length)]);
        fc.pre(!bad.equals(good));
        return !verifyReceipt(bad, key).isValid;
      }),
      { numRuns: 2000 },
    );
  });

  it('says which step failed', async () => {
    const text = await receiptOf(log, 77);
    const altered = (change: (receipt: Receipt) => void, ofText = text) => {
      const receipt = JSON.parse(ofText) as Receipt;
      change(receipt);
      return failedStep(verifyReceipt(Buffer.from(`${JSON.stringify(receipt, null, 2)}\n`), key));
    };
    expect(failedStep(verifyReceipt(Buffer.from(text), 'no key'))).toBe('key');
    expect(failedStep(verifyReceipt(Buffer.from(text), generateKey(signer.name).verifier.encode()))).toBe('checkpoint');
    expect(failedStep(verifyReceipt(Buffer.from(text.slice(1)), key))).toBe('format');
    expect(failedStep(verifyReceipt(Buffer.from(text.replace('": ', '":  ')), key))).toBe('format');
    expect(altered((receipt) => (receipt.checkpoint = receipt.checkpoint.replace('\n300\n', '\n301\n')))).toBe(
      'checkpoint',
    );
    expect(altered((receipt) => (receipt.event.factsSalt = base64(randomBytes(15))))).toBe('commitment');
    expect(altered((receipt) => (receipt.event.facts = receipt.event.facts.replace('77', '78')))).toBe('inclusion');
    expect(altered((receipt) => (receipt.event.personSalt = base64(randomBytes(16))))).toBe('inclusion');
    expect(altered((receipt) => (receipt.leafIndex = 78))).toBe('inclusion');
    expect(altered((receipt) => receipt.inclusionProof.reverse())).toBe('inclusion');
  });
});

describe('verifying a log', () => {
  let folder: string;
  let server: Server;
  let url: string;
  const log = logOf(70_000);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tasuki-log-'));
    server = createServer((request, response) => {
      const files = new Map(log.tiles.map((tile) => [`/trail/${pathOf(tile)}`, tile.bytes]));
      const body = request.url === '/trail/checkpoint' ? Buffer.from(log.note) : files.get(request.url ?? '');
      response.writeHead(body ? 200 : 404).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as { port: number }).port}/trail`;
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  const pathOf = ({ level, index, width }: Tile) => tilePath(level, index, width);
  /** The log as files, with some of them changed. */
  const stored = async (
    of: ReturnType<typeof logOf>,
    changes: Record<string, (bytes: Buffer) => Uint8Array | null> = {},
  ) => {
    const at = await mkdtemp(join(folder, 'log-'));
    const files = [
      ...of.tiles.map((tile) => [pathOf(tile), tile.bytes] as const),
      ['checkpoint', Buffer.from(of.note)] as const,
    ];
    for (const [path, bytes] of files) {
      const content = changes[path] ? changes[path](Buffer.from(bytes)) : bytes;
      if (content === null) continue;
      await mkdir(dirname(join(at, path)), { recursive: true });
      await writeFile(join(at, path), content);
    }
    return at;
  };
  const flipped = (position: number) => (bytes: Buffer) => {
    bytes[position] = bytes[position]! ^ 1;
    return bytes;
  };
  const small = logOf(600);
  const failure = async (changes: Parameters<typeof stored>[1]) => {
    const verdict = await verifyLog(await stored(small, changes), key);
    return `${failedStep(verdict)}: ${verdict.steps.at(-1)?.says}`;
  };

  it('recomputes all of it over HTTP', async () => {
    await expect(verifyLog(`${url}/`, key)).resolves.toMatchObject({ isValid: true, size: 70_000, log: signer.name });
  });

  it.each([0, 1, 255, 256, 257, 600])('recomputes a log of %s entries from a folder', async (size) => {
    await expect(verifyLog(await stored(logOf(size)), key)).resolves.toMatchObject({ isValid: true, size });
  });

  it('takes the beginning of a full tile where the partial one was dropped', async () => {
    const [older, newer] = [logOf(10), logOf(256)];
    const grown = { ...older, tiles: newer.tiles };
    newer.events.splice(0, 10, ...older.events);
    const whole = extendTree({ size: 0, root: emptyRoot }, [], newer.events.map(entryOf));
    await expect(verifyLog(await stored({ ...grown, tiles: whole.tiles }), key)).resolves.toMatchObject({
      isValid: true,
    });
  });

  it('names the first entry from which a tile differs', async () => {
    expect(await failure({ 'tile/0/001': flipped(3 * 32) })).toContain('tiles: ');
    expect(await failure({ 'tile/0/001': flipped(3 * 32) })).toContain('entry 259, in tile/0/001');
    expect(await failure({ 'tile/0/002.p/88': flipped(87 * 32) })).toContain('entry 599, in tile/0/002.p/88');
    expect(await failure({ 'tile/1/000.p/2': flipped(32) })).toContain('entry 256, in tile/1/000.p/2');
    expect(await failure({ 'tile/0/000': flipped(0), 'tile/1/000.p/2': flipped(33) })).toContain(
      'entry 0, in tile/0/000',
    );
  });

  it('finds an altered entry, also where the tiles were made to fit', async () => {
    expect(await failure({ 'tile/entries/001': flipped(35 * 5 + 10) })).toContain('entry 261, in tile/0/001');
    const forged = logOf(600);
    const verdict = await verifyLog(await stored({ ...forged, note: small.note }), key);
    expect(failedStep(verdict)).toBe('root');
  });

  it('says what is missing, cut off or not signed', async () => {
    expect(await failure({ checkpoint: () => null })).toMatch(/^download: .*no checkpoint/);
    expect(await failure({ 'tile/0/001': () => null })).toMatch(/^download: .*tile\/0\/001 is missing/);
    expect(await failure({ 'tile/entries/001': (bytes) => bytes.subarray(0, 350) })).toMatch(
      /^download: .*holds 10 entries/,
    );
    expect(await failure({ 'tile/entries/001': (bytes) => bytes.subarray(0, 351) })).toMatch(/^download: /);
    expect(await failure({ checkpoint: flipped(30) })).toMatch(/^checkpoint: /);
    const dead = await verifyLog('http://127.0.0.1:9', key);
    expect(failedStep(dead)).toBe('download');
  });
});

describe('what the program itself makes', () => {
  let world: TrailWorld;
  beforeAll(async () => {
    world = await TrailWorld.start();
  });
  afterAll(() => world.stop());

  it('is a receipt that verifies, before and after the person is erased', async () => {
    await world.recordMany(300);
    const [id] = await world.record(world.hospital, { facts: { note: '受領 "😀" \\ \u0001' } });
    const sequencer = world.sequencer();
    await sequencer.runOnce();
    await world.recordMany(10);
    await sequencer.runOnce();
    await sequencer.stop();

    const verified = async () => {
      const receipt = await world.uow.run(world.ctx(world.hospital), async (tx) => {
        const scope = { organisationIds: [world.hospital.organisationId!] };
        const event = await new TrailRepository().find(tx, scope, id!);
        return new Receipts().receiptOf(tx, event!);
      });
      return verifyReceipt(Buffer.from(receiptText(receipt)), world.signer.verifier.encode());
    };
    expect(await verified()).toMatchObject({ isValid: true, event: { person: world.hospital.person, leafIndex: 300 } });
    await world.admin.query('update trail.event set person = null, person_salt = null where id = $1', [id]);
    expect(await verified()).toMatchObject({ isValid: true, event: { person: 'erased', facts: { id } } });
  });
});
