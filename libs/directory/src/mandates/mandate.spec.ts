import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { calendarDate, newId, type Id } from '#libs/kernel';
import { World, type Data, type Hospital, type Person, type Vendor } from '../../../../test/support/world.ts';

const GRANT = `mutation ($input: GrantMandateInput!) { grantMandate(input: $input) { mandate {
  id state grantorId grantor { name } mandatary { id } products { name } sites { name } acts from until } } }`;
const REVOKE = `mutation ($input: RevokeMandateInput!) {
  revokeMandate(input: $input) { mandate { state revokedAt revocationReason } } }`;
const LIST =
  '{ mandates { totalCount edges { node { id state grantor { id name } sites { id } revocationReason } } } }';
const DAY_MS = 86_400_000;

let world: World;
let vendor: Vendor;
let hospital: Hospital;
let provider: Vendor;
let productId: Id<'Product'>;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());
beforeEach(async () => {
  [vendor, hospital, provider] = [await world.vendor(), await world.hospital(), await world.vendor('SERVICE_PROVIDER')];
  productId = await productOf(vendor.id);
  await deviceOf(hospital, productId);
});

const day = (days: number) => calendarDate(new Date(world.clock.now().getTime() + days * DAY_MS));
const given = (facts: object = {}) => ({
  input: { code: provider.code, productIds: [productId], acts: ['APPLY'], from: day(0), until: day(30), ...facts },
});
const grant = async (by: Person, facts: object = {}): Promise<Data> =>
  (await by.graphql(GRANT, given(facts)))['grantMandate'].mandate;
const listed = async (by: Person): Promise<Data[]> =>
  (await by.graphql(LIST))['mandates'].edges.map(({ node }: { node: Data }) => node);

async function productOf(vendorId: Id): Promise<Id<'Product'>> {
  const id = newId<'Product'>();
  await world.behind.query(
    `insert into product (id, vendor_id, kind, name, is_connectable, created_at) values ($1, $2, 'DEVICE', 'Pump', true, now())`,
    [id, vendorId],
  );
  return id;
}

async function deviceOf({ id, siteId }: Hospital, ofProduct: Id): Promise<void> {
  const releaseId = newId();
  await world.behind.query(
    `insert into release (id, product_id, vendor_id, version, created_at)
     select $1::uuid, id, vendor_id, $1::text, now() from product where id = $2`,
    [releaseId, ofProduct],
  );
  await world.behind.query(
    `insert into asset (id, hospital_id, site_id, release_id, connections, created_at)
     values (gen_random_uuid(), $1, $2, $3, array['NETWORK'], now())`,
    [id, siteId, releaseId],
  );
}

