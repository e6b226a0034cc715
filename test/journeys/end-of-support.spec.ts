import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calendarDate, newId, ROLES_OF_KIND, type Id } from '#libs/kernel';
import { JobRegistry, systemCtx } from '#libs/platform';
import { FanOutService } from '../../libs/engagement/src/fan-out.service.ts';
import { does, type MadeKey } from '../guarantees/rich-world.ts';
import { invitedIn, mailsTo } from '../support/mails.ts';
import { Desk, release } from '../support/publishing-desk.ts';
import { Person, World, type Hospital, type Vendor } from '../support/world.ts';

const RESULTS = 'decidedCount refusedCount results { id decision { id state kind } refusal { code reason } }';
const DECIDE = `mutation ($input: DecideEndOfSupportInput!) { decideEndOfSupport(input: $input) { ${RESULTS} } }`;
const ACCEPT = `mutation ($input: AcceptRiskInput!) { acceptRisk(input: $input) { ${RESULTS} } }`;
const REFUSE = `mutation ($input: RefuseRiskInput!) { refuseRisk(input: $input) { ${RESULTS} } }`;
const ASSET = `query ($id: ID!) { asset(id: $id) {
  endOfSupportDecision { kind state stage reviewOn controls ownerId reason }
  endOfSupportDecisions { kind state decidedBy answeredBy refusalReason endedAt } } }`;
const UNDECIDED = `query ($releaseId: ID, $stage: LifeCycleStage, $first: Int! = 20, $after: String) {
  undecidedAssets(releaseId: $releaseId, stage: $stage, first: $first, after: $after) {
    totalCount edges { cursor node { id release { id } } } } }`;
const COUNTS = '{ endOfSupportCounts { undecided undecidedAtEndOfSupport awaitingSignature reviewsSoon } }';
const DECISIONS = `query ($state: EndOfSupportDecisionState, $assetId: ID, $reviewSoonOnly: Boolean! = false) {
  endOfSupportDecisions(state: $state, assetId: $assetId, reviewSoonOnly: $reviewSoonOnly) { totalCount edges { node { id state asset { id } } } } }`;
const TIMELINE = `query ($siteId: ID, $vendorId: ID, $fromYear: Int, $toYear: Int, $undecidedOnly: Boolean! = false,
    $stage: LifeCycleStage, $first: Int! = 20, $after: String) {
  lifecycleTimeline(siteId: $siteId, vendorId: $vendorId, fromYear: $fromYear, toYear: $toYear,
      undecidedOnly: $undecidedOnly, stage: $stage, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { endsOn awaitsDecision assetCount undecidedCount release { id stage } } } } }`;
const PLAN = `query ($fromYear: Int!, $toYear: Int!, $siteId: ID, $vendorId: ID) {
  replacementPlan(fromYear: $fromYear, toYear: $toYear, siteId: $siteId, vendorId: $vendorId) {
    year site { id } vendor { id } releaseCount assetCount undecidedCount } }`;

const ANSWERS = `query ($id: ID!) { publication(id: $id) {
  myDelivery { state sites { siteId answers { action answer isDerived } } } } }`;

const DAY_MS = 86_400_000;
const day = (days: number) => calendarDate(new Date(Date.now() + days * DAY_MS));

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

async function ending(vendor: Vendor, stage: string, endOfSupportOn: string | null = null): Promise<Id<'Release'>> {
  const id = await release(world, vendor);
  await world.behind.query('update release set stage = $2, end_of_support_on = $3 where id = $1', [
    id,
    stage,
    endOfSupportOn,
  ]);
  return id;
}

async function assetOf({ id: hospitalId, siteId }: Hospital, releaseId: Id, facts: object = {}): Promise<Id<'Asset'>> {
  const id = newId<'Asset'>();
  const { status = 'IN_USE', quantity = 1, at = siteId } = facts as { status?: string; quantity?: number; at?: Id };
  await world.behind.query(
    `insert into asset (id, hospital_id, site_id, release_id, connections, status, quantity, created_at)
     values ($1, $2, $3, $4, '{NETWORK}', $5, $6, now())`,
    [id, hospitalId, at, releaseId, status, quantity],
  );
  return id;
}

