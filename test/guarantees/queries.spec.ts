import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  getNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { Client } from 'pg';
import { WebhookSender } from '#libs/interop';
import { calendarDate, type Id, newId, ROLES_OF_KIND } from '#libs/kernel';
import { asset, Desk, listed, RECORD_OUTSIDE, release } from '../support/publishing-desk.ts';
import { type Hospital, type Person, World } from '../support/world.ts';
import { accessMatrix } from './access-matrix.ts';
import { isConnection, question, type RootField, rootFields, schemaOf } from './asking.ts';
import { contact, does, failedJob, invitation, noted } from './rich-world.ts';

/**
 * No list asks the database once for each of its rows: with everything that the schema offers below it, a page of
 * twenty takes as many statements as a page of two.
 */
const [FEW, MANY] = [2, 20];

let world: World;
let desk: Desk;
let hospitals: Hospital[];
let vendor: Person;
let hospital: Person;
let auditor: Person;
let operator: Person;
let publicationId: string;
let deliveryId: string;
let importId: string;
let requestId: Id;
let caseId: Id;
let webhookId: string;
let clearProductId: string;
let schema: GraphQLSchema;
let fields: Map<string, RootField>;

let statements = 0;
const original = Client.prototype.query;

beforeAll(async () => {
  world = await World.start();
  await populate();
  schema = await schemaOf(auditor);
  fields = rootFields(schema);
  // The jobs and the log have roles, and so connections, of their own; what follows the log for webhooks has not.
  await world.app.get(WebhookSender, { strict: false }).stop();
  Client.prototype.query = function (this: Client, ...told: unknown[]) {
    if (/^tasuki_(app|system)$/.test(this.user ?? '')) statements += 1;
    return Reflect.apply(original, this, told) as never;
  };
});
afterAll(async () => {
  Client.prototype.query = original;
  await world.stop();
});

/** Twenty of everything, each with something of its own below it. */
async function populate(): Promise<void> {
  desk = await Desk.open(world);
  vendor = await world.member(desk.vendor.id, ROLES_OF_KIND.MANUFACTURER);
  auditor = await world.person('AUDITOR');
  operator = await world.person('OPERATOR');
  hospitals = [];
  for (let i = 0; i < MANY; i += 1) hospitals.push(await newHospital());
  const [first] = hospitals as [Hospital];
  hospital = first.person;

  for (let i = 0; i < MANY; i += 1) {
    const releaseId = await release(world, desk.vendor, `1.${i}`);
    await asset(world, first, releaseId);
    await listed(world, desk.vendor, first, releaseId);
    await desk.published({
      kind: 'SBOM',
      severity: 'HIGH',
      releaseIds: [releaseId],
      uploadIds: [await desk.upload()],
      namedHospitals: [{ hospitalId: first.id }],
    });
    for (const person of [vendor, hospital]) await household(person);
    await world.site(first.id);
  }
  await world.behind.query(
    `update installed_base_line l set state = 'CONFIRMED', decided_at = now(),
       asset_id = (select a.id from asset a where a.release_id = l.release_id and a.hospital_id = l.hospital_id)`,
  );
  await file(first);
  await upkeep(first);
  await bringTables(first);
  await keepRecords(first);
  await read();
  // A file in the place of a signature: what is asked is how often.
  await world.behind.query(
    `insert into signature_check (id, publication_id, vendor_id, signature_upload_id, upload_id, result, fingerprint, detail, checked_at)
     select gen_random_uuid(), publication_id, vendor_id, upload_id, upload_id, 'VALID', repeat('a', 40), 'Signed.', now() from artifact`,
  );
  for (let i = 0; i < MANY; i += 1) {
    await world.behind.query(
      `insert into signing_key (id, vendor_id, fingerprint, armored, key_ids, user_ids, algorithm, key_created_at, registered_by, registered_at)
       values ($1, $2, $3, '', '{}', '{}', 'Ed25519', now(), $4, now())`,
      [newId(), desk.vendor.id, String(i).padStart(40, 'a'), desk.publisher.userId],
    );
  }
  for (const one of hospitals) await asset(world, one, desk.releaseId);
  await world.behind.query(
    `insert into evaluation (id, hospital_id, vendor_id, product_id, until, requested_at)
     select gen_random_uuid(), h.id, $2, (select product_id from release where id = $3), '2099-12-31', now()
     from unnest($1::uuid[]) h (id)`,
    [hospitals.map(({ id }) => id), desk.vendor.id, desk.releaseId],
  );
  requestId = await questions(first);
  await answersToAll();
  caseId = await reported(first);
  for (let i = 0; i < MANY; i += 1) await asset(world, first, desk.releaseId);
  await decided(first);
  await offered(first, hospitals[1]!);
  publicationId = await desk.published({ severity: 'HIGH' });
  await openToAll();
  for (let i = 0; i < MANY; i += 1) await failedJob(world);
  await world.settled();
  await answer();
  await tellPrograms();
  const { rows } = await world.behind.query<{ id: string }>(
    'select id from delivery where publication_id = $1 and hospital_id = $2',
    [publicationId, first.id],
  );
  deliveryId = rows[0]!.id;
  await chase();
  // As many wait again: what is asked is how often.
  await world.behind.query('update delivery set open_sites = 1 where hospital_id = $1 and not is_for_information', [
    first.id,
  ]);
}

