import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { World } from '../support/world.ts';

const REGISTER_PRODUCT = `mutation ($input: RegisterProductInput!) {
  registerProduct(input: $input) { product { id vendorId identifiers { scheme value } releases { id } } } }`;
const ADD_RELEASE = `mutation ($input: AddReleaseInput!) {
  addRelease(input: $input) { release { id version stage releasedOn product { id name } } } }`;
const LIST = `mutation ($input: ListInstalledBaseInput!) {
  listInstalledBase(input: $input) { newCount lines { id state asset { id } release { product { name } } } } }`;
const CONFIRM = `mutation ($input: ConfirmInstalledBaseLineInput!) {
  confirmInstalledBaseLine(input: $input) { line { state asset { id isConnected connections siteId } } } }`;
const REJECT = `mutation ($input: RejectInstalledBaseLineInput!) {
  rejectInstalledBaseLine(input: $input) { line { state rejectionReason } } }`;
const LINES = `query ($state: InstalledBaseLineState) {
  installedBase(state: $state) { totalCount edges { node { id state asset { id } } } } }`;
const REGISTER_ASSET = `mutation ($input: RegisterAssetInput!) { registerAsset(input: $input) { asset { id status quantity } } }`;
const RETIRE = `mutation ($input: RetireAssetInput!) { retireAsset(input: $input) { asset { status } } }`;
const ASSETS = `query ($search: String) {
  assets(search: $search) { totalCount edges { node { id release { version product { name releases { id } } } } } } }`;
const ASSET = `query ($id: ID!) { asset(id: $id) { id } }`;
const BY_GTIN = `query ($value: String!) { productByIdentifier(scheme: GTIN, value: $value) { id name } }`;

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

/** A vendor's pump with one release, and a hospital that deals with the vendor. */
async function pump(gtin: string) {
  const [vendor, hospital] = [await world.vendor(), await world.hospital()];
  await world.relationship(vendor, hospital);
  const identifiers = [{ scheme: 'GTIN', value: gtin }];
  const { registerProduct } = await vendor.publisher.graphql(REGISTER_PRODUCT, {
    input: { kind: 'DEVICE', name: `Pump ${gtin}`, isConnectable: true, identifiers },
  });
  const { addRelease } = await vendor.publisher.graphql(ADD_RELEASE, {
    input: { productId: registerProduct.product.id, version: '1.0', releasedOn: '2026-04-01' },
  });
  return { vendor, hospital, product: registerProduct.product, release: addRelease.release };
}

describe('devices, from the catalogue to the ward', () => {
  it('are listed by the vendor, found by the hospital, and told back as far as it shares', async () => {
    const { vendor, hospital, product, release } = await pump('4006381333931');
    expect(product).toMatchObject({ vendorId: vendor.id, identifiers: [{ scheme: 'GTIN', value: '04006381333931' }] });
    expect(release).toMatchObject({ stage: 'SUPPORTED', releasedOn: '2026-04-01', product: { id: product.id } });
    expect(await hospital.person.graphql(BY_GTIN, { value: '4006381333931' })).toMatchObject({
      productByIdentifier: { id: product.id },
    });

    const line = { hospitalId: hospital.id, releaseId: release.id };
    const { listInstalledBase } = await vendor.publisher.graphql(LIST, {
      input: {
        lines: [
          { ...line, serialNumber: 'S1' },
          { ...line, serialNumber: 'S2' },
          { ...line, serialNumber: 'S1' },
        ],
      },
    });
    expect(listInstalledBase).toMatchObject({ newCount: 2, lines: [{ state: 'LISTED', asset: null }, {}] });
    const [one, two] = listInstalledBase.lines.map(({ id }: { id: string }) => id);

    const { confirmInstalledBaseLine } = await hospital.person.graphql(CONFIRM, {
      input: { lineId: one, siteId: hospital.siteId, connections: ['NONE'] },
    });
    const { asset } = confirmInstalledBaseLine.line;
    expect(asset).toMatchObject({ isConnected: false, siteId: hospital.siteId });
    await hospital.person.graphql(REJECT, { input: { lineId: two, reason: 'Returned.' } });
    expect(await hospital.person.refusal(REJECT, { input: { lineId: two, reason: 'Again.' } })).toBe(
      'CONFLICT inventory.already_decided',
    );

    const seen = await vendor.publisher.graphql(LINES);
    expect(seen.installedBase).toMatchObject({
      totalCount: 2,
      edges: [{ node: { state: 'CONFIRMED', asset: null } }, {}],
    });
    expect((await vendor.publisher.graphql(ASSETS)).assets.totalCount).toBe(0);
    await world.behind.query(`update relationship set shares = 'ASSETS' where vendor_id = $1`, [vendor.id]);
    expect((await vendor.publisher.graphql(ASSETS)).assets.edges).toMatchObject([
      { node: { id: asset.id, release: { version: '1.0', product: { releases: [{ id: release.id }] } } } },
    ]);
  });

  it('stay unknown to other hospitals, and are changed by nobody else', async () => {
    const { vendor, hospital, release } = await pump('96385074');
    const stranger = await world.hospital();
    const input = { releaseId: release.id, siteId: hospital.siteId, connections: ['UNKNOWN'], quantity: 20 };
    const { registerAsset } = await hospital.person.graphql(REGISTER_ASSET, { input });
    const { id } = registerAsset.asset;
    expect(registerAsset.asset).toMatchObject({ status: 'IN_USE', quantity: 20 });

    expect((await stranger.person.graphql(ASSETS)).assets.totalCount).toBe(0);
    expect(await stranger.person.refusal(ASSET, { id })).toBe('NOT_FOUND not_found');
    expect(await stranger.person.refusal(RETIRE, { input: { assetId: id } })).toBe('NOT_FOUND not_found');
    expect(await stranger.person.refusal(REGISTER_ASSET, { input })).toBe('NOT_FOUND not_found');
    expect(await vendor.publisher.refusal(RETIRE, { input: { assetId: id } })).toBe('FORBIDDEN access.forbidden');
    expect((await hospital.person.graphql(RETIRE, { input: { assetId: id } })).retireAsset.asset.status).toBe(
      'RETIRED',
    );
  });

  it('are refused in the words of the field that is wrong', async () => {
    const { vendor, hospital, release } = await pump('614141999996');
    const wrong = {
      kind: 'DEVICE',
      name: 'P',
      isConnectable: true,
      identifiers: [{ scheme: 'GTIN', value: '614141999997' }],
    };
    const { errors } = await vendor.publisher.ask(REGISTER_PRODUCT, { input: wrong });
    expect(errors[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'identifiers.0.value', reason: 'catalogue.gtin_check_digit' }],
    });
    const taken = { ...wrong, identifiers: [{ scheme: 'GTIN', value: '0614141999996' }] };
    const other = await world.vendor();
    expect(await other.publisher.refusal(REGISTER_PRODUCT, { input: taken })).toBe(
      'CONFLICT catalogue.identifier_taken',
    );
    const lines = [{ hospitalId: hospital.id, releaseId: release.id }];
    expect(await other.publisher.refusal(LIST, { input: { lines } })).toBe('INVALID_INPUT inventory.no_relationship');
    expect(await hospital.person.refusal(REGISTER_PRODUCT, { input: taken })).toBe('FORBIDDEN access.forbidden');
    expect(await hospital.person.refusal(`{ assets(siteId: "here") { totalCount } }`)).toBe(
      'INVALID_INPUT input.invalid',
    );
  });
});
