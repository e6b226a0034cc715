import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as d from '../../../test/support/publishing-desk.ts';
import { World, type Hospital, type Person } from '../../../test/support/world.ts';

let world: World;
let desk: d.Desk;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());
beforeEach(async () => {
  desk = await d.Desk.open(world);
});

const PREVIEW = `query ($id: ID!, $first: Int = 20, $after: String) { audiencePreview(publicationId: $id) {
  hospitalCount siteCount informationOnlySiteCount unnamedHospitalCount
  hospitals(first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { hospitalId siteCount informationOnlySiteCount } } } } }`;
const preview = async (id: string, person: Person = desk.approver, page: object = {}) => {
  const { audiencePreview } = await person.graphql(PREVIEW, { id, ...page });
  const hospitals = audiencePreview.hospitals.edges.map((edge: { node: object }) => edge.node) as {
    hospitalId: string;
  }[];
  return { ...audiencePreview, page: audiencePreview.hospitals, hospitals };
};

async function holder(shares: 'COUNTS' | 'ASSETS' | null, facts: { connections?: string[] } = {}): Promise<Hospital> {
  const hospital = await world.hospital();
  if (shares) await world.relationship(desk.vendor, hospital, shares);
  await d.asset(world, hospital, desk.releaseId, facts);
  return hospital;
}

describe('an audience preview', () => {
  it('names hospitals that share assets, and only counts those that share counts', async () => {
    const open = await holder('ASSETS');
    const secondSite = await world.site(open.id);
    await d.asset(world, open, desk.releaseId, { siteId: secondSite });
    await holder('COUNTS');

    expect(await preview(await desk.submitted())).toMatchObject({
      hospitalCount: 2,
      siteCount: 3,
      unnamedHospitalCount: 1,
      hospitals: [{ hospitalId: open.id, siteCount: 2 }],
    });
  });

  it("names hospitals that are named, and those on the vendor's own list, whatever they share", async () => {
    const [named, onList] = [await world.hospital(), await world.hospital()];
    for (const hospital of [named, onList]) await world.relationship(desk.vendor, hospital);
    await d.listed(world, desk.vendor, onList, desk.releaseId);
    const id = await desk.submitted({ namedHospitals: [{ hospitalId: named.id }] });
    const found = await preview(id);
    expect(found.hospitals.map(({ hospitalId }: { hospitalId: string }) => hospitalId).toSorted()).toEqual(
      [named.id, onList.id].toSorted(),
    );
    expect(found).toMatchObject({ hospitalCount: 2, unnamedHospitalCount: 0 });
  });

  it('neither shows nor counts holders without a relationship, even where TLP:CLEAR reaches them', async () => {
    await holder(null);
    const id = await desk.submitted({ tlp: 'CLEAR' });
    expect(await preview(id)).toMatchObject({ hospitalCount: 0, siteCount: 0, hospitals: [] });
    const { rows } = await world.behind.query('select * from publication_audience($1)', [id]);
    expect(rows).toMatchObject([{ has_relationship: false }]);
  });

  it("counts nothing that stands on another vendor's list", async () => {
    const other = await world.vendor();
    const hospital = await world.hospital();
    await world.relationship(desk.vendor, hospital);
    await d.listed(world, other, hospital, desk.releaseId);
    expect(await preview(await desk.submitted())).toMatchObject({ hospitalCount: 0 });
  });

  it('reaches with TLP:RED only the hospitals named', async () => {
    await holder('ASSETS');
    const named = await world.hospital();
    await world.relationship(desk.vendor, named);
    const emails = [named.person.email];
    const id = await desk.submitted({ tlp: 'RED', namedHospitals: [{ hospitalId: named.id, emails }] });
    expect(await preview(id)).toMatchObject({ hospitalCount: 1, hospitals: [{ hospitalId: named.id }] });
  });

  it('says which sites have no connected device, and so are asked nothing', async () => {
    const offline = await holder('ASSETS', { connections: ['NONE'] });
    await holder('COUNTS', { connections: ['UNKNOWN'] });
    expect(await preview(await desk.submitted())).toMatchObject({
      siteCount: 2,
      informationOnlySiteCount: 1,
      hospitals: [{ hospitalId: offline.id, informationOnlySiteCount: 1 }],
    });
  });

  it('leaves out inactive sites, suspended hospitals and ended relationships', async () => {
    const [closed, suspended, ended] = [await holder('ASSETS'), await holder('ASSETS'), await holder('ASSETS')];
    await world.behind.query('update site set is_active = false where organisation_id = $1', [closed.id]);
    await world.behind.query(`update organisation set state = 'SUSPENDED' where id = $1`, [suspended.id]);
    await world.behind.query(`update relationship set state = 'ENDED' where hospital_id = $1`, [ended.id]);
    expect(await preview(await desk.submitted())).toMatchObject({ hospitalCount: 0 });
  });

  it('is paged by name', async () => {
    const hospitals = [await holder('ASSETS'), await holder('ASSETS'), await holder('ASSETS')];
    const id = await desk.submitted();
    const first = await preview(id, desk.approver, { first: 2 });
    expect(first.page).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    const rest = await preview(id, desk.approver, { first: 2, after: first.page.pageInfo.endCursor });
    const seen = [...first.hospitals, ...rest.hospitals].map(({ hospitalId }: { hospitalId: string }) => hospitalId);
    expect(seen.toSorted()).toEqual(hospitals.map((hospital) => hospital.id).toSorted());
    expect(await desk.approver.refusal(PREVIEW, { id, after: Buffer.from('["a","b"]').toString('base64url') })).toBe(
      'INVALID_INPUT page.bad_cursor',
    );
  });

  it("is for the vendor's publishers and approvers only", async () => {
    const id = await desk.published({ tlp: 'CLEAR' });
    const other = await world.vendor();
    expect(await other.approver.refusal(PREVIEW, { id })).toBe('FORBIDDEN access.forbidden');
    expect(await (await world.hospital()).person.refusal(PREVIEW, { id })).toBe('FORBIDDEN access.forbidden');
    expect(await (await desk.publisher.colleague('VENDOR_SUPPORT')).refusal(PREVIEW, { id })).toBe(
      'FORBIDDEN access.forbidden',
    );
  });
});
