import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calendarDate, type Id } from '#libs/kernel';
import { JobRegistry } from '#libs/platform';
import { APPROVE, Desk, REVISE, SUBMIT } from '../../../../test/support/publishing-desk.ts';
import { World, type Person } from '../../../../test/support/world.ts';

const OF = 'evaluation { id state until note reason product { id } hospital { id } vendor { id } }';
const REQUEST = `mutation ($input: RequestEvaluationInput!) { requestEvaluation(input: $input) { ${OF} } }`;
const ANSWER = `mutation ($input: AnswerEvaluationInput!) { answerEvaluation(input: $input) { ${OF} } }`;
const END = `mutation ($input: EvaluationInput!) { endEvaluation(input: $input) { ${OF} } }`;
const LIST = `query ($state: EvaluationState) { evaluations(first: 20, state: $state) { totalCount edges { node { id state } } } }`;
const REGISTER = 'mutation ($input: RegisterAssetInput!) { registerAsset(input: $input) { asset { id } } }';
const CHANGE = 'mutation ($input: ChangeAssetInput!) { changeAsset(input: $input) { asset { id status } } }';
const ASSET = `query ($id: ID!) { asset(id: $id) { evaluation { id state } } }`;
const DELIVERED = `query ($id: ID!) { publication(id: $id) {
  myDelivery { isForInformation state actions { kind } sites { siteId isConnected } } } }`;

const day = (days: number) => calendarDate(new Date(Date.now() + days * 86_400_000));

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

/** A hospital that evaluates a device of a vendor that it deals with. */
async function scene() {
  const desk = await Desk.open(world);
  const hospital = await world.hospital();
  await world.relationship(desk.vendor, hospital, 'COUNTS');
  const support = await desk.publisher.colleague('VENDOR_SUPPORT');
  const device = { siteId: hospital.siteId, releaseId: desk.releaseId, connections: ['NETWORK'], status: 'EVALUATING' };
  const { registerAsset } = await hospital.person.graphql(REGISTER, { input: device });
  const assetId = registerAsset.asset.id as Id<'Asset'>;
  const request = async (facts: object = {}, by: Person = hospital.person) =>
    (await by.graphql(REQUEST, { input: { assetId, until: day(60), note: 'For the ICU.', ...facts } }))
      .requestEvaluation.evaluation;
  const answer = async (evaluationId: Id, facts: object = { isConsented: true }, by: Person = support) => {
    const { answerEvaluation } = await by.graphql(ANSWER, { input: { evaluationId, ...facts } });
    await world.settled();
    return answerEvaluation.evaluation;
  };
  const published = async (facts: object = {}) => {
    const id = await desk.published({ severity: 'MEDIUM', ...facts });
    await world.settled();
    return id;
  };
  const revised = async (former: Id) => {
    const { draftRevision } = await desk.publisher.graphql(REVISE, { input: { publicationId: former } });
    const publicationId = draftRevision.publication.id as Id;
    await desk.publisher.graphql(SUBMIT, { input: { publicationId } });
    await desk.approver.graphql(APPROVE, { input: await desk.asRead(publicationId) });
    await world.settled();
    return publicationId;
  };
  const delivery = async (id: Id) => {
    const { publication } = await hospital.person.graphql(DELIVERED, { id });
    return publication?.myDelivery ?? null;
  };
  return { desk, hospital, support, assetId, request, answer, published, revised, delivery };
}

async function sameProduct({ releaseId }: Desk): Promise<Id<'Release'>> {
  const { rows } = await world.behind.query<{ id: Id<'Release'> }>(
    `insert into release (id, product_id, vendor_id, version, created_at)
     select gen_random_uuid(), product_id, vendor_id, '9.0', now() from release where id = $1 returning id`,
    [releaseId],
  );
  return rows[0]!.id;
}

const hasReached = async (hospitalId: Id, publicationId: Id) => {
  const { rows } = await world.behind.query('select from delivery where hospital_id = $1 and publication_id = $2', [
    hospitalId,
    publicationId,
  ]);
  return rows.length > 0;
};

