import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Actor, newId, ROLES_OF_KIND, type Id } from '#libs/kernel';
import { parseInput, type Ctx } from '#libs/platform';
import { Scene } from '../../../test/support/scene.ts';
import * as g from './catalogue.graphql.ts';
import { cataloguePolicy } from './catalogue.policy.ts';
import { CatalogueRepository } from './catalogue.repository.ts';
import { CatalogueService } from './catalogue.service.ts';
import { LifecycleRepository } from './lifecycle/lifecycle.repository.ts';
import { catalogueEntities } from './index.ts';
import { type Product, vendorOf } from './product.entity.ts';

const GTIN = '4006381333931';
const APPROVAL = '22500BZX00123000';
const NOT_FOUND = expect.objectContaining({ code: 'NOT_FOUND', reason: 'not_found' });
const FORBIDDEN = expect.objectContaining({ code: 'FORBIDDEN', reason: 'access.forbidden' });
const TAKEN = expect.objectContaining({ code: 'CONFLICT', reason: 'catalogue.identifier_taken' });
const WALL = /row-level security/;

let scene: Scene;
let service: CatalogueService;
let hospitalId: Id<'Organisation'>;
let device: Ctx;
let otherDevice: Ctx;
let vendorId: Id<'Organisation'>;
let admin: Ctx;

beforeAll(async () => {
  scene = await Scene.open(catalogueEntities, [cataloguePolicy]);
  service = new CatalogueService(scene.uow, new CatalogueRepository(), new LifecycleRepository());
});
afterAll(() => scene.close());
beforeEach(async () => {
  await scene.admin.query('truncate product cascade');
  [hospitalId, vendorId] = [(await scene.hospital()).id, await scene.organisation('MANUFACTURER')];
  device = scene.member(hospitalId, 'HOSPITAL', ['HOSPITAL_DEVICE']);
  otherDevice = scene.member((await scene.hospital()).id, 'HOSPITAL', ['HOSPITAL_DEVICE']);
  admin = scene.member(vendorId, 'MANUFACTURER', ['VENDOR_ADMIN']);
  scene.recorded();
});

const facts = { kind: 'DEVICE', name: 'Ventilator', isConnectable: true };
const keep = (ctx: Ctx, given: object = {}): Promise<Product> =>
  service.registerOutsideProduct(
    ctx,
    parseInput(g.registerOutsideProduct, { makerName: 'Acme Medical', ...facts, ...given }),
  );
const register = (ctx: Ctx, given: object = {}): Promise<Product> =>
  service.registerProduct(ctx, parseInput(g.registerProduct, { ...facts, ...given }));
const release = (ctx: Ctx, product: Product, version = '1.0') =>
  service.addRelease(ctx, parseInput(g.addRelease, { productId: product.id, version }));
const identify = (ctx: Ctx, { id: productId }: Product, scheme: string, value: string) =>
  service.addIdentifier(ctx, parseInput(g.addProductIdentifier, { productId, identifier: { scheme, value } }));
const change = (ctx: Ctx, { id: productId }: Product, changes: object) =>
  service.changeProduct(ctx, parseInput(g.changeProduct, { productId, ...changes }));
const find = (ctx: Ctx, scheme: string, value: string, of?: Id) =>
  service.productByIdentifier(ctx, parseInput(g.identifierLookUp, { scheme, value, vendorId: of }));
const idsIn = async (ctx: Ctx, filter: object = {}) =>
  (await service.products(ctx, parseInput(g.productList, { first: 20, ...filter }))).edges.map(({ node }) => node.id);

/** Everybody but the hospital that keeps the record. */
async function everybodyElse(): Promise<Ctx[]> {
  const others: Ctx[] = [];
  for (const kind of ['SERVICE_PROVIDER', 'AUDITOR', 'REGULATOR', 'OPERATOR'] as const) {
    others.push(scene.member(await scene.organisation(kind), kind, ROLES_OF_KIND[kind]));
  }
  const alone = scene.as(new Actor({ kind: 'PERSON', userId: newId() }));
  return [otherDevice, admin, ...others, alone, scene.as(Actor.anonymous)];
}

