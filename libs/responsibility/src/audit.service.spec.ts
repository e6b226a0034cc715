import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, newId } from '#libs/kernel';
import { Receipts, TrailRepository } from '#libs/trail';
import { TrailWorld } from '../../../test/support/trail-world.ts';
import { auditPolicy } from './audit.policy.ts';
import { AuditRepository } from './audit.repository.ts';
import { AuditService } from './audit.service.ts';

describe('an auditor', () => {
  let world: TrailWorld;
  let service: AuditService;
  beforeEach(async () => {
    world = await TrailWorld.start();
    world.policies.add(auditPolicy);
    service = new AuditService(world.uow, new AuditRepository(), new TrailRepository(), new Receipts());
    for (const [actor, code] of [
      [world.hospital, 'AAAA-0001'],
      [world.otherHospital, 'AAAA-0002'],
      [world.vendor, 'AAAA-0003'],
      [world.auditor, 'AAAA-0004'],
    ] as const) {
      await world.admin.query(
        `insert into organisation (id, kind, name, code, created_at) values ($1, $2, $3, $3, now())`,
        [actor.organisationId, actor.organisationKind, code],
      );
    }
  });
  afterEach(() => world.stop());

  const grant = async (
    by: Actor,
    limits: { publicationId?: string; from?: Date; until?: Date; expires?: string; revoked?: boolean } = {},
  ) => {
    await world.admin.query(
      `insert into audit_grant (id, organisation_id, auditor_id, publication_id, period_from, period_until, expires_at, revoked_at, created_at)
       values (uuidv7(), $1, $2, $3, $4, $5, now() + $6::interval, case when $7 then now() end, now())`,
      [
        by.organisationId,
        world.auditor.organisationId,
        limits.publicationId ?? null,
        limits.from ?? null,
        limits.until ?? null,
        limits.expires ?? '1 hour',
        limits.revoked ?? false,
      ],
    );
  };
  const read = async (filter = {}) =>
    (await service.auditTrail(world.ctx(world.auditor), filter, { first: 100 })).edges.map(({ node }) => node.id);
  const readings = async () =>
    (
      await world.admin.query(
        `select counterpart_id, facts::jsonb -> 'facts' as facts from trail.event where kind = 'audit.read' order by id`,
      )
    ).rows as {
      counterpart_id: string;
      facts: { reading: string; count: number; asked: object };
    }[];

  it('reads what one organisation granted, with persons, and nothing of another', async () => {
    await grant(world.hospital);
    const own = await world.record(world.hospital, undefined);
    const about = await world.record(world.vendor, { counterpartId: world.hospital.organisationId }, undefined);
    await world.record(world.otherHospital, undefined);

    const { edges } = await service.auditTrail(world.ctx(world.auditor), {}, { first: 100 });
    expect(edges.map(({ node }) => node.id)).toEqual([about[0], own[0]]);
    expect(edges.map(({ node }) => node.person?.name)).toEqual([
      world.vendor.person?.name,
      world.hospital.person?.name,
    ]);
  });

  it('reads no more than the publication and the period of the grant', async () => {
    const publicationId = newId();
    const [ofIt] = await world.record(world.hospital, { subject: { type: 'Publication', id: publicationId } });
    const [aboutIt] = await world.record(world.hospital, { facts: { publicationId } });
    await world.record(world.hospital, { facts: { text: `","publicationId":"${publicationId}"` } }, undefined);
    await grant(world.hospital, { publicationId });
    expect(await read()).toEqual([aboutIt, ofIt]);

    await world.record(world.otherHospital, undefined);
    await grant(world.otherHospital, { until: new Date(Date.now() - 60_000) });
    await grant(world.otherHospital, { from: new Date(Date.now() + 60_000) });
    expect(await read({ organisationId: world.otherHospital.organisationId })).toEqual([]);
  });

  it.each([{ expires: '-1 second' }, { revoked: true }])('reads nothing once the grant is over: %j', async (over) => {
    await world.record(world.hospital, undefined);
    await grant(world.hospital, over);
    expect(await read()).toEqual([]);
    await expect(read({ organisationId: world.hospital.organisationId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await readings()).toEqual([]);
  });

  it('leaves a record of each reading, that the organisation sees and that reading again does not meet', async () => {
    await grant(world.hospital);
    await grant(world.otherHospital);
    await world.record(world.hospital, undefined, undefined);
    expect(await read({ kind: 'asset.registered' })).toHaveLength(2);
    expect(await read()).toHaveLength(2);

    const recorded = await readings();
    expect(recorded).toHaveLength(4);
    const counts = recorded.slice(0, 2).map((event) => [event.counterpart_id, event.facts.count]);
    expect(new Map(counts as [string, number][])).toEqual(
      new Map([
        [world.hospital.organisationId!, 2],
        [world.otherHospital.organisationId!, 0],
      ]),
    );
    expect(recorded[0]?.facts).toMatchObject({
      reading: 'PAGE',
      asked: { kind: 'asset.registered', first: 100, after: null },
    });
  });

  it('exports all of it, oldest first, as one recorded reading', async () => {
    await grant(world.hospital);
    const own = await world.record(world.hospital, undefined, undefined);
    await world.recordMany(2500);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const ids: string[] = [];
    for await (const chunk of await service.exportTrail(world.ctx(world.auditor), 'CSV', {})) {
      ids.push(...chunk.map((event) => event.id));
    }
    expect(ids).toHaveLength(2502);
    expect(ids.slice(0, 2)).toEqual(own);
    expect(ids).toEqual(ids.toSorted());
    expect(await readings()).toMatchObject([{ facts: { reading: 'CSV', count: 2502 } }]);
  });

  it('stops reading a file when the grant is revoked on the way', async () => {
    await grant(world.hospital);
    await world.recordMany(2500);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const chunks = (await service.exportTrail(world.ctx(world.auditor), 'JSON_LINES', {}))[Symbol.asyncIterator]();
    expect((await chunks.next()).value).toHaveLength(1000);
    await world.admin.query('update audit_grant set revoked_at = now()');
    expect(await chunks.next()).toMatchObject({ done: true });
  });

  it('gets receipts within the grant, recorded, and none outside', async () => {
    await grant(world.hospital);
    const [id] = await world.record(world.hospital, undefined);
    const [foreign] = await world.record(world.otherHospital, undefined);
    const sequencer = world.sequencer();
    await sequencer.runOnce();
    await sequencer.stop();
    await expect(service.receipt(world.ctx(world.auditor), id!)).resolves.toMatchObject({ leafIndex: 0 });
    await expect(service.receipt(world.ctx(world.auditor), foreign!)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await readings()).toMatchObject([
      { counterpart_id: world.hospital.organisationId, facts: { reading: 'RECEIPT', asked: { eventId: id } } },
    ]);
  });

  it('is a role: nobody else reads by a grant, and asking for a file is recorded', async () => {
    await expect(service.auditTrail(world.ctx(world.hospital), {}, { first: 10 })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(service.exportTrail(world.ctx(world.vendor), 'CSV', {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const { rows } = await world.admin.query(`select from trail.event where kind = 'access.denied'`);
    expect(rows).toHaveLength(1);
  });
});
