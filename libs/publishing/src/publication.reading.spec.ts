import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as d from '../../../test/support/publishing-desk.ts';
import { Person, World } from '../../../test/support/world.ts';

let world: World;
let desk: d.Desk;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());
beforeEach(async () => {
  desk = await d.Desk.open(world);
});

const NOT_FOUND = 'NOT_FOUND not_found';
const read = async (person: Person, id: string) => (await person.graphql(d.PUBLICATION, { id })).publication;

describe('what others learn', () => {
  it('keeps a draft from everybody but its vendor', async () => {
    const publicationId = await desk.drafted({ tlp: 'CLEAR' });
    const strangers = [
      (await world.vendor()).publisher,
      (await world.hospital()).person,
      await world.person('REGULATOR'),
    ];
    for (const stranger of strangers) {
      expect(await stranger.refusal(d.PUBLICATION, { id: publicationId })).toBe(NOT_FOUND);
    }
    expect(await strangers[0]?.refusal(d.EDIT, { input: { publicationId, titleEn: 'Mine' } })).toBe(NOT_FOUND);
  });

  it('shows TLP:CLEAR to anyone concerned, without who wrote it and whom it names', async () => {
    const named = await world.hospital();
    await world.relationship(desk.vendor, named);
    const id = await desk.published({ tlp: 'CLEAR', namedHospitals: [{ hospitalId: named.id }] });
    await desk.publisher.graphql(d.RECORD_OUTSIDE, {
      input: { publicationId: id, hospitalName: 'Hill clinic', means: 'POST', sentOn: '2026-11-20' },
    });
    for (const reader of [
      (await world.vendor()).publisher,
      (await world.hospital()).person,
      await world.person('REGULATOR'),
    ]) {
      const seen = await read(reader, id);
      expect(seen).toMatchObject({
        state: 'PUBLISHED',
        review: null,
        contributorIds: [],
        namedHospitals: [],
        outsideRecipients: [],
      });
    }
    const list = '{ publications(first: 100) { edges { node { id } } } }';
    const { publications } = await (await world.hospital()).person.graphql(list);
    expect(publications.edges.map((edge: { node: { id: string } }) => edge.node.id)).toContain(id);
  });

  it.each([
    ['GREEN', true],
    ['AMBER', false],
    ['AMBER_STRICT', false],
  ])('shows TLP:%s to the regulator: %s', async (tlp, may) => {
    const id = await desk.published({ tlp });
    const { data } = await (await world.person('REGULATOR')).ask(d.PUBLICATION, { id });
    expect(Boolean(data?.['publication'])).toBe(may);
  });

  it.each(['OPERATOR', 'AUDITOR'] as const)('shows the %s no publication at all', async (kind) => {
    const id = await desk.published({ tlp: 'CLEAR' });
    expect(await (await world.person(kind)).refusal(d.PUBLICATION, { id })).toBe('FORBIDDEN access.forbidden');
  });
});

describe('what a vendor learns of its own', () => {
  it('is who wrote in a revision, and so cannot approve it, and which uploads its files came by', async () => {
    const uploadId = await desk.upload();
    const id = await desk.drafted({ uploadIds: [uploadId] });
    const { contributorIds } = await read(desk.publisher, id);
    expect(contributorIds).toEqual([desk.publisher.userId]);

    const { publication } = await desk.publisher.graphql(
      'query ($id: ID!) { publication(id: $id) { artifacts { uploadId } } }',
      { id },
    );
    expect(publication.artifacts).toEqual([{ uploadId }]);
  });
});

describe('the list', () => {
  const LIST = `query ($state: PublicationState, $kind: PublicationKind, $releaseId: ID, $vendorId: ID, $search: String, $first: Int = 20, $after: String) {
    publications(state: $state, kind: $kind, releaseId: $releaseId, vendorId: $vendorId, search: $search, first: $first, after: $after) {
      totalCount edges { node { id } } pageInfo { endCursor hasNextPage } } }`;
  const list = async (person: Person, variables: object) => {
    const { publications } = await person.graphql(LIST, variables);
    return {
      ...publications,
      ids: publications.edges.map((edge: { node: { id: string } }) => edge.node.id) as string[],
    };
  };

  it("is a vendor's own, newest first, filtered and paged", async () => {
    const other = await d.Desk.open(world);
    const clear = await other.published({ tlp: 'CLEAR' });
    const draft = await desk.drafted({ titleJa: '脆弱性のお知らせ 100%' });
    const guide = await desk.published({
      kind: 'SECURITY_GUIDE',
      releaseIds: [await d.release(world, desk.vendor, '2.0')],
    });

    expect(await list(desk.publisher, {})).toMatchObject({ ids: [guide, draft], totalCount: 2 });
    expect((await list(desk.publisher, { vendorId: other.vendor.id })).ids).toEqual([clear]);
    expect((await list(desk.publisher, { state: 'DRAFT' })).ids).toEqual([draft]);
    expect((await list(desk.publisher, { kind: 'SECURITY_GUIDE' })).ids).toEqual([guide]);
    expect((await list(desk.publisher, { releaseId: desk.releaseId })).ids).toEqual([draft]);
    expect((await list(desk.publisher, { search: '100%' })).ids).toEqual([draft]);
    const first = await list(desk.publisher, { first: 1 });
    expect(first).toMatchObject({ ids: [guide], pageInfo: { hasNextPage: true }, totalCount: 2 });
    expect((await list(desk.publisher, { after: first.pageInfo.endCursor })).ids).toEqual([draft]);
  });

  it('is counted for more people at once than there are connections to the database', async () => {
    const small = await World.start({ DATABASE_POOL: '4' });
    try {
      const { publisher } = await d.Desk.open(small);
      const asked = Array.from({ length: 16 }, () => publisher.graphql('{ publications { totalCount } }'));
      expect(await Promise.all(asked)).toEqual(asked.map(() => ({ publications: { totalCount: 0 } })));
    } finally {
      await small.stop();
    }
  });
});
