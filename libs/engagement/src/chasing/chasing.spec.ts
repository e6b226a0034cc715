import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type Id } from '#libs/kernel';
import { JobRegistry } from '#libs/platform';
import { mailsTo } from '../../../../test/support/mails.ts';
import { asset, Desk, WITHDRAW } from '../../../../test/support/publishing-desk.ts';
import { World, type Hospital } from '../../../../test/support/world.ts';

const HOUR = 3_600_000;
const SET = `mutation ($input: SetChasingPlanInput!) { setChasingPlan(input: $input) { chasingPlan { id severity stopsAt steps { base delayHours channel role } } } }`;
const REMOVE = `mutation ($input: ChasingPlanInput!) { removeChasingPlan(input: $input) { chasingPlan { id } } }`;
const PLANS = `{ chasingPlans { id isDefault severity publicationKind steps { channel role } } }`;
const CHASE = `query ($id: ID!) { chase(publicationId: $id) { nextDemandAt plan { id } counts { side step channel role asked moved waiting done skipped sent opened } } }`;
const SITES = `query ($id: ID!, $isAnswered: Boolean) { chasedSites(publicationId: $id, isAnswered: $isAnswered) { totalCount edges { node { siteId isAnswered
  coming { step channel role comesAt }
  steps { id side step channel role state dueAt movedTo takenAt recipientCount isDemanded recipients { name email source }
    happenings { what detail outcome reachedName words } } } } } }`;
const TASKS = `{ chaseTasks { totalCount edges { node { id step channel role hospital { id } site { id } publication { id } reachable { name phone } } } } }`;
const RECORD = `mutation ($input: RecordChaseInput!) { recordChase(input: $input) { step { state happenings { what outcome reachedName words } } } }`;
const DEMAND = `mutation ($input: DemandChaseInput!) { demandChase(input: $input) { chase { nextDemandAt } } }`;
const GAPS = `query ($id: ID!) { chaseGaps(publicationId: $id) { siteCount gapCount gaps { hospitalId siteId steps { step role channel } } } }`;
const VIEW = 'mutation ($id: ID!) { markViewed(input: { deliveryId: $id }) { delivery { id } } }';
const ACKNOWLEDGE = 'mutation ($input: AcknowledgeInput!) { acknowledge(input: $input) { delivery { openSites } } }';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());
afterEach(() => world.clock.returnToPresent());

/** What the full hour does. */
const hourPasses = async () => {
  const jobs = world.app.get(JobRegistry).all();
  await jobs.find(({ kind }) => kind === 'engagement.chase')!.run({} as never);
  await world.settled();
};
const step = (delayHours: number, role: string, channel = 'MAIL', base = 'DELIVERY') => ({
  base,
  delayHours,
  channel,
  role,
});
const planOf = (steps: object[], facts: object = {}) => ({
  input: { stopsAt: 'ANSWERED', restsOnHolidays: false, steps, ...facts },
});

/** A vendor with a hospital whose device a publication concerns. */
async function scene() {
  const desk = await Desk.open(world);
  const hospital = await world.hospital();
  await world.relationship(desk.vendor, hospital);
  await asset(world, hospital, desk.releaseId);
  const support = await desk.publisher.colleague('VENDOR_SUPPORT');
  const published = async (facts: object = {}) => {
    const id = await desk.published(facts);
    await world.settled();
    return id;
  };
  const steps = async (id: Id, by = support) =>
    (await by.graphql(SITES, { id })).chasedSites.edges[0]?.node.steps ?? [];
  return { desk, hospital, support, published, steps };
}

async function contact(
  { id }: Hospital,
  kind: string,
  facts: { email?: string; phone?: string; siteId?: Id; relationshipId?: Id },
) {
  await world.behind.query(
    `insert into contact (id, organisation_id, kind, name, email, phone, site_id, relationship_id, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, now())`,
    [
      newId(),
      id,
      kind,
      `Contact of ${kind}`,
      facts.email ?? null,
      facts.phone ?? null,
      facts.siteId ?? null,
      facts.relationshipId ?? null,
    ],
  );
}

