import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Id } from '#libs/kernel';
import { JobRegistry } from '#libs/platform';
import { mailsTo } from '../../../../test/support/mails.ts';
import { asset, Desk, WITHDRAW } from '../../../../test/support/publishing-desk.ts';
import { World } from '../../../../test/support/world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NAME = `mutation ($input: NameDelegateInput!) { nameDelegate(input: $input) { delegate { id name email site { id } } } }`;
const REVOKE = `mutation ($input: DelegateInput!) { revokeDelegate(input: $input) { delegate { revokedAt } } }`;
const LIST = '{ delegates { id name } }';
const SET = `mutation ($input: SetChasingPlanInput!) { setChasingPlan(input: $input) { chasingPlan { id } } }`;
const OPEN = `mutation ($input: DelegateLinkInput!) { openDelegateLink(input: $input) { opened { delegateName
  publication { vendorName hospitalName siteName severity titleEn summaryEn fileNames actions { kind } } } } }`;
const CODE = `mutation ($input: SendDelegateCodeInput!) { sendDelegateCode(input: $input) { isDone } }`;
const MOVE = `mutation ($input: MoveDelegateLinkInput!) { moveDelegateLink(input: $input) { isDone } }`;
const ACKNOWLEDGE = `mutation ($input: AcknowledgeByLinkInput!) { acknowledgeByLink(input: $input) { opened { delegateName } } }`;
const SITE = `query ($id: ID!) { publication(id: $id) { myDelivery { openSites sites { state isAnswered
  acknowledgement { userId delegateId delegateName delegateEmail comment } } } } }`;
const RECIPIENTS = `query ($id: ID!) { recipients(publicationId: $id) { edges { node { sites { isAnswered
  acknowledgement { delegateId delegateName delegateEmail } } } } } }`;

let world: World;
let serial = 0;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());
afterEach(() => world.clock.returnToPresent());

const browser = () => randomBytes(24).toString('base64url');
const anybody = <T extends object>(query: string, input: object) => world.ask<T>({}, query, { input });
const refusal = async (query: string, input: object) => {
  const { errors } = await anybody(query, input);
  return errors[0] ? `${errors[0].extensions.code} ${errors[0].extensions.reason}` : 'was not refused';
};

/** A CRITICAL publication at a site whose delegate was sent a link. */
async function scene(facts: { publication?: object; days?: number } = {}) {
  const desk = await Desk.open(world);
  const hospital = await world.hospital();
  await world.relationship(desk.vendor, hospital);
  await asset(world, hospital, desk.releaseId);
  const support = await desk.publisher.colleague('VENDOR_SUPPORT');
  const steps = [{ base: 'DELIVERY', delayHours: 1, channel: 'MAIL', role: 'DELEGATE' }];
  await support.graphql(SET, { input: { stopsAt: 'ANSWERED', restsOnHolidays: false, steps } });
  const email = `delegate${++serial}@clinic.example`;
  const expiresAt = new Date(Date.now() + (facts.days ?? 90) * DAY).toISOString();
  const given = { siteId: hospital.siteId, name: '山田 花子', email, language: 'en', expiresAt };
  const { nameDelegate } = await hospital.person.graphql(NAME, { input: given });
  const delegateId = nameDelegate.delegate.id;
  const publicationId = await desk.published(facts.publication);
  await world.settled();
  world.clock.advance(2 * HOUR);
  const jobs = world.app.get(JobRegistry).all();
  await jobs.find(({ kind }) => kind === 'engagement.chase')!.run({} as never);
  await world.settled();
  const mails = await mailsTo(world, email);
  const secret = /#token=([\w-]+)/.exec(mails[0]?.text ?? '')?.[1] ?? '';
  return { desk, hospital, support, email, delegateId, publicationId, mails, secret, given };
}

/** Reasons of what was refused, as the trail has them. */
const refusedOf = async (publicationId: Id) => {
  await world.settled();
  const { rows } = await world.behind.query<{ facts: string }>(
    `select facts from trail.event where kind = 'delegate_link.refused' and strpos(facts, $1) > 0 order by id`,
    [publicationId],
  );
  return rows.map(({ facts }) => {
    const { by, facts: own } = JSON.parse(facts) as { by: string; facts: { reason: string } };
    return `${by} ${own.reason}`;
  });
};

