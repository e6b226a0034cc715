import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { World, type Person } from '../support/world.ts';
import { does, pair, type Pair } from './rich-world.ts';

interface Hit {
  kind: string;
  id: string;
  withinId: string | null;
  title: string;
  englishTitle: string | null;
  detail: string | null;
  state: string | null;
}

const SEARCH = `query ($text: String!, $first: Int! = 20, $kinds: [SearchKind!]) {
  search(text: $text, first: $first, kinds: $kinds) { kind id withinId title englishTitle detail englishDetail state } }`;

let world: World;
let ours: Pair;
let theirs: Pair;
let auditor: Person;

beforeAll(async () => {
  world = await World.start();
  auditor = await world.person('AUDITOR');
  ours = await pair(world, auditor.organisationId);
  theirs = await pair(world, auditor.organisationId);
});
afterAll(() => world.stop());

async function found(person: Person, text: string, more: object = {}): Promise<Hit[]> {
  return (await person.graphql(SEARCH, { text, ...more })).search as Hit[];
}
const kindsIn = (hits: readonly Hit[]) => [...new Set(hits.map(({ kind }) => kind))];
const reasonOf = async (text: string, more: object = {}) => {
  const { errors } = await auditor.ask(SEARCH, { text, ...more });
  return errors[0]?.extensions.code;
};