/** As many hospitals that somebody has to telephone. */
async function chase(): Promise<void> {
  await world.behind.query('update delivery_site set is_answered = false where publication_id = $1', [publicationId]);
  await world.behind.query(
    `insert into chase_step (id, hospital_id, vendor_id, publication_id, delivery_id, site_id, side, plan_id, step, channel, role,
       due_at, state, taken_at)
     select gen_random_uuid(), s.hospital_id, s.vendor_id, s.publication_id, s.delivery_id, s.site_id, 'VENDOR',
            (select id from chasing_plan where side = 'VENDOR' limit 1), 5, 'PHONE', 'EMERGENCY_CONTACT', now(), 'WAITING', now()
     from delivery_site s where s.publication_id = $1`,
    [publicationId],
  );
}

/** As many records of what a vendor has registered since. */
async function keepRecords({ id: hospitalId, siteId }: Hospital): Promise<void> {
  const { rows } = await world.behind.query<{ id: Id }>('select product_id as id from release where id = $1', [
    desk.releaseId,
  ]);
  const productId = rows[0]!.id;
  for (let i = 0; i < MANY; i += 1) await noted(world, { hospitalId, siteId, productId });
}

/** As many questions of one hospital, each with a pause, and as many messages to one of them. */
async function questions({ id }: Hospital): Promise<Id> {
  const { rows } = await world.behind.query<{ id: Id }>(
    `with asked as (
       insert into information_request (id, hospital_id, vendor_id, product_id, release_id, title, urgency, state, asked_at,
         clock_started_at)
       select gen_random_uuid(), $1, $2, r.product_id, r.id, 'SBOM', 'NORMAL', 'OPEN', now(), now()
       from release r, generate_series(1, $4::int) where r.id = $3
       returning id
     ), said as (
       insert into request_message (id, request_id, kind, organisation_id, words, is_internal, waits_for_hospital, written_at)
       select gen_random_uuid(), one.id, 'REPLY', $1, 'Please publish an SBOM.', false, false, now()
       from (select id from asked order by id limit 1) one, generate_series(1, $4::int)
     ), rounds as (
       insert into request_round (id, hospital_id, kind, key, title, words, asked_at)
       select gen_random_uuid(), $1, 'QUESTION', gen_random_uuid(), 'SBOM', 'Please publish an SBOM.', now()
       from generate_series(1, $4::int)
     ), paused as (
       insert into request_pause (id, request_id, hospital_id, vendor_id, from_at, until_at)
       select gen_random_uuid(), id, $1, $2, now(), now() from asked
     )
     select id from asked order by id limit 1`,
    [id, desk.vendor.id, desk.releaseId, MANY],
  );
  return rows[0]!.id;
}

/** As many answers to all, each to one of the questions. */
async function answersToAll(): Promise<void> {
  await world.behind.query(
    `with answer as (
       insert into published_answer (id, vendor_id, product_id, published_at)
       select gen_random_uuid(), r.vendor_id, r.product_id, now() from information_request r where r.vendor_id = $1
       returning id, vendor_id, product_id
     ), source as (
       insert into published_answer_source (answer_id, vendor_id, request_id)
       select answer.id, answer.vendor_id, request.id
       from (select id, vendor_id, row_number() over (order by id) as place from answer) answer
       join (select id, row_number() over (order by id) as place from information_request where vendor_id = $1) request
         using (place)
     )
     insert into published_answer_version (id, answer_id, vendor_id, number, state, title, question, words, proposed_by_id,
       proposed_at, decided_by_id, decided_at)
     select gen_random_uuid(), id, vendor_id, 1, 'IN_FORCE', 'SBOM', 'SBOM?', 'Yes.', gen_random_uuid(), now(),
            gen_random_uuid(), now()
     from answer`,
    [desk.vendor.id],
  );
}

