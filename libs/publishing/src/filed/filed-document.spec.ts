import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, type Id } from '#libs/kernel';
import { cycloneDx, json, sendFile } from '../../../../test/support/files.ts';
import * as d from '../../../../test/support/publishing-desk.ts';
import { type Hospital, type Person, World } from '../../../../test/support/world.ts';

let world: World;
let desk: d.Desk;
let hospital: Hospital;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());
beforeEach(async () => {
  desk = await d.Desk.open(world);
  hospital = await world.hospital();
});

const FILE = 'mutation ($input: FileDocumentInput!) { fileDocument(input: $input) { filedDocument { id } } }';
const REMOVE = `mutation ($input: RemoveFiledDocumentInput!) {
  removeFiledDocument(input: $input) { filedDocument { removedAt removalReason } } }`;
const READ = `query ($id: ID!) { filedDocument(id: $id) { title source receivedOn confirmedByPublicationId
  releases { id } files { id name mediaType isMachineReadable sha256
    reading { format componentCount components(first: 10) { edges { node { name version } } } } } } }`;
const LIST = '{ filedDocuments { totalCount edges { node { id } } } }';
const sbom = json(cycloneDx([{ name: 'openssl', version: '3.0.7' }]));

const given = (uploadId: Id, facts: object = {}) => ({
  kind: 'SBOM',
  title: 'SBOM that the vendor mailed',
  source: 'MAIL',
  sourceNote: 'support@maker.example',
  receivedOn: '2026-06-02',
  releaseIds: [desk.releaseId],
  uploadIds: [uploadId],
  ...facts,
});
const filed = async (by: Person, facts: object = {}) => {
  const uploadId = await sendFile(by, 'sbom.cdx.json', sbom);
  const { fileDocument } = await by.graphql(FILE, { input: given(uploadId, facts) });
  return fileDocument.filedDocument.id as Id<'FiledDocument'>;
};

