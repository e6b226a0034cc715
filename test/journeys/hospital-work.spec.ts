import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { verifyReceipt } from '../../apps/cli/src/verify.ts';
import { csaf, CVE } from '../../libs/analysis/test/analysis-desk.ts';
import { updateManifestExample } from '../../libs/formats/src/update/update-manifest.testing.ts';
import * as u from '../../libs/maintenance/test/upkeep-world.ts';
import { calendarDate, type Id } from '#libs/kernel';
import { type Data, type Person, World } from '../support/world.ts';

const EXPOSURE = `query ($vulnerability: String!) { exposure(vulnerability: $vulnerability) {
  counts { status assetCount } } }`;
const PLAN_OF = `query ($id: ID!) { publication(id: $id) {
  updatePlan { wave applications open counts { state applications } } } }`;
const RELEASE = `query ($id: ID!) { release(id: $id) { stage isShortNotice } }`;
const UNDECIDED = '{ undecidedAssets(first: 20) { edges { node { id } } } }';
const DECIDE = `mutation ($input: DecideEndOfSupportInput!) { decideEndOfSupport(input: $input) {
  decidedCount results { decision { id state } } } }`;
const ACCEPT_RISK = `mutation ($input: AcceptRiskInput!) { acceptRisk(input: $input) {
  results { decision { state } refusal { reason } } } }`;
const transfer = (name: string, input: string) => `mutation ($input: ${input}!) { ${name}(input: $input) {
  transfer { id state items { id number version state isInEffect assetCount } } } }`;
const GRANT = 'mutation ($input: GrantAuditInput!) { grantAudit(input: $input) { auditGrant { id } } }';
const TRAIL = `query ($after: String) { auditTrail(first: 100, after: $after) {
  pageInfo { hasNextPage endCursor } edges { node { id kind } } } }`;
const RECEIPT = 'query ($id: ID!) { auditReceipt(eventId: $id) { content } }';

/** What the auditor has to find, in the order in which it happened. */
const STORY = [
  'publication.published',
  'delivery.delivered',
  'update.planned',
  'update.verified',
  'update.failed',
  'update.rolled_back',
  'update.deferred',
  'update.countersigned',
  'end_of_support.decided',
  'end_of_support.risk_proposed',
  'end_of_support.risk_accepted',
  'transfer.item_proposed',
  'transfer.item_contested',
  'transfer.item_accepted',
  'transfer.signed',
];

const DAY_MS = 86_400_000;
const day = (days: number) => calendarDate(new Date(Date.now() + days * DAY_MS));

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