describe('a product of a maker that is not in Tasuki', () => {
  it('is kept by a hospital with the name of its maker, and no vendor answers for it', async () => {
    const { id } = await keep(device, { identifiers: [{ scheme: 'GTIN', value: GTIN }] });
    const product = await service.product(device, id);
    expect(product).toMatchObject({ makerName: 'Acme Medical', name: 'Ventilator', kind: 'DEVICE' });
    expect(vendorOf(product)).toBeNull();
    expect(await service.identifiersOf(device, product)).toMatchObject([{ value: '04006381333931' }]);
    expect(scene.recorded()).toMatchObject([
      {
        kind: 'product.registered',
        subject: { type: 'Product', id },
        facts: { vendorId: null, makerName: 'Acme Medical', identifiers: [{ scheme: 'GTIN' }] },
      },
    ]);
  });

  it('has releases, further identifiers and corrections by whoever looks after the devices, all on record', async () => {
    const product = await keep(device);
    const { id } = await release(device, product);
    await service.changeRelease(device, { releaseId: id, stage: 'END_OF_SUPPORT', endOfSupportOn: '2026-03-31' });
    await identify(device, product, 'APPROVAL_NUMBER', APPROVAL);
    await change(device, product, { makerName: 'ACME Medical K.K.', name: 'Ventilator II' });

    expect(await service.product(device, product.id)).toMatchObject({
      makerName: 'ACME Medical K.K.',
      name: 'Ventilator II',
    });
    expect(await service.release(device, id)).toMatchObject({ stage: 'END_OF_SUPPORT', endOfSupportOn: '2026-03-31' });
    const events = scene.recorded().slice(1);
    expect(events.map(({ kind }) => kind)).toEqual([
      'release.added',
      'release.changed',
      'product.identified',
      'product.changed',
    ]);
    for (const event of events) {
      expect(event).toMatchObject({ facts: { vendorId: null } });
      expect(event.counterpartId ?? null).toBeNull();
    }
    expect(events.at(-1)).toMatchObject({ facts: { makerName: 'ACME Medical K.K.' } });
  });

  it('is written by those who look after devices, also of one site, and read by all of the hospital', async () => {
    const product = await keep(device);
    const { id: releaseId } = await release(device, product);
    const ofOneSite = scene.member(hospitalId, 'HOSPITAL', ['HOSPITAL_DEVICE'], [newId()]);
    await change(ofOneSite, product, { name: 'Ventilator III' });

    for (const role of ROLES_OF_KIND.HOSPITAL.filter((one) => one !== 'HOSPITAL_DEVICE')) {
      const ctx = scene.member(hospitalId, 'HOSPITAL', [role]);
      expect(await service.product(ctx, product.id)).toMatchObject({ name: 'Ventilator III' });
      expect(await service.release(ctx, releaseId)).toMatchObject({ version: '1.0' });
      await expect(keep(ctx)).rejects.toEqual(FORBIDDEN);
      await expect(change(ctx, product, { name: 'Mine' })).rejects.toEqual(FORBIDDEN);
      await expect(identify(ctx, product, 'GTIN', GTIN)).rejects.toEqual(FORBIDDEN);
      await expect(release(ctx, product, '2.0')).rejects.toEqual(FORBIDDEN);
      await expect(service.changeRelease(ctx, { releaseId, version: '2.0' })).rejects.toEqual(FORBIDDEN);
    }
  });

  it('is as if it did not exist for everybody else, by both walls', async () => {
    const product = await keep(device, { identifiers: [{ scheme: 'GTIN', value: GTIN }] });
    const { id: releaseId } = await release(device, product);
    for (const ctx of await everybodyElse()) {
      await expect(service.product(ctx, product.id)).rejects.toEqual(NOT_FOUND);
      await expect(service.release(ctx, releaseId)).rejects.toEqual(NOT_FOUND);
      await expect(change(ctx, product, { name: 'Mine' })).rejects.toEqual(NOT_FOUND);
      await expect(identify(ctx, product, 'VENDOR', 'X')).rejects.toEqual(NOT_FOUND);
      await expect(release(ctx, product, '2.0')).rejects.toEqual(NOT_FOUND);
      await expect(service.changeRelease(ctx, { releaseId, version: '2.0' })).rejects.toEqual(NOT_FOUND);
      await expect(find(ctx, 'GTIN', GTIN)).rejects.toEqual(NOT_FOUND);
      for (const filter of [{}, { search: GTIN }, { search: 'Acme' }, { kept: true }, { vendorId: hospitalId }]) {
        expect(await idsIn(ctx, filter)).toEqual([]);
      }
      expect([await service.releasesOf(ctx, product), await service.identifiersOf(ctx, product)]).toEqual([[], []]);
      for (const table of ['product', 'product_identifier', 'release']) {
        expect(await scene.uow.run(ctx, (tx) => tx.sql(`select id from ${table}`))).toEqual([]);
      }
    }
  });

  it('is listed among all products and by itself, and found by name, maker and identifier', async () => {
    const ofVendor = await register(admin, { name: 'Analyser', identifiers: [{ scheme: 'GTIN', value: '96385074' }] });
    const identifiers = [
      { scheme: 'GTIN', value: GTIN },
      { scheme: 'VENDOR', value: 'V-100' },
    ];
    const kept = await keep(device, { englishName: 'Lung', identifiers });

    expect(await idsIn(device)).toEqual([ofVendor.id, kept.id]);
    expect(await idsIn(device, { kept: true })).toEqual([kept.id]);
    expect(await idsIn(device, { kept: false })).toEqual([ofVendor.id]);
    for (const search of ['ventil', 'lung', 'acme', `0${GTIN}`, 'V-100']) {
      expect(await idsIn(device, { search })).toEqual([kept.id]);
    }
    expect(await find(device, 'GTIN', GTIN)).toMatchObject({ id: kept.id });
    // No vendor's, the hospital's own least of all.
    expect(await idsIn(device, { vendorId: hospitalId })).toEqual([]);
    await expect(find(device, 'VENDOR', 'V-100', hospitalId)).rejects.toEqual(NOT_FOUND);
    expect(await idsIn(admin)).toEqual([ofVendor.id]);
  });

  it('is refused without a maker, and with identifiers that are wrong', () => {
    const reasonsOf = (given: object) => {
      try {
        return parseInput(g.registerOutsideProduct, { ...facts, ...given });
      } catch (error) {
        const { fields } = error as { fields: { path: string; reason: string }[] };
        return fields.map(({ path, reason }) => `${path} ${reason}`);
      }
    };
    expect(reasonsOf({})).toEqual(['makerName input.required']);
    expect(reasonsOf({ makerName: ' ' })).toEqual(['makerName input.required']);
    expect(reasonsOf({ makerName: 'x'.repeat(201) })).toEqual(['makerName input.too_long']);
    const identifiers = [{ scheme: 'GTIN', value: '4006381333930' }];
    expect(reasonsOf({ makerName: 'A', identifiers })).toEqual(['identifiers.0.value catalogue.gtin_check_digit']);
  });

  it('is kept by hospitals alone, which register none of their own', async () => {
    await expect(keep(admin)).rejects.toEqual(FORBIDDEN);
    await expect(register(device)).rejects.toEqual(FORBIDDEN);
    const ofVendor = await register(admin);
    const own = expect.objectContaining({ code: 'INVALID_INPUT', reason: 'catalogue.own_product' });
    await expect(change(admin, ofVendor, { makerName: 'Acme' })).rejects.toEqual(own);
    await expect(change(device, ofVendor, { name: 'Mine' })).rejects.toEqual(FORBIDDEN);
    await expect(identify(device, ofVendor, 'GTIN', GTIN)).rejects.toEqual(FORBIDDEN);
    await expect(release(device, ofVendor)).rejects.toEqual(FORBIDDEN);
  });
});

