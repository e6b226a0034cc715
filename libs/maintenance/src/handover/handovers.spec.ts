import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, type Id } from '#libs/kernel';
import { mailsTo } from '../../../../test/support/mails.ts';
import { type Data, type Hospital, type Person, World } from '../../../../test/support/world.ts';
import { LIST, TONIGHT, Upkeep } from '../../test/upkeep-world.ts';

const HANDOVER = `id kind state direction handedOverOn returnBy note declineReason serialNumber lot
  historySha256 historyText giver { name } receiver { name } release { id version }
  assetId
  history { asOf release stage product { name makerName } periods { isLeftOut since handover { kind on } releases { version }
    updates { titleEn vendorName state fromVersion toVersion appliedOn verifiedOn performer installedSha256 isPublishedPackage }
    notPassedOn } }`;
const OFFER = `mutation ($input: OfferHandoversInput!) { offerHandovers(input: $input) { handovers { ${HANDOVER} } } }`;
const TAKE = `mutation ($input: TakeOverHandoverInput!) { takeOverHandover(input: $input) { handover { ${HANDOVER} } } }`;
const DECLINE = `mutation ($input: DeclineHandoverInput!) { declineHandover(input: $input) { handover { ${HANDOVER} } } }`;
const WITHDRAW = `mutation ($input: WithdrawHandoverInput!) { withdrawHandover(input: $input) { handover { ${HANDOVER} } } }`;
const ONE = `query ($id: ID!) { handover(id: $id) { ${HANDOVER} } }`;
const ALL = `query ($direction: HandoverDirection, $state: HandoverState, $kind: HandoverKind) {
  handovers(first: 100, direction: $direction, state: $state, kind: $kind) { edges { node { id } } } }`;
const ASSET = `query ($id: ID!) { asset(id: $id) { id siteId status name serialNumber lot quantity location
  release { version } record { ownership ownerName retiredOn }
  handovers { id kind state direction receiver { name } giver { name } } } }`;
const CHANGE = `mutation ($input: ChangeAssetInput!) { changeAsset(input: $input) { asset { id } } }`;
const RETIRE = `mutation ($input: RetireAssetInput!) { retireAsset(input: $input) { asset { id } } }`;

let world: World;
let upkeep: Upkeep;
let giver: Hospital;
let receiver: Hospital;
let device: Id<'Asset'>;
let serial = 0;

beforeAll(async () => {
  world = await World.start();
  upkeep = await Upkeep.open(world);
  giver = upkeep.hospital;
});
afterAll(() => world.stop());
beforeEach(async () => {
  receiver = await world.hospital();
  [device] = (await upkeep.devices(1, { serialNumber: `S-${++serial}` })) as [Id<'Asset'>];
});

