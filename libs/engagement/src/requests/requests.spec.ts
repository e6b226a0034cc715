import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type Id } from '#libs/kernel';
import { JobRegistry } from '#libs/platform';
import { sendFile } from '../../../../test/support/files.ts';
import { invitedIn, mailsTo } from '../../../../test/support/mails.ts';
import { Desk } from '../../../../test/support/publishing-desk.ts';
import { type Data, World, type Person } from '../../../../test/support/world.ts';

const OF = `request { id title urgency state declineReason promisedHours askedAt dueAt isOverdue pausedSince settledAt closedAt
  product { id } release { id } publication { id } vendor { id } hospital { id } pauses { fromAt untilAt } }`;
const act = (name: string, input: string) => `mutation ($input: ${input}!) { ${name}(input: $input) { ${OF} } }`;
const ASK = act('askVendor', 'AskVendorInput');
const REPLY = act('replyToRequest', 'ReplyToRequestInput');
const ANSWER = act('answerRequest', 'AnswerRequestInput');
const DECLINE = act('declineRequest', 'DeclineRequestInput');
const CLOSE = act('closeRequest', 'CloseRequestInput');
const REOPEN = act('reopenRequest', 'ReopenRequestInput');
const ONE = `query ($id: ID!) { informationRequest(id: $id) { id state isOverdue dueAt pausedSince pauses { fromAt untilAt } } }`;
const MESSAGES = `query ($id: ID!, $first: Int!, $after: String) {
  requestMessages(requestId: $id, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
    edges { node { kind words isInternal waitsForHospital authorName organisation { id } } } } }`;
const LIST = `query ($states: [InformationRequestState!], $urgency: RequestUrgency, $isOverdue: Boolean, $vendorId: ID, $productId: ID) {
  informationRequests(first: 50, states: $states, urgency: $urgency, isOverdue: $isOverdue, vendorId: $vendorId, productId: $productId) {
    totalCount edges { node { id } } } }`;
const COUNTS = '{ informationRequestCounts { open overdue waitingForHospital } }';
const PROMISES = 'query ($vendorId: ID!) { responsePromises(vendorId: $vendorId) { urgency hours } }';
const PUBLISH = `mutation ($input: PublishResponsePromisesInput!) {
  publishResponsePromises(input: $input) { promises { urgency hours } } }`;
const HOUR = 3_600_000;

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

/** A hospital that deals with a vendor, which promises to answer what is urgent within a day. */
async function scene() {
  const desk = await Desk.open(world);
  const hospital = await world.hospital();
  await world.relationship(desk.vendor, hospital);
  const support = await desk.publisher.colleague('VENDOR_SUPPORT');
  await support.graphql(PUBLISH, { input: { promises: [{ urgency: 'URGENT', hours: 24 }] } });
  const asking = (facts: object = {}) => ({
    input: {
      releaseId: desk.releaseId,
      urgency: 'URGENT',
      title: 'Antivirus',
      words: 'Is our antivirus allowed?',
      ...facts,
    },
  });
  const ask = async (facts: object = {}, by: Person = hospital.person) =>
    (await by.graphql(ASK, asking(facts))).askVendor.request;
  const does = async (by: Person, mutation: string, requestId: Id, facts: object = {}) =>
    Object.values(await by.graphql(mutation, { input: { requestId, ...facts } }))[0].request;
  const refused = (by: Person, mutation: string, requestId: Id, facts: object = {}) =>
    by.refusal(mutation, { input: { requestId, ...facts } });
  const read = async (id: Id, by: Person = hospital.person) => (await by.graphql(ONE, { id })).informationRequest;
  const words = async (id: Id, by: Person) =>
    (await by.graphql(MESSAGES, { id, first: 100 })).requestMessages.edges.map(
      ({ node }: { node: { words: string } }) => node.words,
    );
  const listed = async (filter: object = {}, by: Person = hospital.person) =>
    (await by.graphql(LIST, filter)).informationRequests.edges.map(({ node }: { node: { id: Id } }) => node.id);
  return { desk, hospital, support, asking, ask, does, refused, read, words, listed };
}

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');

