import { describe, expect, it } from '@jest/globals';
import { databaseHealth, logHealth, mailHealth, queueHealth, storageHealth, worstOf } from './health.ts';

const now = new Date('2026-11-23T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const log = { size: 5, checkpointAt: now, waitingEvents: 1, oldestWaitingAt: minutesAgo(0) };
const queue = { workers: 1, waiting: 1, running: 0, failed: 0, oldestWaitingAt: minutesAgo(0) };

describe('the health', () => {
  it('of the whole is that of its worst part', () => {
    expect(worstOf(['OK', 'DOWN', 'DEGRADED'])).toBe('DOWN');
    expect(worstOf(['OK', 'DEGRADED'])).toBe('DEGRADED');
    expect(worstOf(['OK'])).toBe('OK');
  });

  it('of what does not answer is DOWN, and says why', () => {
    for (const part of [databaseHealth('refused'), storageHealth('refused', null), mailHealth('refused', 0)]) {
      expect(part).toEqual({ state: 'DOWN', error: 'refused' });
    }
    expect(databaseHealth(null)).toEqual({ state: 'OK', error: null });
  });

  it('of storage suffers when little room is left, and of mail when mails wait', () => {
    expect(storageHealth(null, 1024 ** 3 - 1).state).toBe('DEGRADED');
    expect(storageHealth(null, 1024 ** 3).state).toBe('OK');
    expect(storageHealth(null, null).state).toBe('OK');
    expect([mailHealth(null, 2).state, mailHealth(null, 0).state, mailHealth(null, null).state]).toEqual([
      'DEGRADED',
      'OK',
      'OK',
    ]);
  });

  it.each([
    [{}, 'OK'],
    [{ oldestWaitingAt: null }, 'OK'],
    [{ oldestWaitingAt: minutesAgo(2) }, 'DEGRADED'],
    [{ oldestWaitingAt: minutesAgo(11) }, 'DOWN'],
    [{ size: null }, 'DOWN'],
  ])('of the log with %o is %s', (facts, state) => {
    expect(logHealth({ ...log, ...facts }, now).state).toBe(state);
  });

  it.each([
    [{}, 'OK'],
    [{ failed: 1 }, 'DEGRADED'],
    [{ oldestWaitingAt: minutesAgo(6) }, 'DEGRADED'],
    [{ workers: 0 }, 'DOWN'],
  ])('of the queue with %o is %s', (facts, state) => {
    expect(queueHealth({ ...queue, ...facts }, now).state).toBe(state);
  });
});
