import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, type Id } from '#libs/kernel';
import { cycloneDx, json, sendFile } from '../../../../test/support/files.ts';
import * as d from '../../../../test/support/publishing-desk.ts';
import { World } from '../../../../test/support/world.ts';

let world: World;
let desk: d.Desk;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());
beforeEach(async () => {
  desk = await d.Desk.open(world);
});

const FINDINGS = `query ($id: ID!) { publication(id: $id) { state
  findings { severity reason detail advice artifactName uploadId justification place { line pointer } } } }`;
const findingsOf = async (id: Id, by = desk.publisher) =>
  (await by.graphql(FINDINGS, { id })).publication.findings as Record<string, unknown>[];
const sbomDraft = async (document: object, facts: object = {}) => {
  const uploadId = await sendFile(desk.publisher, 'sbom.cdx.json', json(document));
  return { uploadId, id: await desk.drafted({ kind: 'SBOM', uploadIds: [uploadId], ...facts }) };
};

describe('what is wrong in a file', () => {
  it('is shown with its place and what to do, and keeps the draft from being submitted', async () => {
    const broken = cycloneDx([{ name: 'openssl' }]) as { components: { type: string }[] };
    broken.components[0]!.type = 'nonsense';
    const { id } = await sbomDraft(broken);
    expect(await findingsOf(id)).toContainEqual(
      expect.objectContaining({
        severity: 'ERROR',
        artifactName: 'sbom.cdx.json',
        advice: expect.any(String),
        place: { line: expect.any(Number), pointer: '/components/0/type' },
      }),
    );
    const submit = { input: { publicationId: id } };
    expect(await desk.publisher.refusal(d.SUBMIT, submit)).toBe('INVALID_INPUT publishing.findings_to_mend');
    expect((await desk.publisher.graphql(FINDINGS, { id })).publication.state).toBe('DRAFT');
  });

  it('is told, too, when the database refuses what was read, and the file is there all the same', async () => {
    await world.behind.query(`alter table component add constraint refused check (name <> 'refused')`);
    try {
      const { id } = await sbomDraft(cycloneDx([{ name: 'refused' }]));
      expect(await findingsOf(id)).toContainEqual(
        expect.objectContaining({ severity: 'ERROR', reason: 'formats.reading_gave_up' }),
      );
    } finally {
      await world.behind.query('alter table component drop constraint refused');
    }
  });

  it('is shown to nobody but the vendor, who has no word for it to give', async () => {
    const hospital = await world.hospital();
    const { uploadId } = await sbomDraft(cycloneDx([]));
    const id = await desk.published({ kind: 'SBOM', tlp: 'CLEAR', uploadIds: [uploadId] });
    expect(await findingsOf(id)).not.toEqual([]);
    expect(await findingsOf(id, hospital.person)).toEqual([]);
  });
});

describe('a warning', () => {
  const ofAnotherVersion = () => sbomDraft(cycloneDx([{ name: 'openssl' }], { version: '9.9' }));
  const REASON = 'formats.sbom_is_of_another_version';

  it('needs a word of justification, which the approver reads and the trail notes', async () => {
    const { id, uploadId } = await ofAnotherVersion();
    expect(await desk.publisher.refusal(d.SUBMIT, { input: { publicationId: id } })).toBe(
      'INVALID_INPUT publishing.warnings_need_justification',
    );
    const justifications = [{ uploadId, reason: REASON, justification: 'The version is that of the board.' }];
    await desk.publisher.graphql(d.SUBMIT, { input: { publicationId: id, justifications } });
    expect(await findingsOf(id, desk.approver)).toContainEqual(
      expect.objectContaining({ reason: REASON, justification: 'The version is that of the board.' }),
    );
    const submitted = (await desk.trailOf(id)).find(({ kind }) => kind === 'publication.submitted');
    expect(submitted?.facts['justified']).toEqual([{ uploadId, reasons: [REASON] }]);
  });

  it('stays justified when the draft was sent back, and in the next revision of the same file', async () => {
    const { id, uploadId } = await ofAnotherVersion();
    const justifications = [{ uploadId, reason: REASON, justification: 'Of the board.' }];
    await desk.publisher.graphql(d.SUBMIT, { input: { publicationId: id, justifications } });
    await desk.approver.graphql(d.SEND_BACK, { input: { publicationId: id, reason: 'The title.' } });
    await desk.publisher.graphql(d.SUBMIT, { input: { publicationId: id } });
    await desk.approver.graphql(d.APPROVE, { input: await desk.asRead(id) });
    const { draftRevision } = await desk.publisher.graphql(d.REVISE, { input: { publicationId: id } });
    const next = draftRevision.publication.id as Id<'Publication'>;
    await desk.publisher.graphql(d.SUBMIT, { input: { publicationId: next } });
    expect(await findingsOf(next)).toContainEqual(
      expect.objectContaining({ reason: REASON, justification: 'Of the board.' }),
    );
  });
});

