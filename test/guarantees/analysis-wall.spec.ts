import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ActorSource } from '#libs/directory';
import { type Id, newId } from '#libs/kernel';
import { type Ctx, type Tx, UnitOfWork } from '#libs/platform';
import { FiledDocument, Publication } from '#libs/publishing';
import { APPROVE, asset, EDIT, REVISE, SUBMIT, WITHDRAW } from '../support/publishing-desk.ts';
import { type Hospital, type Person, World } from '../support/world.ts';
import { personasOf } from './personas.ts';
import { does, type Pair, pair } from './rich-world.ts';

/**
 * Searches see past row-level security, so that an index can be asked: their functions are the wall themselves. Here
 * they are held against what the policies of publications and filed documents let each persona read.
 */
const LABELS = [
  'clear',
  'green',
  'amber',
  'strict',
  'red',
  'elsewhere-clear',
  'superseded',
  'withdrawn',
  'draft',
  'in-review',
  'filed',
  'filed-removed',
  'filed-by-other',
] as const;
type Label = (typeof LABELS)[number];

let world: World;
let uow: UnitOfWork;
let ours: Pair;
/** Holds the same release, and its vendor does not know of it. */
let unknown: Hospital;
let everybody: { name: string; person: Person; ctx: Ctx }[];

beforeAll(async () => {
  world = await World.start();
  uow = world.app.get(UnitOfWork, { strict: false });
  const auditor = await world.person('AUDITOR');
  ours = await pair(world, auditor.organisationId);
  const theirs = await pair(world, (await world.person('AUDITOR')).organisationId);
  unknown = await world.hospital();
  await asset(world, unknown, ours.desk.releaseId);
  await publishEach(theirs);
  await fileEach();
  everybody = [];
  const people: Record<string, Person> = {
    ...Object.fromEntries((await personasOf(world, ours, auditor)).map(({ name, person }) => [name, person])),
    'the member named in TLP:RED': ours.hospital.everyone,
    'our vendor': ours.vendor.everyone,
    'their vendor': theirs.vendor.everyone,
    'their hospital': theirs.hospital.everyone,
    'a hospital that the vendor does not know': unknown.person,
    'a hospital that holds nothing': (await world.hospital()).person,
    'a person of one site': await world.member(ours.hospital.organisationId, ['HOSPITAL_DEVICE'], {
      siteIds: [ours.hospital.siteId],
    }),
  };
  for (const [name, person] of Object.entries(people)) {
    const ctx = await world.app.get(ActorSource, { strict: false }).ctxFor(person.headers, name);
    everybody.push({ name, person, ctx });
  }
});
afterAll(() => world.stop());

/** A document of each kind of visibility, with a component, a vulnerability and a question that no other has. */
async function publishEach(theirs: Pair): Promise<void> {
  const { desk, hospital } = ours;
  const named = { namedHospitals: [{ hospitalId: hospital.organisationId, emails: [hospital.everyone.email] }] };
  const contents = async (label: Label, by = desk) => ({ kind: 'SBOM', uploadIds: [await upload(label, by)] });
  const tlps = { clear: 'CLEAR', green: 'GREEN', amber: 'AMBER', strict: 'AMBER_STRICT' } as const;
  for (const [label, tlp] of Object.entries(tlps)) {
    await desk.published({ ...(await contents(label as Label)), tlp });
  }
  await desk.published({ ...(await contents('red')), tlp: 'RED', ...named });
  await theirs.desk.published({ ...(await contents('elsewhere-clear', theirs.desk)), tlp: 'CLEAR' });
  const publicationId = await desk.published(await contents('superseded'));
  const { draftRevision } = await desk.publisher.graphql(REVISE, { input: { publicationId } });
  const next = { publicationId: draftRevision.publication.id as Id };
  await desk.publisher.graphql(EDIT, { input: { ...next, uploadIds: [await desk.upload()] } });
  await desk.publisher.graphql(SUBMIT, { input: next });
  await desk.approver.graphql(APPROVE, { input: await desk.asRead(next.publicationId) });
  const withdrawn = await desk.published(await contents('withdrawn'));
  await world.settled();
  await desk.approver.graphql(WITHDRAW, { input: { publicationId: withdrawn, reason: 'Wrong.' } });
  await desk.drafted(await contents('draft'));
  await desk.submitted(await contents('in-review'));
  await world.settled();
}

