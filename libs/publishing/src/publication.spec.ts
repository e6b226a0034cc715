import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import * as d from '../../../test/support/publishing-desk.ts';
import { type Person, World } from '../../../test/support/world.ts';

let world: World;
let desk: d.Desk;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());
beforeEach(async () => {
  desk = await d.Desk.open(world);
});

const read = async (person: Person, id: string) => (await person.graphql(d.PUBLICATION, { id })).publication;

describe('a draft', () => {
  it('keeps what it was given, with files as they were verified', async () => {
    const pdf = await desk.upload({ mediaType: 'application/pdf', isMachineReadable: false });
    const json = await desk.upload();
    const id = await desk.drafted({ kind: 'SBOM', uploadIds: [pdf, json], effectiveOn: '2026-12-01' });
    expect(await read(desk.publisher, id)).toMatchObject({
      state: 'DRAFT',
      vendor: { id: desk.vendor.id },
      releases: [{ id: desk.releaseId, version: '1.0' }],
      actions: [{ kind: 'ACKNOWLEDGE', dueOn: '2099-12-24' }],
      artifacts: [
        { mediaType: 'application/pdf', isMachineReadable: false },
        { mediaType: 'application/json', isMachineReadable: true, sizeBytes: 5_000_000_000 },
      ],
      review: { authorId: desk.publisher.userId, approvedBy: null },
    });
  });

  it('refuses releases of another vendor like releases that do not exist', async () => {
    const foreign = await d.release(world, await world.vendor());
    for (const releaseId of [foreign, newId()]) {
      const input = desk.advisory({ releaseIds: [desk.releaseId, releaseId] });
      expect(await desk.publisher.refusal(d.DRAFT, { input })).toBe('INVALID_INPUT publishing.release_not_yours');
      const { errors } = await desk.publisher.ask(d.DRAFT, { input });
      expect(errors[0]?.extensions.fields).toMatchObject([{ path: 'releaseIds.1' }]);
    }
  });

  it.each(['RECEIVING', 'VERIFYING', 'EXPIRED'])('refuses an upload that is %s', async (state) => {
    const input = desk.advisory({ uploadIds: [await desk.upload({ state })] });
    expect(await desk.publisher.refusal(d.DRAFT, { input })).toBe('INVALID_INPUT publishing.upload_not_ready');
  });

  it("refuses another vendor's upload, and one that does not exist", async () => {
    const other = await d.Desk.open(world);
    for (const uploadId of [await other.upload(), newId()]) {
      const input = desk.advisory({ uploadIds: [uploadId] });
      expect(await desk.publisher.refusal(d.DRAFT, { input })).toBe('INVALID_INPUT publishing.upload_not_ready');
    }
  });

  it('refuses to name a hospital without an active relationship', async () => {
    const [ended, stranger] = [await world.hospital(), await world.hospital()];
    const relationshipId = await world.relationship(desk.vendor, ended);
    await world.behind.query(`update relationship set state = 'ENDED' where id = $1`, [relationshipId]);
    for (const { id } of [ended, stranger]) {
      const input = desk.advisory({ namedHospitals: [{ hospitalId: id }] });
      expect(await desk.publisher.refusal(d.DRAFT, { input })).toBe('INVALID_INPUT publishing.no_relationship');
    }
  });

  it('refuses TLP:RED without the people it is for', async () => {
    const hospital = await world.hospital();
    await world.relationship(desk.vendor, hospital);
    const input = desk.advisory({ tlp: 'RED', namedHospitals: [{ hospitalId: hospital.id }] });
    expect(await desk.publisher.refusal(d.DRAFT, { input })).toBe('INVALID_INPUT publishing.red_needs_people');
    const emails = [hospital.person.email];
    const id = await desk.drafted({ tlp: 'RED', namedHospitals: [{ hospitalId: hospital.id, emails }] });
    expect((await read(desk.publisher, id)).namedHospitals).toEqual([{ hospitalId: hospital.id, emails }]);
  });

  it('refuses a due date in the past, no title, nonsense and the same thing twice', async () => {
    const refused = (facts: object) => desk.publisher.refusal(d.DRAFT, { input: desk.advisory(facts) });
    const asked = (dueOn: string) => ({ kind: 'REPLY', dueOn });
    expect(await refused({ actions: [asked('2020-01-01')] })).toBe('INVALID_INPUT publishing.due_in_past');
    expect(await refused({ titleEn: null })).toBe('INVALID_INPUT publishing.title_missing');
    expect(await refused({ titleEn: 'a\u0000b' })).toBe('INVALID_INPUT input.invalid');
    expect(await refused({ releaseIds: ['nonsense'] })).toBe('INVALID_INPUT input.invalid');
    expect(await refused({ actions: [asked('2099-01-01'), asked('2099-01-02')] })).toBe('INVALID_INPUT input.invalid');
    expect(await refused({ kind: 'LEAFLET' })).toBe('INVALID_INPUT request.invalid_variables');
  });

  it('stays as it was when an edit is refused, and replaces only what an edit names', async () => {
    const id = await desk.drafted({ uploadIds: [await desk.upload()] });
    const before = await read(desk.publisher, id);
    const edit = (change: object) => ({ input: { publicationId: id, ...change } });
    expect(await desk.publisher.refusal(d.EDIT, edit({ titleEn: 'New', uploadIds: [newId()] }))).toMatch(
      'upload_not_ready',
    );
    expect(await read(desk.publisher, id)).toEqual(before);
    await desk.publisher.graphql(d.EDIT, edit({ titleEn: 'New', releaseIds: [] }));
    expect(await read(desk.publisher, id)).toMatchObject({ titleEn: 'New', releases: [], artifacts: before.artifacts });
  });

  it('is not overwritten by whoever names when they read it, and did not read the last change', async () => {
    const publicationId = await desk.drafted();
    const updatedAt = async () => {
      const { publication } = await desk.publisher.graphql(
        'query ($id: ID!) { publication(id: $id) { review { updatedAt } } }',
        { id: publicationId },
      );
      return publication.review.updatedAt as string;
    };
    const asRead = await updatedAt();
    const edit = (titleEn: string, at: string) => ({ input: { publicationId, titleEn, updatedAt: at } });
    const colleague = await desk.publisher.colleague('VENDOR_PUBLISHER');
    await colleague.graphql(d.EDIT, edit('Theirs', asRead));
    expect(await desk.publisher.refusal(d.EDIT, edit('Mine', asRead))).toBe('CONFLICT publishing.edited_since_read');
    expect(await read(desk.publisher, publicationId)).toMatchObject({ titleEn: 'Theirs' });
    await desk.publisher.graphql(d.EDIT, edit('Mine', await updatedAt()));
    expect(await read(desk.publisher, publicationId)).toMatchObject({ titleEn: 'Mine' });
  });
});