const deliveryOf = async ({ id }: Hospital) => {
  const { rows } = await world.behind.query<{ id: Id }>(
    'select id from delivery where hospital_id = $1 order by id desc limit 1',
    [id],
  );
  return rows[0]!.id;
};

describe('a plan', () => {
  it('is there from the first day, and the vendor’s own goes before it', async () => {
    const { support } = await scene();
    const given = (await support.graphql(PLANS)).chasingPlans;
    expect(
      given.map(({ severity, isDefault }: { severity: string; isDefault: boolean }) => [severity, isDefault]),
    ).toEqual([
      ['CRITICAL', true],
      [null, true],
    ]);
    const { setChasingPlan } = await support.graphql(SET, planOf([step(5, 'RESPONSIBLE')], { severity: 'CRITICAL' }));
    const { id } = setChasingPlan.chasingPlan;
    expect((await support.graphql(PLANS)).chasingPlans[0].id).toBe(id);

    await support.graphql(REMOVE, { input: { planId: id } });
    expect((await support.graphql(PLANS)).chasingPlans).toEqual(given);
    expect(await support.refusal(REMOVE, { input: { planId: id } })).toBe('CONFLICT engagement.plan_replaced');
    expect(await support.refusal(REMOVE, { input: { planId: given[0].id } })).toBe(
      'FORBIDDEN engagement.plan_is_given',
    );
  });

  it.each([
    ['of no steps', planOf([]), 'steps input.required'],
    [
      'of more than twenty',
      planOf(Array.from({ length: 21 }, (_, i) => step(i + 1, 'RESPONSIBLE'))),
      'steps input.too_long',
    ],
    [
      'whose steps overlap',
      planOf([step(4, 'RESPONSIBLE'), step(4, 'HOSPITAL_ADMIN')]),
      'steps.1.delayHours engagement.steps_overlap',
    ],
    [
      'that asks before the delivery',
      planOf([step(0, 'RESPONSIBLE')]),
      'steps.0.delayHours engagement.step_before_delivery',
    ],
    [
      'that shows a contact something in the portal',
      planOf([step(1, 'BACKUP_CONTACT', 'PORTAL')]),
      'steps.0.role engagement.step_needs_an_account',
    ],
    [
      'that telephones a delegate',
      planOf([step(1, 'DELEGATE', 'PHONE')]),
      'steps.0.channel engagement.step_to_delegates_is_a_mail',
    ],
    [
      'that telephones its own support',
      planOf([step(1, 'VENDOR_SUPPORT', 'PHONE')]),
      'steps.0.channel engagement.step_to_support_is_a_mail',
    ],
    [
      'with half of its quiet hours',
      planOf([step(1, 'RESPONSIBLE')], { quietFrom: 1200 }),
      ' engagement.quiet_hours_half',
    ],
    [
      'with a minute that no day has',
      planOf([step(1, 'RESPONSIBLE')], { quietFrom: 1440, quietUntil: 8 }),
      'quietFrom input.too_large',
    ],
    ['with a delay of years', planOf([step(100_000, 'RESPONSIBLE')]), 'steps.0.delayHours input.too_large'],
  ])('%s is refused with words', async (_, variables, expected) => {
    const vendor = await world.vendor();
    const { errors } = await vendor.publisher.ask(SET, variables);
    const [field] = errors[0]!.extensions.fields!;
    expect(`${field!.path} ${field!.reason}`).toBe(expected);
  });

  it('with a field that there is not is refused', async () => {
    const vendor = await world.vendor();
    const { errors } = await vendor.publisher.ask(SET, planOf([{ ...step(1, 'RESPONSIBLE'), text: 'Dear {{name}}' }]));
    expect(errors[0]!.message).toContain('text');
  });

  it('of a hospital neither telephones nor asks the vendor', async () => {
    const hospital = await world.hospital();
    for (const [wrong, reason] of [
      [step(1, 'HOSPITAL_ADMIN', 'PHONE'), 'engagement.step_by_hand_is_the_vendors'],
      [step(1, 'VENDOR_SUPPORT'), 'engagement.step_of_the_vendor'],
    ] as const) {
      const { errors } = await hospital.person.ask(SET, planOf([wrong]));
      expect(errors[0]!.extensions.fields![0]!.reason).toBe(reason);
    }
  });

  it('is seen in time: quiet hours, weekends and holidays move a step, never of what is CRITICAL', async () => {
    const vendor = await world.vendor();
    const PREVIEW = `query ($plan: SetChasingPlanInput!, $at: DateTime!, $dueOn: String) {
      chasingPreview(plan: $plan, deliveredAt: $at, dueOn: $dueOn) { holidaysKnownUntil steps { step dueAt comesAt } } }`;
    const plan = {
      ...planOf([step(8, 'RESPONSIBLE'), step(24, 'RESPONSIBLE', 'MAIL', 'DUE')]).input,
      quietFrom: 1200,
      quietUntil: 480,
      restsOnHolidays: true,
    };
    const at = '2026-11-20T05:00:00.000Z';
    const { chasingPreview } = await vendor.publisher.graphql(PREVIEW, { plan, at, dueOn: null });
    expect(chasingPreview.steps).toEqual([
      { step: 1, dueAt: '2026-11-20T13:00:00.000Z', comesAt: '2026-11-23T23:00:00.000Z' },
      { step: 2, dueAt: null, comesAt: null },
    ]);
    expect(chasingPreview.holidaysKnownUntil).toBeGreaterThanOrEqual(2050);
    const critical = await vendor.publisher.graphql(PREVIEW, {
      plan: { ...plan, severity: 'CRITICAL' },
      at,
      dueOn: '2026-11-22',
    });
    expect(critical.chasingPreview.steps.map(({ comesAt }: { comesAt: string }) => comesAt)).toEqual([
      '2026-11-20T13:00:00.000Z',
      '2026-11-23T00:00:00.000Z',
    ]);
  });

  it('holds for what is delivered while it stands', async () => {
    const { hospital, support, published, steps } = await scene();
    await support.graphql(SET, planOf([step(2, 'HOSPITAL_ADMIN')]));
    const id = await published();
    await support.graphql(SET, planOf([step(1, 'HOSPITAL_SECURITY')]));
    world.clock.advance(90 * 60_000);
    await hourPasses();
    expect(await steps(id)).toEqual([]);
    world.clock.advance(HOUR);
    await hourPasses();
    expect(await steps(id)).toMatchObject([{ role: 'HOSPITAL_ADMIN', state: 'ASKED' }]);
    expect(await mailsTo(world, hospital.person.email)).toHaveLength(1);
  });
});