async function upload(label: Label, desk = ours.desk): Promise<Id<'Upload'>> {
  const id = await desk.upload();
  await fill(id, label);
  return id;
}

async function fileEach(): Promise<void> {
  const { desk, hospital } = ours;
  const file = async (label: Label, person: Person) => {
    const id = await desk.upload();
    await world.behind.query('update upload set organisation_id = $2 where id = $1', [id, person.organisationId]);
    await world.behind.query('update reading set organisation_id = $2 where upload_id = $1', [
      id,
      person.organisationId,
    ]);
    await fill(id, label);
    const about = { kind: 'SBOM', title: label, source: 'MAIL', receivedOn: '2020-01-01' };
    const input = { ...about, releaseIds: [desk.releaseId], uploadIds: [id] };
    const made = await does<{ filedDocument: { id: Id } }>(person, 'fileDocument', input, 'filedDocument { id }');
    return made.filedDocument.id;
  };
  await file('filed', hospital.everyone);
  await file('filed-by-other', unknown.person);
  const filedDocumentId = await file('filed-removed', hospital.everyone);
  await does(hospital.everyone, 'removeFiledDocument', { filedDocumentId, reason: 'Wrong.' }, 'filedDocument { id }');
}

const vulnerabilityOf = (label: Label) => `CVE-2030-${2000 + LABELS.indexOf(label)}`;
const questionOf = (label: Label) => `MLDP-${50 + LABELS.indexOf(label)}`;

async function fill(uploadId: Id, label: Label): Promise<void> {
  const { behind } = world;
  await behind.query(
    `insert into component (upload_id, organisation_id, position, ref, name, licences, hashes, is_subject, name_key,
       purl_base, keys, missing, depends_on, place)
     select upload_id, organisation_id, 0, 'c', 'wall-' || $2, '{}', '{}', false, 'wall-' || $2, 'pkg:npm/wall-' || $2,
       '{licence:wall}', '{}', '{}', '/' from reading where upload_id = $1`,
    [uploadId, label],
  );
  const product = { ref: 'p', name: 'Viewer', vendor: null, version: null, versionRange: null, purl: null, cpe: null };
  await behind.query(
    `insert into vulnerability_statement (upload_id, organisation_id, position, vulnerability, aliases, product,
       component_keys, status, raw_status, remediations, scores, cwes, place)
     select upload_id, organisation_id, position, vulnerability, '{}', $3, '{}', 'AFFECTED', 'affected', '[]', '[]', '{}', '/'
     from reading, (values (0, $2), (1, 'CVE-2030-1999')) said (position, vulnerability) where upload_id = $1`,
    [uploadId, vulnerabilityOf(label), JSON.stringify({ ...product, modelNumbers: [] })],
  );
  await behind.query(
    `insert into mds2_answer (upload_id, organisation_id, position, question_id, section, answer)
     select upload_id, organisation_id, 0, $2, 'MLDP', 'NO' from reading where upload_id = $1`,
    [uploadId, questionOf(label)],
  );
  await behind.query(
    'update reading set component_count = 1, statement_count = 1, answer_count = 1 where upload_id = $1',
    [uploadId],
  );
}

const SEARCH = `query ($name: String, $licence: String) { componentMatches(name: $name, licence: $licence, first: 100) {
  totalCount edges { node { component { name } publication { id } filedDocument { id } } } } }`;
const EXPOSURE = `query ($vulnerability: String!) { exposure(vulnerability: $vulnerability) {
  rows(statuses: [AFFECTED]) { totalCount } } }`;
