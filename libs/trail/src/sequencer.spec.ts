import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { emptyRoot, generateKey, leafHash, openCheckpoint, treeRoot } from '#libs/transparency';
import { Logger } from '@nestjs/common';
import { TrailWorld } from '../../../test/support/trail-world.ts';
import { entryOf } from './log-entry.ts';
import type { Sequencer } from './sequencer.ts';

Logger.overrideLogger(false);

describe('the sequencer', () => {
  let world: TrailWorld;
  let started: Sequencer[];
  beforeEach(async () => {
    world = await TrailWorld.start();
    started = [];
  });
  afterEach(async () => {
    await Promise.all(started.map((one) => one.stop()));
    await world.stop();
  });

  const sequencer = (options: Parameters<TrailWorld['sequencer']>[0] = {}) => {
    const made = world.sequencer(options);
    started.push(made);
    return made;
  };
  const newest = async () => {
    const { rows } = await world.admin.query<{ note: string }>('select note from trail.checkpoint');
    expect(rows).toHaveLength(1);
    return openCheckpoint(rows[0]!.note, world.signer.name, [world.signer.verifier]);
  };

  /** From the rows as they stand, by the rules of RFC 6962 and nothing that the sequencer wrote beside. */
  const expectWholeLog = async (events: number) => {
    const { rows } = await world.admin.query<{ log_index: string; commitment: Buffer }>(
      'select log_index, commitment from trail.entry join trail.event on event.id = entry.event_id order by log_index',
    );
    expect(rows.map((row) => Number(row.log_index))).toEqual(Array.from({ length: events }, (_, index) => index));
    const { rows: left } = await world.admin.query('select from trail.pending');
    expect(left).toHaveLength(0);
    const { rows: tiles } = await world.admin.query<{ level: number; tile_index: string; data: Buffer }>(
      'select level, tile_index, data from trail.tile',
    );
    const byAddress = new Map(tiles.map((tile) => [`${tile.level}/${tile.tile_index}`, tile.data]));
    const leaves = Buffer.concat(rows.map(({ commitment }) => leafHash(entryOf(commitment))));
    for (let index = 0; index * 8192 < leaves.length; index += 1) {
      expect(byAddress.get(`0/${index}`)).toEqual(leaves.subarray(index * 8192, (index + 1) * 8192));
    }
    const { size, root } = await newest();
    expect(size).toBe(events);
    const computed = await treeRoot(size, async (level, index) => byAddress.get(`${level}/${index}`)!);
    expect(Buffer.from(root)).toEqual(Buffer.from(computed));
  };

  it('gives a new log a checkpoint of the empty tree at once', async () => {
    await sequencer().start();
    expect(await newest()).toMatchObject({ size: 0, root: emptyRoot });
  });

  it('puts a committed event into a signed checkpoint, and never one that was rolled back', async () => {
    await world.record(world.hospital, undefined, undefined);
    await world.uow
      .run(world.ctx(world.hospital), async (tx) => {
        await tx.record({
          kind: 'asset.registered',
          version: 1,
          subject: { type: 'Asset', id: world.hospital.userId! },
          facts: {},
        });
        await tx.sql('insert into trail.pending values (null)');
      })
      .catch(() => undefined);
    expect(await sequencer().runOnce()).toBe(2);
    await expectWholeLog(2);
  });

  it('leaves no gap and no duplicate with many writers and two sequencers', async () => {
    const [one, two] = [sequencer({ batchSize: 300, intervalMs: 5 }), sequencer({ batchSize: 300, intervalMs: 5 })];
    await Promise.all([one.start(), two.start()]);
    const writers = Array.from({ length: 8 }, async () => {
      for (let i = 0; i < 25; i += 1) await world.record(world.hospital, undefined, undefined, undefined);
    });
    await Promise.all([...writers, world.recordMany(1500)]);
    await Promise.all([one.stop(), two.stop()]);
    while ((await one.runOnce()) > 0);
    await expectWholeLog(8 * 25 * 3 + 1500);
  });

  it('loses and repeats nothing when its connection is killed at any moment, and comes back by itself', async () => {
    await sequencer({ batchSize: 97, intervalMs: 1 }).start();
    const finish = world.recordMany(3000);
    for (let kill = 0; kill < 25; kill += 1) {
      await world.admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where usename = 'tasuki_sequencer' and datname = current_database()`,
      );
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
    }
    await finish;
    await untilEmpty(world);
    await expectWholeLog(3000);
  });

  it('lets another take over when it stops', async () => {
    const [first, second] = [sequencer(), sequencer()];
    await first.runOnce();
    await world.record(world.hospital, undefined);
    expect(await second.runOnce()).toBe(0);
    await first.stop();
    expect(await second.runOnce()).toBe(1);
  });

  it('refuses to start with another key than the log began with', async () => {
    await world.record(world.hospital, undefined);
    await sequencer().runOnce();
    const foreign = sequencer({ signer: generateKey(world.signer.name) });
    await expect(foreign.start()).rejects.toMatchObject({ reason: 'start.other_log_key' });
  });

  it('stops rather than sign a fork when a stored tile was altered', async () => {
    await world.recordMany(300);
    const one = sequencer();
    await one.runOnce();
    await world.admin.query(
      `update trail.tile set data = overlay(data placing '\\x00' from 1 for 1) where level = 0 and tile_index = 1`,
    );
    await world.record(world.hospital, undefined);
    await expect(one.runOnce()).rejects.toMatchObject({ reason: 'tree.edge_mismatch' });
    expect(await newest()).toMatchObject({ size: 300 });
  });
});

async function untilEmpty(world: TrailWorld): Promise<void> {
  for (;;) {
    const { rows } = await world.admin.query<{ left: number }>('select count(*)::int as left from trail.pending');
    if (rows[0]?.left === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
