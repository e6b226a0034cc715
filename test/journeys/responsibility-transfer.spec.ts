import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calendarDate, newId, ROLES_OF_KIND, type Id } from '#libs/kernel';
import { does, type MadeKey } from '../guarantees/rich-world.ts';
import { asset, Desk, listed, release } from '../support/publishing-desk.ts';
import { Person, World } from '../support/world.ts';

const TRANSFER = `transfer { id state staysWithVendor vendorSignedAt hospitalSignedAt vendor { id } hospital { id }
  release { id } items { id number version kind text state note isInEffect assetCount siteIds }
  itemHistory { number version state } }`;
const mutation = (name: string, input: string) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { ${TRANSFER} } }`;
const PROPOSE = mutation('proposeTransfer', 'ProposeTransferInput');
const REPROPOSE = mutation('reproposeTransferItem', 'ReproposeTransferItemInput');
const TAKE_BACK = mutation('withdrawTransferItem', 'OneTransferItemInput');
const ACCEPT = mutation('acceptTransferItem', 'OneTransferItemInput');
const CONTEST = mutation('contestTransferItem', 'ContestTransferItemInput');
const SIGN = mutation('signTransfer', 'SignTransferInput');
const READ = `query ($id: ID!) { transfer: responsibilityTransfer(id: $id) { state items { id version state isInEffect assetCount } } }`;
const LIST = `query ($releaseId: ID) { responsibilityTransfers(releaseId: $releaseId) { totalCount edges { node { id } } } }`;
const UNSIGNED = `query ($first: Int! = 20, $after: String) { unsignedTransfers(first: $first, after: $after) {
  totalCount edges { node { endedOn release { id } hospital { id } sites { id } transfer { id state } } } } }`;

const DAY_MS = 86_400_000;
const day = (days: number) => calendarDate(new Date(Date.now() + days * DAY_MS));

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

const done = async (by: Person, query: string, input: object) =>
  (Object.values(await by.graphql(query, { input }))[0] as { transfer: any }).transfer; // oxlint-disable-line typescript/no-explicit-any -- a test reads it as it expects it to be
const refusal = (by: Person, query: string, input: object) => by.refusal(query, { input });

/** A vendor and a hospital with two sites that hold a device whose support has ended. */
async function scene() {
  const desk = await Desk.open(world);
  const hospital = await world.hospital();
  const second = await world.site(hospital.id);
  await world.relationship(desk.vendor, hospital);
  for (const siteId of [hospital.siteId, second, second]) await asset(world, hospital, desk.releaseId, { siteId });
  await world.behind.query(`update release set stage = 'END_OF_SUPPORT', end_of_support_on = $2 where id = $1`, [
    desk.releaseId,
    day(-5),
  ]);
  const item = (facts: object = {}) => ({
    kind: 'HARDENING',
    text: 'Close port 22.',
    effectiveOn: day(0),
    ...facts,
  });
  const proposal = (...items: object[]) => ({ hospitalId: hospital.id, releaseId: desk.releaseId, items });
  return { desk, hospital, second, item, proposal, support: await desk.publisher.colleague('VENDOR_SUPPORT') };
}

describe('the transfer of responsibility at the end of support', () => {
  it('is agreed on item by item, signed by both, once each, and takes effect day by day and site by site', async () => {
    const { desk, hospital, second, item, proposal, support } = await scene();
    const { person } = hospital;
    const opened = await done(
      support,
      PROPOSE,
      proposal(
        item(),
        item({ kind: 'LAST_UPDATES', text: 'Install 1.9 yourself.', effectiveOn: day(30), siteIds: [second] }),
        item({ kind: 'DOCUMENTS', text: 'Keep the manuals.' }),
      ),
    );
    expect(opened).toMatchObject({
      state: 'NEGOTIATING',
      staysWithVendor: ['LEGAL_VIGILANCE'],
      vendor: { id: desk.vendor.id },
      hospital: { id: hospital.id },
      items: [
        { number: 1, version: 1, state: 'PROPOSED', assetCount: null, siteIds: null },
        { number: 2, siteIds: [second] },
        { number: 3 },
      ],
    });
    const [one, two, three] = opened.items.map(({ id }: { id: Id }) => id);
    expect(await refusal(desk.approver, SIGN, { transferId: opened.id })).toBe('CONFLICT responsibility.items_open');

    const officer = await person.colleague('HOSPITAL_SECURITY');
    const accepted = await done(officer, ACCEPT, { itemId: one });
    expect(accepted.items.map((each: { assetCount: number }) => each.assetCount)).toEqual([3, 2, 3]);
    expect(await refusal(officer, ACCEPT, { itemId: one })).toBe('CONFLICT responsibility.item_state');
    await done(officer, CONTEST, { itemId: two, note: 'We have no service laptop.' });
    expect(await refusal(support, REPROPOSE, { itemId: one, text: 'x', effectiveOn: day(1) })).toBe(
      'CONFLICT responsibility.item_state',
    );
    const again = await done(desk.approver, REPROPOSE, {
      itemId: two,
      text: 'We install 1.9 before.',
      effectiveOn: day(30),
      siteIds: [second],
    });
    expect(again.items[1]).toMatchObject({ number: 2, version: 2, state: 'PROPOSED', text: 'We install 1.9 before.' });
    expect(again.itemHistory).toEqual([
      { number: 1, version: 1, state: 'ACCEPTED' },
      { number: 2, version: 2, state: 'PROPOSED' },
      { number: 2, version: 1, state: 'REPLACED' },
      { number: 3, version: 1, state: 'PROPOSED' },
    ]);
    expect(await refusal(officer, ACCEPT, { itemId: two })).toBe('CONFLICT responsibility.item_state');
    await done(support, TAKE_BACK, { itemId: three });
    expect(await refusal(support, TAKE_BACK, { itemId: one })).toBe('CONFLICT responsibility.item_state');
    // What was accepted may be contested as long as nobody signed.
    await done(officer, CONTEST, { itemId: one, note: 'Which device?' });
    const fresh = await done(support, REPROPOSE, {
      itemId: one,
      text: 'Close port 22 of the viewer.',
      effectiveOn: day(0),
    });
    for (const itemId of fresh.items.map(({ id }: { id: Id }) => id)) await done(officer, ACCEPT, { itemId });

    const transferId = opened.id;
    expect((await person.graphql(READ, { id: transferId })).transfer.state).toBe('ACCEPTED');
    const half = await done(desk.approver, SIGN, { transferId });
    expect(half).toMatchObject({ state: 'HALF_SIGNED', hospitalSignedAt: null, items: [{ isInEffect: false }, {}] });
    expect(await refusal(desk.approver, SIGN, { transferId })).toBe('CONFLICT responsibility.already_signed');
    for (const [by, query, input] of [
      [support, PROPOSE, proposal(item())],
      [support, TAKE_BACK, { itemId: fresh.items[0].id }],
      [officer, CONTEST, { itemId: fresh.items[0].id, note: 'No.' }],
    ] as const) {
      expect(await refusal(by, query, input)).toBe('CONFLICT responsibility.signed_items_stand');
    }
    const signed = await done(await person.colleague('HOSPITAL_MANAGER'), SIGN, { transferId });
    expect(signed).toMatchObject({
      state: 'SIGNED',
      vendorSignedAt: expect.any(String),
      hospitalSignedAt: expect.any(String),
      items: [{ isInEffect: true }, { isInEffect: false }],
    });
    expect(await refusal(person, SIGN, { transferId })).toBe('CONFLICT responsibility.already_signed');
    world.clock.advance(30 * DAY_MS);
    try {
      await world.behind.query(`update auth.session set "expiresAt" = now() + interval '90 days'`);
      const { transfer } = await officer.graphql(READ, { id: transferId });
      expect(transfer.items.map((each: { isInEffect: boolean }) => each.isInEffect)).toEqual([true, true]);
    } finally {
      world.clock.returnToPresent();
    }
    // What comes later is another transfer.
    expect((await done(support, PROPOSE, proposal(item()))).id).not.toBe(transferId);

    await world.settled();
    const { rows } = await world.behind.query<{ id: Id; kind: string; by: Id; with: Id; facts: string }>(
      `select id, kind, organisation_id as by, counterpart_id as with, facts from trail.event where subject_id = $1 order by id`,
      [transferId],
    );
    expect(rows.map(({ kind }) => kind)).toEqual([
      ...Array(3).fill('transfer.item_proposed'),
      'transfer.item_accepted',
      'transfer.item_contested',
      'transfer.item_proposed',
      'transfer.item_withdrawn',
      'transfer.item_contested',
      'transfer.item_proposed',
      'transfer.item_accepted',
      'transfer.item_accepted',
      'transfer.signed',
      'transfer.signed',
    ]);
    for (const row of rows) expect(new Set([row.by, row.with])).toEqual(new Set([desk.vendor.id, hospital.id]));
    const { facts } = JSON.parse(rows.at(-1)!.facts) as { facts: Record<string, unknown> };
    expect(facts).toMatchObject({ side: 'HOSPITAL', isSignedByBoth: true, staysWithVendor: ['LEGAL_VIGILANCE'] });
    expect(facts['items']).toHaveLength(2);
    for (const by of [desk.approver, officer]) {
      const { receipt } = await by.graphql('query ($id: ID!) { receipt(eventId: $id) { content } }', {
        id: rows.at(-1)!.id,
      });
      expect(receipt.content).toContain('transfer.signed');
    }
  });

  it('is proposed, accepted and signed by those whose part it is, and read by both parties alone', async () => {
    const { desk, hospital, item, proposal, support } = await scene();
    const { person } = hospital;
    const transfer = await done(support, PROPOSE, proposal(item()));
    const itemId = transfer.items[0].id as Id;
    const [admin, device] = [await person.colleague('HOSPITAL_ADMIN'), await person.colleague('HOSPITAL_DEVICE')];
    const forbidden = 'FORBIDDEN access.forbidden';
    for (const by of [desk.publisher, person]) expect(await refusal(by, PROPOSE, proposal(item()))).toBe(forbidden);
    for (const by of [support, admin, device]) expect(await refusal(by, ACCEPT, { itemId })).toBe(forbidden);
    for (const by of [admin, device, support])
      expect(await refusal(by, SIGN, { transferId: transfer.id })).toBe(forbidden);
    const { secret } = await does<MadeKey>(
      person,
      'makeApiKey',
      { name: 'A program', roles: ROLES_OF_KIND.HOSPITAL, expiresAt: new Date(Date.now() + DAY_MS).toISOString() },
      'secret apiKey { id }',
    );
    const program = new Person(world, { ...person, headers: { authorization: `Bearer ${secret}` } });
    expect(await refusal(program, ACCEPT, { itemId })).toBe(forbidden);
    expect(await refusal(program, SIGN, { transferId: transfer.id })).toBe(forbidden);
    expect((await program.graphql(READ, { id: transfer.id })).transfer.state).toBe('NEGOTIATING');

    const [otherVendor, otherHospital] = [await world.vendor(), await world.hospital()];
    const everyone = await world.member(otherVendor.id, ROLES_OF_KIND.MANUFACTURER);
    for (const by of [everyone, otherHospital.person]) {
      expect(await by.refusal(READ, { id: transfer.id })).toBe('NOT_FOUND not_found');
      expect((await by.graphql(LIST)).responsibilityTransfers.totalCount).toBe(0);
      expect((await by.graphql(UNSIGNED)).unsignedTransfers.totalCount).toBe(0);
      expect(await refusal(by, SIGN, { transferId: transfer.id })).toBe('NOT_FOUND not_found');
    }
    expect(await refusal(otherHospital.person, ACCEPT, { itemId })).toBe('NOT_FOUND not_found');
    expect(await refusal(everyone, TAKE_BACK, { itemId })).toBe('NOT_FOUND not_found');
    expect(await refusal(everyone, PROPOSE, proposal(item()))).toBe(forbidden);
    const theirs = { hospitalId: hospital.id, releaseId: await release(world, otherVendor), items: [item()] };
    expect(await refusal(everyone, PROPOSE, theirs)).toBe('NOT_FOUND not_found');
    for (const by of [desk.approver, person]) {
      expect((await by.graphql(LIST, { releaseId: desk.releaseId })).responsibilityTransfers.edges).toEqual([
        { node: { id: transfer.id } },
      ]);
    }
  });

  it('is opened once by two who propose at the same time, and has the items of both', async () => {
    const { item, proposal, support } = await scene();
    const both = await Promise.all([0, 1].map(() => done(support, PROPOSE, proposal(item()))));
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
    const { transfer } = await support.graphql(READ, { id: both[0].id });
    expect(transfer.items).toHaveLength(2);
  });

  it('is refused where it is not right', async () => {
    const { hospital, item, proposal, support } = await scene();
    expect(await refusal(support, PROPOSE, proposal(item({ effectiveOn: day(-1) })))).toBe(
      'INVALID_INPUT responsibility.effective_in_past',
    );
    const elsewhere = await world.site((await world.hospital()).id);
    expect(await refusal(support, PROPOSE, proposal(item({ siteIds: [elsewhere] })))).toBe('NOT_FOUND not_found');
    expect(await refusal(support, PROPOSE, proposal())).toBe('INVALID_INPUT input.invalid');
    expect(await refusal(support, PROPOSE, { ...proposal(item()), hospitalId: newId() })).toBe('NOT_FOUND not_found');
    await done(support, PROPOSE, proposal(...Array.from({ length: 99 }, () => item())));
    expect(await refusal(support, PROPOSE, proposal(item(), item()))).toBe('CONFLICT responsibility.too_many_items');
    const both = await Promise.all([0, 1].map(() => support.ask(PROPOSE, { input: proposal(item()) })));
    expect(both.map(({ errors }) => errors[0]?.extensions.reason ?? null).toSorted()).toEqual([
      null,
      'responsibility.too_many_items',
    ]);
    await world.behind.query(`update relationship set state = 'ENDED', ended_at = now() where hospital_id = $1`, [
      hospital.id,
    ]);
    expect(await refusal(support, PROPOSE, proposal(item()))).toBe('NOT_FOUND not_found');
  });

  it('is missed where support has ended and nobody signed, until it reaches every site', async () => {
    const { desk, hospital, second, item, proposal, support } = await scene();
    const { person } = hospital;
    const unsigned = async (by: Person) => (await by.graphql(UNSIGNED)).unsignedTransfers;
    const row = { endedOn: day(-5), release: { id: desk.releaseId }, hospital: { id: hospital.id } };
    const sites = [hospital.siteId, second].toSorted().map((id) => ({ id }));
    expect(await unsigned(person)).toEqual({ totalCount: 1, edges: [{ node: { ...row, sites, transfer: null } }] });
    // Under COUNTS the vendor knows what is on its own list, and what it proposed.
    expect((await unsigned(support)).totalCount).toBe(0);
    await listed(world, desk.vendor, hospital, desk.releaseId);
    expect((await unsigned(support)).edges).toEqual([{ node: { ...row, sites: [], transfer: null } }]);

    const sign = async (siteIds: Id[] | null) => {
      const transfer = await done(support, PROPOSE, proposal(item({ siteIds })));
      expect((await unsigned(person)).edges[0].node.transfer).toEqual({ id: transfer.id, state: 'NEGOTIATING' });
      await done(person, ACCEPT, { itemId: transfer.items[0].id });
      await done(person, SIGN, { transferId: transfer.id });
      expect((await unsigned(person)).edges[0].node.transfer).toEqual({ id: transfer.id, state: 'HALF_SIGNED' });
      await done(desk.approver, SIGN, { transferId: transfer.id });
    };
    await sign([second]);
    expect((await unsigned(person)).edges).toEqual([
      { node: { ...row, sites: [{ id: hospital.siteId }], transfer: null } },
    ]);
    await sign(null);
    expect((await unsigned(person)).totalCount).toBe(0);
    expect(await person.refusal(UNSIGNED, { after: 'WzFd' })).toBe('INVALID_INPUT page.bad_cursor');
  });
});