const HITS = `query ($text: String!) { search(text: $text, kinds: [COMPONENT]) { title } }`;
const MDS2 = `query ($questionId: String!) { assetsByMds2Answer(questionId: $questionId, answers: [NO]) { totalCount } }`;

/** Of whose documents each persona learns anything by asking. */
const EXPECTED: Record<string, readonly Label[]> = {
  'the member named in TLP:RED': ['clear', 'green', 'amber', 'strict', 'red', 'filed'],
  HOSPITAL_ADMIN: ['clear', 'green', 'amber', 'strict', 'filed'],
  HOSPITAL_MANAGER: ['clear', 'green', 'amber', 'strict', 'filed'],
  HOSPITAL_SECURITY: ['clear', 'green', 'amber', 'strict', 'filed'],
  HOSPITAL_DEVICE: ['clear', 'green', 'amber', 'strict', 'filed'],
  HOSPITAL_VIEWER: ['clear', 'green', 'amber', 'strict', 'filed'],
  'HOSPITAL program': ['clear', 'green', 'amber', 'strict', 'filed'],
  'a person of one site': ['clear', 'green', 'amber', 'strict', 'filed'],
  'a hospital that the vendor does not know': ['clear', 'filed-by-other'],
  'their hospital': ['elsewhere-clear'],
  'a hospital that holds nothing': [],
  'our vendor': ['clear', 'green', 'amber', 'strict', 'red'],
  'VENDOR program': ['clear', 'green', 'amber', 'strict', 'red'],
  'their vendor': ['elsewhere-clear'],
};

describe('somebody who asks', () => {
  it.each(Object.entries(EXPECTED))('as %s learns of exactly those documents', async (name, expected) => {
    const { person, ctx } = everybody.find((one) => one.name === name)!;
    const isHospital = ctx.actor.organisationKind === 'HOSPITAL';
    const learned: Record<string, Label[]> = { search: [], purl: [], hits: [], exposure: [], mds2: [] };
    for (const label of LABELS) {
      const found = (await person.graphql(SEARCH, { name: `wall-${label}` })).componentMatches;
      const isFound = found.edges.some((edge: { node: { component: { name: string } } }) => {
        return edge.node.component.name === `wall-${label}`;
      });
      if (isFound) learned['search']?.push(label);
      const byPurl = `query { componentMatches(purl: "pkg:npm/wall-${label}") { totalCount } }`;
      if ((await person.graphql(byPurl)).componentMatches.totalCount > 0) learned['purl']?.push(label);
      const { search: hits } = await person.graphql(HITS, { text: `wall-${label}` });
      if (hits.some(({ title }: { title: string }) => title === `wall-${label}`)) learned['hits']?.push(label);
      const { exposure } = await person.graphql(EXPOSURE, { vulnerability: vulnerabilityOf(label) });
      if (exposure.rows.totalCount > 0) learned['exposure']?.push(label);
      if (!isHospital) continue;
      const { assetsByMds2Answer } = await person.graphql(MDS2, { questionId: questionOf(label) });
      if (assetsByMds2Answer.totalCount > 0) learned['mds2']?.push(label);
    }
    const { mds2, ...others } = learned;
    expect(others).toEqual({ search: expected, purl: expected, hits: expected, exposure: expected });
    expect(mds2).toEqual(isHospital ? expected : []);
  });

  it('is shown for each find a publication or a filed document that can be read', async () => {
    for (const { name, person } of everybody.filter((one) => one.name in EXPECTED)) {
      const { componentMatches } = await person.graphql(SEARCH, { licence: 'wall' });
      for (const { node } of componentMatches.edges) {
        const documents = [node.publication, node.filedDocument].filter((one) => one !== null);
        expect([name, documents.length]).toEqual([name, 1]);
      }
      expect([name, componentMatches.totalCount]).toEqual([name, EXPECTED[name]?.length]);
    }
  });

  it('is not answered once its hospital is suspended', async () => {
    const hospital = await world.hospital();
    await asset(world, hospital, ours.desk.releaseId);
    await world.behind.query(`update organisation set state = 'SUSPENDED' where id = $1`, [hospital.id]);
    const { errors } = await hospital.person.ask(SEARCH, { licence: 'wall' });
    expect(errors[0]?.extensions.code).toMatch(/^(FORBIDDEN|UNAUTHENTICATED)$/);
  });
});