describe('a delegate', () => {
  it('is named by an administrator, for a site of the hospital and a time to come, once', async () => {
    const { hospital, given, delegateId } = await scene();
    const security = await hospital.person.colleague('HOSPITAL_SECURITY');
    expect(await security.refusal(NAME, { input: given })).toBe('FORBIDDEN access.forbidden');
    expect((await security.graphql(LIST)).delegates).toEqual([{ id: delegateId, name: '山田 花子' }]);
    expect(await hospital.person.refusal(NAME, { input: given })).toBe('CONFLICT engagement.delegate_named_already');
    const past = { ...given, email: 'other@clinic.example', expiresAt: new Date(Date.now() - DAY).toISOString() };
    expect(await hospital.person.refusal(NAME, { input: past })).toBe('INVALID_INPUT engagement.delegate_term');
    const late = { ...past, expiresAt: new Date(Date.now() + 400 * DAY).toISOString() };
    expect(await hospital.person.refusal(NAME, { input: late })).toBe('INVALID_INPUT engagement.delegate_term');
    const broken = { ...given, email: 'a@clinic.example\r\nBcc: b@clinic.example' };
    expect(await hospital.person.refusal(NAME, { input: broken })).toBe('INVALID_INPUT input.invalid');
    const { siteId } = await world.hospital();
    expect(await hospital.person.refusal(NAME, { input: { ...given, siteId } })).toBe('NOT_FOUND not_found');

    const other = await world.hospital();
    expect((await other.person.graphql(LIST)).delegates).toEqual([]);
    expect(await other.person.refusal(REVOKE, { input: { delegateId } })).toBe('NOT_FOUND not_found');
    await hospital.person.graphql(REVOKE, { input: { delegateId } });
    expect(await hospital.person.refusal(REVOKE, { input: { delegateId } })).toBe(
      'CONFLICT engagement.delegate_revoked',
    );
    expect((await security.graphql(LIST)).delegates).toEqual([]);
  });

  it('reads that publication and nothing else, types a name, and acknowledges', async () => {
    const { desk, hospital, secret, email, delegateId, publicationId } = await scene();
    const holder = { secret, browserKey: browser() };
    const { data } = await anybody<{ openDelegateLink: { opened: object } }>(OPEN, holder);
    expect(data!.openDelegateLink.opened).toMatchObject({
      delegateName: '山田 花子',
      publication: {
        severity: 'CRITICAL',
        titleEn: 'Buffer overflow in the viewer',
        actions: [{ kind: 'ACKNOWLEDGE' }],
      },
    });
    expect((await anybody(ACKNOWLEDGE, { ...holder, name: 'Hanako Yamada', comment: 'Read.' })).errors).toEqual([]);
    const { publication } = await hospital.person.graphql(SITE, { id: publicationId });
    const said = { delegateId, delegateName: 'Hanako Yamada', delegateEmail: email };
    expect(publication.myDelivery).toEqual({
      openSites: 0,
      sites: [
        { state: 'ACKNOWLEDGED', isAnswered: true, acknowledgement: { userId: null, comment: 'Read.', ...said } },
      ],
    });
    // The vendor learns that it was a delegate, and not who.
    const { recipients } = await desk.publisher.graphql(RECIPIENTS, { id: publicationId });
    expect(recipients.edges[0].node.sites).toEqual([
      { isAnswered: true, acknowledgement: { delegateId, delegateName: null, delegateEmail: null } },
    ]);
    await world.settled();
    const { rows } = await world.behind.query<{ facts: string; person: string }>(
      `select facts, person from trail.event where kind = 'delivery.acknowledged' and organisation_id = $1`,
      [hospital.id],
    );
    expect(JSON.parse(rows[0]!.person)).toEqual({ name: 'Hanako Yamada', email });
    expect(rows[0]!.facts).toContain(delegateId);
    expect(rows[0]!.facts).not.toContain('Yamada');
  });

  it('is sent nothing that is for the organisation or for named people alone', async () => {
    const strict = await scene({ publication: { tlp: 'AMBER_STRICT' } });
    expect(strict.mails).toEqual([]);
  });
});