describe('an identifier of it', () => {
  it.each([
    ['GTIN', GTIN],
    ['APPROVAL_NUMBER', APPROVAL],
  ])('of the scheme %s is taken from nobody, whoever has it first', async (scheme, value) => {
    const identifiers = [{ scheme, value }];
    const kept = await keep(device, { identifiers });
    const other = await keep(otherDevice, { identifiers });
    const ofVendor = await register(admin, { identifiers });
    const later = await keep(scene.member((await scene.hospital()).id, 'HOSPITAL', ['HOSPITAL_DEVICE']), {
      identifiers,
    });
    expect(new Set([kept.id, other.id, ofVendor.id, later.id]).size).toBe(4);

    // Its maker has joined: what the maker says comes before what the hospital noted.
    for (const ctx of [device, otherDevice, admin]) {
      expect(await find(ctx, scheme, value)).toMatchObject({ id: ofVendor.id });
    }
    expect(await idsIn(device, { search: value, kept: true })).toEqual([kept.id]);
  });

  it('names one of the products that a hospital keeps, and is refused the second time', async () => {
    const identifiers = [{ scheme: 'GTIN', value: GTIN }];
    await keep(device, { identifiers });
    const again = await keep(device, { name: 'Copy', identifiers }).catch((error: unknown) => error);
    expect(again).toEqual(TAKEN);
    expect(again).toMatchObject({ fields: [{ path: 'identifiers.0.value' }] });
    const other = await keep(device, { name: 'Other' });
    await expect(identify(device, other, 'GTIN', GTIN)).rejects.toEqual(TAKEN);
    expect(await idsIn(device, { search: 'Copy' })).toEqual([]);
  });

  it("that is a maker's own code may be another maker's too, and stands once on a product", async () => {
    const identifiers = [{ scheme: 'VENDOR', value: '100' }];
    const product = await keep(device, { identifiers });
    await keep(device, { makerName: 'Another maker', identifiers });
    expect(await idsIn(device, { search: '100' })).toHaveLength(2);
    await expect(identify(device, product, 'VENDOR', '100')).rejects.toEqual(TAKEN);
  });
});

