import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { entities } from '../../apps/api/src/index.ts';
import { ActorSource } from '#libs/directory';
import { type Id, newId } from '#libs/kernel';
import { type Ctx, type Tx, UnitOfWork } from '#libs/platform';
import { APPROVE, asset, REVISE, SUBMIT } from '../support/publishing-desk.ts';
import { type Person, World } from '../support/world.ts';
import { personasOf } from './personas.ts';
import { does, type Pair, pair } from './rich-world.ts';

/** How the two walls meet at a table. */
interface Wall {
  /** The columns that hold the organisations which may write a row. None: only the program itself writes. */
  writers: readonly string[];
  /** Where a policy speaks of a parent instead: rows are as visible as those whose id stands in the column. */
  like?: readonly [parent: string, column: string];
  /** What was read out of files: seen by exactly those who may have the file. */
  isOfFile?: true;
  /** Rows that even those who read the parent do not see, unless it is theirs. */
  isPrivate?: true;
  /** Rows are about two hospitals, which know of each other. */
  isBetweenHospitals?: true;
  /** Shows all of its rows to everybody. */
  isPublic?: true;
  /** Shows none of its rows to the application's role. */
  isHidden?: true;
}

/** Every table of the program. One that is in the database and not here fails. */
const WALLS: Record<string, Wall> = {
  'public.organisation': { writers: ['id'] },
  'public.site': { writers: ['organisation_id'] },
  'public.member': { writers: ['organisation_id'] },
  'public.invitation': { writers: ['organisation_id'] },
  'public.api_key': { writers: ['organisation_id'] },
  'public.identity_provider': { writers: ['organisation_id'] },
  'public.contact': { writers: ['organisation_id'] },
  'public.relationship': { writers: ['vendor_id', 'hospital_id'] },
  'public.audit_grant': { writers: ['organisation_id'] },
  'public.mandate': { writers: ['grantor_id'] },
  'public.product': { writers: ['vendor_id'] },
  'public.product_identifier': { writers: ['vendor_id'], like: ['product', 'product_id'] },
  'public.release': { writers: ['vendor_id'] },
  'public.release_lifecycle_change': { writers: ['vendor_id'], like: ['release', 'release_id'] },
  'public.asset': { writers: ['hospital_id'] },
  'public.installed_base_line': { writers: ['vendor_id', 'hospital_id'] },
  'public.evaluation': { writers: ['vendor_id', 'hospital_id'] },
  'public.upload': { writers: ['organisation_id'] },
  'public.upload_part': { writers: ['organisation_id'], like: ['upload', 'upload_id'] },
  'public.stored_object': { writers: [], isHidden: true },
  'public.publication': { writers: ['vendor_id'] },
  'public.artifact': { writers: ['vendor_id'], like: ['publication', 'publication_id'] },
  'public.publication_release': { writers: ['vendor_id'], like: ['publication', 'publication_id'] },
  'public.publication_action': { writers: ['vendor_id'], like: ['publication', 'publication_id'] },
  'public.publication_contributor': {
    writers: ['vendor_id'],
    like: ['publication', 'publication_id'],
    isPrivate: true,
  },
  'public.publication_recipient': { writers: ['vendor_id'], like: ['publication', 'publication_id'], isPrivate: true },
  'public.outside_recipient': { writers: ['vendor_id'], like: ['publication', 'publication_id'], isPrivate: true },
  'public.reading': { writers: [], isOfFile: true },
  'public.component': { writers: [], isOfFile: true },
  'public.vulnerability_statement': { writers: [], isOfFile: true },
  'public.mds2_answer': { writers: [], isOfFile: true },
  'public.finding_justification': { writers: ['vendor_id'], like: ['publication', 'publication_id'], isPrivate: true },
  'public.filed_document': { writers: ['hospital_id'] },
  'public.filed_document_release': { writers: ['hospital_id'], like: ['filed_document', 'filed_document_id'] },
  'public.filed_file': { writers: ['hospital_id'], like: ['filed_document', 'filed_document_id'] },
  'public.signing_key': { writers: ['vendor_id'] },
  'public.signature_check': { writers: ['vendor_id'], like: ['publication', 'publication_id'] },
  'public.delivery': { writers: ['hospital_id'] },
  'public.delivery_site': { writers: ['hospital_id'] },
  'public.acknowledgement': { writers: ['hospital_id'] },
  'public.chasing_plan': { writers: ['organisation_id'] },
  'public.chase_step': { writers: ['vendor_id'] },
  'public.chase_recipient': { writers: ['organisation_id'], like: ['chase_step', 'step_id'], isPrivate: true },
  'public.chase_happening': { writers: [], like: ['chase_step', 'step_id'] },
  'public.chase_demand': { writers: ['vendor_id'] },
  'public.delegate': { writers: ['hospital_id'] },
  'public.delegate_link': { writers: [], isHidden: true },
  'public.end_of_support_decision': { writers: ['hospital_id'] },
  'public.decision_chase': { writers: [], isHidden: true },
  'public.responsibility_transfer': { writers: ['vendor_id', 'hospital_id'] },
  'public.responsibility_transfer_item': {
    writers: ['vendor_id', 'hospital_id'],
    like: ['responsibility_transfer', 'transfer_id'],
  },
  'public.response_promise': { writers: ['vendor_id'] },
  'public.information_request': { writers: ['hospital_id', 'vendor_id'] },
  'public.request_message': { writers: ['organisation_id'], like: ['information_request', 'request_id'] },
  'public.request_attachment': { writers: ['organisation_id'], like: ['information_request', 'request_id'] },
  'public.request_round': { writers: ['hospital_id'] },
  'public.checklist_answer': { writers: ['vendor_id'], like: ['information_request', 'request_id'] },
  'public.request_pause': { writers: ['hospital_id', 'vendor_id'], like: ['information_request', 'request_id'] },
  'public.published_answer': { writers: ['vendor_id'] },
  'public.published_answer_source': {
    writers: ['vendor_id'],
    like: ['published_answer', 'answer_id'],
    isPrivate: true,
  },
  'public.published_answer_version': { writers: ['vendor_id'], like: ['published_answer', 'answer_id'] },
  'public.request_publication': { writers: ['vendor_id'], like: ['information_request', 'request_id'] },
  'public.shared_case': { writers: ['hospital_id', 'vendor_id'] },
  'public.case_asset': { writers: ['hospital_id'], like: ['shared_case', 'case_id'] },
  'public.case_entry': { writers: ['organisation_id'], like: ['shared_case', 'case_id'] },
  'public.case_file': { writers: ['organisation_id'], like: ['shared_case', 'case_id'] },
  'public.case_clock': { writers: ['organisation_id'], like: ['shared_case', 'case_id'] },
  'public.case_internals': { writers: ['organisation_id'], like: ['shared_case', 'case_id'], isPrivate: true },
  'public.case_party': { writers: ['vendor_id', 'organisation_id'] },
  'public.maintenance_window': { writers: ['hospital_id'] },
  'public.calendar_link': { writers: ['hospital_id'] },
  'public.asset_record': { writers: ['hospital_id'] },
  'public.asset_import': { writers: ['organisation_id'] },
  'public.asset_import_row': { writers: ['organisation_id'], like: ['asset_import', 'import_id'] },
  'public.asset_import_product': { writers: ['organisation_id'], like: ['asset_import', 'import_id'] },
  'public.product_match_rejection': { writers: ['hospital_id'], like: ['product', 'outside_product_id'] },
  'public.update_application': { writers: ['hospital_id', 'vendor_id'] },
  'public.update_step': { writers: ['hospital_id', 'vendor_id'], like: ['update_application', 'application_id'] },
  'public.update_evidence': { writers: ['hospital_id', 'vendor_id'], like: ['update_application', 'application_id'] },
  'public.update_report': { writers: ['vendor_id'] },
  // in the books of both at once: the program writes it as the system
  'public.handover': { writers: [], isBetweenHospitals: true },
  'public.webhook': { writers: ['organisation_id'] },
  'public.webhook_delivery': { writers: ['organisation_id'], like: ['webhook', 'webhook_id'] },
  'public.webhook_cursor': { writers: [], isHidden: true },
  'public.outgoing_mail': { writers: [], isHidden: true },
  'trail.event': { writers: ['organisation_id'] },
  // The log is there for everybody to verify; the sequencer alone writes it.
  'trail.entry': { writers: [], isPublic: true },
  'trail.tile': { writers: [], isPublic: true },
  'trail.checkpoint': { writers: [], isPublic: true },
  'trail.pending': { writers: [], isHidden: true },
  'public.migration': { writers: [], isPublic: true },
};
/** Sign-in keeps accounts before any organisation is known; the queue is another role's. Nobody's rows are in them. */
const SCHEMAS_WITHOUT_WALLS = ['auth', 'jobs', 'graphile_worker', 'pg_catalog', 'information_schema'];