describe('a device under evaluation', () => {
  it('receives what is in force once its vendor consents, is asked nothing, and is asked once it is bought', async () => {
    const { desk, hospital, assetId, request, answer, published, delivery } = await scene();
    const before = await published();
    expect(await hasReached(hospital.id, before)).toBe(false);
    const asked = await request();
    expect(asked).toEqual({
      id: expect.any(String),
      state: 'REQUESTED',
      until: day(60),
      note: 'For the ICU.',
      reason: null,
      product: { id: expect.any(String) },
      hospital: { id: hospital.id },
      vendor: { id: desk.vendor.id },
    });
    await world.settled();
    expect(await hasReached(hospital.id, before)).toBe(false);

    expect(await answer(asked.id)).toMatchObject({ state: 'CONSENTED' });
    expect((await hospital.person.graphql(ASSET, { id: assetId })).asset.evaluation).toEqual({
      id: asked.id,
      state: 'CONSENTED',
    });
    const forInformation = {
      isForInformation: true,
      actions: [],
      sites: [{ siteId: hospital.siteId, isConnected: false }],
    };
    expect(await delivery(before)).toMatchObject(forInformation);
    const after = await published({ severity: 'LOW' });
    expect(await delivery(after)).toMatchObject(forInformation);
    // Of another version of the product, too: the one that it would buy may be a later one.
    const other = await published({ releaseIds: [await sameProduct(desk)] });
    expect(await delivery(other)).toMatchObject(forInformation);

    await hospital.person.graphql(CHANGE, { input: { assetId, status: 'IN_USE' } });
    await world.settled();
    expect(await delivery(before)).toMatchObject({
      isForInformation: false,
      actions: [{ kind: 'ACKNOWLEDGE' }],
      sites: [{ isConnected: true }],
    });
  });

  it('receives nothing more once the vendor declined, either side ended it, or its last day has passed', async () => {
    const { hospital, support, request, answer, published, revised } = await scene();
    const declined = await answer((await request()).id, { isConsented: false, reason: 'Ask our dealer.' });
    expect(declined).toMatchObject({ state: 'DECLINED', reason: 'Ask our dealer.' });
    expect(await hasReached(hospital.id, await published())).toBe(false);

    const ends = [
      async (id: Id) => void (await hospital.person.graphql(END, { input: { evaluationId: id } })),
      async (id: Id) => void (await support.graphql(END, { input: { evaluationId: id } })),
      async (id: Id) => {
        await world.behind.query('update evaluation set until = $2 where id = $1', [id, day(-1)]);
        const job = world.app.get(JobRegistry).all();
        await job.find(({ kind }) => kind === 'inventory.end_evaluations')!.run({} as never);
      },
    ];
    for (const end of ends) {
      const { id } = await request();
      await answer(id);
      await end(id);
      expect((await hospital.person.graphql(LIST, { state: 'ENDED' })).evaluations.edges[0].node).toEqual({
        id,
        state: 'ENDED',
      });
      expect(await hasReached(hospital.id, await published())).toBe(false);
    }
    // What was delivered before is not followed by its later revisions either.
    const { id } = await request();
    await answer(id);
    const former = await published({ severity: 'CRITICAL' });
    expect(await hasReached(hospital.id, former)).toBe(true);
    await hospital.person.graphql(END, { input: { evaluationId: id } });
    expect(await hasReached(hospital.id, await revised(former))).toBe(false);
    const { rows } = await world.behind.query<{ kind: string }>(
      `select kind from trail.event where kind like 'evaluation.%' and $1 in (organisation_id, counterpart_id) order by id`,
      [hospital.id],
    );
    expect(rows.map(({ kind }) => kind)).toEqual([
      'evaluation.requested',
      'evaluation.declined',
      ...[...ends, 'once more'].flatMap(() => ['evaluation.requested', 'evaluation.consented', 'evaluation.ended']),
    ]);
  });
});

describe('asking a vendor to show what it has', () => {
  it('is refused with the reason', async () => {
    const { desk, hospital, support, assetId, request, answer } = await scene();
    const refused = (facts: object, by: Person = hospital.person) =>
      by.refusal(REQUEST, { input: { assetId, until: day(60), ...facts } });
    expect(await refused({ until: day(-1) })).toBe('INVALID_INPUT inventory.evaluation_until');
    expect(await refused({ until: day(400) })).toBe('INVALID_INPUT inventory.evaluation_until');
    expect(await refused({}, await hospital.person.colleague('HOSPITAL_VIEWER'))).toBe('FORBIDDEN access.forbidden');
    expect(await refused({}, (await world.hospital()).person)).toBe('NOT_FOUND not_found');
    expect(await refused({}, support)).toBe('FORBIDDEN access.forbidden');

    const { id } = await request();
    expect(await refused({})).toBe('CONFLICT inventory.evaluation_standing');
    const answerRefused = (input: object, by: Person = support) =>
      by.refusal(ANSWER, { input: { evaluationId: id, isConsented: true, ...input } });
    expect(await answerRefused({ isConsented: false })).toBe('INVALID_INPUT input.invalid');
    expect(await answerRefused({}, desk.approver)).toBe('FORBIDDEN access.forbidden');
    const otherSupport = await (await world.vendor()).publisher.colleague('VENDOR_SUPPORT');
    expect(await answerRefused({}, otherSupport)).toBe('NOT_FOUND not_found');
    await answer(id);
    expect(await answerRefused({})).toBe('CONFLICT inventory.evaluation_answered');
    await hospital.person.graphql(END, { input: { evaluationId: id } });
    expect(await support.refusal(END, { input: { evaluationId: id } })).toBe('CONFLICT inventory.evaluation_over');

    const device = { siteId: hospital.siteId, connections: ['NETWORK'] };
    const registered = async (facts: object) => {
      const { registerAsset } = await hospital.person.graphql(REGISTER, { input: { ...device, ...facts } });
      return registerAsset.asset.id as Id;
    };
    const inUse = await registered({ releaseId: desk.releaseId });
    expect(await refused({ assetId: inUse })).toBe('CONFLICT inventory.not_evaluating');
    const stranger = await Desk.open(world);
    const strange = await registered({ releaseId: stranger.releaseId, status: 'EVALUATING' });
    expect(await refused({ assetId: strange })).toBe('CONFLICT inventory.evaluation_needs_relationship');
    const KEEP = `mutation ($product: RegisterOutsideProductInput!) {
      registerOutsideProduct(input: $product) { product { id } } }`;
    const product = { name: 'Pump', makerName: 'Maker abroad', kind: 'DEVICE', isConnectable: true };
    const { registerOutsideProduct } = await hospital.person.graphql(KEEP, { product });
    const ADD = 'mutation ($input: AddReleaseInput!) { addRelease(input: $input) { release { id } } }';
    const { addRelease } = await hospital.person.graphql(ADD, {
      input: { productId: registerOutsideProduct.product.id, version: '1' },
    });
    const outside = await registered({ releaseId: addRelease.release.id, status: 'EVALUATING' });
    expect(await refused({ assetId: outside })).toBe('CONFLICT inventory.evaluation_maker_outside');
  });
});