/** What the full hour does. */
const hourPasses = async () => {
  const jobs = world.app.get(JobRegistry).all();
  await jobs.find(({ kind }) => kind === 'engagement.note_overdue')!.run({} as never);
  await world.settled();
};
const trailOf = async (id: Id) => {
  await world.settled();
  const { rows } = await world.behind.query<{ kind: string; counterpart_id: Id | null; facts: string }>(
    'select kind, counterpart_id, facts from trail.event where subject_id = $1 order by id',
    [id],
  );
  return rows;
};
const hoursAfter = (from: string, hours: number) => new Date(Date.parse(from) + hours * HOUR).toISOString();

describe('asking a vendor', () => {
  it('is due by what the vendor promised then, whatever it promises later', async () => {
    const { desk, hospital, support, ask, read } = await scene();
    expect((await hospital.person.graphql(PROMISES, { vendorId: desk.vendor.id })).responsePromises).toEqual([
      { urgency: 'URGENT', hours: 24 },
      { urgency: 'NORMAL', hours: null },
      { urgency: 'LOW', hours: null },
    ]);
    const asked = await ask();
    expect(asked).toMatchObject({
      state: 'OPEN',
      promisedHours: 24,
      dueAt: hoursAfter(asked.askedAt, 24),
      isOverdue: false,
      pausedSince: null,
      pauses: [],
      release: { id: desk.releaseId },
      publication: null,
      vendor: { id: desk.vendor.id },
      hospital: { id: hospital.id },
    });
    await support.graphql(PUBLISH, { input: { promises: [{ urgency: 'URGENT', hours: 1 }] } });
    expect((await read(asked.id)).dueAt).toBe(asked.dueAt);
  });

  it('has no due time, and is never overdue, where nothing is promised', async () => {
    const { ask, read } = await scene();
    const asked = await ask({ urgency: 'LOW' });
    expect(asked).toMatchObject({ promisedHours: null, dueAt: null });
    world.clock.advance(9_000 * HOUR);
    expect(await read(asked.id)).toMatchObject({ isOverdue: false, dueAt: null });
    world.clock.returnToPresent();
  });

  it('names a product, a release or a publication that the hospital has, and one thing in it', async () => {
    const { desk, hospital, ask } = await scene();
    const { productId } = (
      await world.behind.query<{ productId: Id }>('select product_id as "productId" from release where id = $1', [
        desk.releaseId,
      ])
    ).rows[0]!;
    const about = { releaseId: null };
    expect(await ask({ ...about, productId, component: 'openssl 3.0.7' })).toMatchObject({
      product: { id: productId },
      release: null,
    });
    expect(await ask({ mds2QuestionId: 'MLDP-2' })).toMatchObject({ product: { id: productId } });
    await hospital.person.graphql(
      'mutation ($input: RegisterAssetInput!) { registerAsset(input: $input) { asset { id } } }',
      { input: { siteId: hospital.siteId, releaseId: desk.releaseId, connections: ['NETWORK'] } },
    );
    const publicationId = await desk.published({ tlp: 'AMBER' });
    await world.settled();
    expect(await ask({ ...about, publicationId, vulnerability: 'cve-2026-1000' })).toMatchObject({
      product: null,
      publication: { id: publicationId },
    });
  });

  it('is refused with the reason', async () => {
    const { desk, hospital, support, asking } = await scene();
    const refused = (facts: object, by: Person = hospital.person) => by.refusal(ASK, asking(facts));
    const stranger = await Desk.open(world);
    expect(await refused({ releaseId: stranger.releaseId })).toBe('CONFLICT engagement.request_needs_relationship');
    expect(await refused({ releaseId: newId() })).toBe('NOT_FOUND not_found');
    expect(await refused({ releaseId: null, productId: newId() })).toBe('NOT_FOUND not_found');
    // nobody of this hospital received it
    const publicationId = await desk.published({ tlp: 'AMBER' });
    expect(await refused({ releaseId: null, publicationId })).toBe('NOT_FOUND not_found');
    expect(await refused({ publicationId })).toBe('INVALID_INPUT input.invalid');
    expect(await refused({ releaseId: null })).toBe('INVALID_INPUT input.invalid');
    expect(await refused({ component: 'openssl', vulnerability: 'CVE-2026-1000' })).toBe('INVALID_INPUT input.invalid');
    expect(await refused({ vulnerability: 'Heartbleed' })).toBe('INVALID_INPUT input.invalid');
    expect(await refused({ words: '' })).toBe('INVALID_INPUT input.invalid');
    expect(await refused({ words: '問'.repeat(20_001) })).toBe('INVALID_INPUT input.invalid');
    expect(await refused({}, await hospital.person.colleague('HOSPITAL_VIEWER'))).toBe('FORBIDDEN access.forbidden');
    expect(await refused({}, support)).toBe('FORBIDDEN access.forbidden');
    await world.behind.query(`update relationship set state = 'ENDED', ended_at = now() where vendor_id = $1`, [
      desk.vendor.id,
    ]);
    expect(await refused({})).toBe('CONFLICT engagement.request_needs_relationship');
  });

  it('is refused for a product whose maker is not in Tasuki', async () => {
    const { hospital, asking } = await scene();
    const { registerOutsideProduct } = await hospital.person.graphql(
      'mutation ($input: RegisterOutsideProductInput!) { registerOutsideProduct(input: $input) { product { id } } }',
      { input: { name: 'Pump', makerName: 'Maker abroad', kind: 'DEVICE', isConnectable: true } },
    );
    const productId = registerOutsideProduct.product.id;
    expect(await hospital.person.refusal(ASK, asking({ releaseId: null, productId }))).toBe(
      'CONFLICT engagement.request_maker_outside',
    );
  });

  it('takes 20,000 characters', async () => {
    const { hospital, ask, words } = await scene();
    const long = '問'.repeat(20_000);
    expect(await words((await ask({ words: long })).id, hospital.person)).toEqual([long]);
  });
});

