import { describe, expect, it } from '@jest/globals';
import { TasukiError } from '#libs/kernel';
import { isOutside, isTimeZone, occurrencesOf, scheduleOf, type WeeklyWindow } from './local-time.ts';

const NEW_YORK = 'America/New_York';

function refusalOf(act: () => unknown): { reason: string; message: string } {
  try {
    act();
  } catch (error) {
    if (!(error instanceof TasukiError)) throw error;
    return { reason: error.reason, message: error.message };
  }
  throw new Error('was not refused');
}

describe('what is scheduled', () => {
  it('is at the instants that clocks in the zone show', () => {
    expect(scheduleOf({ start: '2026-12-01T22:00', end: '2026-12-02T02:00', timeZone: 'Asia/Tokyo' })).toEqual({
      startsAt: new Date('2026-12-01T13:00:00Z'),
      endsAt: new Date('2026-12-01T17:00:00Z'),
      timeZone: 'Asia/Tokyo',
    });
  });

  it('is an hour shorter in the night when clocks go forward, and an hour longer when they go back', () => {
    const hours = (start: string, end: string) => {
      const { startsAt, endsAt } = scheduleOf({ start, end, timeZone: NEW_YORK });
      return (endsAt.getTime() - startsAt.getTime()) / 3_600_000;
    };
    expect(hours('2027-03-14T01:00', '2027-03-14T05:00')).toBe(3);
    expect(hours('2027-11-07T00:00', '2027-11-07T05:00')).toBe(6);
  });

  it('takes the first of two times that look alike, so that a window over the change still ends after it starts', () => {
    const { startsAt } = scheduleOf({ start: '2027-11-07T01:30', end: '2027-11-07T02:30', timeZone: NEW_YORK });
    expect(startsAt).toEqual(new Date('2027-11-07T05:30:00Z'));
  });

  it.each([
    ['start', '2027-03-14T02:30', '2027-03-14T05:00'],
    ['end', '2027-03-13T22:00', '2027-03-14T02:30'],
  ])('is refused when its %s does not exist, naming the nearest times', (_, start, end) => {
    const { reason, message } = refusalOf(() => scheduleOf({ start, end, timeZone: NEW_YORK }));
    expect(reason).toBe('maintenance.time_does_not_exist');
    expect(message).toContain('2027-03-14T01:30 or 2027-03-14T03:30');
  });

  it('is refused when it ends before it starts, or in no zone', () => {
    const at = (end: string, timeZone: string) =>
      refusalOf(() => scheduleOf({ start: '2026-12-01T22:00', end, timeZone }));
    expect(at('2026-12-01T22:00', 'Asia/Tokyo').reason).toBe('maintenance.ends_before_start');
    expect(at('2026-12-01T21:00', 'Asia/Tokyo').reason).toBe('maintenance.ends_before_start');
    expect(at('2026-12-01T23:00', 'Asia/Edo').reason).toBe('maintenance.unknown_time_zone');
    expect([isTimeZone('Asia/Tokyo'), isTimeZone('+09:00'), isTimeZone('')]).toEqual([true, false, false]);
  });
});

describe('a weekly window', () => {
  const night: WeeklyWindow = {
    weekdays: ['SUNDAY'],
    localStart: '01:00',
    minutes: 240,
    timeZone: NEW_YORK,
    from: '2027-03-01',
    until: '2027-03-31',
  };
  const march = [new Date('2027-02-20T00:00:00Z'), new Date('2027-04-20T00:00:00Z')] as const;

  it('opens each week at the same time of the clock, and is as long over a change of the clocks', () => {
    const found = occurrencesOf(night, ...march);
    expect(found.map(({ startsAt }) => startsAt.toISOString())).toEqual([
      '2027-03-07T06:00:00.000Z',
      '2027-03-14T06:00:00.000Z',
      '2027-03-21T05:00:00.000Z',
      '2027-03-28T05:00:00.000Z',
    ]);
    for (const { startsAt, endsAt } of found) expect(endsAt.getTime() - startsAt.getTime()).toBe(4 * 3_600_000);
  });

  it('is found from within, also when it began the day before', () => {
    const late = { ...night, weekdays: ['SATURDAY'] as const, localStart: '23:00' };
    const inside = new Date('2027-03-07T05:00:00Z');
    expect(occurrencesOf(late, inside, new Date(inside.getTime() + 60_000))).toHaveLength(1);
  });

  it('holds what lies wholly within it; where none was agreed, nothing lies outside', () => {
    const at = (start: string, end: string) => scheduleOf({ start, end, timeZone: NEW_YORK });
    const within = at('2027-03-21T01:00', '2027-03-21T05:00');
    const longer = at('2027-03-21T01:00', '2027-03-21T05:01');
    expect([isOutside([night], within), isOutside([night], longer), isOutside([], longer)]).toEqual([
      false,
      true,
      false,
    ]);
  });
});