describe('a mandate', () => {
  it('is granted by a hospital for devices that it has, and seen by both and by nobody else', async () => {
    const mandate = await grant(hospital.person, { siteIds: [hospital.siteId] });
    expect(mandate).toMatchObject({
      state: 'IN_FORCE',
      grantorId: hospital.id,
      mandatary: { id: provider.id },
      products: [{ name: 'Pump' }],
      sites: [{ name: expect.any(String) }],
    });
    for (const person of [hospital.person, provider.publisher]) {
      expect(await listed(person)).toMatchObject([
        { id: mandate['id'], grantor: { id: hospital.id }, sites: [{ id: hospital.siteId }] },
      ]);
    }
    for (const person of [vendor.publisher, (await world.hospital()).person]) expect(await listed(person)).toEqual([]);
  });

  it('is granted by a manufacturer for its own products', async () => {
    expect(await grant(vendor.publisher)).toMatchObject({ grantorId: vendor.id, sites: null, acts: ['APPLY'] });
    const others = await productOf((await world.vendor()).id);
    expect(await vendor.publisher.refusal(GRANT, given({ productIds: [productId, others] }))).toBe(
      'INVALID_INPUT directory.mandate_foreign_product',
    );
    expect(await vendor.publisher.refusal(GRANT, given({ siteIds: [hospital.siteId] }))).toBe(
      'INVALID_INPUT directory.mandate_without_sites',
    );
  });

  it('is refused for a product of which the hospital has no device, and a site of another one', async () => {
    const unknown = await productOf(vendor.id);
    expect(await hospital.person.refusal(GRANT, given({ productIds: [unknown] }))).toBe(
      'INVALID_INPUT directory.mandate_foreign_product',
    );
    const foreign = await world.hospital();
    expect(await hospital.person.refusal(GRANT, given({ siteIds: [foreign.siteId] }))).toBe('NOT_FOUND not_found');
    expect(await hospital.person.refusal(GRANT, given({ siteIds: [] }))).toBe('INVALID_INPUT input.invalid');
    expect(await hospital.person.refusal(GRANT, given({ productIds: [] }))).toBe('INVALID_INPUT input.invalid');
  });

  it('is for service providers, never for oneself', async () => {
    expect(await hospital.person.refusal(GRANT, given({ code: hospital.code }))).toBe(
      'INVALID_INPUT directory.mandate_to_oneself',
    );
    for (const code of [vendor.code, (await world.hospital()).code, 'ZZZZ-ZZZZ']) {
      expect(await hospital.person.refusal(GRANT, given({ code }))).toBe('NOT_FOUND not_found');
    }
    await world.behind.query(`update organisation set state = 'SUSPENDED' where id = $1`, [provider.id]);
    expect(await hospital.person.refusal(GRANT, given())).toBe('NOT_FOUND not_found');
  });

  it('is for a time to come, of five years at most', async () => {
    const refusal = (facts: object) => hospital.person.refusal(GRANT, given(facts));
    expect(await refusal({ from: day(-1) })).toBe('INVALID_INPUT directory.mandate_in_past');
    expect(await refusal({ from: day(2), until: day(1) })).toBe('INVALID_INPUT directory.mandate_ends_before_start');
    expect(await refusal({ until: day(5 * 366 + 1) })).toBe('INVALID_INPUT directory.mandate_too_long');
    expect(await refusal({ until: '2026-02-30' })).toBe('INVALID_INPUT request.invalid_variables');
    expect(await grant(hospital.person, { from: day(1) })).toMatchObject({ state: 'COMING' });
  });

  it('is an administrator’s to grant, in person', async () => {
    const device = await hospital.person.colleague('HOSPITAL_DEVICE', 'HOSPITAL_SECURITY', 'HOSPITAL_MANAGER');
    expect(await device.refusal(GRANT, given())).toBe('FORBIDDEN access.forbidden');
    expect(await vendor.approver.refusal(GRANT, given())).toBe('FORBIDDEN access.forbidden');
    expect(await provider.publisher.refusal(GRANT, given())).toBe('FORBIDDEN access.forbidden');
    const { makeApiKey } = await hospital.person.graphql(
      'mutation ($input: MakeApiKeyInput!) { makeApiKey(input: $input) { secret } }',
      { input: { name: 'Key', roles: ['HOSPITAL_ADMIN'], expiresAt: new Date(Date.now() + DAY_MS).toISOString() } },
    );
    const { errors } = await world.ask({ authorization: `Bearer ${makeApiKey.secret}` }, GRANT, given());
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is taken back once, with a reason that the mandatary reads, by its grantor alone', async () => {
    const { id: mandateId } = await grant(hospital.person);
    const input = { mandateId, reason: 'The contract ended.' };
    expect(await provider.publisher.refusal(REVOKE, { input })).toBe('FORBIDDEN access.forbidden');
    expect(await vendor.publisher.refusal(REVOKE, { input })).toBe('NOT_FOUND not_found');
    const viewer = await hospital.person.colleague('HOSPITAL_VIEWER');
    expect(await viewer.refusal(REVOKE, { input })).toBe('FORBIDDEN access.forbidden');
    expect(await hospital.person.refusal(REVOKE, { input: { mandateId, reason: ' ' } })).toBe(
      'INVALID_INPUT input.invalid',
    );
    const { revokeMandate } = await hospital.person.graphql(REVOKE, { input });
    expect(revokeMandate.mandate).toMatchObject({ state: 'REVOKED', revocationReason: 'The contract ended.' });
    expect(await hospital.person.refusal(REVOKE, { input })).toBe('CONFLICT directory.mandate_already_revoked');
    expect(await listed(provider.publisher)).toMatchObject([{ state: 'REVOKED', revocationReason: input.reason }]);
  });

  it('ends by itself, and is nothing to take back then', async () => {
    const { id: mandateId } = await grant(hospital.person);
    await world.behind.query('update mandate set from_on = $2, until_on = $2 where id = $1', [mandateId, day(-1)]);
    expect(await listed(hospital.person)).toMatchObject([{ state: 'ENDED' }]);
    expect(await hospital.person.refusal(REVOKE, { input: { mandateId, reason: 'r' } })).toBe(
      'CONFLICT directory.mandate_ended',
    );
  });

  it('is on record for both sides, granted and taken back', async () => {
    const { id: mandateId } = await grant(hospital.person);
    await hospital.person.graphql(REVOKE, { input: { mandateId, reason: 'r' } });
    const query =
      'query ($id: ID!) { trail(filter: { subjectId: $id }) { edges { node { kind organisationId counterpartId } } } }';
    for (const person of [hospital.person, provider.publisher]) {
      const { trail } = await person.graphql(query, { id: mandateId });
      expect(trail.edges.map(({ node }: { node: Data }) => node)).toEqual(
        ['mandate.revoked', 'mandate.granted'].map((kind) => ({
          kind,
          organisationId: hospital.id,
          counterpartId: provider.id,
        })),
      );
    }
  });
});