/** A hospital with one device whose support has ended. */
async function scene() {
  const [vendor, hospital] = [await world.vendor(), await world.hospital()];
  await world.relationship(vendor, hospital, 'ASSETS');
  const releaseId = await ending(vendor, 'END_OF_SUPPORT', day(-10));
  const assetId = await assetOf(hospital, releaseId);
  const replacement = (facts: object = {}) => ({
    assetIds: [assetId],
    kind: 'REPLACE',
    replaceBy: day(300),
    ownerId: hospital.person.memberId,
    reason: 'A successor is ordered.',
    reviewOn: day(100),
    ...facts,
  });
  const risk = (facts: object = {}) => replacement({ kind: 'ACCEPT_RISK', replaceBy: null, ...facts });
  return { vendor, hospital, releaseId, assetId, replacement, risk };
}

const decide = async (by: Person, input: object) => (await by.graphql(DECIDE, { input })).decideEndOfSupport;
const assetAs = async (by: Person, id: Id) => (await by.graphql(ASSET, { id })).asset;
const undecided = async (by: Person, variables: object = {}) =>
  (await by.graphql(UNDECIDED, variables)).undecidedAssets.edges.map((one: { node: { id: Id } }) => one.node.id);
const hourly = (job: string) =>
  world.app
    .get(JobRegistry)
    .all()
    .find(({ kind }) => kind === job)!
    .run({} as never);
const lapses = () => hourly('maintenance.lapse_decisions');
const chases = () => hourly('maintenance.chase_decisions');
const trailOf = async (assetId: Id) => {
  const { rows } = await world.behind.query<{ id: Id; kind: string }>(
    `select id, kind from trail.event where facts::jsonb #>> '{facts,assetId}' = $1 order by id`,
    [assetId],
  );
  return rows;
};