describe('a link', () => {
  it('is used once', async () => {
    const { secret, publicationId } = await scene();
    const holder = { secret, browserKey: browser() };
    await anybody(OPEN, holder);
    await anybody(ACKNOWLEDGE, { ...holder, name: 'Hanako' });
    expect(await refusal(ACKNOWLEDGE, { ...holder, name: 'Hanako' })).toBe('CONFLICT engagement.link_used');
    expect(await refusal(OPEN, holder)).toBe('CONFLICT engagement.link_used');
    expect(await refusedOf(publicationId)).toEqual(['SYSTEM engagement.link_used', 'SYSTEM engagement.link_used']);
  });

  it('used twice at once acknowledges once', async () => {
    const { secret, hospital } = await scene();
    const holder = { secret, browserKey: browser() };
    await anybody(OPEN, holder);
    const answers = await Promise.all([1, 2, 3].map((n) => anybody(ACKNOWLEDGE, { ...holder, name: `Hanako ${n}` })));
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    const { rowCount } = await world.behind.query('select from acknowledgement where hospital_id = $1', [hospital.id]);
    expect(rowCount).toBe(1);
  });

  it('that was forwarded is refused in another browser, unless whoever holds the mailbox shows the code', async () => {
    const { secret, email, publicationId } = await scene();
    const first = { secret, browserKey: browser() };
    const second = { secret, browserKey: browser() };
    await anybody(OPEN, first);
    expect(await refusal(OPEN, second)).toBe('FORBIDDEN engagement.link_elsewhere');
    expect(await refusal(ACKNOWLEDGE, { ...second, name: 'Mallory' })).toBe('FORBIDDEN engagement.link_elsewhere');
    expect(await refusal(MOVE, { ...second, code: '000000' })).toBe('FORBIDDEN engagement.wrong_code');

    await anybody(CODE, { secret });
    await world.settled();
    const code = /\b\d{6}\b/.exec((await mailsTo(world, email)).at(-1)!.text!)![0];
    const wrong = code === '123456' ? '654321' : '123456';
    expect(await refusal(MOVE, { ...second, code: wrong })).toBe('FORBIDDEN engagement.wrong_code');
    expect((await anybody(MOVE, { ...second, code })).errors).toEqual([]);
    expect(await refusal(MOVE, { ...second, code })).toBe('FORBIDDEN engagement.wrong_code');
    expect(await refusal(OPEN, first)).toBe('FORBIDDEN engagement.link_elsewhere');
    expect((await anybody(ACKNOWLEDGE, { ...second, name: 'Hanako' })).errors).toEqual([]);
    expect(await refusedOf(publicationId)).toEqual([
      'SYSTEM engagement.link_elsewhere',
      'SYSTEM engagement.link_elsewhere',
      'SYSTEM engagement.wrong_code',
      'SYSTEM engagement.wrong_code',
      'SYSTEM engagement.wrong_code',
      'SYSTEM engagement.link_elsewhere',
    ]);
  });

  it('sends three codes at most, each good for a quarter of an hour and five tries', async () => {
    const { secret, email } = await scene();
    const other = { secret, browserKey: browser() };
    await anybody(OPEN, { secret, browserKey: browser() });
    const codeOf = async () => {
      expect((await anybody(CODE, { secret })).errors).toEqual([]);
      await world.settled();
      return /\b\d{6}\b/.exec((await mailsTo(world, email)).at(-1)!.text!)![0];
    };
    const tried = await codeOf();
    for (let tries = 0; tries < 5; tries += 1) await refusal(MOVE, { ...other, code: 'no' });
    expect(await refusal(MOVE, { ...other, code: tried })).toBe('FORBIDDEN engagement.wrong_code');
    const late = await codeOf();
    world.clock.advance(16 * 60_000);
    expect(await refusal(MOVE, { ...other, code: late })).toBe('FORBIDDEN engagement.wrong_code');
    await codeOf();
    expect(await refusal(CODE, { secret })).toBe('RATE_LIMITED engagement.too_many_codes');
  });

  it.each([
    ['is too old', async () => Promise.resolve(world.clock.advance(8 * DAY)), 'CONFLICT engagement.link_expired'],
    [
      'is of a delegate who was revoked',
      ({ hospital, delegateId }: Awaited<ReturnType<typeof scene>>) =>
        hospital.person.graphql(REVOKE, { input: { delegateId } }),
      'CONFLICT engagement.link_revoked',
    ],
    [
      'is of a publication that was withdrawn meanwhile',
      ({ desk, publicationId }: Awaited<ReturnType<typeof scene>>) =>
        desk.approver.graphql(WITHDRAW, { input: { publicationId, reason: 'Wrong.' } }),
      'CONFLICT engagement.publication_withdrawn',
    ],
  ])('that %s is refused, and that is recorded', async (_, happens, expected) => {
    const made = await scene();
    await happens(made);
    const holder = { secret: made.secret, browserKey: browser() };
    expect(await refusal(OPEN, holder)).toBe(expected);
    expect(await refusal(ACKNOWLEDGE, { ...holder, name: 'Hanako' })).toBe(expected);
    const [, reason] = expected.split(' ');
    expect(await refusedOf(made.publicationId)).toEqual([`SYSTEM ${reason}`, `SYSTEM ${reason}`]);
  });

  it('that ends with its delegate’s term is refused', async () => {
    const { secret } = await scene({ days: 1 });
    world.clock.advance(2 * DAY);
    expect(await refusal(OPEN, { secret, browserKey: browser() })).toBe('CONFLICT engagement.link_expired');
  });

  it('that never was is not found, and its secret is kept nowhere', async () => {
    const { secret } = await scene();
    for (const query of [OPEN, CODE]) {
      const input = query === OPEN ? { secret: 'dlg_x', browserKey: browser() } : { secret: 'dlg_x' };
      expect(await refusal(query, input)).toBe('NOT_FOUND not_found');
    }
    expect(await refusal(OPEN, { secret, browserKey: 'short' })).toBe('INVALID_INPUT input.invalid');
    const { rows } = await world.behind.query<{ text: string }>('select l::text as text from delegate_link l');
    expect(rows.some(({ text }) => text.includes(secret))).toBe(false);
  });

  it('asks for an answer to each thing that is asked', async () => {
    const { secret } = await scene({
      publication: { actions: [{ kind: 'REPORT_AFFECTED', dueOn: '2099-12-24' }] },
    });
    const holder = { secret, browserKey: browser() };
    await anybody(OPEN, holder);
    expect(await refusal(ACKNOWLEDGE, { ...holder, name: 'Hanako' })).toBe('CONFLICT engagement.answers_missing');
    const answers = [{ action: 'REPORT_AFFECTED', answer: 'NOT_AFFECTED' }];
    expect((await anybody(ACKNOWLEDGE, { ...holder, name: 'Hanako', answers })).errors).toEqual([]);
  });
});
