import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { JobRegistry } from '#libs/platform';
import { asset, Desk } from '../support/publishing-desk.ts';
import { type Hospital, type Person, World } from '../support/world.ts';

/**
 * A CRITICAL publication goes unread at one site: every step of the chase in its order, to the acknowledgement by a link,
 * and what an auditor sees of it. Mails go over SMTP.
 */
let world: World;
let post: PostOffice;
beforeAll(async () => {
  post = await PostOffice.open();
  world = await World.start({ SMTP_URL: post.url, MAIL_FROM: 'Tasuki <tasuki@portal.example>' });
});
afterAll(async () => {
  await world?.stop();
  await post.close();
});

const HOUR = 3_600_000;

it('asks a site that does not read step by step, until somebody acknowledges, and proves to an auditor who was asked', async () => {
  const desk = await Desk.open(world);
  const support = await desk.publisher.colleague('VENDOR_SUPPORT');
  const hospital = await world.hospital();
  const answering = await world.hospital();
  for (const one of [hospital, answering]) {
    await world.relationship(desk.vendor, one);
    await asset(world, one, desk.releaseId);
  }
  const [nurse] = await Promise.all([
    world.member(hospital.id, ['HOSPITAL_DEVICE'], { siteIds: [hospital.siteId] }),
    // Looks after another site, and is asked nothing.
    world.member(hospital.id, ['HOSPITAL_DEVICE'], { siteIds: [await world.site(hospital.id)] }),
  ]);
  const security = await hospital.person.colleague('HOSPITAL_SECURITY');
  await sole(hospital, [nurse, security]);
  await names(hospital, 'BACKUP', { email: 'backup@clinic.example' });
  await names(hospital, 'EMERGENCY', { email: 'night@clinic.example', phone: '03-0000-0000' });
  for (const [name, email] of [
    ['Dr Duty', 'duty@clinic.example'],
    ['Dr Away', 'away@clinic.example'],
  ]) {
    await hospital.person.graphql(
      'mutation ($input: NameDelegateInput!) { nameDelegate(input: $input) { delegate { id } } }',
      { input: { siteId: hospital.siteId, name, email, language: 'en', expiresAt: after(90 * 24) } },
    );
  }

  await support.graphql(
    'mutation ($input: SetChasingPlanInput!) { setChasingPlan(input: $input) { chasingPlan { id } } }',
    {
      input: {
        severity: 'CRITICAL',
        stopsAt: 'ANSWERED',
        quietFrom: 20 * 60,
        quietUntil: 8 * 60,
        restsOnHolidays: true,
        steps: [
          step(4, 'MAIL', 'RESPONSIBLE'),
          step(12, 'MAIL', 'HOSPITAL_SECURITY'),
          step(24, 'MAIL', 'BACKUP_CONTACT'),
          step(36, 'MAIL', 'EMERGENCY_CONTACT'),
          step(48, 'PHONE', 'EMERGENCY_CONTACT'),
          step(50, 'MAIL', 'DELEGATE'),
          step(72, 'MAIL', 'VENDOR_SUPPORT'),
        ],
      },
    },
  );
  const publicationId = await desk.published({
    summaryEn: 'Update at once.',
    actions: [{ kind: 'ACKNOWLEDGE', dueOn: '2099-12-24' }],
  });
  await world.settled();
  await acknowledges(answering, publicationId);

  // Until the fourth hour nobody is asked again.
  await hoursPass(3);
  expect(post.sent()).toEqual([]);

  // Reminder, second reminder, backup contact, emergency contact.
  for (const [hours, to] of [
    [2, nurse.email],
    [8, security.email],
    [12, 'backup@clinic.example'],
    [12, 'night@clinic.example'],
  ] as const) {
    await hoursPass(hours);
    const [mail, ...others] = post.sent();
    expect(mail?.to).toEqual([to]);
    expect(mail?.mail.text).toContain('Buffer overflow in the viewer');
    expect(mail?.mail.text).toContain(`/publications/${publicationId}?siteId=${hospital.siteId}`);
    expect(others).toEqual([]);
  }

  // The telephone: for the vendor's support to do.
  await hoursPass(12);
  expect(post.sent()).toEqual([]);
  const { chaseTasks } = await support.graphql(
    '{ chaseTasks { edges { node { id channel hospital { id } reachable { name phone } } } } }',
  );
  const [{ node: task }] = chaseTasks.edges;
  expect(task).toMatchObject({
    channel: 'PHONE',
    hospital: { id: hospital.id },
    reachable: [{ name: 'Contact EMERGENCY', phone: '03-0000-0000' }],
  });
  await support.graphql('mutation ($input: RecordChaseInput!) { recordChase(input: $input) { step { state } } }', {
    input: {
      stepId: task.id,
      outcome: 'REACHED',
      reachedName: 'Ms Night',
      reachedAt: after(0),
      words: 'She says that Dr Duty will look.',
    },
  });

  // Somebody without an account, by a link.
  await hoursPass(3);
  const toDelegates = new Map(
    post.sent().map(({ to: [to], mail }) => [to, /#token=([\w-]+)/.exec(mail.text ?? '')?.[1]]),
  );
  expect([...toDelegates.keys()].toSorted()).toEqual(['away@clinic.example', 'duty@clinic.example']);
  const secret = toDelegates.get('duty@clinic.example');
  const phone = { secret, browserKey: browserKey() };
  const stranger = { secret, browserKey: browserKey() };
  const opened = await anybody(OPEN, phone);
  expect(opened.data).toMatchObject({
    openDelegateLink: {
      opened: { publication: { titleEn: 'Buffer overflow in the viewer', summaryEn: 'Update at once.' } },
    },
  });
  // It was forwarded; it does not open elsewhere.
  expect(await refusal(OPEN, stranger)).toBe('engagement.link_elsewhere');
  expect((await anybody(ACKNOWLEDGE, { ...phone, name: 'Dr D. Duty', comment: 'We update tonight.' })).errors).toEqual(
    [],
  );
  // It was good once.
  expect(await refusal(ACKNOWLEDGE, { ...phone, name: 'Dr D. Duty' })).toBe('engagement.link_used');
  // The other one lay too long.
  world.clock.advance(8 * 24 * HOUR);
  const late = { secret: toDelegates.get('away@clinic.example'), browserKey: browserKey() };
  expect(await refusal(OPEN, late)).toBe('engagement.link_expired');

  // The last step does not come: the site has answered.
  await hoursPass(1);
  expect(post.sent()).toEqual([]);
  const { chasedSites } = await support.graphql(
    `query ($id: ID!) { chasedSites(publicationId: $id) { edges { node { siteId isAnswered
       steps { channel role state recipients { name } happenings { what reachedName words } } } } } }`,
    { id: publicationId },
  );
  const site = chasedSites.edges.find(({ node }: { node: { siteId: string } }) => node.siteId === hospital.siteId).node;
  expect(site.isAnswered).toBe(true);
  const told = site.steps.map((one: { role: string; state: string; happenings: { what: string }[] }) =>
    [one.role, one.state, ...one.happenings.map(({ what }) => what)].join(' '),
  );
  expect(told).toEqual([
    'RESPONSIBLE ASKED QUEUED SENT',
    'HOSPITAL_SECURITY ASKED QUEUED SENT',
    'BACKUP_CONTACT ASKED QUEUED SENT',
    'EMERGENCY_CONTACT ASKED QUEUED SENT',
    'EMERGENCY_CONTACT DONE DUE_BY_HAND RECORDED',
    'DELEGATE ASKED QUEUED SENT SENT',
  ]);
  // The vendor learns roles and means, and no names of the hospital's people.
  expect(site.steps.flatMap(({ recipients }: { recipients: object[] }) => recipients)).toEqual([]);
  expect(
    chasedSites.edges.find(({ node }: { node: { siteId: string } }) => node.siteId === answering.siteId).node.steps,
  ).toEqual([]);

  // What an auditor reads of it, with the hospital's grant.
  const auditor = await world.person('AUDITOR');
  await hospital.person.graphql(
    'mutation ($input: GrantAuditInput!) { grantAudit(input: $input) { auditGrant { id } } }',
    {
      input: {
        auditorId: auditor.organisationId,
        publicationId,
        expiresAt: after(24),
      },
    },
  );
  await world.settled();
  const { auditTrail } = await auditor.graphql(
    '{ auditTrail(first: 100) { edges { node { kind recordedAt facts logIndex } } } }',
  );
  const events = auditTrail.edges.map(({ node }: { node: AuditEvent }) => node).reverse() as AuditEvent[];
  const asked = events.flatMap(({ kind, facts }) => {
    const { facts: own, by } = JSON.parse(facts) as { by: string; facts: Record<string, unknown> };
    const { channel, role, outcome, reason, delegateId } = own;
    if (kind.startsWith('chase.')) return [[kind, channel, role, outcome].filter(Boolean).join(' ')];
    if (kind === 'delegate_link.refused') return [`${kind} ${String(reason)}`];
    if (kind === 'delivery.acknowledged') return [`${kind} by ${by} ${delegateId ? 'through a link' : ''}`];
    return [];
  });
  expect(asked).toEqual([
    'chase.asked MAIL RESPONSIBLE',
    'chase.mail_sent MAIL RESPONSIBLE',
    'chase.asked MAIL HOSPITAL_SECURITY',
    'chase.mail_sent MAIL HOSPITAL_SECURITY',
    'chase.asked MAIL BACKUP_CONTACT',
    'chase.mail_sent MAIL BACKUP_CONTACT',
    'chase.asked MAIL EMERGENCY_CONTACT',
    'chase.mail_sent MAIL EMERGENCY_CONTACT',
    'chase.due_by_hand PHONE EMERGENCY_CONTACT',
    'chase.recorded PHONE EMERGENCY_CONTACT REACHED',
    'chase.asked MAIL DELEGATE',
    'chase.mail_sent MAIL DELEGATE',
    'chase.mail_sent MAIL DELEGATE',
    'delegate_link.refused engagement.link_elsewhere',
    'delivery.acknowledged by PERSON through a link',
    'delegate_link.refused engagement.link_used',
    'delegate_link.refused engagement.link_expired',
  ]);
  // When: by the clock of the portal, and each stands in the log.
  const times = events.map(({ recordedAt }) => Date.parse(recordedAt));
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(events.every(({ logIndex }) => logIndex !== null)).toBe(true);
  const all = JSON.stringify(events.map(({ facts }) => facts));
  for (const name of ['Night', 'Duty', 'Away', 'clinic.example', nurse.email]) expect(all).not.toContain(name);
});

interface AuditEvent {
  kind: string;
  recordedAt: string;
  facts: string;
  logIndex: number | null;
}

const OPEN = `mutation ($input: DelegateLinkInput!) { openDelegateLink(input: $input) { opened { publication { titleEn summaryEn } } } }`;
const ACKNOWLEDGE = `mutation ($input: AcknowledgeByLinkInput!) { acknowledgeByLink(input: $input) { opened { delegateName } } }`;

const step = (delayHours: number, channel: string, role: string) => ({ base: 'DELIVERY', delayHours, channel, role });
const after = (hours: number) => new Date(world.clock.now().getTime() + hours * HOUR).toISOString();
const browserKey = () => randomBytes(24).toString('base64url');
const anybody = (query: string, input: object) => world.ask({}, query, { input });
const refusal = async (query: string, input: object) => (await anybody(query, input)).errors[0]?.extensions.reason;

/** The clock goes on, hour by hour, and each full hour does its work. */
async function hoursPass(hours: number): Promise<void> {
  const chase = world.app
    .get(JobRegistry)
    .all()
    .find(({ kind }) => kind === 'engagement.chase')!;
  for (let hour = 0; hour < hours; hour += 1) {
    world.clock.advance(HOUR);
    await chase.run({} as never);
    await world.settled();
  }
}

/** These are the hospital's only members for what they do: whoever administers it does nothing else. */
async function sole({ person }: Hospital, _members: readonly Person[]): Promise<void> {
  await world.behind.query(`update member set roles = '{HOSPITAL_ADMIN}' where id = $1`, [person.memberId]);
}

const names = (hospital: Hospital, kind: string, facts: { email: string; phone?: string }) =>
  hospital.person.graphql('mutation ($input: SetContactInput!) { setContact(input: $input) { contact { id } } }', {
    input: { kind, name: `Contact ${kind}`, ...facts },
  });

async function acknowledges({ person, siteId }: Hospital, publicationId: string): Promise<void> {
  const { publication } = await person.graphql('query ($id: ID!) { publication(id: $id) { myDelivery { id } } }', {
    id: publicationId,
  });
  const deliveryId = publication.myDelivery.id;
  await person.graphql('mutation ($id: ID!) { markViewed(input: { deliveryId: $id }) { delivery { id } } }', {
    id: deliveryId,
  });
  await person.graphql('mutation ($input: AcknowledgeInput!) { acknowledge(input: $input) { delivery { id } } }', {
    input: { deliveryId, siteId },
  });
}

/** A mail server that keeps what it is given. */
class PostOffice {
  readonly url: string;
  private readonly server: SMTPServer;
  private readonly kept: { to: string[]; mail: ParsedMail }[];

  private constructor(server: SMTPServer, kept: PostOffice['kept'], url: string) {
    this.server = server;
    this.kept = kept;
    this.url = url;
  }

  static async open(): Promise<PostOffice> {
    const kept: PostOffice['kept'] = [];
    const server = new SMTPServer({
      authOptional: true,
      hideSTARTTLS: true,
      onData(stream, session, done) {
        text(stream)
          .then(simpleParser)
          .then((mail) => {
            kept.push({ to: session.envelope.rcptTo.map(({ address }) => address), mail });
            done();
          }, done);
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.server.address() as AddressInfo;
    return new PostOffice(server, kept, `smtp://127.0.0.1:${port}`);
  }

  /** What came since it was asked last. */
  sent(): { to: string[]; mail: ParsedMail }[] {
    return this.kept.splice(0);
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
