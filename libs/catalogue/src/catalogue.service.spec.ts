import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Actor, newId, type Id } from '#libs/kernel';
import { parseInput, type Ctx } from '#libs/platform';
import { Scene } from '../../../test/support/scene.ts';
import { addRelease, changeProduct, identifierLookUp, productList, registerProduct } from './catalogue.graphql.ts';
import { cataloguePolicy } from './catalogue.policy.ts';
import { CatalogueRepository } from './catalogue.repository.ts';
import { CatalogueService } from './catalogue.service.ts';
import { LifecycleRepository } from './lifecycle/lifecycle.repository.ts';
import { catalogueEntities } from './index.ts';
import type { Product } from './product.entity.ts';

const GTIN = '4006381333931';
const refusal = (code: string, reason: string) => expect.objectContaining({ code, reason });

let scene: Scene;
let service: CatalogueService;
let vendorId: Id<'Organisation'>;
let admin: Ctx;
let otherAdmin: Ctx;

beforeAll(async () => {
  scene = await Scene.open(catalogueEntities, [cataloguePolicy]);
  service = new CatalogueService(scene.uow, new CatalogueRepository(), new LifecycleRepository());
});
afterAll(() => scene.close());
beforeEach(async () => {
  await scene.admin.query('truncate product cascade');
  vendorId = await scene.organisation('MANUFACTURER');
  admin = scene.member(vendorId, 'MANUFACTURER', ['VENDOR_ADMIN']);
  otherAdmin = scene.member(await scene.organisation('SERVICE_PROVIDER'), 'SERVICE_PROVIDER', ['VENDOR_ADMIN']);
  scene.recorded();
});

const register = (ctx: Ctx, facts: object = {}): Promise<Product> =>
  service.registerProduct(
    ctx,
    parseInput(registerProduct, { kind: 'DEVICE', name: 'ECG', isConnectable: true, ...facts }),
  );
const release = (ctx: Ctx, product: Product, facts: object = {}) =>
  service.addRelease(ctx, parseInput(addRelease, { productId: product.id, version: '1.0', ...facts }));
const list = (ctx: Ctx, filter: object = {}) =>
  service.products(ctx, parseInput(productList, { first: 20, ...filter }));
const namesIn = async (ctx: Ctx, filter: object) => (await list(ctx, filter)).edges.map(({ node }) => node.name);

