import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { reasonOf } from '../test/naive-log.ts';
import { decodeEntries, encodeEntries, parseTilePath, tilePath, tilePrefix, tileWidth } from './index.ts';

describe('the path of a tile', () => {
  it.each([
    [0, 0, 256, 'tile/0/000'],
    [0, 1234067, 256, 'tile/0/x001/x234/067'],
    [63, 999, 1, 'tile/63/999.p/1'],
    [1, 1000, 255, 'tile/1/x001/000.p/255'],
    ['entries', 273, 112, 'tile/entries/273.p/112'],
    [0, Number.MAX_SAFE_INTEGER, 256, 'tile/0/x009/x007/x199/x254/x740/991'],
  ] as const)('of level %s, index %s, width %s is %s', (level, index, width, path) => {
    expect(tilePath(level, index, width)).toBe(path);
    expect(parseTilePath(path)).toEqual({ level, index, width });
  });

  it('is read back as what it was written from', () => {
    const levels = fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant('entries' as const));
    fc.assert(
      fc.property(levels, fc.maxSafeNat(), fc.integer({ min: 1, max: 256 }), (level, index, width) => {
        expect(parseTilePath(tilePath(level, index, width))).toEqual({ level, index, width });
      }),
    );
  });

  it.each([
    '',
    'tile',
    '/tile/0/000',
    'tile/0/000/',
    'tile/0/000\n',
    'tile//000',
    'tile/00/000',
    'tile/01/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/100/000',
    'tile/Entries/000',
    'tile/8/0/000',
    'tile/0/0',
    'tile/0/00',
    'tile/0/0000',
    'tile/0/x000',
    'tile/0/x000/067',
    'tile/0/001/067',
    'tile/0/x001/x067',
    'tile/0/X001/067',
    'tile/0/x001//067',
    'tile/0/x009/x007/x199/x254/x740/992',
    `tile/0/${'x999/'.repeat(100)}999`,
    'tile/0/000.p/0',
    'tile/0/000.p/01',
    'tile/0/000.p/256',
    'tile/0/000.p/999',
    'tile/0/000.p/',
    'tile/0/000.p/1/',
    'tile/0/000.p1',
    'tile/0/000.P/1',
    'tile/0/../000',
    'tile/0/%30%30%30',
    'tile/0/٠٠٠',
  ])('has no second spelling: %j is refused', async (path) => {
    expect(await reasonOf(() => parseTilePath(path))).toBe('tile.malformed_path');
  });

  it.each([
    [64, 0, 1],
    [-1, 0, 1],
    [0.5, 0, 1],
    [0, -1, 1],
    [0, 2 ** 53, 1],
    [0, Number.NaN, 1],
    [0, 0, 0],
    [0, 0, 257],
    [0, 0, 1.5],
  ])('is not written for level %s, index %s, width %s', async (level, index, width) => {
    expect(await reasonOf(() => tilePath(level, index, width))).toBe('tile.out_of_range');
  });
});

describe('the width of a tile', () => {
  it('follows the specification’s example of 70,000 leaves', () => {
    expect(tileWidth(0, 272, 70_000)).toBe(256);
    expect(tileWidth(0, 273, 70_000)).toBe(112);
    expect(tileWidth('entries', 273, 70_000)).toBe(112);
    expect(tileWidth(0, 274, 70_000)).toBe(0);
    expect(tileWidth(1, 0, 70_000)).toBe(256);
    expect(tileWidth(1, 1, 70_000)).toBe(17);
    expect(tileWidth(2, 0, 70_000)).toBe(1);
    expect(tileWidth(3, 0, 70_000)).toBe(0);
  });

  it('is one at level 1 once 256 leaves are complete, and not before', () => {
    expect(tileWidth(1, 0, 255)).toBe(0);
    expect(tileWidth(1, 0, 256)).toBe(1);
  });
});

describe('an entry bundle', () => {
  it('is each entry behind its length in two bytes, the high one first', () => {
    const bundle = encodeEntries([Buffer.from('ab'), new Uint8Array(0), new Uint8Array(258)]);
    expect(Buffer.from(bundle).toString('hex')).toBe(`0002616200000102${'00'.repeat(258)}`);
  });

  it('gives back the entries it was made from', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 256 }), (entries) => {
        const decoded = decodeEntries(encodeEntries(entries));
        expect(decoded.map((entry) => [...entry])).toEqual(entries.map((entry) => [...entry]));
      }),
    );
  });

  it('holds entries of up to 65,535 bytes', async () => {
    expect(decodeEntries(encodeEntries([new Uint8Array(65_535)]))[0]).toHaveLength(65_535);
    expect(await reasonOf(() => encodeEntries([new Uint8Array(65_536)]))).toBe('entry.too_long');
  });

  it.each(['00', '0001', '000261', '0001610002'])('that is cut off is refused: %s', async (hex) => {
    expect(await reasonOf(() => decodeEntries(Buffer.from(hex, 'hex')))).toBe('tile.malformed');
  });

  it('of more than 256 entries is refused', async () => {
    expect(await reasonOf(() => decodeEntries(new Uint8Array(2 * 257)))).toBe('tile.malformed');
  });
});

describe('a partial tile', () => {
  const hashes = Uint8Array.from({ length: 3 * 32 }, (_, at) => at);

  it('is a prefix of the stored one', () => {
    expect(tilePrefix(0, hashes, 2)).toEqual(hashes.slice(0, 64));
    expect(tilePrefix(0, hashes, 3)).toEqual(hashes);
  });

  it('of a bundle ends after its last entry', () => {
    const bundle = encodeEntries([Buffer.from('a'), Buffer.from('bcd'), Buffer.from('e')]);
    expect(Buffer.from(tilePrefix('entries', bundle, 2)).toString('hex')).toBe('0001610003626364');
  });

  it('is refused when fewer hashes or entries are stored', async () => {
    expect(await reasonOf(() => tilePrefix(0, hashes, 4))).toBe('tile.too_short');
    expect(await reasonOf(() => tilePrefix('entries', encodeEntries([Buffer.from('a')]), 2))).toBe('tile.too_short');
  });

  it('is refused when the stored bytes are no tile or the width is none', async () => {
    expect(await reasonOf(() => tilePrefix(0, hashes.slice(1), 1))).toBe('tile.malformed');
    expect(await reasonOf(() => tilePrefix(0, new Uint8Array(257 * 32), 1))).toBe('tile.malformed');
    expect(await reasonOf(() => tilePrefix(0, hashes, 0))).toBe('tile.out_of_range');
    expect(await reasonOf(() => tilePrefix(0, hashes, 257))).toBe('tile.out_of_range');
  });
});