interface Somebody {
  name: string;
  ctx: Ctx;
}

let world: World;
let uow: UnitOfWork;
let ours: Pair;
let everybody: Somebody[];

beforeAll(async () => {
  world = await World.start();
  uow = world.app.get(UnitOfWork, { strict: false });
  const auditor = await world.person('AUDITOR');
  ours = await pair(world, auditor.organisationId);
  const theirs = await pair(world, (await world.person('AUDITOR')).organisationId);
  await actsUnderMandate(ours);
  const bystanders = await enrich();
  everybody = [];
  const meet = async (name: string, { headers }: Person) =>
    everybody.push({ name, ctx: await world.app.get(ActorSource, { strict: false }).ctxFor(headers, name) });
  for (const { name, person } of await personasOf(world, ours, auditor)) await meet(name, person);
  for (const [name, person] of Object.entries({
    'our vendor': ours.vendor.everyone,
    'our hospital': ours.hospital.everyone,
    'their vendor': theirs.vendor.everyone,
    'their hospital': theirs.hospital.everyone,
    'our mandatary': ours.mandatary,
    'their mandatary': theirs.mandatary,
    'a person of one site': await world.member(ours.hospital.organisationId, ['HOSPITAL_DEVICE'], {
      siteIds: [ours.hospital.siteId],
    }),
    ...bystanders,
  }))
    await meet(name, person);
});
afterAll(() => world.stop());