describe('a search', () => {
  it('finds for a hospital what it received, its devices, and what is on the market', async () => {
    const { everyone, rows } = ours.hospital;
    const hits = await found(everyone, 'viewer');
    expect(kindsIn(hits)).toEqual(['DELIVERY', 'PUBLICATION', 'PRODUCT', 'RELEASE', 'ASSET']);
    expect(hits.filter(({ kind }) => kind === 'ASSET')).toContainEqual(
      expect.objectContaining({ title: 'Viewer', state: 'IN_USE' }),
    );

    const deliveries = await found(everyone, 'OVERFLOW buffer', { kinds: ['DELIVERY', 'PUBLICATION'] });
    expect(deliveries.find(({ id }) => id === rows['deliveryId'])).toMatchObject({
      kind: 'DELIVERY',
      withinId: ours.vendor.rows['amberId'],
      title: 'Buffer overflow in the viewer',
    });
    // What was delivered is not found a second time, and what another vendor's CLEAR publication says is.
    const publications = deliveries.filter(({ kind }) => kind === 'PUBLICATION').map(({ id }) => id);
    expect(publications).toContain(theirs.vendor.rows['clearId']);
    expect(publications).not.toContain(ours.vendor.rows['clearId']);
  });

  it('finds people, sites, organisations and what was filed, with what they belong to', async () => {
    const { everyone, organisationId, siteId } = ours.hospital;
    const byAddress = await found(everyone, everyone.email);
    expect(byAddress).toMatchObject([{ kind: 'MEMBER', withinId: organisationId, detail: everyone.email }]);
    expect(await found(everyone, 'mail by', { kinds: ['FILED_DOCUMENT'] })).not.toHaveLength(0);
    await world.behind.query(`update site set name = '北病棟 ＡＢ－１' where id = $1`, [siteId]);
    // Full and half width are alike.
    for (const text of ['病棟 ab-1', 'ＡＢ-1']) {
      expect(await found(everyone, text, { kinds: ['SITE'] })).toMatchObject([{ id: siteId, state: 'ACTIVE' }]);
      expect(await found(ours.vendor.everyone, text, { kinds: ['SITE'] })).toMatchObject([{ id: siteId }]);
      expect(await found(theirs.vendor.everyone, text, { kinds: ['SITE'] })).toEqual([]);
    }
  });

  it('finds nothing of what others keep for themselves', async () => {
    const mine = { ...ours.vendor.rows, ...ours.hospital.rows };
    const secret = [
      'draftId',
      'reviewId',
      'amberId',
      'redId',
      'withdrawnId',
      'deliveryId',
      'filedDocumentId',
      'memberId',
      'siteId',
      'assetId',
      'ownProductId',
      'ownReleaseId',
      'hospitalId',
    ].map((key) => mine[key]!);
    const words = ['viewer', 'buffer overflow', 'mail', 'person', 'hospital', 'site', 'ventilator', 'e'];
    for (const stranger of [theirs.hospital.everyone, theirs.vendor.everyone]) {
      const ids: string[] = [];
      for (const text of words) ids.push(...(await found(stranger, text)).map(({ id }) => id));
      expect(ids.length).toBeGreaterThan(20);
      expect(ids.filter((id) => secret.includes(id))).toEqual([]);
    }
    const kinds = ['DELIVERY', 'PUBLICATION', 'ASSET', 'FILED_DOCUMENT'];
    for (const text of words) expect(await found(auditor, text, { kinds })).toEqual([]);
  });

  it('keeps a TLP:RED delivery from members of the hospital who are not named', async () => {
    const { organisationId, everyone } = ours.hospital;
    const unnamed = await world.member(organisationId, ['HOSPITAL_SECURITY']);
    const red = ours.vendor.rows['redId'];
    const isFound = async (person: Person) =>
      (await found(person, 'buffer overflow', { kinds: ['DELIVERY'] })).some(({ withinId }) => withinId === red);
    expect(await isFound(everyone)).toBe(true);
    expect(await isFound(unnamed)).toBe(false);
  });

  it('finds every organisation for the operator, and no hospital for others', async () => {
    const operator = await world.person('OPERATOR');
    const hospitals = await found(operator, 'hospital', { kinds: ['ORGANISATION'] });
    expect(hospitals.map(({ id }) => id)).toContain(ours.hospital.organisationId);
    expect(await found(auditor, theirs.hospital.organisationId, { kinds: ['ORGANISATION'] })).toEqual([]);
    expect((await found(theirs.vendor.everyone, 'hospital')).map(({ id }) => id)).not.toContain(
      ours.hospital.organisationId,
    );
  });

  it('gives each kind its share, and no more than asked for', async () => {
    const hits = await found(ours.hospital.everyone, 'viewer', { first: 6 });
    expect(hits.map(({ kind }) => kind)).toEqual([
      'DELIVERY',
      'DELIVERY',
      'PUBLICATION',
      'PRODUCT',
      'RELEASE',
      'ASSET',
    ]);
    expect(await found(ours.hospital.everyone, 'viewer', { first: 1 })).toHaveLength(1);
  });

  it('takes wildcards for what they are', async () => {
    await does(
      ours.hospital.everyone,
      'registerAsset',
      {
        releaseId: ours.vendor.rows['releaseId'],
        siteId: ours.hospital.siteId,
        name: '100% a_b \\c',
        connections: ['NETWORK'],
      },
      'asset { id }',
    );
    for (const text of ['100%', 'a_b', '\\c', '100% a_b \\C']) {
      expect(await found(ours.hospital.everyone, text, { kinds: ['ASSET'] })).toHaveLength(1);
    }
    for (const text of ['%', '_']) {
      expect(await found(ours.hospital.everyone, text, { kinds: ['ASSET'] })).toHaveLength(1);
    }
    expect(await found(ours.hospital.everyone, 'a%b', { kinds: ['ASSET'] })).toEqual([]);
  });

  it('answers one letter and an apostrophe, and refuses nothing, too much, and too many', async () => {
    expect(await found(ours.hospital.everyone, 'v')).not.toHaveLength(0);
    expect(await found(ours.hospital.everyone, `' or true --`)).toEqual([]);
    expect(await found(ours.hospital.everyone, 'a '.repeat(100))).not.toHaveLength(0);
    for (const text of ['', '   ', 'x'.repeat(1000), 'a\u0000b']) expect(await reasonOf(text)).toBe('INVALID_INPUT');
    for (const first of [0, -1, 21]) expect(await reasonOf('v', { first })).toBe('INVALID_INPUT');
    expect(await reasonOf('v', { kinds: [] })).toBe('INVALID_INPUT');
  });
});
