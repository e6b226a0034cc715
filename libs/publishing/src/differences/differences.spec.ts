import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, type Id } from '#libs/kernel';
import { cycloneDx, json, sendFile, type TestComponent } from '../../../../test/support/files.ts';
import * as d from '../../../../test/support/publishing-desk.ts';
import { type Hospital, World } from '../../../../test/support/world.ts';

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
  await world.relationship(desk.vendor, hospital);
  await d.asset(world, hospital, desk.releaseId);
});

const DIFFERENCE = `counts { componentsAdded componentsRemoved componentsChanged supportMoved vulnerabilitiesOpened
    vulnerabilitiesClosed mds2AnswersChanged fieldsChanged }
  comparesComponents comparesVulnerabilities comparesMds2
  components { change before { name version } after { name version } fields }
  vulnerabilities { change before { vulnerability status } after { vulnerability status } }
  mds2Answers { questionId before after }`;
const OF_PUBLICATIONS = `query ($from: ID!, $to: ID!) { publicationDifference(fromId: $from, toId: $to) { ${DIFFERENCE} } }`;
const OF_RELEASES = `query ($from: ID!, $to: ID!) { releaseDifference(fromId: $from, toId: $to) { ${DIFFERENCE} } }`;
const OF_INSTALLATION = `query ($publication: ID!, $release: ID!) {
  installationDifference(publicationId: $publication, releaseId: $release) {
    toReleaseId manifest { toVersion downtimeMinutes canRollBack } difference { ${DIFFERENCE} } } }`;

const send = (name: string, document: unknown) => sendFile(desk.publisher, name, json(document));
const sbom = async (components: readonly TestComponent[], version = '1.0') =>
  send('sbom.cdx.json', cycloneDx(components, { version }));
const sbomOf = async (releaseId: Id, components: readonly TestComponent[], version?: string) =>
  desk.published({ kind: 'SBOM', releaseIds: [releaseId], uploadIds: [await sbom(components, version)] });
/** The next revision of a publication, with another file, approved. */
const revised = async (publicationId: Id, uploadId: Id, isEditorial = false) => {
  const { draftRevision } = await desk.publisher.graphql(d.REVISE, { input: { publicationId } });
  const next = draftRevision.publication.id as Id<'Publication'>;
  await desk.publisher.graphql(d.EDIT, { input: { publicationId: next, uploadIds: [uploadId] } });
  await desk.publisher.graphql(d.SUBMIT, { input: { publicationId: next } });
  const input = { ...(await desk.asRead(next)), isEditorial };
  const isOffered = await mayBeEditorial(next);
  return { next, isOffered, answer: await desk.approver.ask(d.APPROVE, { input }) };
};
const mayBeEditorial = async (id: Id, by = desk.approver) =>
  (await by.graphql('query ($id: ID!) { publication(id: $id) { mayBeEditorial } }', { id })).publication
    .mayBeEditorial as boolean;