/** A step and an event that name a grantor. */
async function actsUnderMandate({ mandatary, hospital }: Pair): Promise<void> {
  const applicationId = hospital.rows['checkableApplicationId'];
  const input = { applicationId, version: 1, list: 'PREREQUISITES', places: [0] };
  await does(mandatary, 'checkUpdateItems', input, 'application { id }');
}

/** More hospitals that our vendor reaches, with and without knowing it, one of them chased, and a superseded revision. */
async function enrich(): Promise<Record<string, Person>> {
  const { desk } = ours;
  const [counts, unknown] = [await world.hospital(), await world.hospital()];
  await world.relationship(desk.vendor, counts);
  for (const hospital of [counts, unknown]) await asset(world, hospital, desk.releaseId);
  for (const tlp of ['CLEAR', 'AMBER']) {
    const publicationId = await desk.published({ tlp });
    const next = await desk.publisher.graphql(REVISE, { input: { publicationId } });
    const input = { publicationId: next['draftRevision'].publication.id as Id };
    await desk.publisher.graphql(SUBMIT, { input });
    await desk.approver.graphql(APPROVE, { input: await desk.asRead(input.publicationId) });
  }
  await world.behind.query('insert into decision_chase (hospital_id, chased_at) values ($1, now())', [counts.id]);
  await world.settled();
  return { 'a hospital that shares counts': counts.person, 'a hospital unknown to our vendor': unknown.person };
}