describe('chasing', () => {
  it('asks each site each step once, however often it runs and whatever the clock does', async () => {
    const { hospital, support, published, steps } = await scene();
    await support.graphql(SET, planOf([step(1, 'RESPONSIBLE'), step(3, 'HOSPITAL_SECURITY')]));
    const id = await published();
    await hourPasses();
    expect(await steps(id)).toEqual([]);

    world.clock.advance(2 * HOUR);
    await Promise.all([hourPasses(), hourPasses(), hourPasses()]);
    world.clock.goBack(1);
    await hourPasses();
    world.clock.returnToPresent();
    world.clock.advance(2.5 * HOUR);
    await hourPasses();
    const first = await steps(id);
    expect(first).toHaveLength(1);
    expect(await mailsTo(world, hospital.person.email)).toHaveLength(1);

    world.clock.advance(2 * HOUR);
    await hourPasses();
    await hourPasses();
    expect(await steps(id)).toMatchObject([
      { step: 1, role: 'RESPONSIBLE', state: 'ASKED', recipientCount: 1, recipients: [] },
      { step: 2, role: 'HOSPITAL_SECURITY', state: 'ASKED' },
    ]);
    expect(await mailsTo(world, hospital.person.email)).toHaveLength(2);
    const own = await steps(id, hospital.person);
    expect(own[0].recipients).toEqual([{ name: expect.any(String), email: hospital.person.email, source: 'MEMBER' }]);
  });

  it('takes one step at a time after a standstill', async () => {
    const { support, published, steps } = await scene();
    await support.graphql(SET, planOf([step(1, 'RESPONSIBLE'), step(2, 'RESPONSIBLE'), step(3, 'RESPONSIBLE')]));
    const id = await published();
    world.clock.advance(48 * HOUR);
    await hourPasses();
    await hourPasses();
    expect(await steps(id)).toHaveLength(1);
    world.clock.advance(HOUR);
    await hourPasses();
    expect(await steps(id)).toHaveLength(2);
  });

  it.each(['VIEWED', 'ANSWERED'])('stops where the site is %s, as the plan says', async (stopsAt) => {
    const { hospital, support, published, steps } = await scene();
    await support.graphql(SET, planOf([step(1, 'RESPONSIBLE'), step(2, 'RESPONSIBLE')], { stopsAt }));
    const id = await published();
    const deliveryId = await deliveryOf(hospital);
    world.clock.advance(1.5 * HOUR);
    await hourPasses();
    await hospital.person.graphql(VIEW, { id: deliveryId });
    world.clock.advance(HOUR);
    await hourPasses();
    expect(await steps(id)).toHaveLength(stopsAt === 'VIEWED' ? 1 : 2);

    const opened = (await steps(id))[0].happenings.map(({ what }: { what: string }) => what);
    expect(opened).toContain('OPENED');
    await hospital.person.graphql(ACKNOWLEDGE, { input: { deliveryId, siteId: hospital.siteId } });
    world.clock.advance(48 * HOUR);
    await hourPasses();
    expect(await steps(id)).toHaveLength(stopsAt === 'VIEWED' ? 1 : 2);
  });

  it('stops where the device is gone', async () => {
    const { hospital, support, published, steps } = await scene();
    await support.graphql(SET, planOf([step(1, 'RESPONSIBLE')]));
    const id = await published();
    await world.behind.query(`update asset set status = 'RETIRED' where hospital_id = $1`, [hospital.id]);
    world.clock.advance(2 * HOUR);
    await hourPasses();
    expect(await steps(id)).toEqual([]);
  });

  it('stops when the publication is withdrawn, and chases the notice of that instead', async () => {
    const { desk, support, published, steps } = await scene();
    await support.graphql(SET, planOf([step(1, 'RESPONSIBLE'), step(4, 'RESPONSIBLE')]));
    const id = await published();
    await desk.approver.graphql(WITHDRAW, { input: { publicationId: id, reason: 'It was wrong.' } });
    await world.settled();
    world.clock.advance(2 * HOUR);
    await hourPasses();
    const { rows } = await world.behind.query(
      'select d.notice from chase_step s join delivery d on d.id = s.delivery_id where s.publication_id = $1',
      [id],
    );
    expect(rows).toEqual([{ notice: 'WITHDRAWAL' }]);
    expect(await steps(id)).toBeDefined();
  });

  it('waits for the morning after quiet hours, says so at once, and not for what is CRITICAL', async () => {
    const { support, published, steps } = await scene();
    // Quiet at every minute but the one that has just passed.
    const minute = (Math.floor(Date.now() / 60_000) + 9 * 60) % 1440;
    const quiet = { quietFrom: minute, quietUntil: (minute + 1439) % 1440 };
    await support.graphql(SET, planOf([step(1, 'RESPONSIBLE')], quiet));
    const high = await published({ severity: 'HIGH' });
    const critical = await published();
    world.clock.advance(2 * HOUR);
    await hourPasses();
    await hourPasses();
    expect(await steps(critical)).toMatchObject([{ state: 'ASKED' }]);
    const [moved] = await steps(high);
    expect(moved).toMatchObject({ state: 'MOVED', takenAt: null, happenings: [{ what: 'MOVED' }] });
    expect(Date.parse(moved.movedTo)).toBeGreaterThan(Date.parse(moved.dueAt));

    world.clock.returnToPresent();
    world.clock.advance(Date.parse(moved.movedTo) - Date.now() + 1_000);
    await hourPasses();
    const [asked] = await steps(high);
    expect(asked).toMatchObject({ state: 'ASKED' });
    // Whether it was sent by now, too, is for the mail.
    const happened = asked.happenings.map(({ what }: { what: string }) => what);
    expect(happened.slice(0, 2)).toEqual(['MOVED', 'QUEUED']);
  });

  it('reaches the contact of the relationship before that of the site, and that before the hospital’s', async () => {
    const { desk, hospital, support, published } = await scene();
    await support.graphql(
      SET,
      planOf([step(1, 'BACKUP_CONTACT'), step(2, 'BACKUP_CONTACT'), step(3, 'BACKUP_CONTACT')]),
    );
    await contact(hospital, 'BACKUP', { email: `whole-${hospital.code}@hospital.example`.toLowerCase() });
    await published();
    world.clock.advance(1.5 * HOUR);
    await hourPasses();
    await contact(hospital, 'BACKUP', {
      email: `site-${hospital.code}@hospital.example`.toLowerCase(),
      siteId: hospital.siteId,
    });
    world.clock.advance(HOUR);
    await hourPasses();
    const { rows } = await world.behind.query<{ id: Id }>('select id from relationship where vendor_id = $1', [
      desk.vendor.id,
    ]);
    await contact(hospital, 'BACKUP', {
      email: `pair-${hospital.code}@hospital.example`.toLowerCase(),
      relationshipId: rows[0]!.id,
    });
    world.clock.advance(HOUR);
    await hourPasses();
    for (const who of ['whole', 'site', 'pair']) {
      expect(await mailsTo(world, `${who}-${hospital.code}@hospital.example`.toLowerCase())).toHaveLength(1);
    }
  });

  it('records a step that reaches nobody, and goes on', async () => {
    const { support, published, steps } = await scene();
    await support.graphql(SET, planOf([step(1, 'EMERGENCY_CONTACT'), step(2, 'HOSPITAL_ADMIN')]));
    const id = await published();
    world.clock.advance(1.5 * HOUR);
    await hourPasses();
    world.clock.advance(HOUR);
    await hourPasses();
    expect(await steps(id)).toMatchObject([
      { state: 'SKIPPED', recipientCount: 0, happenings: [{ what: 'SKIPPED', detail: 'NO_RECIPIENTS' }] },
      { state: 'ASKED' },
    ]);
  });

  it('tells of nobody whom the publication was not for: of TLP:RED only the members named', async () => {
    const { hospital, support, published } = await scene();
    const other = await hospital.person.colleague('HOSPITAL_DEVICE');
    await support.graphql(SET, planOf([step(1, 'RESPONSIBLE'), step(2, 'BACKUP_CONTACT')]));
    await contact(hospital, 'BACKUP', { email: `red-${hospital.code}@hospital.example`.toLowerCase() });
    await published({ tlp: 'RED', namedHospitals: [{ hospitalId: hospital.id, emails: [hospital.person.email] }] });
    world.clock.advance(1.5 * HOUR);
    await hourPasses();
    world.clock.advance(HOUR);
    await hourPasses();
    const [mail] = await mailsTo(world, hospital.person.email);
    expect(mail!.text).not.toContain('Buffer overflow');
    expect(await mailsTo(world, other.email)).toHaveLength(0);
    expect(await mailsTo(world, `red-${hospital.code}@hospital.example`.toLowerCase())).toHaveLength(0);
  });

  it('inside a hospital is the hospital’s own, and no vendor sees it', async () => {
    const { hospital, support, published, steps } = await scene();
    await support.graphql(SET, planOf([step(48, 'RESPONSIBLE')]));
    await hospital.person.graphql(SET, planOf([step(1, 'HOSPITAL_ADMIN', 'PORTAL'), step(2, 'HOSPITAL_SECURITY')]));
    const id = await published();
    world.clock.advance(1.5 * HOUR);
    await hourPasses();
    world.clock.advance(HOUR);
    await hourPasses();
    expect(await steps(id, hospital.person)).toMatchObject([
      { side: 'HOSPITAL', channel: 'PORTAL', happenings: [{ what: 'SHOWN' }] },
      { side: 'HOSPITAL', channel: 'MAIL' },
    ]);
    expect(await steps(id)).toEqual([]);
    const { rows } = await world.behind.query<{ counterpart_id: Id | null }>(
      `select counterpart_id from trail.event where kind = 'chase.asked' and organisation_id = $1`,
      [hospital.id],
    );
    expect(rows).toEqual([{ counterpart_id: null }, { counterpart_id: null }]);
  });
});

