import { describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { Product } from './product.entity.ts';
import { isShortNotice, Release, STAGES, type ReleaseFacts } from './release.entity.ts';

const now = new Date('2026-11-23T00:00:00Z');
const product = Product.register(
  newId(),
  { makerName: null, kind: 'DEVICE', name: 'ECG', englishName: null, isConnectable: true },
  now,
);
const release = (facts: Partial<ReleaseFacts> = {}) =>
  Release.of(
    product,
    { version: '1.0', releasedOn: null, endOfLifeOn: null, endOfSupportOn: null, stage: 'SUPPORTED', ...facts },
    now,
  );
const refusal = (reason: string) => expect.objectContaining({ reason });

describe('a release', () => {
  it("belongs to its product's vendor", () => {
    expect(release()).toMatchObject({ productId: product.id, vendorId: product.vendorId });
  });

  it('advances through its stages, also by leaps, and never goes back', () => {
    for (const [from, at] of STAGES.entries()) {
      for (const [to, next] of STAGES.entries()) {
        const one = release({ stage: at });
        if (to < from) expect(() => one.change({ stage: next }, now)).toThrow(refusal('catalogue.stage_goes_forward'));
        else expect(one.change({ stage: next }, now)).toBe(to > from);
        expect(one.stage).toBe(to < from ? at : next);
      }
    }
  });

  it.each([
    { releasedOn: '2026-01-02', endOfLifeOn: '2026-01-01' },
    { endOfLifeOn: '2026-01-02', endOfSupportOn: '2026-01-01' },
    { releasedOn: '2026-01-02', endOfSupportOn: '2026-01-01' },
  ])('is refused with dates out of order: %o', (dates) => {
    expect(() => release(dates)).toThrow(refusal('catalogue.dates_out_of_order'));
    expect(() => release().change(dates, now)).toThrow(refusal('catalogue.dates_out_of_order'));
  });

  it('keeps what is not mentioned, and forgets what is null', () => {
    const one = release({ releasedOn: '2020-01-01', endOfLifeOn: '2030-01-01' });
    expect(one.change({ endOfLifeOn: null, endOfSupportOn: '2031-01-01' }, now)).toBe(true);
    expect(one).toMatchObject({ releasedOn: '2020-01-01', endOfLifeOn: null, endOfSupportOn: '2031-01-01' });
  });

  it('says that nothing changed when the same is said again', () => {
    expect(release({ releasedOn: '2020-01-01' }).change({ version: '1.0', releasedOn: '2020-01-01' }, now)).toBe(false);
  });
});

describe('the notice of an end of support', () => {
  const at = (day: string) => new Date(`${day}T00:00:00Z`);
  const told = (endOfSupportOn: string | null, ...later: [string, string | null][]) => {
    const one = release({ endOfSupportOn });
    for (const [day, date] of later) one.change({ endOfSupportOn: date }, at(day));
    return isShortNotice(one);
  };

  it('is short when it is given less than two years ahead', () => {
    expect(told('2028-11-22')).toBe(true);
    expect(told('2028-11-23')).toBe(false);
    expect(told(null)).toBeNull();
    expect(told(null, ['2027-01-01', '2028-12-31'])).toBe(true);
    expect(isShortNotice({ endOfSupportOn: '2028-01-01', endOfSupportAnnouncedOn: null })).toBeNull();
  });

  it('begins anew when support is to end sooner, and not when it is prolonged', () => {
    expect(told('2030-01-01', ['2029-01-01', '2030-06-01'])).toBe(false);
    expect(told('2030-01-01', ['2029-01-01', '2029-12-31'])).toBe(true);
    expect(told('2030-01-01', ['2029-01-01', null])).toBeNull();
  });
});

describe('a product', () => {
  it('stays with its vendor whatever is changed', () => {
    const one = Object.assign(new Product(), product);
    const smuggled = { name: 'ECG II', vendorId: newId(), id: newId() };
    expect(one.change(smuggled)).toBe(true);
    expect(one).toMatchObject({ id: product.id, vendorId: product.vendorId, name: 'ECG II' });
  });

  it("of a vendor's is given no other maker, and one of a maker outside keeps having one", () => {
    expect(() => Object.assign(new Product(), product).change({ makerName: 'Acme' })).toThrow(
      refusal('catalogue.own_product'),
    );
    const kept = Product.register(newId(), { ...product, makerName: 'Acme' }, now);
    expect(kept.change({ makerName: 'ACME' })).toBe(true);
    expect([kept.makerName, kept.isOutside, product.isOutside]).toEqual(['ACME', true, false]);
    expect(Release.of(kept, release(), now)).toMatchObject({ vendorId: kept.vendorId, isOutside: true });
  });
});