describe('what a vendor justified', () => {
  const REASON = 'formats.sbom_is_of_another_version';
  const justified = async (facts: object) => {
    const uploadId = await sendFile(desk.publisher, 'sbom.cdx.json', json(cycloneDx([], { version: '9.9' })));
    const id = await desk.drafted({ kind: 'SBOM', uploadIds: [uploadId], ...facts });
    const justifications = [{ uploadId, reason: REASON, justification: 'The version is that of the board.' }];
    await desk.publisher.graphql(d.SUBMIT, { input: { publicationId: id, justifications } });
    return id;
  };

  it('is read by a hospital that may read the publication, with its reason and nothing else that was found', async () => {
    const hospital = await world.hospital();
    const id = await justified({ tlp: 'CLEAR' });
    await desk.approver.graphql(d.APPROVE, { input: await desk.asRead(id) });
    const all = await findingsOf(id);
    const told = all.filter(({ reason }) => reason === REASON);
    expect(told).toEqual([expect.objectContaining({ justification: 'The version is that of the board.' })]);
    expect(all.length).toBeGreaterThan(told.length);
    expect(await findingsOf(id, hospital.person)).toEqual(told);
  });

  it('is read by nobody else before it is published, nor by a hospital that the publication does not reach', async () => {
    const hospital = await world.hospital();
    const id = await justified({ tlp: 'AMBER' });
    expect(await hospital.person.refusal(FINDINGS, { id })).toMatch(/^NOT_FOUND/);
    await desk.approver.graphql(d.APPROVE, { input: await desk.asRead(id) });
    expect(await hospital.person.refusal(FINDINGS, { id })).toMatch(/^NOT_FOUND/);
  });
});

describe('an addendum that only adds support', () => {
  const sbom = json(cycloneDx([{ name: 'openssl', version: '3.0.7' }]));
  const addendum = (sha256: string) => ({
    format: 'tasuki.sbom-addendum',
    formatVersion: 1,
    sbom: { sha256 },
    components: [{ purl: 'pkg:npm/openssl@3.0.7', supportLevel: 'LIMITED', endOfSupportOn: '2027-09-07' }],
  });

  it('goes before what the SBOM says itself, once it is published, for everybody who reads the SBOM', async () => {
    const hospital = await world.hospital();
    const uploadId = await sendFile(desk.publisher, 'sbom.cdx.json', sbom);
    const id = await desk.published({ kind: 'SBOM', tlp: 'CLEAR', uploadIds: [uploadId] });
    const COMPONENTS = `query ($id: ID!) { publication(id: $id) { artifacts { reading {
      components(search: "openssl") { edges { node { supportLevel endOfSupportOn } } } } } } }`;
    const read = async () =>
      (await hospital.person.graphql(COMPONENTS, { id })).publication.artifacts[0].reading.components.edges[0].node;
    expect(await read()).toEqual({ supportLevel: null, endOfSupportOn: null });

    const sha256 = createHash('sha256').update(sbom).digest('hex');
    const added = await sendFile(desk.publisher, 'support.json', json(addendum(sha256)));
    const draft = { kind: 'SBOM', tlp: 'CLEAR', uploadIds: [added] };
    expect(await findingsOf(await desk.drafted(draft))).toEqual([]);
    await desk.published(draft);
    expect(await read()).toEqual({ supportLevel: 'LIMITED', endOfSupportOn: '2027-09-07' });
  });

  it('is a warning when there is no such SBOM', async () => {
    const added = await sendFile(desk.publisher, 'support.json', json(addendum('ab'.repeat(32))));
    const id = await desk.drafted({ kind: 'SBOM', uploadIds: [added] });
    expect(await findingsOf(id)).toContainEqual(
      expect.objectContaining({ severity: 'WARNING', reason: 'formats.addendum_to_nothing' }),
    );
  });
});