/** As many reports of one hospital, each with a clock, and as many entries in one of them. */
async function reported({ id, person }: Hospital): Promise<Id> {
  const { rows } = await world.behind.query<{ id: Id }>(
    `with opened as (
       insert into shared_case (id, kind, vendor_id, hospital_id, title, state, version, opened_by, opened_at, release_ids, noticed_at,
         patient_impact, asset_count, cve_ids, jvn_ids, party_ids)
       select gen_random_uuid(), 'INCIDENT', $2, $1, 'Restarts', 'REPORTED', 1, $4, now(), array[$3::uuid], now(), 'NONE', 1, '{}', '{}', '{}'
       from generate_series(1, $5::int)
       returning id
     ), timed as (
       insert into case_clock (id, case_id, organisation_id, basis, aware_at, due_at, started_at)
       select gen_random_uuid(), id, $2, 'EU_24_HOURS', now(), now() + interval '1 day', now() from opened
     ), written as (
       insert into case_entry (id, case_id, kind, organisation_id, organisation_name, words, is_internal, written_at)
       select gen_random_uuid(), one.id, 'REMARK', $1, 'Hospital', 'It restarts.', false, now()
       from (select id from opened order by id limit 1) one, generate_series(1, $5::int)
     )
     select id from opened order by id limit 1`,
    [id, desk.vendor.id, desk.releaseId, person.userId, MANY],
  );
  return rows[0]!.id;
}

/** As many tables of devices, the last with as many rows. */
async function bringTables({ id }: Hospital): Promise<void> {
  for (let i = 0; i < MANY; i += 1) {
    importId = newId();
    await world.behind.query(
      `insert into asset_import (id, organisation_id, file_name, sha256, header, columns, row_count, created_at)
       values ($1, $2, 'devices.csv', repeat('a', 64), '{Product}', '{PRODUCT}', 1, now())`,
      [importId, id],
    );
    await world.behind.query(
      `insert into asset_import_product (import_id, organisation_id, key, name) values ($1, $2, repeat('b', 64), 'Pump')`,
      [importId, id],
    );
  }
  await world.behind.query(
    `insert into asset_import_row (import_id, organisation_id, place, row_number, cells)
     select $1, $2, n, n + 1, '{Pump}' from generate_series(1, $3::int) n`,
    [importId, id, MANY],
  );
}

/** Every device has lost its support; for twenty of the hospital's something is decided, and to each hospital something passes over. */
async function decided({ id, person }: Hospital): Promise<void> {
  await world.behind.query(`update release set stage = 'END_OF_SUPPORT'`);
  const { rows } = await world.behind.query<{ id: Id }>(
    'select id from asset where hospital_id = $1 order by id desc limit $2',
    [id, MANY],
  );
  const input = {
    assetIds: rows.map((row) => row.id),
    kind: 'REPLACE',
    replaceBy: '2099-12-31',
    reviewOn: '2099-12-31',
    ownerId: person.memberId,
    reason: 'It is old.',
  };
  await does(person, 'decideEndOfSupport', input, 'decidedCount');
  const items = [{ kind: 'DOCUMENTS', text: 'Keep the manuals.', effectiveOn: '2099-12-31' }];
  for (const { id: hospitalId } of hospitals) {
    const { releaseId } = desk;
    await does(vendor, 'proposeTransfer', { hospitalId, releaseId, items }, 'transfer { id }');
  }
}

/** Twenty publications about one product that anybody may read. */
async function openToAll(): Promise<void> {
  const releaseId = await release(world, desk.vendor, 'open');
  for (let i = 0; i < MANY; i += 1) {
    await desk.published({ tlp: 'CLEAR', releaseIds: [releaseId], uploadIds: [await desk.upload()] });
  }
  const { rows } = await world.behind.query<{ id: Id }>('select product_id as id from release where id = $1', [
    releaseId,
  ]);
  clearProductId = rows[0]!.id;
}