describe('whatever the service thinks', () => {
  const insert = (ctx: Ctx, owner: Id, makerName: string | null) =>
    scene.uow.run(ctx, (tx) =>
      tx.sql(
        `insert into product (id, vendor_id, maker_name, kind, name, is_connectable, created_at)
         values ($1, $2, $3, 'DEVICE', 'Forged', true, now())`,
        [newId(), owner, makerName],
      ),
    );
  const insertRelease = (ctx: Ctx, productId: Id, owner: Id, isOutside: boolean) =>
    scene.uow.run(ctx, (tx) =>
      tx.sql(
        `insert into release (id, product_id, vendor_id, is_outside, version, created_at) values ($1, $2, $3, $4, '9', now())`,
        [newId(), productId, owner, isOutside],
      ),
    );

  it('a hospital puts nothing on the market, and nobody else keeps records', async () => {
    await expect(insert(device, hospitalId, null)).rejects.toThrow(WALL);
    await expect(insert(admin, vendorId, 'Acme')).rejects.toThrow(WALL);
    const auditorId = await scene.organisation('AUDITOR');
    for (const makerName of [null, 'Acme']) {
      await expect(insert(scene.member(auditorId, 'AUDITOR', ['AUDITOR']), auditorId, makerName)).rejects.toThrow(WALL);
    }
    await expect(insert(device, vendorId, 'Acme')).rejects.toThrow(WALL);

    const kept = await keep(device);
    const publish = scene.uow.run(device, (tx) =>
      tx.sql('update product set maker_name = null where id = $1', [kept.id]),
    );
    await expect(publish).rejects.toThrow(WALL);
  });

  it('releases and identifiers are as private as their product, and of nobody else', async () => {
    const [kept, ofVendor] = [await keep(device), await register(admin)];
    await expect(insertRelease(device, kept.id, hospitalId, false)).rejects.toThrow(/foreign key/);
    await expect(insertRelease(device, ofVendor.id, hospitalId, true)).rejects.toThrow(/foreign key/);
    await expect(insertRelease(admin, kept.id, vendorId, false)).rejects.toThrow(/foreign key/);
    const identifier = scene.uow.run(device, (tx) =>
      tx.sql(
        `insert into product_identifier (id, product_id, vendor_id, is_outside, scheme, value)
         values ($1, $2, $3, false, 'GTIN', '04006381333931')`,
        [newId(), kept.id, hospitalId],
      ),
    );
    await expect(identifier).rejects.toThrow(/foreign key/);
  });
});