describe('the clock of a request', () => {
  it('stands still only while the vendor waits for the hospital, and both see from when until when', async () => {
    const { hospital, support, ask, does, read } = await scene();
    const { id, dueAt } = await ask();
    world.clock.advance(2 * HOUR);
    const waiting = await does(support, REPLY, id, { words: 'Which antivirus?', waitsForHospital: true });
    expect(waiting.pausedSince).not.toBeNull();
    expect(await does(support, REPLY, id, { words: 'And its version?', waitsForHospital: true })).toMatchObject({
      pausedSince: waiting.pausedSince,
    });
    world.clock.advance(50 * HOUR);
    expect(await read(id, support)).toMatchObject({ isOverdue: false, dueAt });
    await does(hospital.person, REPLY, id, { words: 'Ask them again?', isInternal: true });
    await does(support, REPLY, id, { words: 'We go on looking.' });
    expect((await read(id)).pausedSince).toBe(waiting.pausedSince);

    const resumed = await does(hospital.person, REPLY, id, { words: 'Version 3.' });
    const [pause, ...more] = resumed.pauses;
    expect(more).toEqual([]);
    expect(pause.fromAt).toBe(waiting.pausedSince);
    const pausedMs = Date.parse(pause.untilAt) - Date.parse(pause.fromAt);
    expect(Date.parse(resumed.dueAt)).toBe(Date.parse(dueAt) + pausedMs);
    expect((await read(id, support)).pauses).toEqual([pause]);
    world.clock.advance(21 * HOUR);
    expect((await read(id)).isOverdue).toBe(false);
    world.clock.advance(2 * HOUR);
    expect((await read(id)).isOverdue).toBe(true);
    // what is overdue stays so when it is paused
    await does(support, REPLY, id, { words: 'Which one?', waitsForHospital: true });
    expect((await read(id)).isOverdue).toBe(true);

    const answered = await does(support, ANSWER, id, { words: 'It is allowed.' });
    expect(answered).toMatchObject({ state: 'ANSWERED', isOverdue: false, pausedSince: null });
    expect(answered.pauses.map(({ untilAt }: { untilAt: string | null }) => untilAt)).not.toContain(null);
    world.clock.returnToPresent();
    expect((await trailOf(id)).map(({ kind }) => kind)).toEqual([
      'request.asked',
      'request.replied',
      'request.paused',
      'request.replied',
      'request.noted',
      'request.replied',
      'request.replied',
      'request.resumed',
      'request.replied',
      'request.paused',
      'request.resumed',
      'request.answered',
    ]);
  });

  it('starts again, by the promise of then, when the hospital reopens the request', async () => {
    const { hospital, support, ask, does } = await scene();
    const { id } = await ask();
    await does(support, DECLINE, id, { reason: 'CONFIDENTIAL', words: 'We may not tell.' });
    await does(hospital.person, CLOSE, id);
    world.clock.advance(100 * HOUR);
    const before = world.clock.now().getTime();
    const reopened = await does(hospital.person, REOPEN, id, { reason: 'We signed the agreement.' });
    expect(reopened).toMatchObject({ state: 'REOPENED', declineReason: null, settledAt: null, closedAt: null });
    expect(Date.parse(reopened.dueAt)).toBeGreaterThanOrEqual(before + 24 * HOUR);
    expect(reopened.isOverdue).toBe(false);
    world.clock.returnToPresent();
  });

  it('escalates once: the trail and the people of the vendor who answer, and its contact for security, are told', async () => {
    const { desk, hospital, support, ask, does } = await scene();
    await invitedIn('en', support);
    const contact = `security-${newId()}@vendor.example`;
    await world.behind.query(
      `insert into contact (id, organisation_id, kind, name, email, created_at) values ($1, $2, 'SECURITY', '窓口', $3, now())`,
      [newId(), desk.vendor.id, contact],
    );
    const { id } = await ask();
    const paused = await ask();
    await does(support, REPLY, paused.id, { words: 'Which?', waitsForHospital: true });
    await hourPasses();
    expect(await mailsTo(world, support.email)).toEqual([]);
    world.clock.advance(25 * HOUR);
    await hourPasses();
    await hourPasses();
    const [mail, ...more] = await mailsTo(world, support.email);
    expect(more).toEqual([]);
    expect(mail?.subject).toContain('is overdue');
    expect(mail?.text).toContain(`/requests/${id}`);
    expect((await mailsTo(world, contact)).map(({ subject }) => subject)).toEqual([
      expect.stringContaining('回答期限が過ぎています'),
    ]);
    expect(await mailsTo(world, desk.approver.email)).toEqual([]);
    const told = (await trailOf(id)).filter(({ kind }) => kind === 'request.overdue');
    expect(told.map(({ counterpart_id }) => counterpart_id)).toEqual([hospital.id]);
    expect((await trailOf(paused.id)).map(({ kind }) => kind)).not.toContain('request.overdue');
    world.clock.returnToPresent();
  });
});

