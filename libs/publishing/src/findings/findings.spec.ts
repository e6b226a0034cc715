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

  it('is shown to nobody but the vendor', async () => {
    const hospital = await world.hospital();
    const { uploadId } = await sbomDraft(cycloneDx([]));
    const id = await desk.published({ kind: 'SBOM', tlp: 'CLEAR', uploadIds: [uploadId] });
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

  it('cannot be justified for a file that the publication does not have', async () => {
    const { id } = await ofAnotherVersion();
    const { uploadId } = await ofAnotherVersion();
    for (const other of [uploadId, newId()]) {
      const justifications = [{ uploadId: other, reason: REASON, justification: 'Why not.' }];
      expect(await desk.publisher.refusal(d.SUBMIT, { input: { publicationId: id, justifications } })).toBe(
        'INVALID_INPUT publishing.justifies_nothing',
      );
    }
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