/** Twenty documents that the hospital filed, each with a file of its own. */
async function file({ id, person }: Hospital): Promise<void> {
  await world.behind.query(
    `with sent as (
       insert into upload (id, organisation_id, name, size_bytes, sha256, content_type, part_size_bytes, object_key,
         multipart_id, state, media_type, is_machine_readable, created_by, created_at, expires_at)
       select gen_random_uuid(), $1, 'sbom.json', 1, encode(sha256(i::text::bytea), 'hex'), 'application/json', 1,
         'arrived/' || i, 'm', 'READY', 'application/json', true, $2, now(), now() + interval '7 days'
       from generate_series(1, $3::int) i returning id
     ), noted as (
       insert into reading (upload_id, organisation_id, format, facts, completeness, component_count, statement_count,
         answer_count, read_at)
       select id, $1, 'CYCLONEDX_JSON', '{}', '[]', 0, 0, 0, now() from sent
     ), filed as (
       insert into filed_document (id, hospital_id, kind, title, source, received_on, filed_by, filed_at)
       select id, $1, 'SBOM', 'By mail', 'MAIL', '2026-01-01', $2, now() from sent
     ), about as (
       insert into filed_document_release (filed_document_id, hospital_id, release_id)
       select sent.id, $1, $4 from sent
     )
     insert into filed_file (id, filed_document_id, hospital_id, upload_id, position)
     select gen_random_uuid(), id, $1, id, 0 from sent`,
    [id, person.userId, MANY, desk.releaseId],
  );
}

/** Twenty updates on devices, each with its step, and as many windows and reports. */
async function upkeep({ id, siteId }: Hospital): Promise<void> {
  await world.behind.query(
    `with one as (select id, vendor_id from publication where vendor_id = $2 limit 1), planned as (
       insert into update_application (id, hospital_id, site_id, asset_id, vendor_id, series_id, publication_id, revision,
         from_release_id, to_release_id, state, wave, performer, is_outside_windows, countersignature, compensating_controls,
         prerequisites, verification_steps, version, created_at, updated_at)
       select gen_random_uuid(), $1, a.site_id, a.id, $2, one.id, one.id, 1, a.release_id, a.release_id, 'PLANNED', 1,
         'HOSPITAL', false, 'NOT_NEEDED', '{}', '[]', '[]', 1, now(), now()
       from asset a, one where a.hospital_id = $1
       returning id
     ), reported as (
       insert into update_report (id, vendor_id, hospital_id, publication_id, serial_number, performer, reported_at)
       select gen_random_uuid(), $2, $1, one.id, 'S', 'VENDOR_ON_SITE', now() from one, generate_series(1, $4::int)
     ), agreed as (
       insert into maintenance_window (id, hospital_id, site_id, name, weekdays, local_start, minutes, time_zone, from_on, created_at)
       select gen_random_uuid(), $1, $3, 'Night', '{MONDAY}', '22:00', 60, 'Asia/Tokyo', '2026-01-01', now()
       from generate_series(1, $4::int)
     )
     insert into update_step (id, application_id, hospital_id, vendor_id, act, to_state, recorded_at)
     select gen_random_uuid(), id, $1, $2, 'MOVED', 'PLANNED', now() from planned`,
    [id, desk.vendor.id, siteId, MANY],
  );
}

/** Every device of the first page is offered to another hospital. */
async function offered({ id, person }: Hospital, { code }: Hospital): Promise<void> {
  const { rows } = await world.behind.query<{ id: Id }>(
    'select id from asset where hospital_id = $1 order by id limit $2',
    [id, MANY],
  );
  const input = { assetIds: rows.map((row) => row.id), kind: 'SOLD', code, handedOverOn: calendarDate(new Date()) };
  await does(person, 'offerHandovers', input, 'handovers { id }');
}

/** Every file has a component, a statement and an answer. */
async function read(): Promise<void> {
  await world.behind.query(
    `insert into component (upload_id, organisation_id, position, ref, name, licences, hashes, is_subject, name_key, keys,
       missing, depends_on, place)
     select upload_id, organisation_id, 0, 'c', 'words', '{}', '{}', false, 'words', '{}', '{}', '{}', '/' from reading`,
  );
  const product = { ref: 'p', name: 'Viewer', vendor: null, version: null, versionRange: null, purl: null, cpe: null };
  await world.behind.query(
    `insert into vulnerability_statement (upload_id, organisation_id, position, vulnerability, aliases, product,
       component_keys, status, raw_status, remediations, scores, cwes, place)
     select upload_id, organisation_id, 0, 'CVE-2026-1000', '{}', $1, '{}', 'AFFECTED', 'affected', '[]', '[]', '{}', '/'
     from reading`,
    [JSON.stringify({ ...product, modelNumbers: [] })],
  );
  await world.behind.query(
    `insert into mds2_answer (upload_id, organisation_id, position, question_id, section, answer)
     select upload_id, organisation_id, 0, 'MLDP-2', 'MLDP', 'NO' from reading`,
  );
  await world.behind.query('update reading set component_count = 1, statement_count = 1, answer_count = 1');
}

