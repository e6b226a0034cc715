import { describe, expect, it } from '@jest/globals';
import { dayInJapan, movedBySeverity, proposedDueOn } from './due-dates.ts';

const now = new Date('2026-11-27T16:00:00Z');

describe('the due date that is proposed', () => {
  it('counts from the day in Japan, which begins before that of London', () => {
    expect(dayInJapan(now)).toBe('2026-11-28');
    expect(proposedDueOn('ACKNOWLEDGE', 'CRITICAL', now)).toBe('2026-12-01');
  });

  it('is sooner the graver it is', () => {
    const dates = (['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const).map((one) =>
      proposedDueOn('APPLY_UPDATE', one, now),
    );
    expect(dates).toEqual(dates.toSorted());
    expect(new Set(dates).size).toBe(4);
  });

  it('moves with the severity, unless somebody chose another', () => {
    const actions = [
      { kind: 'ACKNOWLEDGE', dueOn: proposedDueOn('ACKNOWLEDGE', 'LOW', now) },
      { kind: 'REPLY', dueOn: '2027-03-31' },
    ] as const;
    expect(movedBySeverity(actions, 'LOW', 'CRITICAL', now)).toEqual([
      { kind: 'ACKNOWLEDGE', dueOn: '2026-12-01' },
      { kind: 'REPLY', dueOn: '2027-03-31' },
    ]);
  });
});
