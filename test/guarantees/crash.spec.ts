import { createHash, randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKey } from '#libs/transparency';
import { crowd } from '../support/crowd.ts';
import { PortalProcess } from '../support/portal-process.ts';
import { APPROVE, asset, Desk } from '../support/publishing-desk.ts';
import { expectSums, quiet } from '../support/sums.ts';
import { type Hospital, World } from '../support/world.ts';

/** More than one chunk of a fan-out. */
const CROWD = 2_500;
const ANSWERING = 12;
const ROUNDS = 8;
/** Told with every failure; give it again to kill at about the same moments. */
const seed = Number(process.env['CRASH_SEED'] ?? randomInt(2 ** 31));
const ACKNOWLEDGE = 'mutation ($input: AcknowledgeInput!) { acknowledge(input: $input) { delivery { openSites } } }';

let drawn = 0;
/** The next number of this seed, from 0 to below 1. */
const chance = () => createHash('sha256').update(`${seed}:${drawn++}`).digest().readUInt32BE() / 2 ** 32;

describe(`kill -9 of the whole program (CRASH_SEED=${seed})`, () => {
  let world: World;
  let desk: Desk;
  let answering: Hospital[];
  let portal: PortalProcess;

  beforeAll(async () => {
    world = await World.start({ TASUKI_WORKER: 'false', TASUKI_LOG_KEY: generateKey('crash.example').encode() });
    desk = await Desk.open(world);
    await crowd(world, desk.vendor, desk.releaseId, CROWD);
    answering = [];
    while (answering.length < ANSWERING) {
      const hospital = await world.hospital();
      answering.push(hospital);
      await world.relationship(desk.vendor, hospital);
      await asset(world, hospital, desk.releaseId);
    }
    portal = await PortalProcess.start(world);
  });
  afterAll(async () => {
    await portal?.stop();
    await world?.stop();
  });

  it('loses nothing and doubles nothing, whether it strikes publishing, fan-out or the sequencer', async () => {
    const answered = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const moment = MOMENTS[round % MOMENTS.length];
      const publicationId = await desk.submitted({ severity: 'HIGH' });
      const approving = approve(publicationId);
      const acknowledging = acknowledgeUntilKilled(answered);
      await moment?.(publicationId);
      await portal.kill();
      const wasAnswered = await approving;
      await acknowledging;

      if (chance() < 0.3) {
        // Once more, while it starts or takes up what the first one left.
        portal.launch();
        await sleep(chance() * 4_000);
        await portal.kill();
      }
      await portal.startAgain();
      await quiet(world);

      const isPublished = (await stateOf(publicationId)) === 'PUBLISHED';
      if (wasAnswered) expect(isPublished).toBe(true);
      if (!isPublished) {
        expect(await stateOf(publicationId)).toBe('IN_REVIEW');
        expect(await deliveriesOf(publicationId)).toBe(0);
        expect(await approve(publicationId)).toBe(true);
        await quiet(world);
      }
      expect(await deliveriesOf(publicationId)).toBe(CROWD + ANSWERING);
      await expectSums(world, portal.url);
    }

    const { rows } = await world.behind.query<{ id: string }>('select delivery_id as id from acknowledgement');
    const kept = new Set(rows.map(({ id }) => id));
    expect([...answered].filter((id) => !kept.has(id))).toEqual([]);
    expect(answered.size).toBeGreaterThan(ANSWERING);
  }, 180_000);

  /** When to strike: each time something else is under way, and somewhere in it by chance. */
  const MOMENTS: ((publicationId: string) => Promise<unknown>)[] = [
    () => sleep(chance() * 600),
    async () => {
      await seen(
        `select from graphile_worker.jobs where task_identifier = 'engagement.deliver' and locked_at is not null`,
      );
      await sleep(chance() * 100);
    },
    async (publicationId) => {
      await seen('select from delivery where publication_id = $1 limit 1', [publicationId]);
      await sleep(chance() * 100);
    },
    async (publicationId) => {
      await seen('select from delivery where publication_id = $1 limit 1', [publicationId]);
      await seen(
        `select from pg_stat_activity
         where datname = current_database() and application_name = 'tasuki sequencer' and backend_xid is not null`,
      );
      await sleep(chance() * 100);
    },
  ];

  /** Until there is such a row, or it did not happen at all. */
  async function seen(query: string, parameters: string[] = []): Promise<void> {
    const until = Date.now() + 3_000;
    while (Date.now() < until) {
      if ((await world.behind.query(query, parameters)).rowCount) return;
    }
  }

  /** @returns whether it was answered that it is published; the answer may be lost with the process. */
  async function approve(publicationId: string): Promise<boolean> {
    const input = await desk.asRead(publicationId);
    const answer = await portal
      .as(desk.approver)
      .ask<{ approvePublication: { publication: { state: string } } }>(APPROVE, { input })
      .catch(() => null);
    return answer?.data?.approvePublication.publication.state === 'PUBLISHED';
  }

  /** Every hospital what it has not answered, one after the other; each answer that arrived is noted. */
  async function acknowledgeUntilKilled(answered: Set<string>): Promise<void> {
    const { rows } = await world.behind.query<{ id: string; hospital: string }>(
      'select id, hospital_id as hospital from delivery where hospital_id = any ($1)',
      [answering.map(({ id }) => id)],
    );
    await Promise.all(
      answering.map(async ({ id, siteId, person }) => {
        for (const delivery of rows.filter(({ hospital }) => hospital === id)) {
          const input = { deliveryId: delivery.id, siteId };
          const answer = await portal
            .as(person)
            .ask(ACKNOWLEDGE, { input })
            .catch(() => null);
          if (answer === null) return;
          expect(answer.errors).toEqual([]);
          answered.add(delivery.id);
        }
      }),
    );
  }

  async function stateOf(publicationId: string): Promise<string | undefined> {
    const { rows } = await world.behind.query<{ state: string }>('select state from publication where id = $1', [
      publicationId,
    ]);
    return rows[0]?.state;
  }

  async function deliveriesOf(publicationId: string): Promise<number | undefined> {
    const { rows } = await world.behind.query<{ count: number }>(
      'select count(*)::int as count from delivery where publication_id = $1',
      [publicationId],
    );
    return rows[0]?.count;
  }
});