describe('submitting', () => {
  it.each([
    ['UPDATE_PACKAGE', {}, 'publishing.nothing_attached'],
    ['ADVISORY', { releaseIds: [] }, 'publishing.concerns_nobody'],
  ])('refuses an incomplete %s', async (kind, facts, reason) => {
    const publicationId = await desk.drafted({ kind, ...facts });
    expect(await desk.publisher.refusal(d.SUBMIT, { input: { publicationId } })).toBe(`INVALID_INPUT ${reason}`);
  });

  it('can be answered by sending it back, with the reason for the authors', async () => {
    const publicationId = await desk.submitted();
    await desk.approver.graphql(d.SEND_BACK, { input: { publicationId, reason: 'Name the versions' } });
    expect(await read(desk.publisher, publicationId)).toMatchObject({
      state: 'DRAFT',
      review: { sentBackReason: 'Name the versions' },
    });
  });
});

describe('a revision', () => {
  it('supersedes the one in force in the moment it is approved', async () => {
    const first = await desk.published();
    const { draftRevision } = await desk.publisher.graphql(d.REVISE, { input: { publicationId: first } });
    const second = draftRevision.publication.id;
    expect(draftRevision.publication).toMatchObject({ state: 'DRAFT', revision: 2 });
    expect(await desk.publisher.refusal(d.REVISE, { input: { publicationId: first } })).toBe(
      'CONFLICT publishing.revision_in_work',
    );
    await desk.publisher.graphql(d.EDIT, { input: { publicationId: second, severity: 'HIGH' } });
    await desk.publisher.graphql(d.SUBMIT, { input: { publicationId: second } });
    const OFFERED = 'query ($id: ID!) { publication(id: $id) { mayBeEditorial } }';
    expect((await desk.approver.graphql(OFFERED, { id: second })).publication).toEqual({ mayBeEditorial: false });
    expect(
      await desk.approver.refusal(d.APPROVE, { input: { ...(await desk.asRead(second)), isEditorial: true } }),
    ).toBe('CONFLICT publishing.not_editorial');
    await desk.approver.graphql(d.APPROVE, { input: await desk.asRead(second) });
    expect((await read(desk.publisher, second)).revisions).toEqual([
      { revision: 2, state: 'PUBLISHED' },
      { revision: 1, state: 'SUPERSEDED' },
    ]);
    expect((await desk.trailOf(first)).map(({ kind }) => kind)).toEqual([
      'publication.drafted',
      'publication.submitted',
      'publication.published',
      'publication.superseded',
    ]);
  });

  it('is editorial when only its words changed: the trail says so, for whoever asks the hospitals', async () => {
    const first = await desk.published();
    const { draftRevision } = await desk.publisher.graphql(d.REVISE, { input: { publicationId: first } });
    const publicationId = draftRevision.publication.id;
    await desk.publisher.graphql(d.EDIT, { input: { publicationId, titleEn: 'Spelling' } });
    await desk.publisher.graphql(d.SUBMIT, { input: { publicationId } });
    await desk.approver.graphql(d.APPROVE, { input: { ...(await desk.asRead(publicationId)), isEditorial: true } });
    const published = (await desk.trailOf(publicationId)).at(-1);
    expect(published).toMatchObject({ kind: 'publication.published', facts: { isEditorial: true, revision: 2 } });
  });

  it('leaves out named hospitals whose relationship ended', async () => {
    const hospital = await world.hospital();
    const relationshipId = await world.relationship(desk.vendor, hospital);
    const first = await desk.published({ namedHospitals: [{ hospitalId: hospital.id }] });
    await world.behind.query(`update relationship set state = 'ENDED' where id = $1`, [relationshipId]);
    const { draftRevision } = await desk.publisher.graphql(d.REVISE, { input: { publicationId: first } });
    expect((await read(desk.publisher, draftRevision.publication.id)).namedHospitals).toEqual([]);
  });
});