const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(new Date());
const inDays = (days: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(new Date(Date.now() + days * 86_400_000));
const terms = (facts: object = {}) => ({
  assetIds: [device],
  kind: 'SOLD',
  code: receiver.code,
  handedOverOn: today(),
  ...facts,
});
/** A handover with the device of whoever looks at it. */
const withAsset = async (handover: Data, by: Person): Promise<Data> => ({
  ...handover,
  asset: handover['assetId'] && (await assetOf(handover['assetId'] as Id, by)),
});
const offer = async (facts: object = {}, by: Person = giver.person): Promise<Data> =>
  withAsset((await by.graphql(OFFER, { input: terms(facts) }))['offerHandovers'].handovers[0] as Data, by);
const notOffered = (facts: object = {}, by: Person = giver.person) => by.refusal(OFFER, { input: terms(facts) });
const place = (handover: Data, at: Hospital = receiver, facts: object = {}) => ({
  input: { handoverId: handover['id'] as Id, siteId: at.siteId, connections: ['NETWORK'], ...facts },
});
const take = async (handover: Data, at: Hospital = receiver, facts: object = {}): Promise<Data> =>
  withAsset(
    (await at.person.graphql(TAKE, place(handover, at, facts)))['takeOverHandover'].handover as Data,
    at.person,
  );
const read = async (id: Id, by: Person): Promise<Data> =>
  withAsset((await by.graphql(ONE, { id }))['handover'] as Data, by);
const assetOf = async (id: Id, by: Person): Promise<Data> => (await by.graphql(ASSET, { id }))['asset'] as Data;
const fieldOf = async (facts: object): Promise<string[]> => {
  const { errors } = await giver.person.ask(OFFER, { input: terms(facts) });
  return errors.flatMap(({ extensions }) => (extensions.fields ?? []).map(({ path, reason }) => `${path} ${reason}`));
};
/** A hospital of its own that has a device with an update verified on it. */
const verified = async (publicationId: Id, assetId: Id) => {
  await upkeep.plan(publicationId, { assetIds: [assetId] });
  await upkeep.take(assetId, [
    {
      to: 'SCHEDULED',
      schedule: {
        ...TONIGHT,
        start: `20${60 + (serial % 39)}-12-01T22:00`,
        end: `20${60 + (serial % 39)}-12-02T02:00`,
      },
    },
    { to: 'IN_PROGRESS' },
    { to: 'APPLIED' },
    { to: 'VERIFIED', unverifiedReason: 'Seen on the display.' },
  ]);
};

describe('a device that another hospital takes over', () => {
  it('is the receiver’s from then on, with product, release and serial number, and no longer the giver’s', async () => {
    const offered = await offer({ note: 'With its cart.' });
    expect(offered).toMatchObject({ state: 'OFFERED', direction: 'OUT', asset: { id: device, status: 'IN_USE' } });

    const seen = await read(offered['id'], receiver.person);
    expect(seen).toMatchObject({
      direction: 'IN',
      note: 'With its cart.',
      asset: null,
      giver: { name: offered['giver'].name },
      release: { version: '1.0' },
      serialNumber: `S-${serial}`,
    });
    const taken = await take(offered, receiver, { name: 'Pump 7', location: 'ICU' });
    expect(taken).toMatchObject({
      state: 'TAKEN_OVER',
      asset: {
        siteId: receiver.siteId,
        status: 'IN_USE',
        name: 'Pump 7',
        location: 'ICU',
        serialNumber: `S-${serial}`,
        quantity: 1,
        release: { version: '1.0' },
        record: null,
      },
    });
    expect(await assetOf(device, giver.person)).toMatchObject({
      status: 'RETIRED',
      handovers: [
        { id: offered['id'], state: 'TAKEN_OVER', direction: 'OUT', receiver: { name: seen['receiver'].name } },
      ],
    });
    const { asset } = await read(offered['id'], giver.person);
    expect(asset).toMatchObject({ id: device, record: { retiredOn: today() } });
    expect(await assetOf(taken['asset'].id, receiver.person)).toMatchObject({
      handovers: [{ id: offered['id'], direction: 'IN' }],
    });
  });

  it('shows neither hospital anything else of the other', async () => {
    const offered = await offer();
    const taken = await take(offered);
    const theirs = taken['asset'].id as Id;
    expect(await giver.person.refusal(ASSET, { id: theirs })).toBe('NOT_FOUND not_found');
    expect(await receiver.person.refusal(ASSET, { id: device })).toBe('NOT_FOUND not_found');
    for (const [who, other] of [
      [giver.person, receiver],
      [receiver.person, giver],
    ] as const) {
      const organisation = 'query ($id: ID!) { organisation(id: $id) { name } }';
      expect(await who.refusal(organisation, { id: other.id })).toBe('NOT_FOUND not_found');
    }
    const stranger = await world.hospital();
    expect(await stranger.person.refusal(ONE, { id: offered['id'] })).toBe('NOT_FOUND not_found');
    expect((await stranger.person.graphql(ALL))['handovers'].edges).toEqual([]);
    expect(await stranger.person.refusal(TAKE, place(offered, stranger))).toBe('NOT_FOUND not_found');
    const { publisher } = upkeep.desk;
    expect(await publisher.refusal(ONE, { id: offered['id'] })).toBe('FORBIDDEN access.forbidden');
  });

  it('is told in the trails of both, with the same handover and hash, and without who acted at the other', async () => {
    const offered = await offer();
    await take(offered);
    await world.settled();
    const { rows } = await world.behind.query<{ kind: string; organisation_id: Id; facts: string; person: string }>(
      'select kind, organisation_id, facts, person from trail.event where subject_id = $1 order by id',
      [offered['id']],
    );
    expect(rows.map(({ kind, organisation_id }) => [kind, organisation_id])).toEqual([
      ['handover.offered', giver.id],
      ['handover.offered', receiver.id],
      ['handover.taken_over', giver.id],
      ['handover.taken_over', receiver.id],
    ]);
    for (const { facts, person, organisation_id, kind } of rows) {
      expect(JSON.parse(facts).facts.historySha256).toBe(offered['historySha256']);
      const acted = organisation_id === (kind === 'handover.offered' ? giver.id : receiver.id);
      expect([JSON.parse(facts).by, person === 'null', 'memberUserId' in JSON.parse(facts)]).toEqual(
        acted ? ['PERSON', false, true] : ['SYSTEM', true, false],
      );
    }
    const { rows: retired } = await world.behind.query<{ person: string; organisation_id: Id }>(
      `select person, organisation_id from trail.event where subject_id = $1 and kind = 'asset.retired'`,
      [device],
    );
    expect(retired).toEqual([{ person: 'null', organisation_id: giver.id }]);
  });

  it('has what is open on it ended, and brings the receiver what is in force', async () => {
    await world.relationship({ id: upkeep.desk.vendor.id }, receiver);
    const publicationId = await upkeep.published({ titleEn: 'Open when it leaves' });
    await upkeep.plan(publicationId, { assetIds: [device] });
    await take(await offer());
    await world.settled();
    const { updateApplications } = await giver.person.graphql(LIST, { assetId: device });
    expect(updateApplications.edges[0].node).toMatchObject({
      state: 'NOT_APPLICABLE',
      steps: [{ act: 'MOVED' }, { act: 'DEVICE_GONE', toState: 'NOT_APPLICABLE', note: null, userId: null }],
    });
    const { publication } = await receiver.person.graphql(
      'query ($id: ID!) { publication(id: $id) { myDelivery { state } } }',
      { id: publicationId },
    );
    expect(publication.myDelivery).toMatchObject({ state: 'OPEN' });
  });

  it('is told to those who look after devices there, by mail', async () => {
    const keeper = await world.member(receiver.id, ['HOSPITAL_DEVICE']);
    const viewer = await world.member(receiver.id, ['HOSPITAL_VIEWER']);
    await offer();
    await world.settled();
    expect(await mailsTo(world, keeper.email)).toHaveLength(1);
    expect(await mailsTo(world, viewer.email)).toHaveLength(0);
  });
});

describe('the history that goes along', () => {
  it('is what was done on the device, as bytes whose hash anybody can compute', async () => {
    const publicationId = await upkeep.published({ titleEn: 'Done before it left' });
    await verified(publicationId, device);
    const { historyText, historySha256, history } = await offer();
    expect(
      createHash('sha256')
        .update(historyText as string)
        .digest('hex'),
    ).toBe(historySha256);
    expect(history).toMatchObject({
      asOf: today(),
      release: '1.1',
      stage: 'SUPPORTED',
      periods: [
        {
          isLeftOut: false,
          handover: { kind: 'SOLD', on: today() },
          releases: [{ version: '1.1' }],
          notPassedOn: 0,
          updates: [
            {
              titleEn: 'Done before it left',
              state: 'VERIFIED',
              fromVersion: '1.0',
              toVersion: '1.1',
              appliedOn: today(),
              verifiedOn: today(),
              performer: 'HOSPITAL',
            },
          ],
        },
      ],
    });
    for (const secret of ['Seen on the display', giver.id, giver.siteId, giver.person.userId, 'Person']) {
      expect(historyText).not.toContain(secret);
    }
  });

  it('counts what is for the giver alone (TLP:AMBER+STRICT), and says nothing more of it', async () => {
    const publicationId = await upkeep.published({ titleEn: 'For the giver alone', tlp: 'AMBER_STRICT' });
    await verified(publicationId, device);
    const { historyText, history } = await offer();
    expect(history.periods).toMatchObject([{ updates: [], notPassedOn: 1 }]);
    expect(historyText).not.toContain('For the giver alone');
  });

  it('goes on through three hospitals, of which none is named', async () => {
    const publicationId = await upkeep.published({ titleEn: 'In the first of three' });
    await verified(publicationId, device);
    const second = await take(await offer({ kind: 'GIVEN', handedOverOn: inDays(-3) }));
    const third = await world.hospital();
    const again = await offer({ assetIds: [second['asset'].id], code: third.code }, receiver.person);
    const taken = await take(again, third);
    expect(taken['history'].periods).toMatchObject([
      { handover: { kind: 'GIVEN', on: inDays(-3) }, updates: [{ titleEn: 'In the first of three' }] },
      { handover: { kind: 'SOLD', on: today() }, releases: [{ version: '1.1' }], updates: [] },
    ]);
    for (const one of [giver, receiver]) expect(taken['historyText']).not.toContain(one.id);
    expect(await giver.person.refusal(ONE, { id: taken['id'] })).toBe('NOT_FOUND not_found');
  });

  it('is left out whole where the giver wants that, and the next hospital is told so', async () => {
    const publicationId = await upkeep.published({ titleEn: 'Kept to ourselves' });
    await verified(publicationId, device);
    const offered = await offer({ isHistoryPassedOn: false });
    expect(offered['historyText']).not.toContain('Kept to ourselves');
    const second = await take(offered);
    const third = await world.hospital();
    const again = await offer({ assetIds: [second['asset'].id], code: third.code }, receiver.person);
    expect(again['history'].periods).toMatchObject([
      { isLeftOut: true, since: null, releases: [], updates: [], handover: { kind: 'SOLD' } },
      { isLeftOut: false, handover: { kind: 'SOLD' } },
    ]);
  });
});

describe('a device that is lent', () => {
  const lend = async () => take(await offer({ kind: 'LENT', returnBy: inDays(30) }));

  it('stays on the lender’s books, is asked nothing, and cannot be changed or planned for until it returns', async () => {
    const borrowed = await lend();
    expect(borrowed['asset'].record).toMatchObject({ ownership: 'ON_LOAN', ownerName: borrowed['giver'].name });
    expect(await assetOf(device, giver.person)).toMatchObject({ status: 'LENT_OUT' });
    expect(await giver.person.refusal(CHANGE, { input: { assetId: device, name: 'Mine' } })).toBe(
      'CONFLICT inventory.lent_out',
    );
    expect(await giver.person.refusal(CHANGE, { input: { assetId: device, status: 'LENT_OUT' } })).toBe(
      'INVALID_INPUT input.invalid',
    );
    expect(await notOffered()).toBe('CONFLICT maintenance.not_in_use');
    const publicationId = await upkeep.published({ titleEn: 'While it is away' });
    expect((await upkeep.plan(publicationId, { assetIds: [device] }))['refused']).toMatchObject([
      { assetId: device, refusal: { reason: 'maintenance.asset_lent_out' } },
    ]);
  });

  it('returns as the device that it was, with the release that runs on it now and what was done meanwhile', async () => {
    const borrowed = await lend();
    const theirs = borrowed['asset'].id as Id;
    await receiver.person.graphql(CHANGE, { input: { assetId: theirs, releaseId: upkeep.nextReleaseId } });
    const back = { kind: 'RETURNED', code: null, assetIds: [theirs] };
    const returning = await offer(back, receiver.person);
    expect(await read(returning['id'], giver.person)).toMatchObject({ direction: 'IN', asset: { id: device } });

    const returned = await take(returning, giver, { status: 'STORED' });
    expect(returned['asset']).toMatchObject({ id: device, status: 'STORED', release: { version: '1.1' } });
    expect(await assetOf(theirs, receiver.person)).toMatchObject({ status: 'RETIRED' });

    const third = await world.hospital();
    const sold = await offer({ code: third.code });
    expect(sold['history'].periods).toMatchObject([
      { handover: { kind: 'RETURNED' }, releases: [{ version: '1.0' }, { version: '1.1' }] },
      { handover: { kind: 'SOLD' } },
    ]);
  });

  it('comes back as a new device where the lender has retired it meanwhile', async () => {
    const borrowed = await lend();
    await giver.person.graphql(RETIRE, { input: { assetId: device } });
    const back = { kind: 'RETURNED', code: null, assetIds: [borrowed['asset'].id] };
    const returned = await take(await offer(back, receiver.person), giver);
    expect(returned['asset']).toMatchObject({ status: 'IN_USE', serialNumber: `S-${serial}` });
    expect(returned['asset'].id).not.toBe(device);
  });

  it('can be returned, and neither sold, lent on nor retired; what is not on loan cannot be returned', async () => {
    const borrowed = await lend();
    const assetIds = [borrowed['asset'].id];
    const third = await world.hospital();
    expect(await notOffered({ assetIds, code: third.code }, receiver.person)).toBe('CONFLICT maintenance.borrowed');
    expect(await receiver.person.refusal(RETIRE, { input: { assetId: assetIds[0] } })).toBe(
      'CONFLICT maintenance.borrowed',
    );
    expect(await assetOf(assetIds[0] as Id, receiver.person)).toMatchObject({ status: 'IN_USE' });
    const [other] = await upkeep.devices(1);
    expect(await notOffered({ assetIds: [other], kind: 'RETURNED', code: null })).toBe(
      'CONFLICT maintenance.not_borrowed',
    );
  });
});

describe('an offer', () => {
  it('is declined with a reason, which the giver reads, and the device stays', async () => {
    const offered = await offer();
    const input = { handoverId: offered['id'], reason: 'We have no room.' };
    await receiver.person.graphql(DECLINE, { input });
    expect(await read(offered['id'], giver.person)).toMatchObject({
      state: 'DECLINED',
      declineReason: 'We have no room.',
      asset: { id: device, status: 'IN_USE' },
    });
    expect(await receiver.person.refusal(TAKE, place(offered))).toBe('CONFLICT maintenance.handover_settled');
    expect(await giver.person.refusal(WITHDRAW, { input: { handoverId: offered['id'] } })).toBe(
      'CONFLICT maintenance.handover_settled',
    );
    await offer();
  });

  it('is taken back by the giver alone, as long as nobody answered', async () => {
    const offered = await offer();
    const input = { handoverId: offered['id'] };
    expect(await receiver.person.refusal(WITHDRAW, { input })).toBe('FORBIDDEN access.forbidden');
    expect(await giver.person.refusal(TAKE, place(offered, giver))).toBe('FORBIDDEN access.forbidden');
    const reason = 'No.';
    expect(await giver.person.refusal(DECLINE, { input: { ...input, reason } })).toBe('FORBIDDEN access.forbidden');
    await giver.person.graphql(WITHDRAW, { input });
    expect(await receiver.person.refusal(DECLINE, { input: { ...input, reason } })).toBe(
      'CONFLICT maintenance.handover_settled',
    );
    expect(await receiver.person.refusal(TAKE, place(offered))).toBe('CONFLICT maintenance.handover_settled');
  });

  it('is taken over once, also when two people do at once, and not declined after', async () => {
    const offered = await offer();
    const answers = await Promise.all([1, 2].map(() => receiver.person.ask(TAKE, place(offered))));
    expect(answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.reason))).toEqual([
      'maintenance.handover_settled',
    ]);
    const { rows } = await world.behind.query('select from asset where hospital_id = $1', [receiver.id]);
    expect(rows).toHaveLength(1);
    const input = { handoverId: offered['id'], reason: 'Too late.' };
    expect(await receiver.person.refusal(DECLINE, { input })).toBe('CONFLICT maintenance.handover_settled');
  });

  it('stands once for a device', async () => {
    await offer();
    const third = await world.hospital();
    expect(await notOffered({ code: third.code })).toBe('CONFLICT maintenance.already_offered');
  });

  it('is made of several devices at once, all of them or none', async () => {
    const more = await upkeep.devices(2);
    const input = terms({ assetIds: [...more, device] });
    const { offerHandovers } = await giver.person.graphql(OFFER, { input });
    expect(offerHandovers.handovers).toHaveLength(3);
    const [fresh] = (await upkeep.devices(1)) as [Id<'Asset'>];
    expect(await notOffered({ assetIds: [fresh, device] })).toBe('CONFLICT maintenance.already_offered');
    expect(await assetOf(fresh, giver.person)).toMatchObject({ handovers: [] });
  });

  it('holds devices in one order, however they are named, so that two people never wait for each other', async () => {
    const [first, last] = (await upkeep.devices(2)).toSorted() as [Id<'Asset'>, Id<'Asset'>];
    await world.behind.query('begin');
    await world.behind.query('select from asset where id = $1 for update', [first]);
    const asked = giver.person.graphql(OFFER, { input: terms({ assetIds: [last, first] }) });
    const waiting = 'select from pg_locks where not granted and pg_backend_pid() = any (pg_blocking_pids(pid))';
    while (!(await world.behind.query(waiting)).rowCount) await setTimeout(20);
    const free = await world.behind.query('select from asset where id = $1 for update skip locked', [last]);
    await world.behind.query('commit');
    expect(free.rowCount).toBe(1);
    const handovers = (await asked)['offerHandovers'].handovers as Data[];
    expect(handovers.map((one) => one['assetId'] as Id)).toEqual([last, first]);
  });

  it('is found by where it goes, how and where it stands', async () => {
    const offered = await offer({ kind: 'GIVEN' });
    const found = async (facts: object, by: Person) =>
      (await by.graphql(ALL, facts))['handovers'].edges.map(({ node }: Data) => node.id);
    expect(await found({ direction: 'IN' }, receiver.person)).toEqual([offered['id']]);
    expect(await found({ direction: 'OUT' }, receiver.person)).toEqual([]);
    expect(await found({ direction: 'OUT', state: 'OFFERED', kind: 'GIVEN' }, giver.person)).toContain(offered['id']);
    expect(await found({ state: 'DECLINED' }, receiver.person)).toEqual([]);
    expect(await found({ kind: 'SOLD' }, receiver.person)).toEqual([]);
  });

  it('cannot be taken over once the device became another, or is gone', async () => {
    const offered = await offer();
    await giver.person.graphql(CHANGE, { input: { assetId: device, releaseId: upkeep.nextReleaseId } });
    expect(await receiver.person.refusal(TAKE, place(offered))).toBe('CONFLICT maintenance.changed_since_offer');
    await giver.person.graphql(RETIRE, { input: { assetId: device } });
    expect(await receiver.person.refusal(TAKE, place(offered))).toBe('CONFLICT maintenance.changed_since_offer');
  });

  it('cannot be taken over while the giver is suspended', async () => {
    const [from, to] = [await world.hospital(), receiver];
    const [one] = (await upkeep.devices(1)) as [Id<'Asset'>];
    await world.behind.query('update asset set hospital_id = $2, site_id = $3 where id = $1', [
      one,
      from.id,
      from.siteId,
    ]);
    const offered = await offer({ assetIds: [one] }, from.person);
    await world.behind.query(`update organisation set state = 'SUSPENDED' where id = $1`, [from.id]);
    expect(await to.person.refusal(TAKE, place(offered))).toBe('CONFLICT maintenance.hospital_not_admitted');
  });

  it('is taken over into an own site that is in use, where no such device is registered', async () => {
    const offered = await offer();
    const takeAt = (siteId: Id) => receiver.person.refusal(TAKE, place(offered, receiver, { siteId }));
    expect(await takeAt(giver.siteId)).toBe('NOT_FOUND not_found');
    const closed = await world.site(receiver.id);
    await world.behind.query('update site set is_active = false where id = $1', [closed]);
    expect(await takeAt(closed)).toBe('CONFLICT inventory.site_closed');
    await world.behind.query(
      `insert into asset (id, hospital_id, site_id, release_id, serial_number, connections, created_at)
       values ($1, $2, $3, $4, $5, array['NETWORK'], now())`,
      [newId(), receiver.id, receiver.siteId, upkeep.desk.releaseId, `S-${serial}`],
    );
    expect(await takeAt(receiver.siteId)).toBe('CONFLICT inventory.serial_taken');
    expect(await assetOf(device, giver.person)).toMatchObject({ status: 'IN_USE' });
  });
});