describe('a request', () => {
  it('is answered or declined once, closed and reopened by its hospital', async () => {
    const { desk, hospital, support, ask, does, refused } = await scene();
    const { id } = await ask();
    const words = 'Words.';
    expect(await refused(hospital.person, CLOSE, id)).toBe('CONFLICT engagement.request_not_settled');
    expect(await refused(hospital.person, REOPEN, id, { reason: words })).toBe('CONFLICT engagement.request_open');
    expect(await refused(hospital.person, ANSWER, id, { words })).toBe('FORBIDDEN access.forbidden');
    expect(await refused(desk.approver, ANSWER, id, { words })).toBe('FORBIDDEN access.forbidden');
    expect(await refused(support, DECLINE, id, { reason: 'OTHER', words: ' ' })).toBe('INVALID_INPUT input.invalid');

    expect(await does(support, ANSWER, id, { words })).toMatchObject({ state: 'ANSWERED' });
    expect(await refused(support, ANSWER, id, { words })).toBe('CONFLICT engagement.request_settled');
    expect(await refused(support, DECLINE, id, { reason: 'OTHER', words })).toBe('CONFLICT engagement.request_settled');
    expect(await refused(support, REPLY, id, { words, waitsForHospital: true })).toBe(
      'CONFLICT engagement.request_settled',
    );
    await does(hospital.person, REPLY, id, { words: 'Thank you.' });
    expect(await refused(support, CLOSE, id)).toBe('FORBIDDEN access.forbidden');
    expect(await refused(support, REOPEN, id, { reason: words })).toBe('FORBIDDEN access.forbidden');
    expect(await does(hospital.person, CLOSE, id)).toMatchObject({ state: 'CLOSED' });
    expect(await refused(hospital.person, CLOSE, id)).toBe('CONFLICT engagement.request_closed');
    for (const by of [hospital.person, support]) {
      expect(await refused(by, REPLY, id, { words })).toBe('CONFLICT engagement.request_closed');
    }
    expect(await refused(hospital.person, REOPEN, id, { reason: '' })).toBe('INVALID_INPUT input.invalid');
    await does(hospital.person, REOPEN, id, { reason: 'The answer is about another model.' });
    expect(await does(support, DECLINE, id, { reason: 'SUPPORT_ENDED', words })).toMatchObject({
      state: 'DECLINED',
      declineReason: 'SUPPORT_ENDED',
    });
  });

  it('is read by its hospital and its vendor alone, and tells others nothing', async () => {
    const { hospital, support, ask, refused, listed } = await scene();
    const { id } = await ask();
    expect(await listed()).toEqual([id]);
    expect(await listed({}, support)).toEqual([id]);
    const others = [(await world.hospital()).person, (await world.vendor()).publisher];
    for (const other of others) {
      expect(await other.refusal(ONE, { id })).toBe('NOT_FOUND not_found');
      expect(await other.refusal(MESSAGES, { id, first: 5 })).toBe('NOT_FOUND not_found');
      expect(await listed({}, other)).toEqual([]);
      expect((await other.graphql(COUNTS)).informationRequestCounts.open).toBe(0);
    }
    expect(await refused(others[0]!, REPLY, id, { words: 'Hello' })).toBe('NOT_FOUND not_found');
    expect(await refused(others[0]!, CLOSE, id)).toBe('NOT_FOUND not_found');
    const otherSupport = await others[1]!.colleague('VENDOR_SUPPORT');
    expect(await refused(otherSupport, ANSWER, id, { words: 'Yes' })).toBe('NOT_FOUND not_found');
    expect(await (await hospital.person.colleague('HOSPITAL_VIEWER')).graphql(ONE, { id })).toMatchObject({
      informationRequest: { id },
    });
  });

  it('keeps the notes of each side from the other', async () => {
    const { hospital, support, ask, does, refused, words } = await scene();
    const { id } = await ask();
    await does(hospital.person, REPLY, id, { words: 'Our note.', isInternal: true });
    await does(support, REPLY, id, { words: 'Their note.', isInternal: true });
    await does(support, REPLY, id, { words: 'We look into it.' });
    expect(await words(id, hospital.person)).toEqual(['Is our antivirus allowed?', 'Our note.', 'We look into it.']);
    expect(await words(id, support)).toEqual(['Is our antivirus allowed?', 'Their note.', 'We look into it.']);
    const page = (await support.graphql(MESSAGES, { id, first: 2 })).requestMessages;
    expect([page.totalCount, page.edges.length, page.pageInfo.hasNextPage]).toEqual([3, 2, true]);
    const notes = (await trailOf(id)).filter(({ kind }) => kind === 'request.noted');
    expect(notes.map(({ counterpart_id }) => counterpart_id)).toEqual([null, null]);
    expect(JSON.stringify(await trailOf(id))).not.toContain('antivirus');
    expect(await refused(support, REPLY, id, { words: 'Which?', isInternal: true, waitsForHospital: true })).toBe(
      'INVALID_INPUT input.invalid',
    );
    expect(await refused(hospital.person, REPLY, id, { words: 'Wait.', waitsForHospital: true })).toBe(
      'FORBIDDEN engagement.only_vendor_waits',
    );
    expect(await refused(support, REPLY, id, { words: 'x'.repeat(20_001) })).toBe('INVALID_INPUT input.invalid');
  });

  it('about a document for named members alone is theirs too', async () => {
    const { desk, hospital, support, ask, listed } = await scene();
    const publicationId = await desk.published({
      tlp: 'RED',
      namedHospitals: [{ hospitalId: hospital.id, emails: [hospital.person.email] }],
    });
    await world.settled();
    const { id } = await ask({ releaseId: null, publicationId });
    const colleague = await hospital.person.colleague('HOSPITAL_SECURITY');
    expect(await colleague.refusal(ONE, { id })).toBe('NOT_FOUND not_found');
    expect(await listed({}, colleague)).toEqual([]);
    expect(await listed({}, support)).toEqual([id]);
  });

  it('is found by where it stands, how urgent it is, whose it is and what it is about', async () => {
    const { desk, hospital, support, ask, does, listed } = await scene();
    const urgent = await ask();
    const low = await ask({ urgency: 'LOW' });
    const done = await ask();
    await does(support, ANSWER, done.id, { words: 'Yes.' });
    expect(await listed()).toEqual([done.id, low.id, urgent.id]);
    expect(await listed({ states: ['OPEN', 'REOPENED'] })).toEqual([low.id, urgent.id]);
    expect(await listed({ urgency: 'LOW' })).toEqual([low.id]);
    expect(await listed({ vendorId: desk.vendor.id, productId: urgent.product.id })).toHaveLength(3);
    expect(await listed({ vendorId: hospital.id })).toEqual([]);
    expect(await listed({ productId: newId() })).toEqual([]);
    world.clock.advance(25 * HOUR);
    expect(await listed({ isOverdue: true }, support)).toEqual([urgent.id]);
    expect(await listed({ isOverdue: false })).toEqual([done.id, low.id]);
    await does(support, REPLY, low.id, { words: 'Which?', waitsForHospital: true });
    expect((await hospital.person.graphql(COUNTS)).informationRequestCounts).toEqual({
      open: 2,
      overdue: 1,
      waitingForHospital: 1,
    });
    world.clock.returnToPresent();
  });
});