describe('withdrawing', () => {
  it('needs one approver and a reason, and cannot be done twice', async () => {
    const publicationId = await desk.published();
    const withdraw = (reason: string) => ({ input: { publicationId, reason } });
    expect(await desk.approver.refusal(d.WITHDRAW, withdraw(' '))).toBe('INVALID_INPUT input.invalid');
    await desk.approver.graphql(d.WITHDRAW, withdraw('The fix does not work'));
    expect(await read(desk.publisher, publicationId)).toMatchObject({
      state: 'WITHDRAWN',
      withdrawalReason: 'The fix does not work',
    });
    expect(await desk.approver.refusal(d.WITHDRAW, withdraw('Again'))).toBe('CONFLICT publishing.already_withdrawn');
    expect(await desk.publisher.refusal(d.REVISE, { input: { publicationId } })).toBe(
      'CONFLICT publishing.not_published',
    );
  });

  it('is not for drafts', async () => {
    const publicationId = await desk.drafted();
    expect(await desk.approver.refusal(d.WITHDRAW, { input: { publicationId, reason: 'Unwanted' } })).toBe(
      'CONFLICT publishing.not_published',
    );
  });
});

describe('hospitals outside Tasuki', () => {
  const told = (publicationId: string, facts: object = {}) => ({
    input: { publicationId, hospitalName: '山の診療所', means: 'FAX', sentOn: '2026-11-20', ...facts },
  });

  it('are recorded as told, by which means and when', async () => {
    const publicationId = await desk.published();
    await desk.publisher.graphql(d.RECORD_OUTSIDE, told(publicationId));
    expect((await read(desk.approver, publicationId)).outsideRecipients).toEqual([
      { hospitalName: '山の診療所', means: 'FAX', sentOn: '2026-11-20' },
    ]);
  });

  it('cannot be told of a draft, tomorrow, or answer before', async () => {
    const published = await desk.published();
    const refused = (variables: object) => desk.publisher.refusal(d.RECORD_OUTSIDE, variables);
    expect(await refused(told(await desk.drafted()))).toBe('CONFLICT publishing.not_published');
    expect(await refused(told(published, { sentOn: '2099-01-01' }))).toBe('INVALID_INPUT publishing.told_in_future');
    expect(await refused(told(published, { respondedOn: '2026-11-19' }))).toBe('INVALID_INPUT input.invalid');
  });
});
