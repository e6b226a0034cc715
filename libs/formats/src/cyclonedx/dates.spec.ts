import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendarDateOf, isInstant } from './dates.ts';

describe('an instant', () => {
  it.each(['2025-01-31T12:00:00Z', '2024-02-29T23:59:59.123456+09:00', '2025-01-31t00:00:00z'])('is %s', (text) => {
    expect(isInstant(text)).toBe(true);
  });

  it.each([
    '2025-01-31',
    '2025-01-31T12:00:00',
    '2025-02-29T12:00:00Z',
    '2025-01-31T24:00:00Z',
    '2025-01-31T12:00Z',
    ' 2025-01-31T12:00:00Z',
  ])('is not %j', (text) => {
    expect(isInstant(text)).toBe(false);
  });

  it('is whatever a date of JavaScript writes', () => {
    const years = { min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true };
    fc.assert(fc.property(fc.date(years), (date) => isInstant(date.toISOString())));
  });
});

describe('a calendar date', () => {
  it('is read out of a date or a timestamp, as written there', () => {
    expect(calendarDateOf('2025-01-31')).toBe('2025-01-31');
    expect(calendarDateOf('2025-01-31T23:00:00-09:00')).toBe('2025-01-31');
  });

  it.each([
    '',
    '2025-02-29',
    '0000-01-01',
    '2025-00-10',
    '2025-13-01',
    '2025-01-32',
    '2025-01-00',
    '2025-1-31',
    '2025-01-31 or so',
    '31.01.2025',
  ])('is not read out of %j', (text) => {
    expect(calendarDateOf(text)).toBeNull();
  });
});