describe('by hand', () => {
  it('a telephone call waits for the vendor’s support, which records whom it reached', async () => {
    const { desk, hospital, support, published, steps } = await scene();
    await support.graphql(SET, planOf([step(1, 'EMERGENCY_CONTACT', 'PHONE')]));
    await contact(hospital, 'EMERGENCY', { phone: '03-0000-0000' });
    const id = await published();
    world.clock.advance(2 * HOUR);
    await hourPasses();
    const { chaseTasks } = await support.graphql(TASKS);
    expect(chaseTasks).toMatchObject({
      totalCount: 1,
      edges: [
        {
          node: {
            hospital: { id: hospital.id },
            site: { id: hospital.siteId },
            publication: { id },
            reachable: [{ name: 'Contact of EMERGENCY', phone: '03-0000-0000' }],
          },
        },
      ],
    });
    const stepId = chaseTasks.edges[0].node.id;
    const record = (facts: object = {}) => ({
      input: {
        stepId,
        outcome: 'REACHED',
        reachedName: 'Ms Night',
        reachedAt: world.clock.now().toISOString(),
        words: 'She will look.',
        ...facts,
      },
    });
    expect(await desk.publisher.refusal(RECORD, record())).toBe('FORBIDDEN access.forbidden');
    const reachedLater = new Date(world.clock.now().getTime() + HOUR).toISOString();
    expect(await support.refusal(RECORD, record({ reachedAt: reachedLater }))).toBe(
      'CONFLICT engagement.reached_in_future',
    );
    expect(await support.refusal(RECORD, record({ reachedName: null }))).toBe('INVALID_INPUT input.invalid');

    const missed = await support.graphql(
      RECORD,
      record({ outcome: 'NOT_REACHED', reachedName: null, words: 'Nobody there.' }),
    );
    expect(missed.recordChase.step.state).toBe('WAITING');
    const reached = await support.graphql(RECORD, record());
    expect(reached.recordChase.step).toMatchObject({
      state: 'DONE',
      happenings: [
        { what: 'DUE_BY_HAND' },
        { what: 'RECORDED', outcome: 'NOT_REACHED', words: 'Nobody there.' },
        { what: 'RECORDED', outcome: 'REACHED', reachedName: 'Ms Night', words: 'She will look.' },
      ],
    });
    expect(await support.refusal(RECORD, record())).toBe('CONFLICT engagement.step_is_done');
    expect((await support.graphql(TASKS)).chaseTasks.totalCount).toBe(0);
    expect((await steps(id, hospital.person))[0].happenings).toHaveLength(3);

    const others = await (await world.vendor()).publisher.colleague('VENDOR_SUPPORT');
    expect(await others.refusal(RECORD, record())).toBe('NOT_FOUND not_found');
  });
});