describe('who asks for a decision', () => {
  const noticeTo = async (kinds: object = {}) => {
    const desk = await Desk.open(world);
    const hospital = await world.hospital();
    await world.relationship(desk.vendor, hospital, 'COUNTS');
    await world.behind.query(`update release set stage = 'END_OF_SUPPORT', end_of_support_on = $2 where id = $1`, [
      desk.releaseId,
      day(-10),
    ]);
    const assetIds = [await assetOf(hospital, desk.releaseId), await assetOf(hospital, desk.releaseId)] as const;
    const facts = {
      ownerId: hospital.person.memberId,
      reason: 'A successor is ordered.',
      reviewOn: day(100),
      ...kinds,
    };
    const decides = async (assetId: Id, kind: object) => {
      const { results } = await decide(hospital.person, { assetIds: [assetId], ...facts, ...kind });
      await world.settled();
      return results[0].decision.id as Id;
    };
    const publish = async () => {
      const id = await desk.published({ actions: [{ kind: 'DECIDE_END_OF_SUPPORT', dueOn: '2099-12-24' }] });
      await world.settled();
      return id;
    };
    const answered = async (id: Id) => (await hospital.person.graphql(ANSWERS, { id })).publication.myDelivery;
    return { desk, hospital, assetIds, decides, publish, answered };
  };
  const replace = { kind: 'REPLACE', replaceBy: day(300) };
  const isolate = { kind: 'ISOLATE', controls: ['SEGREGATION'] };
  const byDevices = (answer: string) => [{ action: 'DECIDE_END_OF_SUPPORT', answer, isDerived: true }];

  it('is answered by what is decided for every device, until a decision lapses or another device comes', async () => {
    const { desk, hospital, assetIds, decides, publish, answered } = await noticeTo();
    const id = await publish();
    await decides(assetIds[0], replace);
    expect(await answered(id)).toMatchObject({ state: 'OPEN', sites: [{ answers: [] }] });
    await decides(assetIds[1], replace);
    expect(await answered(id)).toMatchObject({ state: 'ANSWERED', sites: [{ answers: byDevices('REPLACE') }] });

    // Of several the one that leaves the most risk; a risk counts once it is signed.
    await decides(assetIds[1], isolate);
    expect(await answered(id)).toMatchObject({ sites: [{ answers: byDevices('ISOLATE') }] });
    const proposal = await decides(assetIds[0], { kind: 'ACCEPT_RISK' });
    expect(await answered(id)).toMatchObject({ sites: [{ answers: byDevices('ISOLATE') }] });
    await hospital.person.graphql(ACCEPT, { input: { decisionIds: [proposal] } });
    await world.settled();
    expect(await answered(id)).toMatchObject({ sites: [{ answers: byDevices('ACCEPT_RISK') }] });
    const ADD = 'mutation ($input: RegisterAssetInput!) { registerAsset(input: $input) { asset { id } } }';
    const { registerAsset } = await hospital.person.graphql(ADD, {
      input: { siteId: hospital.siteId, releaseId: desk.releaseId, connections: ['NETWORK'] },
    });
    await world.settled();
    expect(await answered(id)).toMatchObject({ state: 'OPEN', sites: [{ answers: [] }] });
    await decides(registerAsset.asset.id, replace);
    expect(await answered(id)).toMatchObject({ sites: [{ answers: byDevices('ACCEPT_RISK') }] });

    await world.behind.query('update end_of_support_decision set review_on = $2 where asset_id = $1', [
      assetIds[1],
      day(-1),
    ]);
    await lapses();
    await world.settled();
    expect(await answered(id)).toMatchObject({ state: 'OPEN', sites: [{ answers: [] }] });
  });

  it('is answered, too, when the device that was undecided is lent', async () => {
    const { hospital, assetIds, decides, publish, answered } = await noticeTo();
    const id = await publish();
    await decides(assetIds[0], replace);
    expect(await answered(id)).toMatchObject({ state: 'OPEN', sites: [{ answers: [] }] });
    const other = await world.hospital();
    const OFFER = 'mutation ($input: OfferHandoversInput!) { offerHandovers(input: $input) { handovers { id } } }';
    const TAKE = 'mutation ($input: TakeOverHandoverInput!) { takeOverHandover(input: $input) { handover { id } } }';
    const lent = { assetIds: [assetIds[1]], code: other.code, kind: 'LENT', handedOverOn: day(0), returnBy: day(30) };
    const { offerHandovers } = await hospital.person.graphql(OFFER, { input: { ...lent, isHistoryPassedOn: false } });
    const taken = { handoverId: offerHandovers.handovers[0].id, siteId: other.siteId, connections: ['NETWORK'] };
    await other.person.graphql(TAKE, { input: taken });
    await world.settled();
    expect(await answered(id)).toMatchObject({ state: 'ANSWERED', sites: [{ answers: byDevices('REPLACE') }] });
  });

  it('is answered within the hour where it is asked later than others, after all was decided', async () => {
    const { desk, hospital, assetIds, decides, publish, answered } = await noticeTo();
    const ended = `update relationship set state = $2, ended_at = case when $2 = 'ENDED' then now() end where hospital_id = $1`;
    await world.behind.query(ended, [hospital.id, 'ENDED']);
    for (const assetId of assetIds) await decides(assetId, isolate);
    const id = await publish();
    await world.relationship(desk.vendor, hospital, 'COUNTS');
    await world.app.get(FanOutService).deliverToPartner(systemCtx('test'), desk.vendor.id, hospital.id);
    expect(await answered(id)).toMatchObject({ state: 'OPEN', sites: [{ answers: [] }] });
    await hourly('maintenance.answer_late');
    expect(await answered(id)).toMatchObject({ state: 'ANSWERED', sites: [{ answers: byDevices('ISOLATE') }] });
  });

  it('need not be told again what was decided before it asked', async () => {
    const { assetIds, decides, publish, answered } = await noticeTo();
    for (const assetId of assetIds) await decides(assetId, isolate);
    const id = await publish();
    const done = await world.eventually(async () => {
      const delivery = await answered(id);
      return delivery.state === 'ANSWERED' && delivery;
    });
    expect(done).toMatchObject({ sites: [{ answers: byDevices('ISOLATE') }] });
  });
});

