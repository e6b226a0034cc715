import { describe, expect, it } from '@jest/globals';
import { PUBLICATION_KINDS, SEVERITIES } from '#libs/publishing';
import { CAST } from './cast.ts';
import { PRODUCTS } from './offer.ts';
import { publications } from './publications.ts';
import { StoryClock } from './story-clock.ts';
import { DRAFTS, STORY } from './story.ts';

const told = STORY.flatMap(({ daysAgo, told: all }) => all.map((one) => ({ daysAgo, ...one })));

describe('the story of the demonstration', () => {
  it('has every kind and every severity, together with what is published on the day', () => {
    const all = [...told, ...publications()];
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(PUBLICATION_KINDS));
    expect(new Set(all.map(({ severity }) => severity))).toEqual(new Set(SEVERITIES));
  });

  it('leaves something overdue, something due within a week and something due later, on whatever day it is made', () => {
    const dueIn = told
      .filter(({ heard, end }) => heard?.general !== 'ANSWERED' && !end)
      .flatMap(({ daysAgo, asks }) => asks.map(([, days]) => days - daysAgo));
    expect(dueIn.filter((days) => days < 0).length).toBeGreaterThan(2);
    expect(dueIn.filter((days) => days >= 0 && days <= 7).length).toBeGreaterThan(2);
    expect(dueIn.filter((days) => days > 7)).not.toHaveLength(0);
  });

  it('goes forward in time, is of each vendor’s own products, and of nobody who exists', () => {
    const days = STORY.map(({ daysAgo }) => daysAgo);
    expect(days).toEqual(days.toSorted((a, b) => b - a));
    for (const { vendor, about } of [...told, ...DRAFTS]) {
      for (const [product, version] of about) {
        expect(PRODUCTS[product].vendor).toBe(vendor);
        expect(PRODUCTS[product].versions as readonly string[]).toContain(version);
      }
    }
    const addresses = Object.values(CAST).flatMap(({ members }) => members.map(({ email }) => email));
    expect(addresses.every((address) => address.endsWith('.example'))).toBe(true);
  });
});

describe('its clock', () => {
  it('goes on from where it was turned back to, and then as all clocks do', () => {
    const clock = new StoryClock();
    clock.goBack(48);
    expect(Math.round((Date.now() - clock.now().getTime()) / 3_600_000)).toBe(48);
    clock.returnToPresent();
    expect(Date.now() - clock.now().getTime()).toBeLessThan(1000);
  });
});
