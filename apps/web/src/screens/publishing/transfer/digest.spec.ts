import { describe, expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { sha256Of } from './digest.ts';

describe('the hash of a file', () => {
  it.each([0, 1, 63, 64, 65, 999, 1000, 1001, 5000])(
    'of %i bytes, taken piece by piece, is that of the whole',
    async (size) => {
      const bytes = randomBytes(size);
      const whole = createHash('sha256').update(bytes).digest('hex');

      expect(await sha256Of(new Blob([bytes]), () => undefined, 1000)).toBe(whole);
    },
  );

  it('tells how far it is, to the last byte', async () => {
    const told: number[] = [];
    await sha256Of(new Blob([randomBytes(2500)]), (done) => told.push(done), 1000);

    expect(told).toEqual([1000, 2000, 2500]);
  });

  it('reads one piece at a time', async () => {
    const file = new Blob([randomBytes(2500)]);
    const sizes: number[] = [];
    const watched = {
      size: file.size,
      slice(from: number, to: number) {
        sizes.push(to - from);
        return file.slice(from, to);
      },
    };
    await sha256Of(watched as Blob, () => undefined, 1000);

    expect(sizes).toEqual([1000, 1000, 500]);
  });
});