describe('who hands over what to whom', () => {
  it('is whoever looks after devices, at their own sites', async () => {
    const elsewhere = await world.site(giver.id);
    const colleague = await world.member(giver.id, ['HOSPITAL_DEVICE'], { siteIds: [elsewhere] });
    expect(await notOffered({}, colleague)).toBe('FORBIDDEN access.forbidden');
    const viewer = await world.member(giver.id, ['HOSPITAL_VIEWER']);
    expect(await notOffered({}, viewer)).toBe('FORBIDDEN access.forbidden');
    const offered = await offer();
    expect(await colleague.refusal(WITHDRAW, { input: { handoverId: offered['id'] } })).toBe(
      'FORBIDDEN access.forbidden',
    );
    const other = await world.site(receiver.id);
    const theirs = await world.member(receiver.id, ['HOSPITAL_DEVICE'], { siteIds: [other] });
    expect(await theirs.refusal(TAKE, place(offered))).toBe('FORBIDDEN access.forbidden');
    await theirs.graphql(TAKE, place(offered, receiver, { siteId: other }));
  });

  it('is a hospital that told its code: a wrong one, a vendor’s and a suspended hospital’s answer alike', async () => {
    const suspended = await world.hospital();
    await world.behind.query(`update organisation set state = 'SUSPENDED' where id = $1`, [suspended.id]);
    const { code: vendors } = await world.vendor();
    const messages = await Promise.all(
      ['ZZZZ-ZZZZ', suspended.code, vendors].map(async (code) => {
        const { errors } = await giver.person.ask(OFFER, { input: terms({ code }) });
        return errors.map(({ message, extensions }) => [extensions.code, extensions.reason, message]);
      }),
    );
    expect(messages[0]).toMatchObject([['NOT_FOUND', 'not_found', expect.any(String)]]);
    expect(new Set(messages.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it('is another hospital than one’s own', async () => {
    expect(await notOffered({ code: giver.code })).toBe('CONFLICT maintenance.handover_to_oneself');
  });

  it('is a single device in use or stored, of a maker in Tasuki, and the hospital’s own', async () => {
    await world.behind.query('update asset set serial_number = null, quantity = 2 where id = $1', [device]);
    expect(await notOffered()).toBe('CONFLICT maintenance.not_single');
    await world.behind.query(`update asset set quantity = 1, status = 'EVALUATING' where id = $1`, [device]);
    expect(await notOffered()).toBe('CONFLICT maintenance.not_in_use');
    await world.behind.query(`update asset set status = 'RETIRED' where id = $1`, [device]);
    expect(await notOffered()).toBe('CONFLICT maintenance.not_in_use');
    expect(await notOffered({}, (await world.hospital()).person)).toBe('NOT_FOUND not_found');

    const made = await giver.person.graphql(
      `mutation ($product: RegisterOutsideProductInput!) { registerOutsideProduct(input: $product) { product { id } } }`,
      { product: { makerName: 'A maker outside', kind: 'DEVICE', name: 'Scale', isConnectable: false } },
    );
    const { addRelease } = await giver.person.graphql(
      `mutation ($release: AddReleaseInput!) { addRelease(input: $release) { release { id } } }`,
      { release: { productId: made['registerOutsideProduct'].product.id, version: '1.0' } },
    );
    const { registerAsset } = await giver.person.graphql(
      `mutation ($asset: RegisterAssetInput!) { registerAsset(input: $asset) { asset { id } } }`,
      { asset: { releaseId: addRelease.release.id, siteId: giver.siteId, connections: ['NONE'] } },
    );
    expect(await notOffered({ assetIds: [registerAsset.asset.id] })).toBe('CONFLICT maintenance.maker_outside');
  });

  it.each([
    [{ handedOverOn: '2099-01-01' }, 'handedOverOn maintenance.handover_day_too_far'],
    [{ handedOverOn: '2001-01-01' }, 'handedOverOn maintenance.handover_day_too_far'],
    [{ kind: 'LENT', returnBy: '2001-01-01' }, 'returnBy maintenance.return_not_after'],
    [{ kind: 'LENT', returnBy: '2199-01-01' }, 'returnBy maintenance.return_too_far'],
    [{ kind: 'LENT' }, 'returnBy maintenance.return_missing'],
    [{ returnBy: '2099-01-01' }, 'returnBy maintenance.nothing_returns'],
    [{ code: null }, 'code maintenance.receiver_missing'],
    [{ kind: 'RETURNED' }, 'code maintenance.lender_known'],
    [{ code: 'around the corner' }, 'code maintenance.not_a_code'],
    [{ assetIds: [] }, 'assetIds input.required'],
    [{ note: 'a\u202eb' }, 'note input.control_character'],
  ])('is refused as %o', async (facts, refusal) => {
    expect(await fieldOf(facts)).toEqual([refusal]);
  });
});