describe('what a hospital decides at the end of support', () => {
  it('is asked for each asset, decided once at a time, and keeps its history', async () => {
    const { hospital, releaseId, assetId, replacement } = await scene();
    const { person } = hospital;
    expect(await undecided(person)).toEqual([assetId]);
    expect(await decide(person, replacement())).toMatchObject({
      decidedCount: 1,
      refusedCount: 0,
      results: [{ id: assetId, decision: { state: 'DECIDED', kind: 'REPLACE' }, refusal: null }],
    });
    expect(await undecided(person)).toEqual([]);
    expect((await assetAs(person, assetId)).endOfSupportDecision).toEqual({
      kind: 'REPLACE',
      state: 'DECIDED',
      stage: 'END_OF_SUPPORT',
      reviewOn: day(100),
      controls: [],
      ownerId: person.memberId,
      reason: 'A successor is ordered.',
    });

    const isolation = { kind: 'ISOLATE', replaceBy: null, controls: ['FIREWALL', 'SEGREGATION', 'FIREWALL'] };
    await decide(person, replacement(isolation));
    const { endOfSupportDecision, endOfSupportDecisions } = await assetAs(person, assetId);
    expect(endOfSupportDecision).toMatchObject({ kind: 'ISOLATE', controls: ['SEGREGATION', 'FIREWALL'] });
    expect(endOfSupportDecisions).toMatchObject([
      { kind: 'ISOLATE', state: 'DECIDED', endedAt: null },
      { kind: 'REPLACE', state: 'REPLACED', decidedBy: person.userId, endedAt: expect.any(String) },
    ]);
    const contract = {
      kind: 'EXTENDED_SUPPORT',
      replaceBy: null,
      contract: 'Maintainer, no. 5',
      extendedUntil: day(400),
    };
    expect(await decide(person, replacement(contract))).toMatchObject({ decidedCount: 1 });
    expect((await trailOf(assetId)).map(({ kind }) => kind)).toEqual(Array(3).fill('end_of_support.decided'));

    // Another release runs on it now: what was decided was about the former one.
    await world.behind.query('update asset set release_id = $2 where id = $1', [
      assetId,
      await ending(await world.vendor(), 'LIMITED_SUPPORT'),
    ]);
    expect((await assetAs(person, assetId)).endOfSupportDecision).toBeNull();
    expect(await undecided(person)).toEqual([assetId]);
    await world.behind.query('update asset set release_id = $2 where id = $1', [assetId, releaseId]);
    expect(await undecided(person)).toEqual([]);
  });

  it('is refused asset by asset, and as a whole for what is wrong in it', async () => {
    const { vendor, hospital, assetId, replacement, risk } = await scene();
    const { person } = hospital;
    const retired = await assetOf(hospital, await ending(vendor, 'END_OF_SUPPORT'), { status: 'RETIRED' });
    const evergreen = await assetOf(hospital, await release(world, vendor));
    const foreign = await assetOf(await world.hospital(), await ending(vendor, 'END_OF_SUPPORT'));
    const ahead = await assetOf(hospital, await ending(vendor, 'SUPPORTED', day(500)));
    const { results, decidedCount } = await decide(
      person,
      replacement({ assetIds: [assetId, retired, evergreen, foreign, ahead] }),
    );
    expect(decidedCount).toBe(2);
    expect(results.map((one: { refusal: { reason: string } | null }) => one.refusal?.reason ?? null)).toEqual([
      null,
      'maintenance.asset_not_in_use',
      'maintenance.nothing_ends',
      'not_found',
      null,
    ]);

    const fields = async (facts: object) => {
      const { errors } = await person.ask(DECIDE, { input: replacement(facts) });
      const { code, reason, fields: wrong = [] } = errors[0]!.extensions;
      return [code, reason === 'input.invalid' ? null : reason, ...wrong.map((one) => `${one.path} ${one.reason}`)];
    };
    expect(await fields({ reviewOn: day(0) })).toEqual([
      'INVALID_INPUT',
      'maintenance.date_in_past',
      'reviewOn maintenance.date_in_past',
    ]);
    expect(await fields({ replaceBy: day(-1) })).toContain('replaceBy maintenance.date_in_past');
    expect(await fields({ reviewOn: day(301) })).toContain('reviewOn maintenance.review_too_late');
    expect(await fields({ replaceBy: null })).toContain('replaceBy maintenance.decision_incomplete');
    expect(await fields({ contract: 'No. 5' })).toContain('contract maintenance.not_of_decision');
    expect(await fields({ kind: 'ISOLATE', replaceBy: null })).toContain('controls maintenance.decision_incomplete');
    expect(await fields({ kind: 'EXTENDED_SUPPORT', replaceBy: null })).toEqual([
      'INVALID_INPUT',
      null,
      'contract maintenance.decision_incomplete',
      'extendedUntil maintenance.decision_incomplete',
    ]);
    expect(await fields({ assetIds: null })).toContain('assetIds maintenance.name_or_choose');
    expect(await fields({ choice: {} })).toContain('assetIds maintenance.name_or_choose');
    expect(await fields({ reason: ' ' })).toContain('reason input.required');
    expect(await fields({ ownerId: vendor.publisher.memberId })).toEqual(['NOT_FOUND', 'not_found']);
    const { memberId: ownerId } = await person.colleague('HOSPITAL_VIEWER');
    await world.behind.query(`update member set state = 'ENDED' where id = $1`, [ownerId]);
    expect(await fields({ ownerId })).toEqual(['NOT_FOUND', 'not_found']);

    for (const roles of [['HOSPITAL_DEVICE'], ['HOSPITAL_MANAGER'], ['HOSPITAL_ADMIN']] as const) {
      const other = await person.colleague(...roles);
      expect(await other.refusal(DECIDE, { input: replacement() })).toBe('FORBIDDEN access.forbidden');
      expect(await other.refusal(DECIDE, { input: risk() })).toBe('FORBIDDEN access.forbidden');
    }
    expect(await vendor.publisher.refusal(DECIDE, { input: replacement() })).toBe('FORBIDDEN access.forbidden');
    expect(await vendor.publisher.refusal(COUNTS)).toBe('FORBIDDEN access.forbidden');
    // Where assets are shared, decisions about them are not.
    expect(await assetAs(vendor.publisher, assetId)).toEqual({ endOfSupportDecision: null, endOfSupportDecisions: [] });
  });

  it('is decided for many at once, by what they are', async () => {
    const { vendor, hospital, releaseId, replacement } = await scene();
    const second = await world.site(hospital.id);
    const others = [await assetOf(hospital, releaseId, { at: second }), await assetOf(hospital, releaseId)];
    const elsewhere = await assetOf(hospital, await ending(vendor, 'END_OF_SUPPORT'));
    const choose = (choice: object) => decide(hospital.person, replacement({ assetIds: undefined, choice }));
    expect(await choose({ releaseId, siteId: second })).toMatchObject({ results: [{ id: others[0] }] });
    expect((await choose({ releaseId })).decidedCount).toBe(2);
    expect((await choose({ releaseId })).results).toEqual([]);
    expect((await choose({ releaseId, undecidedOnly: false })).decidedCount).toBe(3);
    expect(await choose({ vendorId: vendor.id })).toMatchObject({ results: [{ id: elsewhere }] });

    await world.behind.query(
      `insert into asset (id, hospital_id, site_id, release_id, connections, created_at)
       select gen_random_uuid(), $1, $2, $3, '{NETWORK}', now() from generate_series(1, 10001)`,
      [hospital.id, second, releaseId],
    );
    const many = replacement({ assetIds: undefined, choice: { releaseId } });
    expect(await hospital.person.refusal(DECIDE, { input: many })).toBe('INVALID_INPUT maintenance.too_many_assets');
  });

  it('takes a risk only by the word of two roles, which one person may hold, and never by a program', async () => {
    const { hospital, assetId, risk, replacement } = await scene();
    const { person } = hospital;
    const [officer, manager] = [
      await person.colleague('HOSPITAL_SECURITY'),
      await person.colleague('HOSPITAL_MANAGER'),
    ];
    await decide(officer, replacement());
    const propose = async (by: Person) => (await decide(by, risk())).results[0].decision.id as Id;
    const first = await propose(officer);
    expect(await manager.graphql(DECISIONS, { state: 'PROPOSED' })).toMatchObject({
      endOfSupportDecisions: { totalCount: 1, edges: [{ node: { id: first, asset: { id: assetId } } }] },
    });
    // What was decided stands until the risk is taken.
    expect((await assetAs(person, assetId)).endOfSupportDecision.kind).toBe('REPLACE');
    const answer = (by: Person, query: string, decisionIds: Id[], more: object = {}) =>
      by.ask<Record<string, { results: { refusal: { reason: string } | null }[] }>>(query, {
        input: { decisionIds, ...more },
      });
    const reasons = async (...asked: Parameters<typeof answer>) => {
      const { data, errors } = await answer(...asked);
      return (
        errors[0]?.extensions.reason ?? Object.values(data!)[0]!.results.map(({ refusal }) => refusal?.reason ?? null)
      );
    };
    expect(await reasons(officer, ACCEPT, [first])).toBe('access.forbidden');
    expect(await reasons(officer, REFUSE, [first], { reason: 'No.' })).toBe('access.forbidden');
    expect(await reasons(manager, REFUSE, [first], { reason: 'Too long.' })).toEqual([null]);
    expect(await reasons(manager, ACCEPT, [first])).toEqual(['maintenance.not_proposed']);

    const [second, third] = [await propose(officer), await propose(officer)];
    expect(await reasons(manager, ACCEPT, [second, newId(), third])).toEqual([
      'maintenance.not_proposed',
      'not_found',
      null,
    ]);
    expect(await reasons(manager, ACCEPT, [third])).toEqual(['maintenance.not_proposed']);
    const { endOfSupportDecision, endOfSupportDecisions } = await assetAs(person, assetId);
    expect(endOfSupportDecision).toMatchObject({ kind: 'ACCEPT_RISK', state: 'SIGNED' });
    expect(endOfSupportDecisions).toMatchObject([
      { state: 'SIGNED', decidedBy: officer.userId, answeredBy: manager.userId },
      { state: 'REPLACED', answeredBy: null },
      { state: 'REFUSED', refusalReason: 'Too long.' },
      { kind: 'REPLACE', state: 'REPLACED' },
    ]);
    await world.settled();
    const trail = await trailOf(assetId);
    expect(trail.map(({ kind }) => kind)).toEqual([
      'end_of_support.decided',
      'end_of_support.risk_proposed',
      'end_of_support.risk_refused',
      'end_of_support.risk_proposed',
      'end_of_support.risk_proposed',
      'end_of_support.risk_accepted',
    ]);
    const { receipt } = await manager.graphql('query ($id: ID!) { receipt(eventId: $id) { content } }', {
      id: trail.at(-1)!.id,
    });
    expect(receipt.content).toContain('end_of_support.risk_accepted');

    const alone = await propose(person);
    expect(await reasons(person, ACCEPT, [alone])).toEqual([null]);

    const { secret } = await does<MadeKey>(
      person,
      'makeApiKey',
      { name: 'A program', roles: ROLES_OF_KIND.HOSPITAL, expiresAt: new Date(Date.now() + DAY_MS).toISOString() },
      'secret apiKey { id }',
    );
    const program = new Person(world, { ...person, headers: { authorization: `Bearer ${secret}` } });
    expect(await program.refusal(DECIDE, { input: risk() })).toBe('FORBIDDEN access.forbidden');
    expect(await reasons(program, ACCEPT, [await propose(person)])).toBe('access.forbidden');
    expect((await decide(program, replacement())).decidedCount).toBe(1);
  });

  it('lapses at its review date, and is asked again', async () => {
    const { hospital, assetId, risk, replacement } = await scene();
    const { person } = hospital;
    await decide(person, replacement({ reviewOn: day(3) }));
    const { results } = await decide(person, risk({ reviewOn: day(2) }));
    expect((await person.graphql(COUNTS)).endOfSupportCounts).toEqual({
      undecided: 0,
      undecidedAtEndOfSupport: 0,
      awaitingSignature: 1,
      reviewsSoon: 1,
    });
    const soon = async () =>
      (await person.graphql(DECISIONS, { reviewSoonOnly: true })).endOfSupportDecisions.edges.map(
        (edge: { node: { state: string } }) => edge.node.state,
      );
    expect(await soon()).toEqual(['DECIDED']);
    await lapses();
    expect(await undecided(person)).toEqual([]);
    world.clock.advance(2 * DAY_MS);
    try {
      expect(
        (await person.graphql(ACCEPT, { input: { decisionIds: [results[0].decision.id] } })).acceptRisk,
      ).toMatchObject({
        results: [{ refusal: { code: 'CONFLICT', reason: 'maintenance.review_came' } }],
      });
      world.clock.advance(DAY_MS);
      for (let twice = 0; twice < 2; twice += 1) await lapses();
    } finally {
      world.clock.returnToPresent();
    }
    expect(await undecided(person)).toEqual([assetId]);
    expect((await assetAs(person, assetId)).endOfSupportDecisions).toMatchObject([
      { state: 'LAPSED' },
      { state: 'LAPSED' },
    ]);
    expect((await person.graphql(COUNTS)).endOfSupportCounts).toEqual({
      undecided: 1,
      undecidedAtEndOfSupport: 1,
      awaitingSignature: 0,
      reviewsSoon: 0,
    });
    expect(await soon()).toEqual([]);
    const kinds = (await trailOf(assetId)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'end_of_support.lapsed')).toHaveLength(2);
  });

  it('is chased for by mail once a week, of those who decide and in their language, until all is decided', async () => {
    const { vendor, hospital, assetId, replacement } = await scene();
    const limited = await assetOf(hospital, await ending(vendor, 'LIMITED_SUPPORT'), { quantity: 4 });
    await assetOf(hospital, await ending(vendor, 'SUPPORTED', day(30)));
    const { person } = hospital;
    const [officer, manager, former] = [
      await person.colleague('HOSPITAL_SECURITY'),
      await person.colleague('HOSPITAL_MANAGER'),
      await person.colleague('HOSPITAL_SECURITY'),
    ];
    await invitedIn('en', officer);
    await world.behind.query(`update member set state = 'ENDED' where id = $1`, [former.memberId]);
    const counts = async () => {
      await chases();
      await world.settled();
      return Promise.all(
        [person, officer, manager, former].map(async ({ email }) => (await mailsTo(world, email)).length),
      );
    };
    expect(await counts()).toEqual([1, 1, 0, 0]);
    const [[japanese], [english]] = await Promise.all([mailsTo(world, person.email), mailsTo(world, officer.email)]);
    expect(japanese?.subject).toBe('【Tasuki】EOS 後の対応が決まっていない機器が 5 台あります');
    expect(japanese?.text).toContain('うちサポート終了 1 台');
    expect(english?.text).toContain('about which nothing is decided: 5. Of these, support has ended for 1.');
    expect(english?.text).toContain(`${world.url}/life-cycle?undecided=true`);

    try {
      world.clock.advance(6 * DAY_MS);
      expect(await counts()).toEqual([1, 1, 0, 0]);
      world.clock.advance(DAY_MS + 1);
      expect(await counts()).toEqual([2, 2, 0, 0]);
      expect(await counts()).toEqual([2, 2, 0, 0]);
      world.clock.returnToPresent();
      await decide(person, replacement({ assetIds: [assetId, limited] }));
      world.clock.advance(30 * DAY_MS);
      expect(await counts()).toEqual([2, 2, 0, 0]);
    } finally {
      world.clock.returnToPresent();
    }
    const { rows } = await world.behind.query<{ facts: string; organisation_id: string }>(
      `select facts, organisation_id from trail.event where kind = 'end_of_support.chased' and subject_id = $1`,
      [hospital.id],
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]!.organisation_id).toBe(hospital.id);
    expect((JSON.parse(rows[0]!.facts) as { facts: object }).facts).toMatchObject({
      devices: 5,
      devicesAtEndOfSupport: 1,
    });
  });

  it('is for one hospital alone', async () => {
    const { hospital, assetId, replacement, risk } = await scene();
    const { results } = await decide(hospital.person, risk());
    const stranger = await world.hospital();
    const own = { ownerId: stranger.person.memberId };
    expect((await decide(stranger.person, replacement(own))).results).toMatchObject([
      { refusal: { reason: 'not_found' } },
    ]);
    const decisionIds = [results[0].decision.id];
    expect((await stranger.person.graphql(ACCEPT, { input: { decisionIds } })).acceptRisk.results).toMatchObject([
      { refusal: { reason: 'not_found' } },
    ]);
    expect((await stranger.person.graphql(DECISIONS, { assetId })).endOfSupportDecisions.totalCount).toBe(0);
  });
});