describe('a document that reached a hospital another way', () => {
  it('is read like what vendors publish, and nobody has confirmed it', async () => {
    const id = await filed(hospital.person);
    const { filedDocument } = await hospital.person.graphql(READ, { id });
    expect(filedDocument).toMatchObject({
      title: 'SBOM that the vendor mailed',
      source: 'MAIL',
      confirmedByPublicationId: null,
      releases: [{ id: desk.releaseId }],
      files: [
        { name: 'sbom.cdx.json', isMachineReadable: true, reading: { format: 'CYCLONEDX_JSON', componentCount: 2 } },
      ],
    });
    const names = filedDocument.files[0].reading.components.edges.map(
      ({ node }: { node: { name: string } }) => node.name,
    );
    expect(names).toContain('openssl');
  });

  it('is confirmed once its vendor publishes the same bytes', async () => {
    const id = await filed(hospital.person);
    await d.asset(world, hospital, desk.releaseId);
    await world.relationship(desk.vendor, hospital);
    const uploadId = await sendFile(desk.publisher, 'sbom.cdx.json', sbom);
    const publicationId = await desk.published({ kind: 'SBOM', uploadIds: [uploadId] });
    await world.settled();
    const { filedDocument } = await hospital.person.graphql(READ, { id });
    expect(filedDocument.confirmedByPublicationId).toBe(publicationId);
  });

  it('is not confirmed by another vendor, nor by some of its files', async () => {
    const [whole, other] = [
      await filed(hospital.person),
      await sendFile(hospital.person, 'other.cdx.json', json(cycloneDx([{ name: 'zlib' }]))),
    ];
    const again = await sendFile(hospital.person, 'sbom.cdx.json', sbom);
    const { fileDocument } = await hospital.person.graphql(FILE, {
      input: given(again, { uploadIds: [again, other] }),
    });
    const confirmedBy = async (id: Id) =>
      (await hospital.person.graphql(READ, { id })).filedDocument.confirmedByPublicationId;
    const publish = async (by: d.Desk) => {
      const uploadIds = [await sendFile(by.publisher, 'sbom.cdx.json', sbom)];
      return by.published({ kind: 'SBOM', tlp: 'CLEAR', uploadIds });
    };

    await publish(await d.Desk.open(world));
    expect(await confirmedBy(whole)).toBeNull();
    const publicationId = await publish(desk);
    expect(await confirmedBy(whole)).toBe(publicationId);
    expect(await confirmedBy(fileDocument.filedDocument.id as Id)).toBeNull();
  });

  it('does not exist for anybody else: another hospital, its vendor, a colleague of neither', async () => {
    const id = await filed(hospital.person);
    const other = await world.hospital();
    expect(await other.person.refusal(READ, { id })).toBe('NOT_FOUND not_found');
    expect((await other.person.graphql(LIST)).filedDocuments.totalCount).toBe(0);
    expect(await desk.publisher.refusal(READ, { id })).toMatch(/^FORBIDDEN/);
    expect(await other.person.refusal(REMOVE, { input: { filedDocumentId: id, reason: 'x' } })).toMatch(/^NOT_FOUND/);
  });

  it('is filed by whoever looks after devices or their security, and read by every member', async () => {
    const id = await filed(await hospital.person.colleague('HOSPITAL_SECURITY'));
    const viewer = await hospital.person.colleague('HOSPITAL_VIEWER');
    expect((await viewer.graphql(READ, { id })).filedDocument.title).toBe('SBOM that the vendor mailed');
    expect(await viewer.refusal(FILE, { input: given(newId()) })).toMatch(/^FORBIDDEN/);
    expect(await viewer.refusal(REMOVE, { input: { filedDocumentId: id, reason: 'x' } })).toMatch(/^FORBIDDEN/);
  });

  it('can be fetched again byte for byte by the hospital alone, and that is recorded', async () => {
    const id = await filed(hospital.person);
    const { filedDocument } = await hospital.person.graphql(READ, { id });
    const [{ id: artifactId }] = filedDocument.files;
    const DOWNLOAD = 'mutation ($id: ID!) { requestDownload(input: { artifactId: $id }) { url } }';
    const { requestDownload } = await hospital.person.graphql(DOWNLOAD, { id: artifactId });
    const answer = await fetch(requestDownload.url as string);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(sbom);
    const other = await world.hospital();
    expect(await other.person.refusal(DOWNLOAD, { id: artifactId })).toMatch(/^NOT_FOUND/);
    expect((await desk.trailOf(id)).map(({ kind }) => kind)).toEqual([
      'filed_document.filed',
      'filed_document.downloaded',
    ]);
  });

  it('counts no more once it was removed, with a reason, and the record stays', async () => {
    const id = await filed(hospital.person);
    const input = { filedDocumentId: id, reason: 'Of another device.' };
    const { removeFiledDocument } = await hospital.person.graphql(REMOVE, { input });
    expect(removeFiledDocument.filedDocument.removalReason).toBe('Of another device.');
    expect((await hospital.person.graphql(LIST)).filedDocuments.totalCount).toBe(0);
    expect(
      (await hospital.person.graphql('{ filedDocuments(includeRemoved: true) { totalCount } }')).filedDocuments
        .totalCount,
    ).toBe(1);
    expect(await hospital.person.refusal(REMOVE, { input })).toBe('CONFLICT filed.already_removed');
  });
});

describe('filing is refused', () => {
  it('for a release that does not exist', async () => {
    const uploadId = await sendFile(hospital.person, 'sbom.cdx.json', sbom);
    const input = given(uploadId, { releaseIds: [newId()] });
    expect(await hospital.person.refusal(FILE, { input })).toBe('INVALID_INPUT filed.release_unknown');
  });

  it("for an upload that does not exist, or is another's", async () => {
    const other = await world.hospital();
    for (const uploadId of [newId(), await sendFile(other.person, 'sbom.cdx.json', sbom)]) {
      expect(await hospital.person.refusal(FILE, { input: given(uploadId) })).toBe(
        'INVALID_INPUT filed.upload_not_ready',
      );
    }
  });

  it('for a day that is still to come', async () => {
    const uploadId = await sendFile(hospital.person, 'sbom.cdx.json', sbom);
    const input = given(uploadId, { receivedOn: '2099-01-01' });
    expect(await hospital.person.refusal(FILE, { input })).toBe('INVALID_INPUT filed.received_in_future');
  });
});
