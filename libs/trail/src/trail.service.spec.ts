import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { Actor, encodeCursor, newId } from '#libs/kernel';
import { systemCtx, TrailWorld } from '../../../test/support/trail-world.ts';
import { Receipts } from './receipts.service.ts';
import { TrailRepository } from './trail.repository.ts';
import { TrailService } from './trail.service.ts';

describe('the trail of an organisation', () => {
  let world: TrailWorld;
  let service: TrailService;
  beforeAll(async () => {
    world = await TrailWorld.start();
    service = new TrailService(world.uow, new TrailRepository(), new Receipts());
  });
  afterAll(() => world.stop());

  const ids = async (
    actor: typeof world.hospital,
    filter = {},
    page: { first: number; after?: string | null } = { first: 100 },
  ) => (await service.trail(world.ctx(actor), filter, page)).edges.map(({ node }) => node.id);

  it('shows what it did and what concerns it, newest first, page by page, and nothing else', async () => {
    const own = await world.record(world.hospital, undefined, undefined, undefined);
    const about = await world.record(world.vendor, { counterpartId: world.hospital.organisationId }, undefined);
    await world.record(world.otherHospital, undefined);
    const expected = [...own, about[0]].toSorted().toReversed();

    expect(await ids(world.hospital)).toEqual(expected);
    const first = await service.trail(world.ctx(world.hospital), {}, { first: 3 });
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(await first.totalCount()).toBe(4);
    const rest = await ids(world.hospital, {}, { first: 3, after: first.pageInfo.endCursor });
    expect([...first.edges.map(({ node }) => node.id), ...rest]).toEqual(expected);
  });

  it('refuses a cursor that it did not give out', async () => {
    for (const after of ['x', encodeCursor(['x']), encodeCursor([1]), encodeCursor(['a', 'b'])]) {
      await expect(ids(world.hospital, {}, { first: 3, after })).rejects.toMatchObject({ reason: 'page.bad_cursor' });
    }
  });

  it('can be narrowed to a subject, a kind, a party and a time', async () => {
    const subject = { type: 'Publication', id: newId() };
    const [published] = await world.record(world.vendor, { kind: 'publication.published', subject }, undefined);
    const [withdrawn] = await world.record(world.vendor, {
      kind: 'publication.withdrawn',
      subject,
      counterpartId: world.otherHospital.organisationId,
    });
    expect(await ids(world.vendor, { subjectId: subject.id })).toEqual([withdrawn, published]);
    expect(await ids(world.vendor, { subjectId: subject.id, kind: 'publication.published' })).toEqual([published]);
    expect(await ids(world.vendor, { organisationId: world.otherHospital.organisationId })).toEqual([withdrawn]);
    expect(await ids(world.vendor, { subjectId: subject.id, from: new Date(Date.now() + 60_000) })).toEqual([]);
    expect(await ids(world.vendor, { subjectId: subject.id, until: new Date(Date.now() - 60_000) })).toEqual([]);
  });

  it('can be narrowed to what one person did, which tells of no person whom one may not see', async () => {
    const colleague = new Actor({ ...world.hospital, userId: newId(), person: { name: 'Mori', email: 'm@a.example' } });
    const shared = { counterpartId: world.vendor.organisationId! };
    const [own] = await world.record(colleague, undefined);
    const [told] = await world.record(colleague, shared);
    // Neither what others did nor a text that reads like it.
    await world.record(world.hospital, { ...shared, facts: { text: `"memberUserId":"${colleague.userId}"` } });
    const byColleague = { personId: colleague.userId };
    expect(await ids(world.hospital, byColleague)).toEqual([told, own]);
    expect(await ids(world.hospital, { personId: colleague.userId!.toUpperCase() })).toEqual([told, own]);
    expect(await ids(world.hospital, { ...byColleague, kind: 'a.b' })).toEqual([]);
    const { edges, totalCount } = await service.trail(world.ctx(world.hospital), byColleague, { first: 1 });
    expect(edges.map(({ node }) => node.personId)).toEqual([colleague.userId]);
    expect(await totalCount()).toBe(2);

    expect(await ids(world.vendor, byColleague)).toEqual([told]);
    expect(await ids(world.otherHospital, byColleague)).toEqual([]);
    expect(await ids(world.hospital, { personId: newId() })).toEqual([]);
  });

  it('still tells what a person did whose name was erased, and not the name', async () => {
    const gone = new Actor({ ...world.hospital, userId: newId() });
    const [id] = await world.record(gone, undefined);
    await world.admin.query('update trail.event set person = null, person_salt = null where id = $1', [id]);
    const { edges } = await service.trail(world.ctx(world.hospital), { personId: gone.userId }, { first: 5 });
    expect(edges.map(({ node }) => [node.id, node.person])).toEqual([[id, null]]);
  });

  it('tells who acted, and of the system that nobody did', async () => {
    await world.record(world.hospital, undefined);
    await world.recordMany(1);
    const [bySystem, byPerson] = (await service.trail(world.ctx(world.hospital), {}, { first: 2 })).edges;
    expect(byPerson?.node.person).toEqual(world.hospital.person);
    expect(bySystem?.node.person).toBeNull();
    expect(JSON.parse(byPerson?.node.facts ?? '')).toMatchObject({ by: 'PERSON', facts: { count: 1 } });
  });

  it('gives a receipt once the event stands in the log, and to nobody whom it does not concern', async () => {
    const [id] = await world.record(world.hospital, undefined);
    const asked = service.receipt(world.ctx(world.hospital), id!);
    await expect(asked).rejects.toMatchObject({ code: 'CONFLICT', reason: 'trail.not_yet_sequenced' });
    const sequencer = world.sequencer();
    await sequencer.runOnce();
    await sequencer.stop();
    await expect(service.receipt(world.ctx(world.hospital), id!)).resolves.toMatchObject({
      format: 'tasuki-receipt/1',
    });
    await expect(service.receipt(world.ctx(world.otherHospital), id!)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(service.receipt(world.ctx(world.hospital), newId())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each(['app', 'system'] as const)('cannot be changed, emptied or re-sequenced by the role %s', async (role) => {
    const client = new Client({ connectionString: world.url(role) });
    await client.connect();
    try {
      for (const statement of [
        `update trail.event set kind = 'x.y'`,
        'delete from trail.event',
        'truncate trail.event',
        'delete from trail.event_2026',
        `insert into trail.event_2026 select * from trail.event limit 1`,
        'delete from trail.pending',
        'insert into trail.entry values (0, uuidv7())',
        `update trail.tile set data = ''`,
        `update trail.checkpoint set note = ''`,
        'alter table trail.event disable trigger seal',
      ]) {
        await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
      }
    } finally {
      await client.end();
    }
  });

  it('takes no event in the name of another organisation from a request, and no commitment from anybody', async () => {
    const forged = world.uow.run(world.ctx(world.hospital), (tx) =>
      tx.record({
        kind: 'a.b',
        version: 1,
        subject: { type: 'A', id: newId() },
        facts: {},
        organisationId: world.vendor.organisationId!,
      }),
    );
    await expect(forged).rejects.toMatchObject({ code: '42501' });

    const id = newId();
    await world.uow.runAsSystem(systemCtx, (tx) =>
      tx.sql(
        `insert into trail.event (id, recorded_at, kind, subject_type, subject_id, facts, person_hash, commitment)
         values ($1, now(), 'a.b', 'A', $1, '{}', '\\x00', '\\x00')`,
        [id],
      ),
    );
    const { rows } = await world.admin.query<{ genuine: boolean }>(
      `select commitment = sha256(sha256(facts_salt || convert_to(facts, 'UTF8')) || sha256(person_salt || convert_to(person, 'UTF8'))) as genuine
       from trail.event where id = $1`,
      [id],
    );
    expect(rows).toEqual([{ genuine: true }]);
  });
});
