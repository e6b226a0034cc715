import { newId } from '#libs/kernel';
import { median } from './load.ts';
import { Portal, until } from './portal.ts';
import { each, figure, type Measurement } from './report.ts';

const BEFORE = 1_000_000;
const CHUNK = 50_000;
const EVENTS = 50_000;
const RUNS = 3;
const AIM_PER_SECOND = 5_000;

interface Run {
  recordedPerSecond: number;
  loggedPerSecond: number;
  bothPerSecond: number;
}

/** How fast recorded events come into a signed checkpoint, in a log that holds a million already. */
export const trail = (): Promise<Measurement[]> =>
  Portal.with(async (portal) => {
    for (let done = 0; done < BEFORE; done += CHUNK) await record(portal, CHUNK);
    await portal.untilLogged();
    await portal.tidyUp();

    const runs: Run[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const size = await portal.logSize();
      const began = performance.now();
      await record(portal, EVENTS);
      const recorded = performance.now();
      await until(async () => (await portal.logSize()) >= size + EVENTS, 10);
      const perSecond = (from: number, to: number) => (EVENTS * 1000) / (to - from);
      const logged = performance.now();
      runs.push({
        recordedPerSecond: perSecond(began, recorded),
        loggedPerSecond: perSecond(recorded, logged),
        bothPerSecond: perSecond(began, logged),
      });
    }
    const of = (name: keyof Run) => runs.map((run) => run[name]);
    const [recorded, logged, both] = [of('recordedPerSecond'), of('loggedPerSecond'), of('bothPerSecond')];
    return [
      {
        what: `trail: events a second, from recorded to in a signed checkpoint, in a log of ${figure(BEFORE)} and more`,
        aim: `${figure(AIM_PER_SECOND)}/s`,
        measured: `${figure(median(logged))}/s`,
        isReached: median(logged) >= AIM_PER_SECOND,
        detail: `${each(logged, '/s')}; ${figure(EVENTS)} events committed at once`,
      },
      {
        what: 'trail: events recorded a second, set-based, in one transaction',
        aim: null,
        measured: `${figure(median(recorded))}/s`,
        isReached: null,
        detail: `${each(recorded, '/s')}; until they are in a signed checkpoint too: ${figure(median(both))}/s`,
      },
    ];
  });

/** As a fan-out does: the facts in canonical JSON, sealed by the database with salts and hashes. */
async function record(portal: Portal, events: number): Promise<void> {
  await portal.sql(
    `with drawn as materialized (select uuidv7() as id, now() as at from generate_series(1, $1::int))
     insert into trail.event (id, recorded_at, kind, organisation_id, counterpart_id, subject_type, subject_id, facts)
     select id, at, 'delivery.delivered', $2, $3, 'Publication', $4,
       trail.event_facts('delivery.delivered', 1, id, at, $2, $3, null, 'Publication', $4,
         jsonb_build_object('deliveryId', id, 'siteCount', 1, 'revision', 1, 'notice', 'PUBLICATION'))
     from drawn`,
    [events, newId(), newId(), newId()],
  );
}
