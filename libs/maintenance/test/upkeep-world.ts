import { UpkeepService } from '../src/upkeep.service.ts';
import { newId, type Id } from '#libs/kernel';
import { systemCtx } from '#libs/platform';
import { APPROVE, Desk, REVISE, SUBMIT } from '../../../test/support/publishing-desk.ts';
import type { Data, Hospital, Person, World } from '../../../test/support/world.ts';

const APPLICATION = `id state version possibleSteps assetId siteId publicationId publication { id } revision wave startsAt endsAt isOutsideWindows
  countersignature countersigner countersignatureNote installedSha256 isPublishedPackage reason compensatingControls reviewOn
  prerequisites { text doneBy doneAt } verificationSteps { text doneAt } unverifiedReason isHalted isDecisionAwaited
  withdrawalDecision performer responsibleId fromRelease { version } toRelease { version }
  steps { act fromState toState note organisationId userId }`;
const RESULTS = `results { applicationId application { ${APPLICATION} } refusal { code reason message } }`;

export const PLAN = `mutation ($input: PlanUpdatesInput!) { planUpdates(input: $input) {
  planned waves { wave planned outsideWindows } refused { assetId refusal { code reason message } } } }`;
export const STEP = `mutation ($input: RecordUpdateStepInput!) {
  recordUpdateStep(input: $input) { application { ${APPLICATION} } } }`;
export const STEPS = `mutation ($input: RecordUpdateStepsInput!) { recordUpdateSteps(input: $input) { ${RESULTS} } }`;
export const CHECK = `mutation ($input: CheckUpdateItemsInput!) {
  checkUpdateItems(input: $input) { application { ${APPLICATION} } } }`;
export const COUNTERSIGN = `mutation ($input: CountersignUpdatesInput!) { countersignUpdates(input: $input) { ${RESULTS} } }`;
export const DECIDE = `mutation ($input: DecideWithdrawnUpdatesInput!) {
  decideWithdrawnUpdates(input: $input) { ${RESULTS} } }`;
export const ONE = `query ($id: ID!) { updateApplication(id: $id) { ${APPLICATION} } }`;
export const LIST = `query ($siteId: ID, $states: [UpdateState!], $publicationId: ID, $assetId: ID, $responsibleId: ID,
    $isHalted: Boolean, $from: DateTime, $to: DateTime) {
  updateApplications(first: 100, siteId: $siteId, states: $states, publicationId: $publicationId, assetId: $assetId,
    responsibleId: $responsibleId, isHalted: $isHalted, from: $from, to: $to) { totalCount edges { node { ${APPLICATION} } } } }`;
export const AGREE = `mutation ($input: AgreeMaintenanceWindowInput!) {
  agreeMaintenanceWindow(input: $input) { window { id removedAt } } }`;
export const REPORT = `mutation ($input: ReportUpdateInput!) {
  reportUpdate(input: $input) { report { serialNumber publicationId hospitalId } } }`;
export const FIGURES = `query ($publicationId: ID!) { updateFigures(publicationId: $publicationId) {
  applications counts { state applications } failures rolledBack disputed otherPackage halted undecided } }`;

export const TONIGHT = { start: '2099-12-01T22:00', end: '2099-12-02T02:00', timeZone: 'Asia/Tokyo' };

/** An update package of a vendor, from 1.0 to 1.1, and a hospital that has devices with 1.0. */
export class Upkeep {
  readonly world: World;
  readonly desk: Desk;
  readonly nextReleaseId: Id<'Release'>;
  readonly hospital: Hospital;
  readonly support: Person;

  private constructor(facts: Pick<Upkeep, 'world' | 'desk' | 'nextReleaseId' | 'hospital' | 'support'>) {
    this.world = facts.world;
    this.desk = facts.desk;
    this.nextReleaseId = facts.nextReleaseId;
    this.hospital = facts.hospital;
    this.support = facts.support;
  }

  static async open(world: World, shares = 'COUNTS'): Promise<Upkeep> {
    const desk = await Desk.open(world);
    const nextReleaseId = newId<'Release'>();
    await world.behind.query(
      `insert into release (id, product_id, vendor_id, version, created_at)
       select $1, product_id, vendor_id, '1.1', now() from release where id = $2`,
      [nextReleaseId, desk.releaseId],
    );
    const hospital = await world.hospital();
    await world.relationship(desk.vendor, hospital, shares);
    return new Upkeep({
      world,
      desk,
      nextReleaseId,
      hospital,
      support: await world.member(desk.vendor.id, ['VENDOR_SUPPORT']),
    });
  }

  /** Published and delivered, with its manifest. */
  async published(facts: object = {}, manifest: object = {}): Promise<Id<'Publication'>> {
    const uploadId = await this.manifest(manifest);
    const publicationId = await this.desk.published({
      kind: 'UPDATE_PACKAGE',
      severity: 'HIGH',
      titleEn: 'Update 1.1',
      actions: [{ kind: 'APPLY_UPDATE', dueOn: '2099-12-24' }],
      uploadIds: [uploadId],
      ...facts,
    });
    await this.world.settled();
    return publicationId;
  }