describe('what a vendor promises', () => {
  it('is published by those who answer, in place of what was promised before', async () => {
    const { desk, hospital, support } = await scene();
    const publish = (promises: object[]) => ({ input: { promises } });
    const twice = [
      { urgency: 'LOW', hours: 2 },
      { urgency: 'LOW', hours: 3 },
    ];
    expect(await support.refusal(PUBLISH, publish(twice))).toBe('INVALID_INPUT input.invalid');
    for (const hours of [0, 8_761]) {
      expect(await support.refusal(PUBLISH, publish([{ urgency: 'LOW', hours }]))).toBe('INVALID_INPUT input.invalid');
    }
    for (const by of [desk.approver, hospital.person]) {
      expect(await by.refusal(PUBLISH, publish([]))).toBe('FORBIDDEN access.forbidden');
    }
    const { publishResponsePromises } = await support.graphql(PUBLISH, publish([{ urgency: 'LOW', hours: 240 }]));
    expect(publishResponsePromises.promises.map(({ hours }: { hours: number | null }) => hours)).toEqual([
      null,
      null,
      240,
    ]);
    const vendorId = desk.vendor.id;
    expect(await (await world.vendor()).publisher.refusal(PROMISES, { vendorId })).toBe('NOT_FOUND not_found');
    expect(await hospital.person.refusal(PROMISES, { vendorId: hospital.id })).toBe('NOT_FOUND not_found');
    const kinds = (await trailOf(vendorId)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'response_promises.published')).toHaveLength(2);
  });
});

