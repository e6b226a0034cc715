import type { Site } from '#libs/directory';
import { calendarDate, type Id } from '#libs/kernel';
import { MaintenanceWindowService, PlanningService, UpdateApplicationService } from '#libs/maintenance';
import { type Ctx, systemCtx, UnitOfWork } from '#libs/platform';
import { UPDATE, WINDOWS } from './offer.ts';

const HOUR_MS = 3_600_000;
const ZONE = 'Asia/Tokyo';

/** Who plays, and when. */
export interface Workshop {
  service: <T>(token: abstract new (...args: never[]) => T) => T;
  now: Date;
  /** The device engineer of the hospital that shares its devices, and of one that does not. */
  engineer: Ctx;
  otherEngineer: Ctx;
  /** The vendor's engineer. */
  support: Ctx;
  /** The engineer of the service provider that maintains the hospital's pumps. */
  mandatary: Ctx;
  sites: readonly Site[];
  responsibleId: Id<'Member'>;
  releaseId: Id<'Release'>;
}

type Applications = Awaited<ReturnType<UpdateApplicationService['list']>>['edges'];
type Application = Applications[number]['node'];
type StepGiven = Parameters<UpdateApplicationService['step']>[2];

/** Lets the hospitals plan the update of their pumps and do it, as far as the demonstration tells. */
export async function carryOutUpdates(workshop: Workshop): Promise<void> {
  const { service, engineer, otherEngineer } = workshop;
  await agreeWindows(workshop);
  const publicationId = await packageFor(workshop);
  const planning = service(PlanningService);
  const devices = await devicesOf(workshop);
  const common = {
    publicationId,
    siteIds: null,
    productId: null,
    zones: null,
    toReleaseId: null,
    performer: 'HOSPITAL',
  } as const;
  const [day, night] = [schedule(workshop, -1, 2), schedule(workshop, 0, 1)];
  await planning.plan(engineer, {
    ...common,
    assetIds: devices.map(({ id }) => id),
    responsibleId: workshop.responsibleId,
    waves: [
      { size: UPDATE.firstWave, schedule: day },
      { size: null, schedule: null },
    ],
  });
  await planning.plan(otherEngineer, {
    ...common,
    assetIds: null,
    responsibleId: null,
    waves: [{ size: null, schedule: night }],
  });
  const theirs = await applicationsOf(workshop, otherEngineer);
  for (const one of theirs) await take(workshop, otherEngineer, one, { to: 'IN_PROGRESS' });

  const own = await applicationsOf(workshop, engineer);
  const of = (serialNumber: string): Application => {
    const device = devices.find((one) => one.serialNumber === serialNumber);
    const found = own.find(({ assetId }) => assetId === device?.id);
    if (!found) throw new Error(`the demonstration planned nothing for ${serialNumber}`);
    return found;
  };
  await verify(workshop, of(UPDATE.verified.serialNumber));
  await fail(workshop, of(UPDATE.failed.serialNumber));
  await putOff(workshop, of(UPDATE.deferred.serialNumber));
  await applyAsVendor(workshop, of(UPDATE.byVendor.serialNumber));
  await take(workshop, workshop.mandatary, of(UPDATE.scheduled.serialNumber), {
    to: 'SCHEDULED',
    schedule: inWindow(workshop, UPDATE.scheduled.inDays),
  });
}

async function agreeWindows({ service, engineer, sites, now }: Workshop): Promise<void> {
  for (const { site, weekdays, ...facts } of WINDOWS) {
    const siteId = sites[site]?.id;
    if (!siteId) throw new Error(`the demonstration has no site ${site}`);
    await service(MaintenanceWindowService).agree(engineer, {
      ...facts,
      siteId,
      weekdays: [...weekdays],
      timeZone: ZONE,
      from: calendarDate(now),
      until: null,
    });
  }
}

async function verify(workshop: Workshop, planned: Application): Promise<void> {
  const { service, engineer } = workshop;
  const applications = service(UpdateApplicationService);
  const tick = (application: Application, list: 'PREREQUISITES' | 'VERIFICATION_STEPS', count: number) =>
    applications.check(engineer, {
      applicationId: application.id,
      version: application.version,
      list,
      places: Array.from({ length: count }, (_, place) => place),
      isDone: true,
    });
  const ready = await tick(planned, 'PREREQUISITES', planned.prerequisites.length);
  const begun = await take(workshop, engineer, ready, { to: 'IN_PROGRESS' });
  const applied = await take(workshop, engineer, begun, { to: 'APPLIED' });
  const looked = await tick(applied, 'VERIFICATION_STEPS', applied.verificationSteps.length);
  await take(workshop, engineer, looked, { to: 'VERIFIED', note: UPDATE.verified.note });
}