async function newHospital(): Promise<Hospital> {
  const one = await world.hospital();
  await world.relationship(desk.vendor, one, 'ASSETS');
  return one;
}

async function household({ organisationId, memberId }: Person): Promise<void> {
  const kind = organisationId === desk.vendor.id ? 'VENDOR_SUPPORT' : 'HOSPITAL_VIEWER';
  await invitation(world, organisationId, kind);
  await contact(world, organisationId);
  await world.member(organisationId, [kind]);
  await world.behind.query(
    `insert into audit_grant (id, organisation_id, auditor_id, expires_at, created_at) values ($1, $2, $3, now() + interval '1 day', now())`,
    [newId(), organisationId, auditor.organisationId],
  );
  await world.behind.query(
    `insert into mandate (id, grantor_id, mandatary_id, product_ids, site_ids, acts, from_on, until_on, granted_at)
     select $1, $2, $3, array[r.product_id], array[(select s.id from site s where s.organisation_id = $4 limit 1)], '{APPLY}',
       now(), now(), now()
     from release r where r.id = $5`,
    [
      newId(),
      organisationId,
      (await world.organisation('SERVICE_PROVIDER')).id,
      hospital.organisationId,
      desk.releaseId,
    ],
  );
  await world.behind.query(
    `insert into api_key (id, organisation_id, name, roles, prefix, secret_hash, created_by, created_at, expires_at)
     values ($1::uuid, $2, 'key', $3, 'tsk_', decode(md5($1::text), 'hex'), $4, now(), now() + interval '1 day')`,
    [newId(), organisationId, [kind], memberId],
  );
}

/** Every hospital answers, and a clinic that is not in Tasuki was told of each publication. */
async function answer(): Promise<void> {
  const { rows } = await world.behind.query<{ id: Id; hospital: Id; publication: Id }>(
    'select id, hospital_id as hospital, publication_id as publication from delivery',
  );
  for (const { id, siteId, person } of hospitals) {
    const deliveryIds = rows.filter((row) => row.hospital === id).map((row) => row.id);
    await does(person, 'acknowledgeMany', { deliveryIds, siteId, comment: 'Read.' }, 'results { deliveryId }');
  }
  for (const publication of new Set(rows.map((row) => row.publication))) {
    const input = { publicationId: publication, hospitalName: 'Clinic', means: 'FAX', sentOn: '2020-01-01' };
    await desk.publisher.graphql(RECORD_OUTSIDE, { input });
  }
}

/** As many messages to a program. */
async function tellPrograms(): Promise<void> {
  const input = { url: 'https://hooks.invalid', kinds: ['product.changed'] };
  webhookId = (await does<{ webhook: { id: Id } }>(vendor, 'makeWebhook', input, 'webhook { id }')).webhook.id;
  await world.behind.query(
    `insert into webhook_delivery (id, webhook_id, organisation_id, event_id, kind, body, created_at, state)
     select gen_random_uuid(), $1, $2, gen_random_uuid(), 'product.changed', '{}', now(), 'DELIVERED' from generate_series(1, $3)`,
    [webhookId, desk.vendor.id, MANY],
  );
}

/** Everything that can be asked below a type without arguments, a few levels deep; no type a third time. One text a field. */
function everything(type: GraphQLOutputType, depth: number, above: readonly string[] = []): string[] {
  const named = getNamedType(type);
  if (!isObjectType(named)) throw new Error(`${named.name} is not an object type: say how to select from it`);
  return Object.values(named.getFields())
    .filter((field) => !field.args.some(isRequiredArgument))
    .flatMap((field) => {
      const below = getNamedType(field.type);
      if (isLeafType(below)) return [field.name];
      if (depth === 0 || above.filter((one) => one === below.name).length > 1) return [];
      return [`${field.name} { ${everything(field.type, depth - 1, [...above, below.name]).join(' ')} }`];
    });
}

const nodeOf = (field: { type: GraphQLOutputType }) => {
  const connection = getNamedType(field.type);
  if (!isObjectType(connection)) throw new Error(`${connection.name} is no connection`);
  const edge = getNamedType(connection.getFields()['edges']!.type);
  return isObjectType(edge) ? edge.getFields()['node']!.type : connection;
};

/** Twenty rows of so many fields may be asked for at once. */
const MOST_OF_A_ROW = 900;