describe('a word of justification', () => {
  const REASON = 'formats.sbom_is_of_another_version';
  const ofAnotherVersion = () => sbomDraft(cycloneDx([{ name: 'openssl' }], { version: '9.9' }));

  it('makes whoever gives it one of the writers: they do not approve', async () => {
    const both = await desk.publisher.colleague('VENDOR_PUBLISHER', 'VENDOR_APPROVER');
    const { id, uploadId } = await ofAnotherVersion();
    const justifications = [{ uploadId, reason: REASON, justification: 'Of the board.' }];
    await both.graphql(d.SUBMIT, { input: { publicationId: id, justifications } });
    const approval = { input: await desk.asRead(id) };
    expect(await both.refusal(d.APPROVE, approval)).toBe('FORBIDDEN publishing.contributor_cannot_approve');
    await desk.approver.graphql(d.APPROVE, approval);
  });

  it('is refused for a file that the publication does not have, and twice for the same', async () => {
    const { id, uploadId } = await ofAnotherVersion();
    const { uploadId: another } = await ofAnotherVersion();
    const word = (of: Id) => ({ uploadId: of, reason: REASON, justification: 'Of the board.' });
    const refused = (justifications: object[]) =>
      desk.publisher.refusal(d.SUBMIT, { input: { publicationId: id, justifications } });
    for (const unattached of [another, newId()]) {
      expect(await refused([word(unattached)])).toBe('INVALID_INPUT publishing.justifies_nothing');
    }
    expect(await refused([word(uploadId), word(uploadId)])).toBe('INVALID_INPUT input.invalid');
  });
});

describe('what is found only after the submission', () => {
  it('keeps a publication from being approved until somebody gives a word for it', async () => {
    const { id } = await sbomDraft(cycloneDx([{ name: 'openssl' }], { version: '1.0' }));
    await desk.publisher.graphql(d.SUBMIT, { input: { publicationId: id } });
    await desk.publisher.graphql(
      'mutation ($id: ID!) { changeRelease(input: { releaseId: $id, version: "2.0" }) { release { id } } }',
      { id: desk.releaseId },
    );
    const approval = { input: await desk.asRead(id) };
    expect(await desk.approver.refusal(d.APPROVE, approval)).toBe('CONFLICT publishing.found_since_submitted');
  });
});

describe('a file that is not what its publication says', () => {
  it('is refused: a SBOM that is no SBOM', async () => {
    const { id } = await sbomDraft({ hello: 'world' });
    expect(await findingsOf(id)).toContainEqual(
      expect.objectContaining({ severity: 'ERROR', reason: 'formats.not_what_kind_says' }),
    );
  });

  it('is refused: an SBOM published as MDS2', async () => {
    const { uploadId } = await sbomDraft(cycloneDx([]));
    const id = await desk.drafted({ kind: 'MDS2', uploadIds: [uploadId] });
    expect(await findingsOf(id)).toContainEqual(
      expect.objectContaining({ severity: 'ERROR', reason: 'formats.not_what_kind_says' }),
    );
  });

  it('may stand beside one that is, with a word', async () => {
    const { uploadId } = await sbomDraft(cycloneDx([]));
    const questionnaire = { format: 'tasuki.questionnaire', formatVersion: 1, title: 'Q', form: null, sections: [] };
    const other = await sendFile(desk.publisher, 'q.json', json(questionnaire));
    const id = await desk.drafted({ kind: 'SBOM', uploadIds: [uploadId, other] });
    expect(await findingsOf(id)).toContainEqual(
      expect.objectContaining({ severity: 'WARNING', reason: 'formats.also_another_kind', artifactName: 'q.json' }),
    );
  });

  it('is taken as a PDF, which counts as not machine-readable', async () => {
    const pdf = await desk.upload({ mediaType: 'application/pdf', isMachineReadable: false });
    const id = await desk.drafted({ kind: 'SBOM', uploadIds: [pdf] });
    await desk.publisher.graphql(d.SUBMIT, { input: { publicationId: id } });
    expect((await desk.publisher.graphql(FINDINGS, { id })).publication.state).toBe('IN_REVIEW');
  });
});