describe('products', () => {
  it('are registered for the own organisation, and recorded', async () => {
    const product = await register(admin, { identifiers: [{ scheme: 'GTIN', value: GTIN }] });
    expect(await service.product(otherAdmin, product.id)).toMatchObject({ vendorId, name: 'ECG', englishName: null });
    expect(scene.recorded()).toMatchObject([
      {
        kind: 'product.registered',
        subject: { type: 'Product', id: product.id },
        facts: { vendorId, identifiers: [{ scheme: 'GTIN', value: '04006381333931' }] },
      },
    ]);
  });

  it('are registered and changed by vendor administrators alone', async () => {
    const product = await register(admin);
    const publisher = scene.member(vendorId, 'MANUFACTURER', ['VENDOR_PUBLISHER', 'VENDOR_APPROVER', 'VENDOR_SUPPORT']);
    const { id } = await scene.hospital();
    const hospital = scene.member(id, 'HOSPITAL', ['HOSPITAL_ADMIN', 'HOSPITAL_DEVICE']);
    for (const ctx of [publisher, hospital]) {
      await expect(register(ctx)).rejects.toEqual(refusal('FORBIDDEN', 'access.forbidden'));
    }
    for (const ctx of [publisher, hospital, otherAdmin]) {
      const change = service.changeProduct(ctx, { productId: product.id, name: 'Mine' });
      await expect(change).rejects.toEqual(refusal('FORBIDDEN', 'access.forbidden'));
      await expect(release(ctx, product)).rejects.toEqual(refusal('FORBIDDEN', 'access.forbidden'));
      const identifier = { scheme: 'VENDOR' as const, value: 'X' };
      const identify = service.addIdentifier(ctx, { productId: product.id, identifier });
      await expect(identify).rejects.toEqual(refusal('FORBIDDEN', 'access.forbidden'));
    }
  });

  it('are read by everyone signed in and by nobody else, by both walls', async () => {
    const product = await register(admin);
    const viewer = scene.as(new Actor({ kind: 'PERSON', userId: newId() }));
    expect(await service.product(viewer, product.id)).toMatchObject({ name: 'ECG' });

    const nobody = scene.as(Actor.anonymous);
    await expect(service.product(nobody, product.id)).rejects.toEqual(refusal('NOT_FOUND', 'not_found'));
    for (const table of ['product', 'product_identifier', 'release']) {
      expect(await scene.uow.run(nobody, (tx) => tx.sql(`select id from ${table}`))).toEqual([]);
    }
  });

  it('cannot be written for another vendor, whatever the service thinks', async () => {
    const product = await register(admin);
    const forged = scene.uow.run(otherAdmin, (tx) =>
      tx.sql(`insert into release (id, product_id, vendor_id, version, created_at) values ($1, $2, $3, '9', now())`, [
        newId(),
        product.id,
        vendorId,
      ]),
    );
    await expect(forged).rejects.toThrow(/row-level security/);
  });

  it('keep what is not mentioned when they are changed, and record only real changes', async () => {
    const product = await register(admin, { englishName: 'ECG' });
    scene.recorded();
    const change = (changes: object) =>
      service.changeProduct(admin, parseInput(changeProduct, { productId: product.id, ...changes }));
    await change({ name: 'ECG' });
    expect(scene.recorded()).toEqual([]);
    await change({ name: 'ECG II', englishName: null });
    expect(scene.recorded()).toMatchObject([{ kind: 'product.changed', facts: { name: 'ECG II', englishName: null } }]);
    expect(await service.product(admin, product.id)).toMatchObject({
      name: 'ECG II',
      englishName: null,
      kind: 'DEVICE',
    });
  });

  it('that do not exist are NOT_FOUND', async () => {
    await expect(service.product(admin, newId())).rejects.toEqual(refusal('NOT_FOUND', 'not_found'));
    await expect(service.changeProduct(admin, { productId: newId() })).rejects.toEqual(
      refusal('NOT_FOUND', 'not_found'),
    );
    await expect(service.release(admin, newId())).rejects.toEqual(refusal('NOT_FOUND', 'not_found'));
  });

  it('are listed by name, filtered, searched by name and identifier, page by page', async () => {
    await register(admin, { name: 'B 100%', englishName: 'Pump', identifiers: [{ scheme: 'GTIN', value: GTIN }] });
    await register(admin, { name: 'A', kind: 'SAMD' });
    await register(otherAdmin, { name: 'C' });

    expect(await namesIn(admin, {})).toEqual(['A', 'B 100%', 'C']);
    expect(await namesIn(admin, { vendorId })).toEqual(['A', 'B 100%']);
    expect(await namesIn(admin, { kind: 'SAMD' })).toEqual(['A']);
    expect(await namesIn(admin, { search: 'pUMP' })).toEqual(['B 100%']);
    expect(await namesIn(admin, { search: '0%' })).toEqual(['B 100%']);
    expect(await namesIn(admin, { search: '%' })).toEqual(['B 100%']);
    expect(await namesIn(admin, { search: '400-6381-333931' })).toEqual(['B 100%']);

    const first = await list(admin, { first: 2 });
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(await first.totalCount()).toBe(3);
    expect(await namesIn(admin, { first: 2, after: first.pageInfo.endCursor })).toEqual(['C']);
    await expect(list(admin, { first: 101 })).rejects.toEqual(refusal('INVALID_INPUT', 'page.first_out_of_range'));
    await expect(list(admin, { after: 'x' })).rejects.toEqual(refusal('INVALID_INPUT', 'page.bad_cursor'));
  });
});

describe('identifiers', () => {
  const find = (value: string, scheme = 'GTIN', of?: Id) =>
    service.productByIdentifier(admin, parseInput(identifierLookUp, { scheme, value, vendorId: of }));

  it('find their product however they are typed', async () => {
    const product = await register(admin, { identifiers: [{ scheme: 'GTIN', value: GTIN }] });
    expect(await find(`0${GTIN}`)).toMatchObject({ id: product.id });
    await expect(find('96385074')).rejects.toEqual(refusal('NOT_FOUND', 'not_found'));
  });

  it.each(['GTIN', 'APPROVAL_NUMBER'])('of the scheme %s name one product anywhere', async (scheme) => {
    const identifiers = [
      { scheme: 'VENDOR', value: 'own' },
      { scheme, value: GTIN },
    ];
    await register(admin, { identifiers });
    const taken = await register(otherAdmin, { name: 'Copy', identifiers }).catch((error: unknown) => error);
    expect(taken).toEqual(refusal('CONFLICT', 'catalogue.identifier_taken'));
    expect(taken).toMatchObject({ fields: [{ path: 'identifiers.1.value' }] });
    // Whose it is stays unsaid, and nothing is half-written.
    expect(JSON.stringify(taken)).not.toContain(vendorId);
    expect(await namesIn(admin, {})).toEqual(['ECG']);
  });

  it("of a vendor's own name one product of that vendor, and JMDN codes many", async () => {
    const identifiers = [
      { scheme: 'VENDOR', value: 'MX' },
      { scheme: 'JMDN', value: '37971000' },
    ];
    const [product, other] = [await register(admin, { identifiers }), await register(otherAdmin, { identifiers })];
    expect(await find('MX', 'VENDOR', vendorId)).toMatchObject({ id: product.id });
    expect(await find('MX', 'VENDOR', other.vendorId)).toMatchObject({ id: other.id });
    expect(await namesIn(admin, { search: '37971000' })).toHaveLength(2);
    const again = register(admin, { identifiers: identifiers.slice(0, 1) });
    await expect(again).rejects.toEqual(refusal('CONFLICT', 'catalogue.identifier_taken'));
  });

  it('are not guessed at: a JMDN code names no product, a code of nobody neither', () => {
    const reasonsOf = (input: object) => {
      try {
        return parseInput(identifierLookUp, input);
      } catch (error) {
        return (error as { fields: { reason: string }[] }).fields.map(({ reason }) => reason);
      }
    };
    expect(reasonsOf({ scheme: 'JMDN', value: '37971000' })).toEqual(['catalogue.jmdn_names_a_class']);
    expect(reasonsOf({ scheme: 'VENDOR', value: 'MX' })).toEqual(['catalogue.vendor_needed']);
    expect(reasonsOf({ scheme: 'GTIN', value: '4006381333930' })).toEqual(['catalogue.gtin_check_digit']);
    expect(reasonsOf({ scheme: 'EAN', value: GTIN })).toEqual(['input.not_one_of']);
  });

  it('are added later, recorded, and refused the second time', async () => {
    const product = await register(admin);
    scene.recorded();
    const add = () =>
      service.addIdentifier(admin, { productId: product.id, identifier: { scheme: 'GTIN', value: '04006381333931' } });
    await add();
    expect(scene.recorded()).toMatchObject([{ kind: 'product.identified', facts: { value: '04006381333931' } }]);
    await expect(add()).rejects.toEqual(refusal('CONFLICT', 'catalogue.identifier_taken'));
    expect(scene.recorded()).toEqual([]);
    expect(await service.identifiersOf(admin, product)).toMatchObject([{ scheme: 'GTIN' }]);
  });
});

