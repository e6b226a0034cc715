import { beforeEach, describe, expect, it } from '@jest/globals';
import { CredentialMemo } from './credential-memo.ts';

const person = { userId: 'user-1' };
let nowMs: number;
let lookUps: number;
let memo: CredentialMemo<typeof person>;

const lookUp = () => {
  lookUps += 1;
  return Promise.resolve(person);
};

beforeEach(() => {
  nowMs = 0;
  lookUps = 0;
  memo = new CredentialMemo(
    ({ userId }) => userId,
    () => nowMs,
  );
});

describe('what a credential stands for', () => {
  it('is looked up once for all requests of five seconds, and again after them', async () => {
    await Promise.all([memo.resolve('a', lookUp), memo.resolve('a', lookUp)]);
    nowMs = 4_999;
    await expect(memo.resolve('a', lookUp)).resolves.toBe(person);
    expect(lookUps).toBe(1);

    nowMs = 5_000;
    await memo.resolve('a', lookUp);
    expect(lookUps).toBe(2);
  });

  it('is not prolonged by being used', async () => {
    for (nowMs = 0; nowMs <= 8_000; nowMs += 1_000) await memo.resolve('a', lookUp);
    expect(lookUps).toBe(2);
  });

  it.each([
    ['its user', () => memo.forgetUser('user-1')],
    ['itself', () => memo.forget('a')],
    ['everything', () => memo.clear()],
  ])('is forgotten with %s', async (_what, forget) => {
    await memo.resolve('a', lookUp);
    forget();
    await memo.resolve('a', lookUp);
    expect(lookUps).toBe(2);
  });

  it('outlives the revocation of another user', async () => {
    await memo.resolve('a', lookUp);
    memo.forgetUser('user-2');
    await memo.resolve('a', lookUp);
    expect(lookUps).toBe(1);
  });

  it('is not shared from a look-up that began before a revocation', async () => {
    let answerLate: (value: typeof person | null) => void = () => undefined;
    const early = memo.resolve('a', () => new Promise((resolve) => (answerLate = resolve)));
    memo.forgetUser('user-1');

    await expect(memo.resolve('a', () => Promise.resolve(null))).resolves.toBeNull();
    answerLate(person);
    await early;
    await expect(memo.resolve('a', () => Promise.resolve(null))).resolves.toBeNull();
  });

  it('is not remembered when it stands for nobody or could not be looked up', async () => {
    await memo.resolve('a', () => Promise.resolve(null));
    await expect(memo.resolve('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    await expect(memo.resolve('a', lookUp)).resolves.toBe(person);
  });

  it('is kept for the ten thousand used last and no more', async () => {
    for (let i = 0; i < 10_000; i += 1) await memo.resolve(`${i}`, lookUp);
    await memo.resolve('0', lookUp);
    await memo.resolve('one more', lookUp);
    expect(lookUps).toBe(10_001);

    await memo.resolve('0', lookUp);
    expect(lookUps).toBe(10_001);
    await memo.resolve('1', lookUp);
    expect(lookUps).toBe(10_002);
  });
});
