import { describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { Product } from './product.entity.ts';
import { Release, STAGES, type ReleaseFacts } from './release.entity.ts';

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
        if (to < from) expect(() => one.change({ stage: next })).toThrow(refusal('catalogue.stage_goes_forward'));
        else expect(one.change({ stage: next })).toBe(to > from);
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
    expect(() => release().change(dates)).toThrow(refusal('catalogue.dates_out_of_order'));
  });

  it('keeps what is not mentioned, and forgets what is null', () => {
    const one = release({ releasedOn: '2020-01-01', endOfLifeOn: '2030-01-01' });
    expect(one.change({ endOfLifeOn: null, endOfSupportOn: '2031-01-01' })).toBe(true);
    expect(one).toMatchObject({ releasedOn: '2020-01-01', endOfLifeOn: null, endOfSupportOn: '2031-01-01' });
  });

  it('says that nothing changed when the same is said again', () => {
    expect(release({ releasedOn: '2020-01-01' }).change({ version: '1.0', releasedOn: '2020-01-01' })).toBe(false);
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
