import { describe, expect, it } from '@jest/globals';
import { HOLIDAYS_KNOWN_UNTIL, isHoliday, nextAllowed, type Rest } from './business-time.ts';

const NIGHT: Rest = { quietFrom: 20 * 60, quietUntil: 8 * 60, restsOnHolidays: true };
const japan = (time: string) => new Date(`${time}+09:00`);
const moved = (time: string, rest: Rest = NIGHT) => nextAllowed(japan(time), rest);

describe('when a plan asks', () => {
  it.each([
    ['on a working day by day, at once', '2026-11-25T10:30', '2026-11-25T10:30'],
    ['in the evening, the next morning', '2026-11-25T20:00', '2026-11-26T08:00'],
    ['before dawn, that morning', '2026-11-26T03:15', '2026-11-26T08:00'],
    ['on the last quiet minute, a minute later', '2026-11-26T07:59', '2026-11-26T08:00'],
    ['on Friday evening, on Monday', '2026-11-27T21:00', '2026-11-30T08:00'],
    ['on Saturday by day, on Monday morning', '2026-11-28T12:00', '2026-11-30T08:00'],
    ['before a weekend that a holiday follows, on Tuesday', '2026-11-20T20:00', '2026-11-24T08:00'],
    ['before a substitute holiday, after it', '2027-03-20T09:00', '2027-03-23T08:00'],
    ['in Golden Week, after it', '2026-05-02T09:00', '2026-05-07T08:00'],
    ['in a week with a citizens’ holiday between two, after it', '2026-09-19T09:00', '2026-09-24T08:00'],
  ])('%s', (_, due, at) => {
    expect(moved(due)).toEqual(japan(at));
  });

  it('is at once where nothing is quiet', () => {
    const never: Rest = { quietFrom: null, quietUntil: null, restsOnHolidays: false };
    expect(moved('2027-01-01T03:00', never)).toEqual(japan('2027-01-01T03:00'));
  });

  it('is after a noon that is quiet', () => {
    const noon: Rest = { quietFrom: 12 * 60, quietUntil: 13 * 60, restsOnHolidays: false };
    expect(moved('2026-11-28T12:30', noon)).toEqual(japan('2026-11-28T13:00'));
    expect(moved('2026-11-28T13:00', noon)).toEqual(japan('2026-11-28T13:00'));
  });
});

it('counts a day by Japan, not by the clock of Greenwich', () => {
  expect(isHoliday(new Date('2026-11-22T15:00:00Z'))).toBe(true);
  expect(isHoliday(new Date('2026-11-23T15:00:00Z'))).toBe(false);
});

it('says until when it knows the holidays', () => {
  expect(HOLIDAYS_KNOWN_UNTIL).toBeGreaterThanOrEqual(2050);
  expect(isHoliday(japan(`${HOLIDAYS_KNOWN_UNTIL}-01-01T12:00`))).toBe(true);
});