describe('two revisions', () => {
  it('tell which components came, went and changed', async () => {
    const from = await sbomOf(desk.releaseId, [
      { name: 'openssl', version: '3.0.7' },
      { name: 'zlib', version: '1.2.11', endOfSupportOn: '2027-01-31' },
      { name: 'left', version: '1.0.0' },
    ]);
    const { next } = await revised(
      from,
      await sbom([
        { name: 'openssl', version: '3.0.15' },
        { name: 'zlib', version: '1.2.11', endOfSupportOn: '2026-12-31' },
        { name: 'right', version: '1.0.0' },
      ]),
    );
    await world.settled();
    const { inbox } = await hospital.person.graphql(
      '{ inbox(first: 1) { edges { node { affectedAssets publication { id revision changes { componentsAdded supportMoved } } } } } }',
    );
    expect(inbox.edges[0].node).toMatchObject({
      affectedAssets: 1,
      publication: { id: next, revision: 2, changes: { componentsAdded: 1, supportMoved: 1 } },
    });
    for (const person of [desk.publisher, hospital.person]) {
      const { publicationDifference: found } = await person.graphql(OF_PUBLICATIONS, { from, to: next });
      expect(found.counts).toMatchObject({
        componentsAdded: 1,
        componentsRemoved: 1,
        componentsChanged: 2,
        supportMoved: 1,
      });
      expect(found.components).toEqual(
        expect.arrayContaining([
          { change: 'ADDED', before: null, after: { name: 'right', version: '1.0.0' }, fields: [] },
          { change: 'REMOVED', before: { name: 'left', version: '1.0.0' }, after: null, fields: [] },
          {
            change: 'CHANGED',
            before: { name: 'openssl', version: '3.0.7' },
            after: { name: 'openssl', version: '3.0.15' },
            fields: ['VERSION'],
          },
          expect.objectContaining({ change: 'CHANGED', fields: ['END_OF_SUPPORT'] }),
        ]),
      );
    }
  });

  it('are not found by whoever may not see one of them', async () => {
    const from = await sbomOf(desk.releaseId, [{ name: 'openssl' }]);
    const stranger = (await world.hospital()).person;
    expect(await stranger.refusal(OF_PUBLICATIONS, { from, to: from })).toBe('NOT_FOUND not_found');
    expect(await hospital.person.refusal(OF_PUBLICATIONS, { from: newId(), to: newId() })).toBe('NOT_FOUND not_found');
  });

  it('may be called editorial when the files say the same, however they are written', async () => {
    const components = [{ name: 'openssl', version: '3.0.7' }, { name: 'zlib' }];
    const from = await sbomOf(desk.releaseId, components);
    const sameAgain = cycloneDx(components.toReversed()) as { metadata: { timestamp: string } };
    sameAgain.metadata.timestamp = '2026-07-01T00:00:00Z';
    const { answer, isOffered, next } = await revised(from, await send('again.cdx.json', sameAgain), true);
    expect(answer.errors).toEqual([]);
    expect(isOffered).toBe(true);
    // Decided, there is nothing to offer any more.
    expect(await mayBeEditorial(next)).toBe(false);
  });

  it('may be called editorial by nobody before they are in review, nor once the former one is withdrawn, nor where others ask', async () => {
    const hospital = await world.hospital();
    const from = await desk.published({ kind: 'SBOM', tlp: 'CLEAR', uploadIds: [await sbom([{ name: 'openssl' }])] });
    expect(await mayBeEditorial(from)).toBe(false);
    expect(await mayBeEditorial(from, hospital.person)).toBe(false);
    const { draftRevision } = await desk.publisher.graphql(d.REVISE, { input: { publicationId: from } });
    const next = draftRevision.publication.id as Id<'Publication'>;
    expect(await mayBeEditorial(next)).toBe(false);
    await desk.publisher.graphql(d.SUBMIT, { input: { publicationId: next } });
    expect(await mayBeEditorial(next)).toBe(true);
    await desk.approver.graphql(d.WITHDRAW, { input: { publicationId: from, reason: 'Wrong.' } });
    expect(await mayBeEditorial(next)).toBe(false);
  });

  it('may not be called editorial when one component has another version', async () => {
    const from = await sbomOf(desk.releaseId, [{ name: 'openssl', version: '3.0.7' }]);
    const { answer, isOffered } = await revised(from, await sbom([{ name: 'openssl', version: '3.0.8' }]), true);
    expect(isOffered).toBe(false);
    expect(answer.errors[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'publishing.not_editorial' });
  });
});

const manifest = {
  format: 'tasuki.update-manifest',
  formatVersion: 1,
  title: 'Update to 2.0',
  fromVersions: ['1.0'],
  toVersion: '2.0',
  fixes: [{ vulnerability: 'CVE-2026-1000', description: 'A buffer overflow.' }],
  prerequisites: [],
  requiresRestart: true,
  downtimeMinutes: 20,
  canRollBack: true,
  rollBackProcedure: 'Choose the former version in the service menu.',
  installationProcedure: 'Copy to a stick, restart, choose the stick.',
  installers: ['HOSPITAL'],
  files: [],
};

