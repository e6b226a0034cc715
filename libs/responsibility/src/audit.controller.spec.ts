import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Actor, newId, type Id } from '#libs/kernel';
import { createFastifyAdapter, createLogger, CtxSource, HttpModule, UnitOfWork } from '#libs/platform';
import { Receipts, TrailRepository } from '#libs/trail';
import request from 'supertest';
import { TrailWorld } from '../../../test/support/trail-world.ts';
import { AuditController } from './audit.controller.ts';
import { auditPolicy } from './audit.policy.ts';
import { AuditRepository } from './audit.repository.ts';
import { AuditService } from './audit.service.ts';

describe('the trail as a file', () => {
  let world: TrailWorld;
  let app: NestFastifyApplication;
  let url: string;
  let formula: Actor;
  beforeAll(async () => {
    world = await TrailWorld.start();
    world.policies.add(auditPolicy);
    const actors: Record<string, Actor> = { auditor: world.auditor, hospital: world.hospital };
    class FileModule {}
    app = await NestFactory.create<NestFastifyApplication>(
      {
        module: FileModule,
        imports: [HttpModule],
        controllers: [AuditController],
        providers: [
          AuditService,
          AuditRepository,
          TrailRepository,
          Receipts,
          { provide: UnitOfWork, useValue: world.uow },
          {
            provide: CtxSource,
            useValue: {
              ctxFor: async (headers: { cookie?: string }) =>
                world.ctx(actors[headers.cookie ?? ''] ?? Actor.anonymous),
            },
          },
        ],
      },
      createFastifyAdapter({ logger: createLogger('silent'), trustProxy: false, rateLimits: null }),
      { logger: false },
    );
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();

    for (const actor of [world.hospital, world.auditor]) {
      await world.admin.query(
        `insert into organisation (id, kind, name, code, created_at) values ($1, $2, 'x', $3, now())`,
        [actor.organisationId, actor.organisationKind, actor === world.hospital ? 'AAAA-0001' : 'AAAA-0002'],
      );
    }
    await world.admin.query(
      `insert into audit_grant (id, organisation_id, auditor_id, expires_at, created_at)
       values (uuidv7(), $1, $2, now() + interval '1 hour', now())`,
      [world.hospital.organisationId, world.auditor.organisationId],
    );
    formula = new Actor({
      ...world.hospital,
      userId: newId(),
      person: { name: '=1+1, "受領"', email: '+a@example.jp' },
    });
    await world.record(formula, { facts: { note: 'a,"b"\nc' } });
    await world.recordMany(1500);
    await new Promise((resolve) => setTimeout(resolve, 5));
  });
  afterAll(async () => {
    await app.close();
    await world.stop();
  });

  const get = (file: string, cookie = 'auditor') =>
    request(url).get(`/audit/${file}`).set('cookie', cookie).buffer(true);

  it('is JSON Lines that hold every event with the exact text of its facts', async () => {
    const { text } = await get('trail.jsonl')
      .expect(200)
      .expect('content-type', 'application/jsonl; charset=utf-8')
      .expect('content-disposition', /^attachment; filename="tasuki-trail-\d{4}-\d\d-\d\d\.jsonl"$/)
      .expect('cache-control', 'no-store');
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    expect(rows).toHaveLength(1501);
    expect(rows[0]).toMatchObject({ personName: '=1+1, "受領"', kind: 'asset.registered' });
    expect(JSON.parse(rows[0]!['facts']!)).toMatchObject({ facts: { note: 'a,"b"\nc' } });
  });

  it('is CSV that a spreadsheet opens without running what people typed', async () => {
    const { text } = await get('trail.csv?kind=asset.registered')
      .expect(200)
      .expect('content-type', 'text/csv; charset=utf-8');
    expect(text.startsWith('\uFEFFlogIndex,id,')).toBe(true);
    const [, row, rest] = text.split('\r\n');
    expect(row).toContain(`"'=1+1, ""受領""",'+a@example.jp,`);
    expect(row).toContain('""note"":""a,\\""b\\""\\nc""');
    expect(rest).toBe('');
  });

  it('holds what one person did, as far as that was asked for', async () => {
    const lines = async (personId: Id) =>
      (await get(`trail.jsonl?personId=${personId}`).expect(200)).text.split('\n').filter(Boolean);
    const [line, ...others] = await lines(formula.userId!);
    expect(JSON.parse(line ?? '')).toMatchObject({ personEmail: '+a@example.jp' });
    expect(others).toEqual([]);
    expect(await lines(newId())).toEqual([]);
  });

  it('is refused to whoever is not signed in, is no auditor, or asks for nonsense', async () => {
    await get('trail.csv', 'nobody').expect(401);
    await get('trail.csv', 'hospital').expect(403);
    await get('trail.csv?from=yesterday').expect(400);
    await get('trail.csv?subjectId=1').expect(400);
    await get('trail.csv?personId=mori').expect(400);
    await get('trail.csv?what=ever').expect(400);
    await get('trail.csv?kind=a&kind=b').expect(400);
    await get(`trail.csv?organisationId=${world.vendor.organisationId}`).expect(404);
  });
});
