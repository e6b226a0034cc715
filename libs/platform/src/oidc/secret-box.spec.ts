import { expect, it } from '@jest/globals';
import { SecretBox } from './secret-box.ts';

const SECRET = 'a secret of the program, 0123456789';

it('gives back what was closed, to its owner alone', () => {
  const box = new SecretBox(SECRET, 'tests');
  const closed = box.close('a client secret 鍵', 'one');
  expect(box.open(closed, 'one')).toBe('a client secret 鍵');
  expect(closed.includes('client')).toBe(false);
  expect(box.close('a client secret 鍵', 'one').equals(closed)).toBe(false);

  const changed = Buffer.from(closed);
  changed[changed.length - 1]! ^= 1;
  const attempts = [
    () => box.open(closed, 'another'),
    () => box.open(changed, 'one'),
    () => box.open(closed.subarray(0, 40), 'one'),
    () => new SecretBox(SECRET, 'another purpose').open(closed, 'one'),
    () => new SecretBox(`${SECRET}!`, 'tests').open(closed, 'one'),
  ];
  for (const attempt of attempts) expect(attempt).toThrow(/unable to authenticate/);
});