describe('a revision with files of before there were readings', () => {
  it('may not be called editorial when their bytes differ, whatever they are called', async () => {
    const unread = async () => {
      const uploadId = await desk.upload();
      await world.behind.query('delete from reading where upload_id = $1', [uploadId]);
      return uploadId;
    };
    const from = await desk.published({ kind: 'SECURITY_GUIDE', uploadIds: [await unread()] });
    const { answer, isOffered } = await revised(from, await unread(), true);
    expect(isOffered).toBe(false);
    expect(answer.errors[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'publishing.not_editorial' });
  });
});

describe('two releases', () => {
  const mds2 = (answers: Record<string, string>) => ({
    format: 'tasuki.mds2',
    formatVersion: 1,
    edition: 'HN 1-2019',
    manufacturer: 'Maker',
    deviceDescription: 'Viewer',
    models: ['Viewer'],
    answers: Object.entries(answers).map(([id, answer]) => ({ id, answer })),
  });
  const submittedAnyway = async (facts: object) => {
    const publicationId = await desk.drafted(facts);
    const { publication } = await desk.publisher.graphql(
      'query ($id: ID!) { publication(id: $id) { findings { severity reason uploadId } } }',
      { id: publicationId },
    );
    const words = (publication.findings as { severity: string; reason: string; uploadId: Id }[])
      .filter(({ severity }) => severity === 'WARNING')
      .map(
        ({ reason, uploadId }) => [`${reason} ${uploadId}`, { reason, uploadId, justification: 'A test.' }] as const,
      );
    const justifications = [...new Map(words).values()];
    await desk.publisher.graphql(d.SUBMIT, { input: { publicationId, justifications } });
    await desk.approver.graphql(d.APPROVE, { input: await desk.asRead(publicationId) });
  };
  let next: Id<'Release'>;
  beforeEach(async () => {
    next = newId<'Release'>();
    await world.behind.query(
      `insert into release (id, product_id, vendor_id, version, created_at)
       select $1, product_id, vendor_id, '2.0', now() from release where id = $2`,
      [next, desk.releaseId],
    );
    await d.asset(world, hospital, next);
  });
  const difference = async () => {
    await world.settled();
    const found = await hospital.person.graphql(OF_RELEASES, { from: desk.releaseId, to: next });
    return found.releaseDifference;
  };

  it('are told apart by what they are, not by what an update for one of them will bring', async () => {
    await sbomOf(desk.releaseId, [{ name: 'openssl', version: '3.0.7' }], '1.0');
    await sbomOf(next, [{ name: 'openssl', version: '3.0.15' }], '2.0');
    await submittedAnyway({
      kind: 'UPDATE_PACKAGE',
      uploadIds: [
        await send('manifest.json', manifest),
        await sbom([{ name: 'openssl', version: '3.0.15' }], '2.0'),
        await send('mds2.json', mds2({ 'MLDP-1': 'NO', 'MLDP-2': 'YES' })),
      ],
    });
    const found = await difference();
    expect(found).toMatchObject({ comparesMds2: false, counts: { fieldsChanged: 0 } });
    expect(found.components).toMatchObject([
      { change: 'CHANGED', before: { version: '3.0.7' }, after: { version: '3.0.15' } },
    ]);
  });

  it('are told apart where one publication has an SBOM of each', async () => {
    await submittedAnyway({
      kind: 'SBOM',
      releaseIds: [desk.releaseId, next],
      uploadIds: [
        await sbom([{ name: 'openssl', version: '3.0.7' }], '1.0'),
        await sbom([{ name: 'openssl', version: '3.0.15' }], '2.0'),
      ],
    });
    expect((await difference()).components).toMatchObject([
      { change: 'CHANGED', before: { version: '3.0.7' }, after: { version: '3.0.15' } },
    ]);
  });

  it('are told apart by what their vendor says, before what a hospital filed later', async () => {
    for (const releaseId of [desk.releaseId, next]) {
      await submittedAnyway({
        kind: 'MDS2',
        releaseIds: [releaseId],
        uploadIds: [await send('mds2.json', mds2({ 'MLDP-1': 'YES', 'MLDP-2': 'YES' }))],
      });
    }
    const filed = await sendFile(hospital.person, 'mds2.json', json(mds2({ 'MLDP-1': 'NO', 'MLDP-2': 'YES' })));
    const input = {
      kind: 'MDS2',
      title: 'An old one',
      source: 'MAIL',
      receivedOn: '2026-06-02',
      releaseIds: [desk.releaseId],
      uploadIds: [filed],
    };
    await hospital.person.graphql(
      'mutation ($input: FileDocumentInput!) { fileDocument(input: $input) { filedDocument { id } } }',
      { input },
    );
    const found = await difference();
    expect(found).toMatchObject({ comparesMds2: true, mds2Answers: [] });
  });
});

