import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createFastifyAdapter, createLogger, HttpModule, UnitOfWork } from '#libs/platform';
import { decodeEntries, leafHash, openCheckpoint, SignerKey, VerifierKey } from '#libs/transparency';
import request from 'supertest';
import { TrailWorld } from '../../../test/support/trail-world.ts';
import { PublicLog } from './public-log.service.ts';
import { TrailController } from './trail.controller.ts';

const IMMUTABLE = 'public, max-age=31536000, immutable';

describe('the public log', () => {
  let world: TrailWorld;
  let app: NestFastifyApplication;
  let url: string;
  beforeAll(async () => {
    world = await TrailWorld.start();
    class LogModule {}
    app = await NestFactory.create<NestFastifyApplication>(
      {
        module: LogModule,
        imports: [HttpModule],
        controllers: [TrailController],
        providers: [
          { provide: PublicLog, useFactory: () => new PublicLog(world.uow) },
          { provide: UnitOfWork, useValue: world.uow },
          { provide: SignerKey, useValue: world.signer },
        ],
      },
      createFastifyAdapter({ logger: createLogger('silent'), trustProxy: false, rateLimits: null }),
      { logger: false },
    );
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();

    const sequencer = world.sequencer();
    await world.recordMany(250);
    await sequencer.runOnce();
    await world.recordMany(350);
    await sequencer.runOnce();
    await sequencer.stop();
  });
  afterAll(async () => {
    await app.close();
    await world.stop();
  });

  const get = (path: string) =>
    request(url)
      .get(`/trail/${path}`)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });

  it('has a checkpoint that its own key verifies, and that no cache keeps', async () => {
    const key = await get('key').expect(200).expect('content-type', 'text/plain; charset=utf-8');
    const note = await get('checkpoint')
      .expect(200)
      .expect('content-type', 'text/plain; charset=utf-8')
      .expect('cache-control', 'no-cache')
      .expect('access-control-allow-origin', '*');
    const verifier = VerifierKey.parse((key.body as Buffer).toString().trim());
    expect(openCheckpoint(note.body as Buffer, world.signer.name, [verifier]).size).toBe(600);
  });

  it.each([
    ['tile/0/000', 8192],
    ['tile/0/001', 8192],
    ['tile/0/002.p/88', 88 * 32],
    ['tile/1/000.p/2', 2 * 32],
    ['tile/entries/000', 256 * 35],
    ['tile/entries/002.p/88', 88 * 35],
    // of trees signed before, though full now or wider
    ['tile/0/000.p/250', 250 * 32],
    ['tile/entries/000.p/250', 250 * 35],
    ['tile/0/002.p/1', 32],
  ])('serves %s as bytes that caches may keep for ever', async (path, bytes) => {
    const { body } = await get(path)
      .expect(200)
      .expect('content-type', 'application/octet-stream')
      .expect('cache-control', IMMUTABLE);
    expect(body).toHaveLength(bytes);
  });

  it('serves entries that hash to the leaf tile', async () => {
    const [entries, leaves] = await Promise.all([get('tile/entries/001'), get('tile/0/001')]);
    expect(Buffer.concat(decodeEntries(entries.body as Buffer).map(leafHash))).toEqual(leaves.body);
  });

  it.each([
    'tile/0/002',
    'tile/entries/002',
    'tile/0/002.p/89',
    'tile/0/003',
    'tile/1/000',
    'tile/2/000.p/1',
    'tile/0/000.p/256',
    'tile/0/000.p/0',
    'tile/0/000.p/01',
    'tile/00/000',
    'tile/0/0',
    'tile/0/0000',
    'tile/0/x000/000',
    'tile/0/%30%30%30',
    'tile/0//000',
    'tile/0/000/',
    'tile/-1/000',
    'tile/64/000',
    'tile/data/000',
    'tile/0/x999/x999/x999/x999/x999/999',
    'tile/',
  ])('answers 404 to %s, and lets no cache remember that', async (path) => {
    await get(path).expect(404).expect('cache-control', 'no-store');
  });
});
