import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, type Id } from '#libs/kernel';
import { cycloneDx, json, sendFile } from '../../../../test/support/files.ts';
import * as d from '../../../../test/support/publishing-desk.ts';
import { type Person, World } from '../../../../test/support/world.ts';

let world: World;
let desk: d.Desk;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());
beforeEach(async () => {
  desk = await d.Desk.open(world);
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${world.url}${path}`, { headers });
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());
const ANSWERS = `query ($id: ID!) { upload(id: $id) { findings { severity reason }
  reading { format mds2 { manufacturer models } mds2Answers { questionId answer note } } } }`;
const mds2 = {
  format: 'tasuki.mds2',
  formatVersion: 1,
  edition: 'HN 1-2019',
  manufacturer: 'Maker',
  models: ['Viewer'],
  answers: [
    { id: 'MLDP-2', answer: 'NO', note: '=HYPERLINK("x")' },
    { id: 'AUDT-1', answer: 'YES' },
  ],
};

describe('a blank form', () => {
  it.each(['/forms/mds2.xlsx', '/forms/mds2.xlsx?language=en'])(
    '%s is a workbook that is read as MDS2',
    async (path) => {
      const answer = await get(path);
      expect(answer.headers.get('content-disposition')).toContain('mds2.xlsx');
      const id = await sendFile(desk.publisher, 'mds2.xlsx', await bytesOf(answer));
      const { upload } = await desk.publisher.graphql(ANSWERS, { id });
      expect(upload.reading).toMatchObject({ format: 'MDS2_XLSX' });
      expect(upload.reading.mds2Answers).toHaveLength(240);
    },
  );

  it('of a questionnaire is one, too', async () => {
    const id = await sendFile(desk.publisher, 'q.xlsx', await bytesOf(await get('/forms/mds-sds.xlsx')));
    const { upload } = await desk.publisher.graphql(ANSWERS, { id });
    expect(upload.reading.format).toBe('QUESTIONNAIRE_XLSX');
  });

  it('is refused in a language that there is none in', async () => {
    expect((await get('/forms/mds2.xlsx?language=fr')).status).toBe(400);
  });
});

describe('a schema of our own formats', () => {
  it.each(['mds2', 'sbom-addendum', 'update-manifest', 'lifecycle-notice', 'questionnaire'])(
    '%s is served',
    async (name) => {
      const answer = await get(`/schemas/${name}.json`);
      expect(answer.headers.get('content-type')).toContain('schema+json');
      expect(await answer.json()).toMatchObject({ type: 'object' });
    },
  );

  it('that there is none of is not found', async () => {
    expect((await get('/schemas/nothing.json')).status).toBe(404);
  });
});

describe('an MDS2 that is stored', () => {
  const published = async (document: object, kind = 'MDS2') => {
    const uploadId = await sendFile(desk.publisher, 'form.json', json(document));
    const { upload } = await desk.publisher.graphql(ANSWERS, { id: uploadId });
    const reasons = new Set(upload.findings.map(({ reason }: { reason: string }) => reason));
    const id = await desk.drafted({ kind, tlp: 'CLEAR', uploadIds: [uploadId] });
    const found = await desk.publisher.graphql(
      'query ($id: ID!) { publication(id: $id) { findings { severity reason } } }',
      { id },
    );
    for (const { severity, reason } of found.publication.findings) if (severity === 'WARNING') reasons.add(reason);
    const justifications = [...reasons].map((reason) => ({ uploadId, reason, justification: 'It is meant so.' }));
    await desk.publisher.graphql(d.SUBMIT, { input: { publicationId: id, justifications } });
    await desk.approver.graphql(d.APPROVE, { input: await desk.asRead(id) });
    return id;
  };
  const artifactOf = async (by: Person, id: Id) =>
    (await by.graphql('query ($id: ID!) { publication(id: $id) { artifacts { id } } }', { id })).publication
      .artifacts[0].id;

  it('comes back as a workbook that says the same, for whoever may have the file, and that is recorded', async () => {
    const { person } = await world.hospital();
    const id = await published(mds2);
    const artifactId = await artifactOf(person, id);
    const answer = await get(`/exports/mds2/${artifactId}.xlsx`, person.headers);
    expect(answer.status).toBe(200);

    const again = await sendFile(desk.publisher, 'again.xlsx', await bytesOf(answer));
    const { upload } = await desk.publisher.graphql(ANSWERS, { id: again });
    expect(upload.reading.mds2).toEqual({ manufacturer: 'Maker', models: ['Viewer'] });
    expect(upload.reading.mds2Answers).toContainEqual({ questionId: 'MLDP-2', answer: 'NO', note: '=HYPERLINK("x")' });
    expect((await desk.trailOf(artifactId)).map(({ kind }) => kind)).toContain('artifact.downloaded');
  });

  it('is given to nobody who is not signed in, and is not found where there is none', async () => {
    const { person } = await world.hospital();
    const artifactId = await artifactOf(person, await published(mds2));
    expect((await get(`/exports/mds2/${artifactId}.xlsx`)).status).toBe(401);
    expect((await get(`/exports/mds2/${newId()}.xlsx`, person.headers)).status).toBe(404);
    expect((await get('/exports/mds2/nonsense.xlsx', person.headers)).status).toBe(404);
  });

  it('is not made of a file in which no MDS2 was read', async () => {
    const { person } = await world.hospital();
    const artifactId = await artifactOf(person, await published(cycloneDx([{ name: 'openssl' }]), 'SBOM'));
    const answer = await get(`/exports/mds2/${artifactId}.xlsx`, person.headers);
    expect([answer.status, await answer.json()]).toMatchObject([409, { error: { reason: 'formats.no_mds2' } }]);
  });
});