describe('files that go with a message', () => {
  const WITH_FILES = `query ($id: ID!) { requestMessages(requestId: $id, first: 50) { edges { node {
    kind isInternal attachments { uploadId name sizeBytes sha256 mediaType } } } } }`;
  const DOWNLOAD = 'mutation ($id: ID!) { requestDownload(input: { artifactId: $id }) { url } }';
  const filesOf = async (id: Id, by: Person) =>
    (await by.graphql(WITH_FILES, { id })).requestMessages.edges.flatMap(
      ({ node }: { node: { attachments: { uploadId: Id; name: string; sha256: string }[] } }) => node.attachments,
    );

  it('are read by the other side, byte for byte, and each download is in the records of both', async () => {
    const { desk, hospital, support, ask, does } = await scene();
    const question = await sendFile(hospital.person, 'error.txt', Buffer.from('What it says: 0x80070005'));
    const id = await ask({ attachmentIds: [question] }).then((request: { id: Id }) => request.id);
    const answer = await sendFile(support, 'steps.txt', Buffer.from('Steps of the fix'));
    await does(support, ANSWER, id, { words: 'As in the file.', attachmentIds: [answer] });

    expect((await filesOf(id, support)).map(({ name }: { name: string }) => name)).toEqual(['error.txt', 'steps.txt']);
    const { requestDownload } = await hospital.person.graphql(DOWNLOAD, { id: answer });
    expect(await (await fetch(requestDownload.url)).text()).toBe('Steps of the fix');

    const [asked, , downloaded] = await trailOf(id);
    expect(JSON.parse(asked!.facts).facts.attachmentsSha256).toEqual([sha256Of('What it says: 0x80070005')]);
    expect(downloaded).toMatchObject({ kind: 'request.attachment_downloaded', counterpart_id: desk.vendor.id });
    expect(JSON.parse(downloaded!.facts).facts.sha256).toBe(sha256Of('Steps of the fix'));
  });

  it('stay with the side that noted them, and are nothing to others', async () => {
    const { hospital, support, ask, does } = await scene();
    const { id } = await ask();
    const note = await sendFile(support, 'draft.txt', Buffer.from('Draft of ours'));
    await does(support, REPLY, id, { words: 'For us.', isInternal: true, attachmentIds: [note] });

    expect(await filesOf(id, hospital.person)).toEqual([]);
    expect(await hospital.person.refusal(DOWNLOAD, { id: note })).toBe('NOT_FOUND not_found');
    expect(await (await world.hospital()).person.refusal(DOWNLOAD, { id: note })).toBe('NOT_FOUND not_found');
    await support.graphql(DOWNLOAD, { id: note });
    expect((await trailOf(id)).at(-1)).toMatchObject({ kind: 'request.attachment_downloaded', counterpart_id: null });
  });

  it("are refused where they are another's, not there or not ready, and then nothing is said", async () => {
    const { desk, hospital, ask, refused, words } = await scene();
    const { id } = await ask();
    const theirs = await sendFile(await desk.publisher.colleague('VENDOR_SUPPORT'), 'a.txt', Buffer.from('Ours'));
    for (const attachmentIds of [[theirs], [newId()]]) {
      expect(await refused(hospital.person, REPLY, id, { words: 'See the file.', attachmentIds })).toBe(
        'INVALID_INPUT upload.not_ready',
      );
    }
    const eleven = Array.from({ length: 11 }, () => newId());
    expect(await refused(hospital.person, REPLY, id, { words: 'Many.', attachmentIds: eleven })).toBe(
      'INVALID_INPUT input.invalid',
    );
    expect(await words(id, hospital.person)).toHaveLength(1);
  });
});

it('shows a thread of 10,000 messages page by page', async () => {
  const { hospital, ask } = await scene();
  const { id } = await ask();
  await world.behind.query(
    `insert into request_message (id, request_id, kind, organisation_id, words, is_internal, waits_for_hospital, written_at)
     select uuidv7(), $1, 'REPLY', $2, 'Message ' || n, false, false, now() from generate_series(1, 10000) n`,
    [id, hospital.id],
  );
  let after: string | null = null;
  let seen = 0;
  for (let page = 0; page < 3; page += 1) {
    const { requestMessages: list }: Data = await hospital.person.graphql(MESSAGES, { id, first: 100, after });
    expect(list.totalCount).toBe(10_001);
    seen += list.edges.length;
    after = list.pageInfo.endCursor;
  }
  expect(seen).toBe(300);
  expect(await hospital.person.refusal(MESSAGES, { id, first: 101 })).toMatch(/^INVALID_INPUT /);
});