it('has a wall written down for every table, and for nothing else', async () => {
  const { rows } = await world.behind.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname <> all($1)`,
    [SCHEMAS_WITHOUT_WALLS],
  );
  expect(rows.map((row) => row.name).sort()).toEqual(Object.keys(WALLS).sort());
});

/** What the program maps the table to. */
const entityOf = ({ manager }: Tx, table: string) =>
  entities.find((entity) => manager.dataSource.getMetadata(entity).tablePath === table.replace('public.', ''))!;
const rowsOf = (tx: Tx, table: string) =>
  tx
    .sql<{ row: Record<string, unknown> }>(`select to_jsonb(t) as row from ${table} t`)
    .then((all) => all.map((one) => one.row));

describe.each(Object.entries(WALLS))('%s', (table, wall) => {
  const refused = async (somebody: Somebody, ask: (tx: Tx) => Promise<unknown>) =>
    uow.run(somebody.ctx, ask).then(
      () => false,
      (error: unknown) => (error as { code?: string }).code === '42501',
    );

  it('shows nobody by row-level security what their rules would not', async () => {
    const { rows } = await world.behind.query<{ n: number }>(`select count(*)::int as n from ${table}`);
    if (table !== 'trail.pending') expect(rows[0]!.n).toBeGreaterThan(0);
    let seen = 0;
    for (const somebody of everybody) {
      if (wall.isHidden) {
        expect([somebody.name, await refused(somebody, (tx) => rowsOf(tx, table))]).toEqual([somebody.name, true]);
        continue;
      }
      const { visible, beyond } = await uow.run(somebody.ctx, (tx) => compare(tx, somebody.ctx));
      expect({ somebody: somebody.name, beyond }).toEqual({ somebody: somebody.name, beyond: [] });
      if (somebody.ctx.actor.kind === 'ANONYMOUS' && !wall.isPublic) expect(visible).toBe(0);
      if (wall.isPublic) expect(visible).toBeGreaterThan(0);
      seen += visible;
    }
    if (!wall.isHidden) expect(seen).toBeGreaterThan(0);
  });

  /** How many rows the database shows, and those of them that the rules do not let be read. */
  async function compare(tx: Tx, ctx: Ctx): Promise<{ visible: number; beyond: unknown[] }> {
    const readable = async (entity: abstract new () => object) =>
      (await tx.manager.find(entity as new () => { id: string })).map((row) => ({ row, may: ctx.allows('read', row) }));
    if (wall.isPublic) return { visible: (await rowsOf(tx, table)).length, beyond: [] };
    if (wall.like) {
      const [parent, column] = wall.like;
      const parents = await readable(entityOf(tx, parent));
      const ids = new Set(parents.filter(({ may }) => may).map(({ row }) => row.id));
      const rows = await rowsOf(tx, table);
      const isTheirs = (row: Record<string, unknown>) =>
        wall.writers.some((one) => row[one] === ctx.actor.organisationId);
      return {
        visible: rows.length,
        beyond: rows.filter((row) => !ids.has(row[column] as string) || (wall.isPrivate && !isTheirs(row))),
      };
    }
    if (wall.isOfFile) return compareFiles(tx, ctx, await rowsOf(tx, table));
    const found = await readable(entityOf(tx, table));
    return { visible: found.length, beyond: found.filter(({ may }) => !may).map(({ row }) => row) };
  }

  /** Beyond is also what somebody who may have the file does not see of it. */
  async function compareFiles(tx: Tx, ctx: Ctx, visible: Record<string, unknown>[]) {
    const isAllowed = async (parent: string) =>
      new Set(
        (await tx.manager.find(entityOf(tx, parent) as new () => { id: string }))
          .filter((row) => ctx.allows('read', row))
          .map(({ id }) => id),
      );
    const uploads = await isAllowed('upload');
    const publications = await isAllowed('publication');
    const artifacts = await tx.sql<{ upload_id: string; publication_id: string }>(
      'select upload_id, publication_id from artifact',
    );
    for (const one of artifacts) if (publications.has(one.publication_id)) uploads.add(one.upload_id);
    const { rows } = await world.behind.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from ${table} t where upload_id = any($1)`,
      [[...uploads]],
    );
    const seen = new Set(visible.map((row) => JSON.stringify(row)));
    return {
      visible: visible.length,
      beyond: [
        ...visible.filter((row) => !uploads.has(row['upload_id'] as string)),
        ...rows.map(({ row }) => row).filter((row) => !seen.has(JSON.stringify(row))),
      ],
    };
  }

  it('shows no hospital anything that names another hospital', async () => {
    if (wall.isHidden || wall.isPublic) return;
    const { rows } = await world.behind.query<{ id: string }>(`select id from organisation where kind = 'HOSPITAL'`);
    for (const { name, ctx } of everybody.filter((one) => one.ctx.actor.organisationKind === 'HOSPITAL')) {
      const others = rows.map((row) => row.id).filter((id) => id !== ctx.actor.organisationId);
      const visible = await uow.run(ctx, (tx) => rowsOf(tx, table));
      const isLeak = (text: string) =>
        wall.isBetweenHospitals ? !text.includes(ctx.organisationId) : others.some((id) => text.includes(id));
      const leaks = visible.filter((row) => isLeak(JSON.stringify(row)));
      expect({ name, leaks }).toEqual({ name, leaks: [] });
    }
  });

  it('lets nobody change, remove or add rows of another organisation', async () => {
    const columns = await columnsOf();
    const [column = columns[0]!] = wall.writers;
    const taken: string[] = [];
    for (const { name, ctx } of writersAtMost()) {
      // Whoever acts for no organisation owns nothing.
      const own = ctx.actor.organisationId ?? newId();
      const foreign =
        wall.writers.length > 0
          ? wall.writers.map((one) => `t.${one} is distinct from '${own}'`).join(' and ')
          : 'true';
      const { rows } = await world.behind.query<{ row: object; owned: boolean }>(
        `select to_jsonb(t) as row, exists (select from ${table} t where not (${foreign})) as owned
         from ${table} t where ${foreign} limit 1`,
      );
      const [example] = rows;
      if (!example) continue;
      // Where a statement reads no column, the database does not ask what may be read: that way in is tried as well.
      const where = example.owned ? `where ${foreign}` : '';
      const value = `(jsonb_populate_record(null::${table}, $1)).${column}`;
      const attempts = {
        update: `update ${table} t set ${column} = ${where ? `t.${column}` : value} ${where || 'where $1::jsonb is not null'}`,
        delete: `delete from ${table} t ${where}`,
        insert: `insert into ${table} (${columns.join(', ')}) select ${columns.join(', ')} from jsonb_populate_record(null::${table}, $1)`,
      };
      for (const [verb, statement] of Object.entries(attempts)) {
        const parameters = statement.includes('$1') ? [JSON.stringify(example.row)] : [];
        if (!(await isStopped(ctx, statement, parameters))) taken.push(`${name} could ${verb}`);
      }
    }
    expect(taken).toEqual([]);
  });

  /** One of each kind of organisation is enough: row-level security knows no roles. */
  const writersAtMost = () => {
    const names = [
      'anonymous',
      'our vendor',
      'our hospital',
      'VENDOR program',
      'AUDITOR',
      'REGULATOR_VIEWER',
      'OPERATOR',
      'without organisation',
    ];
    return everybody.filter((one) => names.includes(one.name));
  };

  async function columnsOf(): Promise<string[]> {
    const [schema, name] = table.split('.');
    const { rows } = await world.behind.query<{ column: string }>(
      `select quote_ident(column_name) as column from information_schema.columns
       where table_schema = $1 and table_name = $2 and is_generated = 'NEVER' order by ordinal_position`,
      [schema, name],
    );
    return rows.map((row) => row.column);
  }
});

class Undo extends Error {}

/** Whether a statement meets a wall: it is refused, or finds no row. What it does is undone. */
async function isStopped(ctx: Ctx, statement: string, parameters: unknown[]): Promise<boolean> {
  let affected = 0;
  try {
    await uow.run(ctx, async (tx) => {
      const answer: unknown = await tx.manager.query(statement, parameters);
      affected = statement.startsWith('insert') ? 1 : (answer as [unknown, number])[1];
      throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) return (error as { code?: string }).code === '42501';
  }
  return affected === 0;
}