it('takes a hospital from an update to the end of support and its transfer, and proves each step to an auditor', async () => {
  const upkeep = await u.Upkeep.open(world, 'ASSETS');
  const { desk, hospital, support, nextReleaseId } = upkeep;
  const device = await hospital.person.colleague('HOSPITAL_DEVICE');
  const security = await hospital.person.colleague('HOSPITAL_SECURITY');
  const manager = await hospital.person.colleague('HOSPITAL_MANAGER');
  const devices = await upkeep.devices(6);
  const [verified, rolledBack, deferred, vendors, ...others] = devices as [Id, Id, Id, Id, ...Id[]];

  const { rows } = await world.behind.query('select name from organisation where id = $1', [desk.vendor.id]);
  const advisory = csaf(rows[0].name, [
    { name: 'Viewer', version: '1.0', status: 'known_affected' },
    { name: 'Viewer', version: '1.1', status: 'fixed' },
  ]);
  await desk.publishedDocument('ADVISORY', advisory, { releaseIds: [desk.releaseId, nextReleaseId] });
  expect(await exposed(security)).toEqual({ AFFECTED: 6 });

  // The vendor publishes the update.
  const manifest = {
    ...updateManifestExample,
    title: 'Viewer 1.1',
    fromVersions: ['1.0'],
    toVersion: '1.1',
    fixes: [{ vulnerability: CVE }],
    files: [],
  };
  const publicationId = await desk.publishedDocument('UPDATE_PACKAGE', manifest, {
    titleEn: 'Viewer 1.1',
    actions: [{ kind: 'APPLY_UPDATE', dueOn: '2099-12-24' }],
  });
  expect(await upkeep.answer(publicationId)).toMatchObject({ answer: null });

  // The hospital plans it in two waves.
  const planned = await upkeep.plan(
    publicationId,
    { assetIds: devices, waves: [{ size: 2, schedule: u.TONIGHT }, { schedule: u.TONIGHT }] },
    device,
  );
  expect(planned).toMatchObject({ planned: 6, refused: [], waves: [{ planned: 2 }, { planned: 4 }] });
  expect(await upkeep.answer(publicationId)).toEqual({ state: 'ANSWERED', answer: 'WILL_APPLY' });

  // The first wave: one works, one fails, is tried again and rolled back.
  const begin = { to: 'IN_PROGRESS' };
  const verify = { to: 'VERIFIED', note: 'The self-test passes.' };
  const verifiedOn = async (assetId: Id) => {
    const applied = await upkeep.take(assetId, [begin, { to: 'APPLIED' }], device);
    const ticks = {
      applicationId: applied['id'],
      version: applied['version'],
      list: 'VERIFICATION_STEPS',
      places: [0],
    };
    await device.graphql(u.CHECK, { input: ticks });
    await upkeep.take(assetId, [verify], device);
  };
  await verifiedOn(verified);
  await upkeep.take(rolledBack, [begin, { to: 'FAILED', note: 'The battery ran out.' }], device);
  expect(await upkeep.refused(others[0]!, begin, device)).toBe('CONFLICT maintenance.earlier_wave_open');
  await upkeep.take(
    rolledBack,
    [
      { to: 'PLANNED' },
      { to: 'SCHEDULED', schedule: u.TONIGHT },
      begin,
      { to: 'APPLIED' },
      { to: 'ROLLED_BACK', note: 'Alarms are lost.' },
    ],
    device,
  );
  expect(await upkeep.releaseOf(rolledBack)).toBe('1.0');

  // The second: one is put off, one is done by the vendor, the others by the hospital.
  await upkeep.take(
    deferred,
    [{ to: 'DEFERRED', note: 'In use day and night.', controls: ['NETWORK_ISOLATION'], reviewOn: day(30) }],
    device,
  );
  await upkeep.take(vendors, [begin, { to: 'APPLIED', performer: 'VENDOR_ON_SITE' }], support);
  for (const one of others) await verifiedOn(one);
  expect(await upkeep.of(vendors)).toMatchObject({ countersignature: 'AWAITED', countersigner: 'HOSPITAL' });
  expect(await upkeep.answer(publicationId)).toMatchObject({ answer: 'WILL_APPLY' });
  expect(await exposed(security)).toEqual({ AFFECTED: 3, FIXED: 3 });
  const { id: applicationId, version } = await upkeep.of(vendors);
  const { countersignUpdates } = await security.graphql(u.COUNTERSIGN, {
    input: { applications: [{ applicationId, version }], verdict: 'COUNTERSIGNED' },
  });
  expect(countersignUpdates.results).toMatchObject([{ application: { countersignature: 'COUNTERSIGNED' } }]);
  await upkeep.take(vendors, [{ to: 'VERIFIED', unverifiedReason: 'Seen on site.' }], device);

  const { publication } = await device.graphql(PLAN_OF, { id: publicationId });
  expect(publication.updatePlan).toMatchObject([
    { wave: 1, applications: 2, open: 0 },
    { wave: 2, applications: 4, open: 0 },
  ]);
  expect(counted(publication.updatePlan.flatMap(({ counts }: Data) => counts))).toEqual({
    VERIFIED: 4,
    ROLLED_BACK: 1,
    DEFERRED: 1,
  });
  // Nobody typed the answer: it follows the devices, and fewer of them are exposed.
  expect(await upkeep.answer(publicationId)).toEqual({ state: 'ANSWERED', answer: 'DEFERRED' });
  expect(await exposed(security)).toEqual({ AFFECTED: 2, FIXED: 4 });

  // Support of the old release ends; the two devices that still run it are decided about.
  const notice = {
    format: 'tasuki.lifecycle-notice',
    formatVersion: 1,
    publisher: 'Maker',
    madeAt: '2020-01-01',
    event: 'END_OF_SUPPORT',
    versions: ['1.0'],
    endOfSupportOn: day(-1),
    reason: 'Its operating system is no longer supported.',
    compensatingControls: ['Put it on a network of its own.'],
  };
  await desk.publishedDocument('LIFECYCLE_NOTICE', notice, { severity: 'MEDIUM' });
  expect((await security.graphql(RELEASE, { id: desk.releaseId })).release).toEqual({
    stage: 'END_OF_SUPPORT',
    isShortNotice: true,
  });
  expect(await undecided(security)).toEqual([rolledBack, deferred].toSorted());

  const decide = async (assetId: Id, facts: object) => {
    const common = { assetIds: [assetId], ownerId: security.memberId, reviewOn: day(100) };
    const { decideEndOfSupport } = await security.graphql(DECIDE, { input: { ...common, ...facts } });
    expect(decideEndOfSupport.decidedCount).toBe(1);
    return decideEndOfSupport.results[0].decision as { id: Id; state: string };
  };
  await decide(rolledBack, { kind: 'REPLACE', replaceBy: day(300), reason: 'A successor is ordered.' });
  const risk = await decide(deferred, { kind: 'ACCEPT_RISK', reason: 'It stands on a network of its own.' });
  expect(risk.state).toBe('PROPOSED');
  expect(await security.refusal(ACCEPT_RISK, { input: { decisionIds: [risk.id] } })).toBe('FORBIDDEN access.forbidden');
  const { acceptRisk } = await manager.graphql(ACCEPT_RISK, { input: { decisionIds: [risk.id] } });
  expect(acceptRisk.results).toEqual([{ decision: { state: 'SIGNED' }, refusal: null }]);
  expect(await undecided(security)).toEqual([]);

  // What passes to the hospital is agreed item by item, and signed by both.
  const item = (kind: string, text: string) => ({ kind, text, effectiveOn: day(0) });
  const proposed = await transferAfter(support, transfer('proposeTransfer', 'ProposeTransferInput'), {
    hospitalId: hospital.id,
    releaseId: desk.releaseId,
    items: [item('HARDENING', 'Close port 22.'), item('DOCUMENTS', 'Keep the manuals.')],
  });
  const [hardening, documents] = proposed.items as [Data, Data];
  const accept = (itemId: Id) =>
    transferAfter(security, transfer('acceptTransferItem', 'OneTransferItemInput'), { itemId });
  await transferAfter(security, transfer('contestTransferItem', 'ContestTransferItemInput'), {
    itemId: hardening['id'],
    note: 'On which of them?',
  });
  await accept(documents['id']);
  const again = await transferAfter(support, transfer('reproposeTransferItem', 'ReproposeTransferItemInput'), {
    itemId: hardening['id'],
    text: 'Close port 22 of each viewer.',
    effectiveOn: day(0),
  });
  expect(again.items).toMatchObject([
    { number: 1, version: 2, state: 'PROPOSED' },
    { number: 2, version: 1, state: 'ACCEPTED' },
  ]);
  expect(await accept(again.items[0]?.['id'])).toMatchObject({ state: 'ACCEPTED' });
  const sign = transfer('signTransfer', 'SignTransferInput');
  expect(await transferAfter(desk.approver, sign, { transferId: proposed.id })).toMatchObject({ state: 'HALF_SIGNED' });
  expect(await transferAfter(manager, sign, { transferId: proposed.id })).toMatchObject({
    state: 'SIGNED',
    items: [
      { isInEffect: true, assetCount: 2 },
      { isInEffect: true, assetCount: 2 },
    ],
  });

  // An auditor follows all of it: what the hospital did, and of what the vendor did as far as this update goes.
  const auditor = await world.person('AUDITOR');
  const grant = { auditorId: auditor.organisationId, expiresAt: new Date(Date.now() + DAY_MS).toISOString() };
  await hospital.person.graphql(GRANT, { input: grant });
  await desk.publisher.graphql(GRANT, { input: { ...grant, publicationId } });
  await world.settled();
  const events = await readTrail(auditor);
  const key = await (await fetch(`${world.url}/trail/key`)).text();
  let from = 0;
  for (const kind of STORY) {
    const place = events.findIndex((event, index) => index >= from && event.kind === kind);
    expect([kind, place]).not.toEqual([kind, -1]);
    const { auditReceipt } = await auditor.graphql(RECEIPT, { id: events[place]!.id });
    expect(verifyReceipt(Buffer.from(auditReceipt.content), key)).toMatchObject({
      isValid: true,
      event: { facts: { act: kind } },
    });
    from = place + 1;
  }
  expect(events.filter(({ kind }) => kind === 'transfer.signed')).toHaveLength(2);
});

