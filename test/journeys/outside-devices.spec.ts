import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Desk, DRAFT, release as releaseOf } from '../support/publishing-desk.ts';
import { type Person, World } from '../support/world.ts';

const GTIN = '4006381333931';
const KEEP = `mutation ($input: RegisterOutsideProductInput!) {
  registerOutsideProduct(input: $input) { product { id vendorId makerName identifiers { value } } } }`;
const ADD_RELEASE = 'mutation ($input: AddReleaseInput!) { addRelease(input: $input) { release { id } } }';
const REGISTER = `mutation ($input: RegisterAssetInput!) { registerAsset(input: $input) { asset {
  id release { id version product { makerName vendorId vendor { id } } } } } }`;
const MOVE = `mutation ($input: ChangeAssetInput!) { changeAsset(input: $input) { asset {
  id serialNumber release { product { makerName vendorId vendor { id } } } } } }`;
const PRODUCTS = `query ($search: String, $kept: Boolean) {
  products(search: $search, kept: $kept) { totalCount edges { node { id makerName vendorId releases { version } } } } }`;
const BY_GTIN = `{ productByIdentifier(scheme: GTIN, value: "${GTIN}") { id makerName vendorId } }`;
const ASSETS = '{ assets { totalCount edges { node { id } } } }';
const TRAIL = 'query ($kind: String!) { trail(filter: { kind: $kind }) { totalCount } }';
const INBOX = '{ inbox { edges { node { publication { id } affectedAssets } } } }';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

const found = async (person: Person, variables: object) => (await person.graphql(PRODUCTS, variables)).products;

it('a device whose maker is not in Tasuki is kept by its hospital alone, until the maker joins and is heard', async () => {
  const [hospital, stranger] = [await world.hospital(), await world.hospital()];
  const identifiers = [{ scheme: 'GTIN', value: GTIN }];
  const product = { makerName: 'Acme Medical', kind: 'DEVICE', name: 'Ventilator', isConnectable: true, identifiers };
  const { registerOutsideProduct } = await hospital.person.graphql(KEEP, { input: product });
  const kept = registerOutsideProduct.product;
  expect(kept).toMatchObject({ makerName: 'Acme Medical', vendorId: null, identifiers: [{ value: `0${GTIN}` }] });

  const { addRelease } = await hospital.person.graphql(ADD_RELEASE, { input: { productId: kept.id, version: '1.0' } });
  const keptReleaseId = addRelease.release.id;
  const device = { releaseId: keptReleaseId, siteId: hospital.siteId, connections: ['NETWORK'], serialNumber: 'S1' };
  const { registerAsset } = await hospital.person.graphql(REGISTER, { input: device });
  const assetId = registerAsset.asset.id;
  expect(registerAsset.asset.release.product).toEqual({ makerName: 'Acme Medical', vendorId: null, vendor: null });

  // The maker joins, and publishes: it hears nothing of the hospital, which has told it nothing.
  const desk = await Desk.open(world);
  await world.relationship(desk.vendor, hospital, 'ASSETS');
  await desk.publisher.graphql(
    `mutation ($input: AddProductIdentifierInput!) { addProductIdentifier(input: $input) { product { id } } }`,
    { input: { productId: await productOf(desk.releaseId), identifier: identifiers[0] } },
  );
  const publicationId = await desk.published({ severity: 'HIGH' });
  await world.settled();
  for (const person of [desk.publisher, stranger.person]) {
    expect(await found(person, { search: 'Acme' })).toMatchObject({ totalCount: 0 });
    expect(await found(person, { kept: true })).toMatchObject({ totalCount: 0 });
    expect(await person.graphql(BY_GTIN)).toMatchObject({ productByIdentifier: { vendorId: desk.vendor.id } });
    expect((await person.graphql(ASSETS)).assets.totalCount).toBe(0);
    expect((await person.graphql(TRAIL, { kind: 'product.registered' })).trail.totalCount).toBe(0);
  }
  expect(await stranger.person.refusal(REGISTER, { input: { ...device, siteId: stranger.siteId } })).toBe(
    'NOT_FOUND not_found',
  );
  expect(await desk.publisher.refusal(DRAFT, { input: desk.advisory({ releaseIds: [keptReleaseId] }) })).toBe(
    'INVALID_INPUT publishing.release_not_yours',
  );
  expect((await hospital.person.graphql(INBOX)).inbox.edges).toEqual([]);
  expect((await hospital.person.graphql(TRAIL, { kind: 'product.registered' })).trail.totalCount).toBe(1);
  expect(await found(hospital.person, { kept: true })).toMatchObject({
    edges: [{ node: { id: kept.id, makerName: 'Acme Medical', vendorId: null, releases: [{ version: '1.0' }] } }],
  });

  // The hospital finds the maker's own product by the same GTIN, and says that this is its device.
  expect(await hospital.person.graphql(BY_GTIN)).toMatchObject({
    productByIdentifier: { makerName: null, vendorId: desk.vendor.id },
  });
  const moved = await hospital.person.graphql(MOVE, { input: { assetId, releaseId: desk.releaseId } });
  expect(moved.changeAsset.asset).toEqual({
    id: assetId,
    serialNumber: 'S1',
    release: { product: { makerName: null, vendorId: desk.vendor.id, vendor: { id: desk.vendor.id } } },
  });
  await world.settled();
  expect((await hospital.person.graphql(INBOX)).inbox.edges).toEqual([
    { node: { publication: { id: publicationId }, affectedAssets: 1 } },
  ]);
  expect((await desk.publisher.graphql(ASSETS)).assets.edges).toEqual([{ node: { id: assetId } }]);
});

it('a vendor keeps no such records, and a hospital says of no product on the market who makes it', async () => {
  const [vendor, hospital] = [await world.vendor(), await world.hospital()];
  const input = { makerName: 'Acme', kind: 'DEVICE', name: 'Ventilator', isConnectable: true };
  expect(await vendor.publisher.refusal(KEEP, { input })).toBe('FORBIDDEN access.forbidden');
  const change = `mutation ($input: ChangeProductInput!) { changeProduct(input: $input) { product { id } } }`;
  const maker = { input: { productId: await productOf(await releaseOf(world, vendor)), makerName: 'Acme' } };
  expect(await hospital.person.refusal(change, maker)).toBe('FORBIDDEN access.forbidden');
  expect(await vendor.publisher.refusal(change, maker)).toBe('INVALID_INPUT catalogue.own_product');
});

async function productOf(releaseId: string): Promise<string> {
  const { rows } = await world.behind.query<{ id: string }>('select product_id as id from release where id = $1', [
    releaseId,
  ]);
  return rows[0]?.id ?? '';
}