async function fail(workshop: Workshop, planned: Application): Promise<void> {
  const begun = await take(workshop, workshop.engineer, planned, { to: 'IN_PROGRESS' });
  await take(workshop, workshop.engineer, begun, { to: 'FAILED', note: UPDATE.failed.note });
}

async function putOff(workshop: Workshop, planned: Application): Promise<void> {
  const { note, controls, reviewInDays } = UPDATE.deferred;
  const reviewOn = calendarDate(new Date(workshop.now.getTime() + reviewInDays * 24 * HOUR_MS));
  await take(workshop, workshop.engineer, planned, { to: 'DEFERRED', note, controls: [...controls], reviewOn });
}

/** The vendor's word: it waits for the hospital to countersign it. */
async function applyAsVendor(workshop: Workshop, planned: Application): Promise<void> {
  const { support } = workshop;
  const { despiteEarlierWave, note } = UPDATE.byVendor;
  const scheduled = await take(workshop, support, planned, { to: 'SCHEDULED', schedule: schedule(workshop, -1, 1) });
  const begun = await take(workshop, support, scheduled, {
    to: 'IN_PROGRESS',
    performer: 'VENDOR_ON_SITE',
    despiteEarlierWave,
  });
  await take(workshop, support, begun, { to: 'APPLIED', note });
}

const NOTHING_SAID = {
  note: null,
  schedule: null,
  controls: [],
  reviewOn: null,
  performer: null,
  installedSha256: null,
  unverifiedReason: null,
  despiteEarlierWave: null,
  evidenceIds: [],
} satisfies Omit<StepGiven, 'to'>;

const take = (
  { service }: Workshop,
  by: Ctx,
  { id: applicationId, version }: Application,
  step: Partial<StepGiven> & Pick<StepGiven, 'to'>,
): Promise<Application> =>
  service(UpdateApplicationService).step(by, { applicationId, version }, { ...NOTHING_SAID, ...step });

async function applicationsOf({ service }: Workshop, by: Ctx): Promise<Application[]> {
  const { edges } = await service(UpdateApplicationService).list(by, { first: 100, after: null });
  return edges.map(({ node }) => node);
}

async function packageFor({ service, releaseId }: Workshop): Promise<Id<'Publication'>> {
  const [found] = await service(UnitOfWork).runAsSystem(systemCtx('tasuki demo'), (tx) =>
    tx.sql<{ id: Id<'Publication'> }>(
      `select p.id from publication p join publication_release r on r.publication_id = p.id
       where p.kind = 'UPDATE_PACKAGE' and p.state = 'PUBLISHED' and r.release_id = $1`,
      [releaseId],
    ),
  );
  if (!found) throw new Error('the demonstration has no update package');
  return found.id;
}

/** The hospital's devices of that release: single ones first, in the order of their serial numbers. */
function devicesOf({ service, engineer, releaseId }: Workshop) {
  return service(UnitOfWork).run(engineer, (tx) =>
    tx.sql<{ id: Id<'Asset'>; serialNumber: string | null }>(
      `select id, serial_number as "serialNumber" from asset where hospital_id = $1 and release_id = $2
       order by serial_number nulls last, id`,
      [engineer.organisationId, releaseId],
    ),
  );
}

/** As a clock in Japan shows it: `2026-12-01T22:00`. */
const local = (time: number): string =>
  new Date(time).toLocaleString('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' }).replace(' ', 'T');

/** Between two times from now, in hours. */
const schedule = ({ now }: Workshop, from: number, until: number) => ({
  start: local(now.getTime() + from * HOUR_MS),
  end: local(now.getTime() + until * HOUR_MS),
  timeZone: ZONE,
});

/** The first night, so many days from now or later, on which the main site lets devices be worked on. */
function inWindow({ now }: Workshop, inDays: number) {
  const [{ weekdays, localStart }] = WINDOWS;
  for (let days = inDays; ; days += 1) {
    const at = now.getTime() + days * 24 * HOUR_MS;
    const weekday = new Date(at).toLocaleDateString('en-GB', { timeZone: ZONE, weekday: 'long' }).toUpperCase();
    if (!(weekdays as readonly string[]).includes(weekday)) continue;
    const day = local(at).slice(0, 10);
    return { start: `${day}T${localStart}`, end: `${day}T23:30`, timeZone: ZONE };
  }
}