/** How many devices of the hospital stand how to the vulnerability. */
async function exposed(by: Person): Promise<Record<string, number>> {
  const { exposure } = await by.graphql(EXPOSURE, { vulnerability: CVE });
  const counts = exposure.counts as { status: string; assetCount: number }[];
  return Object.fromEntries(
    counts.filter(({ assetCount }) => assetCount > 0).map(({ status, assetCount }) => [status, assetCount]),
  );
}

const counted = (counts: { state: string; applications: number }[]) => {
  const sums: Record<string, number> = {};
  for (const { state, applications } of counts) sums[state] = (sums[state] ?? 0) + applications;
  return sums;
};

const undecided = async (by: Person): Promise<Id[]> =>
  (await by.graphql(UNDECIDED)).undecidedAssets.edges.map(({ node }: { node: { id: Id } }) => node.id).toSorted();

const transferAfter = async (by: Person, mutation: string, input: object) =>
  (Object.values(await by.graphql(mutation, { input }))[0] as { transfer: { id: Id; state: string; items: Data[] } })
    .transfer;

/** All that a grant shows, oldest first. */
async function readTrail(auditor: Person): Promise<{ id: Id; kind: string }[]> {
  const events: { id: Id; kind: string }[] = [];
  for (let after: string | null = null; ;) {
    const { auditTrail }: Data = await auditor.graphql(TRAIL, { after });
    events.push(...auditTrail.edges.map(({ node }: { node: { id: Id; kind: string } }) => node));
    if (!auditTrail.pageInfo.hasNextPage) return events.toReversed();
    after = auditTrail.pageInfo.endCursor;
  }
}