/** All that may be asked below the rows of a list, in as many questions as it takes. */
function pages(field: { type: GraphQLOutputType }): string[] {
  const parts: string[][] = [];
  const size = (texts: readonly string[]) => texts.join(' ').split(' ').length;
  for (const text of everything(nodeOf(field), 3)) {
    const part = parts.at(-1);
    if (part && size([...part, text]) <= MOST_OF_A_ROW) part.push(text);
    else parts.push([text]);
  }
  return parts.map((part) => `totalCount edges { node { ${part.join(' ')} } }`);
}

/** How many statements one answer takes, once who asks is known, and how many rows it has. */
async function statementsFor(person: Person, query: string, variables: object): Promise<[rows: number, took: number]> {
  const counts: number[] = [];
  let rows = 0;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const before = statements;
    const [value] = Object.values(await person.graphql(query, variables));
    counts.push(statements - before);
    rows = (value.edges ?? (value.hospitals ?? value.rows).edges).length;
  }
  return [rows, Math.min(...counts)];
}

function whoAsks(name: string): Person {
  const row = accessMatrix().get(name)!;
  const isOfHospital = [
    'Query.sites',
    'Query.componentMatches',
    'Query.assetImports',
    'Query.productMatches',
    'Query.requestRounds',
  ].includes(name);
  if (name === 'Query.organisations') return operator;
  if ((row.VENDOR_ADMIN === 'yes' || row.VENDOR_SUPPORT === 'yes') && !isOfHospital) return vendor;
  if (row.HOSPITAL_VIEWER === 'yes') return hospital;
  return row.AUDITOR === 'yes' ? auditor : operator;
}

describe('a page of twenty rows', () => {
  it('takes as many statements as one of two in every list, with all that may be asked below its rows', async () => {
    const taken: Record<string, { few: [number, number]; many: [number, number] }> = {};
    for (const [name, field] of [...fields].filter(([, one]) => isConnection(one))) {
      const ask = (first: number, selection: string) => {
        const said = {
          rows: {
            publicationId,
            amberId: publicationId,
            vendorId: desk.vendor.id,
            deliveryId,
            productId: clearProductId,
            importId,
            requestId,
            caseId,
            webhookId,
          },
          role: 'AUDITOR' as const,
          selection,
        };
        const { query, variables } = question(name, field, { ...said, instead: { first } });
        return statementsFor(whoAsks(name), query, variables);
      };
      for (const [part, selection] of pages(field).entries()) {
        taken[`${name} ${part}`] = { few: await ask(FEW, selection), many: await ask(MANY, selection) };
      }
    }
    const below = fields.get('Query.audiencePreview')!;
    const preview = getNamedType(below.type) as GraphQLObjectType;
    for (const selection of pages(preview.getFields()['hospitals']!)) {
      const query = `query ($id: ID!, $first: Int!) { audiencePreview(publicationId: $id) { hospitals(first: $first) { ${selection} } } }`;
      const previewed = (first: number) => statementsFor(vendor, query, { id: publicationId, first });
      taken['AudiencePreview.hospitals'] = { few: await previewed(FEW), many: await previewed(MANY) };
    }
    const rows = (getNamedType(fields.get('Query.exposure')!.type) as GraphQLObjectType).getFields()['rows']!;
    for (const selection of pages(rows)) {
      const exposure = `query ($first: Int!) { exposure(vulnerability: "CVE-2026-1000") { rows(first: $first) { ${selection} } } }`;
      const exposed = (first: number) => statementsFor(hospital, exposure, { first });
      taken['Exposure.rows'] = { few: await exposed(FEW), many: await exposed(MANY) };
    }

    const different = Object.entries(taken).filter(([, { few, many }]) => few[1] !== many[1] || few[1] === 0);
    expect(different).toEqual([]);
    const short = Object.entries(taken).filter(([, { few, many }]) => few[0] !== FEW || many[0] !== MANY);
    expect(short).toEqual([]);
    // Every list of the schema, one after the other.
  }, 180_000);

  it('was asked of every type of list that the schema has', () => {
    const types = Object.keys(schema.getTypeMap()).filter((name) => name.endsWith('Connection'));
    const tested = [...fields.values()].filter(isConnection).map((field) => getNamedType(field.type).name);
    // Lists below rows, and so asked with them.
    const below = [
      'AudienceHospitalConnection',
      'ComponentConnection',
      'ExposureRowConnection',
      'VulnerabilityStatementConnection',
    ];
    expect(types.sort()).toEqual([...new Set([...tested, ...below])].sort());
  });
});