  /** A later revision of it, published and delivered. */
  async revised(publicationId: Id): Promise<Id<'Publication'>> {
    const { draftRevision } = await this.desk.publisher.graphql(REVISE, { input: { publicationId } });
    const input = { publicationId: draftRevision.publication.id as Id<'Publication'> };
    await this.desk.publisher.graphql(SUBMIT, { input });
    await this.desk.approver.graphql(APPROVE, { input: await this.desk.asRead(input.publicationId) });
    await this.world.settled();
    return input.publicationId;
  }

  async manifest(facts: object = {}): Promise<Id<'Upload'>> {
    const uploadId = await this.desk.upload();
    const manifest = {
      title: 'Update 1.1',
      fromVersions: ['1.0'],
      toVersion: '1.1',
      fixes: [{ vulnerability: 'CVE-2026-1000', description: 'Overflow' }],
      prerequisites: ['Battery above 50 %'],
      verificationSteps: ['The self-test passes', 'The menu shows 1.1'],
      requiresRestart: true,
      downtimeMinutes: 20,
      canRollBack: true,
      rollBackProcedure: 'Install 1.0.',
      installationProcedure: 'By USB.',
      installers: ['HOSPITAL', 'VENDOR_ON_SITE'],
      files: [],
      ...facts,
    };
    await this.world.behind.query(
      `update reading set format = 'UPDATE_MANIFEST', format_version = '1', facts = $2 where upload_id = $1`,
      [uploadId, { updateManifest: manifest }],
    );
    return uploadId;
  }

  /** Devices of the hospital with 1.0; their serial numbers are given, or there are none. */
  async devices(count: number, facts: { siteId?: Id; serialNumber?: string } = {}): Promise<Id<'Asset'>[]> {
    const ids = Array.from({ length: count }, () => newId<'Asset'>());
    await this.world.behind.query(
      `insert into asset (id, hospital_id, site_id, release_id, serial_number, connections, created_at)
       select unnest($1::uuid[]), $2, $3, $4, $5, array['NETWORK'], now()`,
      [ids, this.hospital.id, facts.siteId ?? this.hospital.siteId, this.desk.releaseId, facts.serialNumber ?? null],
    );
    return ids;
  }

  /** Plans, and answers what came of it. */
  async plan(publicationId: Id, facts: object = {}, by = this.hospital.person): Promise<Data> {
    return (await by.graphql(PLAN, { input: { publicationId, ...facts } }))['planUpdates'] as Data;
  }

  /** The application of a device, as somebody sees it. */
  async of(assetId: Id, by = this.hospital.person): Promise<Data> {
    const { updateApplications } = await by.graphql(LIST, { assetId });
    if (updateApplications.edges.length !== 1) throw new Error(`${updateApplications.edges.length} instead of one`);
    return updateApplications.edges[0].node as Data;
  }

  /** Takes these steps on a device, one after the other. */
  async take(assetId: Id, steps: readonly object[], by = this.hospital.person): Promise<Data> {
    let application = await this.of(assetId, by);
    for (const step of steps) {
      const input = { applicationId: application['id'], version: application['version'], step };
      application = (await by.graphql(STEP, { input }))['recordUpdateStep'].application;
    }
    return application;
  }

  /** The refusal of a step. */
  async refused(assetId: Id, step: object, by = this.hospital.person): Promise<string> {
    const { id: applicationId, version } = await this.of(assetId);
    return by.refusal(STEP, { input: { applicationId, version, step } });
  }

  async applied(assetId: Id): Promise<Data> {
    return this.take(assetId, [{ to: 'SCHEDULED', schedule: TONIGHT }, { to: 'IN_PROGRESS' }, { to: 'APPLIED' }]);
  }

  /** What the site answers to the package now, and where its delivery stands. */
  async answer(publicationId: Id): Promise<{ state: string; answer: string | null }> {
    const { publication } = await this.hospital.person.graphql(
      `query ($id: ID!) { publication(id: $id) { myDelivery { state sites { answers { action answer isDerived } } } } }`,
      { id: publicationId },
    );
    const { state, sites } = publication.myDelivery as Data;
    const answers = sites[0].answers as { answer: string; isDerived: boolean }[];
    return { state, answer: answers.find(({ isDerived }) => isDerived)?.answer ?? null };
  }

  async releaseOf(assetId: Id): Promise<string> {
    const { asset } = await this.hospital.person.graphql(
      `query ($id: ID!) { asset(id: $id) { release { version } } }`,
      {
        id: assetId,
      },
    );
    return asset.release.version as string;
  }

  /** What the trail says of an application. */
  async trailOf(applicationId: Id): Promise<{ kind: string; organisation_id: Id; counterpart_id: Id | null }[]> {
    const { rows } = await this.world.behind.query(
      'select kind, organisation_id, counterpart_id from trail.event where subject_id = $1 order by id',
      [applicationId],
    );
    return rows;
  }

  /** The hourly job, now. */
  lookAfter(): Promise<void> {
    return this.world.app.get(UpkeepService, { strict: false }).lookAfter(systemCtx('test'));
  }
}
