import { randomInt } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId, type Id } from '#libs/kernel';
import { JobRegistry } from '#libs/platform';
import { generateKey } from '#libs/transparency';
import { crowd } from '../support/crowd.ts';
import { PortalProcess } from '../support/portal-process.ts';
import { Desk } from '../support/publishing-desk.ts';
import { quiet } from '../support/sums.ts';
import { World } from '../support/world.ts';

/** More than one chunk of a chase. */
const CROWD = 1_200;
const KILLS = 2;
/** Of what a killed worker had in its hands nobody knows whether it went: as many mails as it sends at a time. */
const AT_ONCE = 4;

let world: World;
let portal: PortalProcess;
beforeAll(async () => {
  world = await World.start({ TASUKI_WORKER: 'false', TASUKI_LOG_KEY: generateKey('chase.example').encode() });
});
afterAll(async () => {
  await portal?.stop();
  await world?.stop();
});

it('kill -9 while a chase runs: every site is asked the step once, nobody is left out, and the trail says so once', async () => {
  const publicationId = await delivered();
  portal = await PortalProcess.start(world);
  for (let kill = 0; kill < KILLS; kill += 1) {
    await seen(kill * (CROWD / 2));
    await sleep(randomInt(150));
    await portal.kill();
    // Several workers at once do not ask twice either: the next one begins while what was left is freed.
    await portal.startAgain();
  }
  await quiet(world, 90_000);

  const { rows } = await world.behind.query(
    `select (select count(*)::int from chase_step where publication_id = $1) as steps,
            (select count(distinct hospital_id)::int from chase_step where publication_id = $1) as hospitals,
            (select count(*)::int from chase_step s where publication_id = $1 and not exists (
               select from chase_recipient r where r.step_id = s.id and r.mail_id is not null)) as "withoutMail",
            (select count(*)::int from trail.event where kind = 'chase.asked') as told,
            (select count(*)::int from outgoing_mail where state = 'UNKNOWN') as unknown,
            (select count(*)::int from trail.event where kind = 'chase.mail_sent') as "toldOfMails"`,
    [publicationId],
  );
  const [{ toldOfMails, ...told }] = rows as [{ toldOfMails: number }];
  expect(told).toEqual({ steps: CROWD, hospitals: CROWD, withoutMail: 0, told: CROWD, unknown: CROWD - toldOfMails });
  expect(CROWD - toldOfMails).toBeLessThanOrEqual(KILLS * AT_ONCE);

  // None is sent twice; what is not there is among those of which it is not known.
  const files = await readdir(join(world.runtime.config.dataFolder, 'mail'));
  const addressees = new Set(files.map((file) => /desk\d+@/.exec(file)?.[0]));
  expect(files).toHaveLength(addressees.size);
  expect(addressees.size).toBeGreaterThanOrEqual(toldOfMails);
}, 180_000);

/** To every hospital, hours ago, under a plan whose first step is due since. */
async function delivered(): Promise<Id<'Publication'>> {
  const desk = await Desk.open(world);
  await crowd(world, desk.vendor, desk.releaseId, CROWD);
  await world.behind.query(
    `insert into contact (id, organisation_id, kind, name, email, created_at)
     select uuidv7(), id, 'BACKUP', 'Desk', 'desk' || row_number() over () || '@hospital.example', now()
     from organisation where kind = 'HOSPITAL'`,
  );
  await world.behind.query(
    `insert into chasing_plan (id, organisation_id, side, steps, stops_at, rests_on_holidays, created_by, created_at)
     select $1, $2, 'VENDOR', '[{"base":"DELIVERY","delayHours":1,"channel":"MAIL","role":"BACKUP_CONTACT"},
       {"base":"DELIVERY","delayHours":900,"channel":"MAIL","role":"BACKUP_CONTACT"}]', 'ANSWERED', false, $3, '2020-01-01'`,
    [newId(), desk.vendor.id, desk.publisher.memberId],
  );
  const publicationId = await desk.published();
  const jobs = world.app.get(JobRegistry).all();
  const deliver = jobs.find(({ kind }) => kind === 'engagement.deliver')!;
  await deliver.run({ publicationId, after: null } as never);
  await world.behind.query(`update delivery set delivered_at = delivered_at - interval '3 hours'`);
  return publicationId;
}

/** Until so many steps were taken. */
async function seen(steps: number): Promise<void> {
  const until = Date.now() + 20_000;
  while (Date.now() < until) {
    const { rows } = await world.behind.query<{ n: number }>('select count(*)::int as n from chase_step');
    if (rows[0]!.n >= steps) return;
    await sleep(5);
  }
}
