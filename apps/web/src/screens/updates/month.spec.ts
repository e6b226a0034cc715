import { describe, expect, it } from '@jest/globals';
import { byDayAndSite, daysOfMonth, monthAfter } from './month.ts';

type Updates = Parameters<typeof byDayAndSite>[0];

describe('a month of the calendar', () => {
  it('has whole weeks from Monday on, with the days of its neighbours that fill them', () => {
    const days = daysOfMonth('2026-12');
    expect([days[0], days.at(-1), days.length]).toEqual(['2026-11-30', '2027-01-03', 35]);
    expect(daysOfMonth('2027-02')).toHaveLength(28);
  });

  it('is followed and preceded over the turn of the year', () => {
    expect([monthAfter('2026-12', 1), monthAfter('2027-01', -1)]).toEqual(['2027-01', '2026-12']);
  });

  it('shows work on the day that the site has, not on that of whoever reads it', () => {
    const update = { siteId: 'site', startsAt: '2026-12-01T15:30:00Z', timeZone: 'Asia/Tokyo' };
    const deferred = { siteId: 'site', reviewOn: '2026-12-03' };
    const window = {
      siteId: 'other',
      name: 'night',
      timeZone: 'Asia/Tokyo',
      occurrences: [{ startsAt: '2026-12-01T13:00:00Z', endsAt: '2026-12-01T17:00:00Z' }],
    };
    const days = byDayAndSite([update] as Updates, [deferred] as Updates, [window]);
    expect([...days.keys()].toSorted()).toEqual(['2026-12-01', '2026-12-02', '2026-12-03']);
    expect(days.get('2026-12-02')).toMatchObject([{ siteId: 'site', scheduled: [update] }]);
    expect(days.get('2026-12-03')).toMatchObject([{ siteId: 'site', reviews: [deferred] }]);
    expect(days.get('2026-12-01')).toMatchObject([
      { siteId: 'other', windows: [{ name: 'night', from: '22:00', until: '02:00' }] },
    ]);
  });
});