describe('the functions that see past row-level security', () => {
  const asEverybody = (look: (tx: Tx, ctx: Ctx) => Promise<void>) =>
    everybody.reduce((before, { ctx }) => before.then(() => uow.run(ctx, (tx) => look(tx, ctx))), Promise.resolve());
  const sorted = (ids: (string | null)[]) => ids.filter((id) => id !== null).toSorted();

  it('hold for in force what the policies show of that, for hospitals and vendors, and nothing for others', async () => {
    let seen = 0;
    await asEverybody(async (tx, ctx) => {
      const rows = await tx.sql<{ publication_id: string | null; filed_document_id: string | null }>(
        'select publication_id, filed_document_id from documents_in_force()',
      );
      const readable = <Row extends object>(all: Row[]) => all.filter((row) => ctx.allows('read', row));
      const publications = readable(await tx.manager.findBy(Publication, { state: 'PUBLISHED' }));
      const filed = readable(await tx.manager.find(FiledDocument)).filter(({ removedAt }) => removedAt === null);
      const asks = ctx.actor.organisationKind === 'HOSPITAL' || ctx.actor.isVendor;
      expect(sorted(rows.map((row) => row.publication_id))).toEqual(
        asks ? sorted(publications.map(({ id }) => id)) : [],
      );
      expect(sorted(rows.map((row) => row.filed_document_id))).toEqual(sorted(filed.map(({ id }) => id)));
      seen += rows.length;
    });
    expect(seen).toBeGreaterThan(50);
  });

  it('show no file, component, statement or answer that row-level security would not', async () => {
    await asEverybody(async (tx) => {
      const beyond = await tx.sql<{ what: string; row: object }>(
        `select 'file' as what, to_jsonb(f) as row from uploads_in_force() as f (id)
         where not exists (select from artifact a where a.upload_id = f.id)
           and not exists (select from filed_file d where d.upload_id = f.id)
         union all
         select 'file of a release', to_jsonb(d) from release_documents(null) d
         where not exists (select from artifact a where a.upload_id = d.upload_id and a.publication_id = d.publication_id)
           and not exists (select from filed_file f where f.upload_id = d.upload_id and f.filed_document_id = d.filed_document_id)
         union all
         select 'component', to_jsonb(c)
         from component_places(row('%', null, null, null, null, null)::component_criteria, null, null, null, 1000) c
         where not exists (select from component r where r.upload_id = c.upload_id and r.position = c.position)
         union all
         select 'statement', to_jsonb(s) from statements_about('CVE-2030-1999') s
         where not exists (select from vulnerability_statement r where r.upload_id = s.upload_id and r.position = s.position)`,
      );
      expect(beyond).toEqual([]);
    });
  });

  it('say nothing of a release that is not asked about, held or one’s own', async () => {
    await asEverybody(async (tx, ctx) => {
      const own = ctx.actor.organisationId ?? newId();
      const rows = await tx.sql(
        `select release_id from release_documents(null)
         except select release_id from asset where hospital_id = $1 and status <> 'RETIRED'
         except select id from release where vendor_id = $1`,
        [own],
      );
      expect(rows).toEqual([]);
    });
  });

  it('cannot be called by the application where they take the caller’s word for what it may see', async () => {
    const { ctx } = everybody[0]!;
    const call = uow.run(ctx, (tx) =>
      tx.sql(`select from components_in('{}', row(null, null, null, null, null, null)::component_criteria)`),
    );
    await expect(call).rejects.toMatchObject({ code: '42501' });
    const { rows } = await world.behind.query<{ name: string }>(
      `select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'public' and p.prosecdef and has_function_privilege('public', p.oid, 'execute')`,
    );
    expect(rows).toEqual([]);
  });
});