describe('on demand', () => {
  it('the next step comes at once where nobody answered, and not again within hours', async () => {
    const { desk, hospital, support, published, steps } = await scene();
    await support.graphql(SET, planOf([step(24, 'RESPONSIBLE'), step(48, 'HOSPITAL_ADMIN')]));
    const id = await published();
    expect(await desk.publisher.refusal(DEMAND, { input: { publicationId: id } })).toBe('FORBIDDEN access.forbidden');
    await support.graphql(DEMAND, { input: { publicationId: id } });
    await world.settled();
    expect(await steps(id)).toMatchObject([{ step: 1, isDemanded: true, state: 'ASKED' }]);
    expect(await support.refusal(DEMAND, { input: { publicationId: id } })).toBe('CONFLICT engagement.asked_lately');

    world.clock.advance(5 * HOUR);
    await hourPasses();
    expect(await steps(id)).toHaveLength(1);
    await support.graphql(DEMAND, { input: { publicationId: id } });
    await world.settled();
    expect(await steps(id)).toMatchObject([{ step: 1 }, { step: 2, isDemanded: true }]);
    expect(await mailsTo(world, hospital.person.email)).toHaveLength(2);
    // The plan's own times pass without another.
    world.clock.advance(60 * HOUR);
    await hourPasses();
    expect(await steps(id)).toHaveLength(2);
  });

  it('is refused of a draft, of what is withdrawn, of others’, and in quiet hours', async () => {
    const { desk, support, published } = await scene();
    const draft = await desk.drafted();
    expect(await support.refusal(DEMAND, { input: { publicationId: draft } })).toBe(
      'CONFLICT engagement.not_published',
    );
    const minute = (Math.floor(Date.now() / 60_000) + 9 * 60) % 1440;
    await support.graphql(
      SET,
      planOf([step(1, 'RESPONSIBLE')], { quietFrom: minute, quietUntil: (minute + 60) % 1440 }),
    );
    const id = await published({ severity: 'LOW' });
    expect(await support.refusal(DEMAND, { input: { publicationId: id } })).toBe('CONFLICT engagement.plan_rests');
    const others = await (await world.vendor()).publisher.colleague('VENDOR_SUPPORT');
    expect(await others.refusal(DEMAND, { input: { publicationId: id } })).toBe('NOT_FOUND not_found');
  });
});