describe('what loses its support when', () => {
  it('is shown with what awaits a decision first, then by date, and planned by year, site and vendor', async () => {
    const { vendor, hospital, releaseId, replacement } = await scene();
    const { person } = hospital;
    const other = await world.vendor();
    const second = await world.site(hospital.id);
    const [soon, later, limited] = [
      await ending(vendor, 'SUPPORTED', '2031-03-31'),
      await ending(other, 'SUPPORTED', '2033-03-31'),
      await ending(vendor, 'LIMITED_SUPPORT'),
    ];
    await assetOf(hospital, await release(world, vendor));
    await assetOf(hospital, later, { quantity: 20 });
    await assetOf(hospital, soon, { at: second });
    const decidedOne = await assetOf(hospital, soon);
    await assetOf(hospital, limited, { status: 'STORED' });
    await assetOf(hospital, limited, { status: 'RETIRED' });
    await assetOf(await world.hospital(), soon);
    await decide(person, replacement({ assetIds: [decidedOne] }));

    const timeline = async (variables: object = {}) => (await person.graphql(TIMELINE, variables)).lifecycleTimeline;
    const ids = async (variables: object = {}) =>
      (await timeline(variables)).edges.map((one: { node: { release: { id: Id } } }) => one.node.release.id);
    expect(await timeline()).toMatchObject({
      totalCount: 4,
      edges: [
        { node: { endsOn: day(-10), awaitsDecision: true, assetCount: 1, undecidedCount: 1 } },
        { node: { endsOn: null, awaitsDecision: true, assetCount: 1, undecidedCount: 1 } },
        { node: { endsOn: '2031-03-31', awaitsDecision: false, assetCount: 2, undecidedCount: 1 } },
        { node: { endsOn: '2033-03-31', awaitsDecision: false, assetCount: 20, undecidedCount: 20 } },
      ],
    });
    expect(await ids()).toEqual([releaseId, limited, soon, later]);
    expect(await ids({ undecidedOnly: true })).toEqual([releaseId, limited]);
    expect(await ids({ undecidedOnly: true, stage: 'END_OF_SUPPORT' })).toEqual([releaseId]);
    expect(await ids({ stage: 'LIMITED_SUPPORT' })).toEqual([limited]);
    expect(await ids({ fromYear: 2031, toYear: 2032 })).toEqual([soon]);
    expect(await ids({ vendorId: other.id })).toEqual([later]);
    expect(await ids({ siteId: second })).toEqual([soon]);
    const paged: Id[] = [];
    for (let after: string | null = null; ;) {
      const page = await timeline({ first: 1, after });
      paged.push(page.edges[0].node.release.id);
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(paged).toEqual([releaseId, limited, soon, later]);
    expect(await person.refusal(TIMELINE, { after: 'WzIsIngiLDNd' })).toBe('INVALID_INPUT page.bad_cursor');

    await decide(person, replacement({ assetIds: undefined, choice: { releaseId } }));
    expect(await ids()).toEqual([limited, releaseId, soon, later]);
    expect(await undecided(person, { stage: 'END_OF_SUPPORT' })).toEqual([]);
    expect(await undecided(person, { releaseId: limited })).toHaveLength(1);
    expect(await person.refusal(UNDECIDED, { after: 'WzIsIngiLDNd' })).toBe('INVALID_INPUT page.bad_cursor');

    const plan = async (variables: object) => (await person.graphql(PLAN, variables)).replacementPlan;
    const rows = await plan({ fromYear: 2031, toYear: 2033 });
    expect(rows).toHaveLength(3);
    expect(rows).toEqual(
      expect.arrayContaining([
        {
          year: 2031,
          site: { id: hospital.siteId },
          vendor: { id: vendor.id },
          releaseCount: 1,
          assetCount: 1,
          undecidedCount: 0,
        },
        {
          year: 2031,
          site: { id: second },
          vendor: { id: vendor.id },
          releaseCount: 1,
          assetCount: 1,
          undecidedCount: 1,
        },
        {
          year: 2033,
          site: { id: hospital.siteId },
          vendor: { id: other.id },
          releaseCount: 1,
          assetCount: 20,
          undecidedCount: 20,
        },
      ]),
    );
    expect(await plan({ fromYear: 2031, toYear: 2033, vendorId: other.id })).toHaveLength(1);
    expect(await plan({ fromYear: 2032, toYear: 2032 })).toEqual([]);
    expect(await plan({ fromYear: 2031, toYear: 2031, siteId: second })).toHaveLength(1);
    expect(await person.refusal(PLAN, { fromYear: 2031, toYear: 2030 })).toBe('INVALID_INPUT input.invalid');
    expect(await person.refusal(PLAN, { fromYear: 2031, toYear: 2062 })).toBe('INVALID_INPUT input.invalid');
    expect(await vendor.publisher.refusal(TIMELINE)).toBe('FORBIDDEN access.forbidden');
  });
});