const vexOf = (status: string, versions: [string, string][]) => ({
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://maker.example/vex/1',
  author: 'Maker',
  timestamp: '2026-06-01T00:00:00Z',
  version: 1,
  statements: versions.map(([version, stated]) => ({
    vulnerability: { name: 'CVE-2026-1000' },
    products: [{ '@id': `pkg:generic/viewer@${version}` }],
    status: stated,
    ...(stated === 'affected' && { action_statement: 'Install the update.' }),
  })),
  tooling: status,
});

describe('what changes if I install this', () => {
  it('joins components and vulnerabilities of the release that runs and the one that the update leads to', async () => {
    const { rows } = await world.behind.query('select product_id from release where id = $1', [desk.releaseId]);
    const next = newId<'Release'>();
    await world.behind.query(
      `insert into release (id, product_id, vendor_id, version, created_at) values ($1, $2, $3, '2.0', now())`,
      [next, rows[0].product_id, desk.vendor.id],
    );
    await d.asset(world, hospital, next);
    await sbomOf(desk.releaseId, [{ name: 'openssl', version: '3.0.7' }], '1.0');
    await sbomOf(next, [{ name: 'openssl', version: '3.0.15' }], '2.0');
    const advisory = await send(
      'vex.json',
      vexOf('test', [
        ['1.0', 'affected'],
        ['2.0', 'fixed'],
      ]),
    );
    await desk.published({ kind: 'ADVISORY', releaseIds: [desk.releaseId, next], uploadIds: [advisory] });
    const update = await desk.published({
      kind: 'UPDATE_PACKAGE',
      severity: 'HIGH',
      uploadIds: [await send('manifest.json', manifest)],
    });
    await world.settled();

    const variables = { publication: update, release: desk.releaseId };
    const { installationDifference: found } = await hospital.person.graphql(OF_INSTALLATION, variables);
    expect(found).toMatchObject({
      toReleaseId: next,
      manifest: { toVersion: '2.0', downtimeMinutes: 20, canRollBack: true },
      difference: {
        components: [{ change: 'CHANGED', before: { version: '3.0.7' }, after: { version: '3.0.15' } }],
        vulnerabilities: [
          {
            change: 'CLOSED',
            before: { vulnerability: 'CVE-2026-1000', status: 'AFFECTED' },
            after: { vulnerability: 'CVE-2026-1000', status: 'FIXED' },
          },
        ],
      },
    });
    const { releaseDifference } = await hospital.person.graphql(OF_RELEASES, { from: desk.releaseId, to: next });
    expect(releaseDifference.counts).toEqual(found.difference.counts);
  });

  it('says that nothing can be compared when the update leads to a version that is not known', async () => {
    const update = await desk.drafted({
      kind: 'UPDATE_PACKAGE',
      uploadIds: [await send('manifest.json', { ...manifest, toVersion: '9.0' })],
    });
    const variables = { publication: update, release: desk.releaseId };
    const { installationDifference: found } = await desk.publisher.graphql(OF_INSTALLATION, variables);
    expect(found).toMatchObject({ toReleaseId: null, manifest: { toVersion: '9.0' }, difference: null });
  });

  it('is refused for a release that the update is not about', async () => {
    const update = await desk.drafted({ kind: 'UPDATE_PACKAGE', uploadIds: [await send('manifest.json', manifest)] });
    const variables = { publication: update, release: newId() };
    expect(await desk.publisher.refusal(OF_INSTALLATION, variables)).toBe('INVALID_INPUT publishing.not_about_release');
  });
});