describe('releases', () => {
  it('are added to the own products, once for each version', async () => {
    const product = await register(admin);
    const one = await release(admin, product, { releasedOn: '2026-04-01' });
    expect(await service.release(otherAdmin, one.id)).toMatchObject({
      vendorId,
      releasedOn: '2026-04-01',
      stage: 'SUPPORTED',
    });
    await expect(release(admin, product)).rejects.toEqual(refusal('CONFLICT', 'catalogue.version_taken'));

    const two = await release(admin, product, { version: '2.0' });
    const rename = service.changeRelease(admin, { releaseId: two.id, version: '1.0' });
    await expect(rename).rejects.toEqual(refusal('CONFLICT', 'catalogue.version_taken'));
  });

  it('record what their stage and dates were before', async () => {
    const product = await register(admin);
    const { id } = await release(admin, product, { endOfSupportOn: '2030-03-31' });
    await service.changeRelease(admin, { releaseId: id, stage: 'LIMITED_SUPPORT', endOfSupportOn: '2029-03-31' });
    expect(scene.recorded().slice(-2)).toMatchObject([
      { kind: 'release.added', facts: { productId: product.id, stage: 'SUPPORTED', endOfSupportOn: '2030-03-31' } },
      {
        kind: 'release.changed',
        facts: {
          stage: 'LIMITED_SUPPORT',
          stageBefore: 'SUPPORTED',
          endOfSupportOn: '2029-03-31',
          endOfSupportOnBefore: '2030-03-31',
        },
      },
    ]);
    expect(await service.release(admin, id)).toMatchObject({ stage: 'LIMITED_SUPPORT', endOfSupportOn: '2029-03-31' });
    const back = service.changeRelease(admin, { releaseId: id, stage: 'SUPPORTED' });
    await expect(back).rejects.toEqual(refusal('CONFLICT', 'catalogue.stage_goes_forward'));
    const foreign = service.changeRelease(otherAdmin, { releaseId: id, stage: 'END_OF_SUPPORT' });
    await expect(foreign).rejects.toEqual(refusal('FORBIDDEN', 'access.forbidden'));
  });

  it('and identifiers of many products are read in one question each', async () => {
    const products = [await register(admin, { name: 'A' }), await register(admin, { name: 'B' })];
    for (const product of products) await release(admin, product);
    const ran: unknown[] = [];
    const counting = new CatalogueService(
      Object.assign(Object.create(scene.uow) as typeof scene.uow, {
        run: (...[ctx, work]: Parameters<typeof scene.uow.run>) => (ran.push(work), scene.uow.run(ctx, work)),
      }),
      new CatalogueRepository(),
      new LifecycleRepository(),
    );
    const releases = (await Promise.all(products.map((product) => counting.releasesOf(admin, product)))).flat();
    expect(releases.map(({ productId }) => productId)).toEqual(products.map(({ id }) => id));
    const back = await Promise.all(releases.map((one) => counting.productOf(admin, one)));
    expect(back.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(ran).toHaveLength(2);
    await expect(counting.productOf(admin, { productId: newId() })).rejects.toEqual(refusal('NOT_FOUND', 'not_found'));
  });
});