describe('where nobody would be reached', () => {
  it('is seen at once, before anything is published and after', async () => {
    const { desk, hospital, support } = await scene();
    await support.graphql(SET, planOf([step(1, 'RESPONSIBLE'), step(2, 'EMERGENCY_CONTACT', 'PHONE')]));
    const id = await desk.submitted();
    const gap = {
      siteCount: 1,
      gapCount: 1,
      gaps: [
        {
          hospitalId: hospital.id,
          siteId: hospital.siteId,
          steps: [{ step: 2, role: 'EMERGENCY_CONTACT', channel: 'PHONE' }],
        },
      ],
    };
    expect((await desk.approver.graphql(GAPS, { id })).chaseGaps).toEqual(gap);
    // A mail address is no telephone number.
    await contact(hospital, 'EMERGENCY', { email: 'night@hospital.example' });
    expect((await desk.approver.graphql(GAPS, { id })).chaseGaps).toEqual(gap);
    const later = await desk.published();
    await world.settled();
    expect((await support.graphql(GAPS, { id: later })).chaseGaps).toEqual(gap);

    await contact(hospital, 'EMERGENCY', { phone: '03-0000-0000' });
    expect((await desk.approver.graphql(GAPS, { id })).chaseGaps).toMatchObject({
      siteCount: 1,
      gapCount: 0,
      gaps: [],
    });
    expect((await support.graphql(GAPS, { id: later })).chaseGaps).toMatchObject({ gapCount: 0 });
    expect(await hospital.person.refusal(GAPS, { id: later })).toBe('FORBIDDEN access.forbidden');
    const chase = (await support.graphql(CHASE, { id: later })).chase;
    expect(chase).toMatchObject({ counts: [], nextDemandAt: null, plan: { id: expect.any(String) } });
  });
});
