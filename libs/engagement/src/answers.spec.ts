import { describe, expect, it } from '@jest/globals';
import { Actor, newId, TasukiError, type Role } from '#libs/kernel';
import { answersInForce, readAnswers, type ActionAnswer, type AskedAction } from './answers.ts';
import { DeliverySite } from './delivery-site.entity.ts';
import { Delivery } from './delivery.entity.ts';

const asked = (...kinds: AskedAction['kind'][]) => kinds.map((kind) => ({ kind, dueOn: '2026-12-01' }));
const says = (action: ActionAnswer['action'], answer: ActionAnswer['answer'], comment: string | null = null) => ({
  action,
  answer,
  comment,
});

function reasonsOf(act: () => unknown): string[] {
  try {
    act();
  } catch (error) {
    if (!(error instanceof TasukiError)) throw error;
    return [error.reason, ...error.fields.map(({ path, reason }) => `${path} ${reason}`)];
  }
  return [];
}

describe('answers', () => {
  it('are one to each thing asked, in the order it was asked, and acknowledging answers ACKNOWLEDGE', () => {
    const answers = readAnswers(
      asked('ACKNOWLEDGE', 'REPORT_AFFECTED', 'APPLY_UPDATE'),
      [says('APPLY_UPDATE', 'DEFERRED', 'after the audit'), says('REPORT_AFFECTED', 'AFFECTED')],
      [],
    );
    expect(answers).toEqual([
      says('ACKNOWLEDGE', 'DONE'),
      says('REPORT_AFFECTED', 'AFFECTED'),
      says('APPLY_UPDATE', 'DEFERRED', 'after the audit'),
    ]);
  });

  it.each<[string, AskedAction['kind'], ActionAnswer[]]>([
    ['answers.0.action engagement.not_asked', 'ACKNOWLEDGE', [says('REPORT_AFFECTED', 'AFFECTED')]],
    ['answers.0.answer engagement.answer_not_offered', 'REPORT_AFFECTED', [says('REPORT_AFFECTED', 'DONE')]],
    ['answers.0.answer engagement.answer_not_offered', 'REPORT_AFFECTED', [says('REPORT_AFFECTED', 'REPLACE')]],
    ['answers.0.comment engagement.comment_missing', 'APPLY_UPDATE', [says('APPLY_UPDATE', 'DEFERRED')]],
    ['answers.0.comment engagement.comment_missing', 'REPLY', [says('REPLY', 'REPLIED')]],
    [
      'answers.1.action engagement.answered_twice',
      'REPORT_AFFECTED',
      [says('REPORT_AFFECTED', 'AFFECTED'), says('REPORT_AFFECTED', 'NOT_AFFECTED')],
    ],
  ])('are refused with %s', (reason, kind, given) => {
    expect(reasonsOf(() => readAnswers(asked(kind), given, []))).toEqual(['engagement.wrong_answers', reason]);
  });

  it('may not leave out what is asked besides acknowledging', () => {
    expect(reasonsOf(() => readAnswers(asked('ACKNOWLEDGE', 'REPLY'), [], []))).toEqual(['engagement.answers_missing']);
  });
});

describe('an answer that the devices of the site give', () => {
  const derived = [says('APPLY_UPDATE', 'WILL_APPLY')];

  it('is not said by hand: that is refused, and leaving it out is complete', () => {
    const by = asked('ACKNOWLEDGE', 'APPLY_UPDATE');
    expect(readAnswers(by, [], derived)).toEqual([says('ACKNOWLEDGE', 'DONE')]);
    expect(reasonsOf(() => readAnswers(by, [says('APPLY_UPDATE', 'APPLIED')], derived))).toEqual([
      'engagement.wrong_answers',
      'answers.0.action engagement.answer_is_derived',
    ]);
  });

  it('goes before what was said by hand, until nothing is recorded any more', () => {
    const by = [says('ACKNOWLEDGE', 'DONE'), says('APPLY_UPDATE', 'DEFERRED', 'after the audit')];
    expect(answersInForce(by, derived)).toEqual([
      { ...says('ACKNOWLEDGE', 'DONE'), isDerived: false },
      { ...says('APPLY_UPDATE', 'WILL_APPLY'), isDerived: true },
    ]);
    expect(answersInForce(by, [])).toEqual(by.map((one) => ({ ...one, isDerived: false })));
  });
});

const NOW = new Date('2026-11-23T03:00:00Z');
const site = (facts: Partial<DeliverySite> = {}) =>
  Object.assign(new DeliverySite(), {
    siteId: newId(),
    isConnected: true,
    state: 'UNSEEN',
    coverage: 'COVERED',
    coveredById: null,
    acknowledgementId: null,
    derivedAnswers: [],
    ...facts,
  });
const delivery = (sites: DeliverySite[], facts: Partial<Delivery> = {}) => {
  const one = Object.assign(new Delivery(), {
    severity: 'HIGH',
    kind: 'ADVISORY',
    notice: 'PUBLICATION',
    actions: asked('ACKNOWLEDGE'),
    dueOn: '2026-11-23',
    isForInformation: false,
    closedAt: null,
    ...facts,
  });
  one.openSites = sites.filter((each) => one.isOpenAt(each)).length;
  one.unseenSites = sites.filter((each) => one.isUnseenAt(each)).length;
  return one;
};
const person = (...roles: Role[]) => new Actor({ kind: 'PERSON', userId: newId(), roles: new Set(roles) });
const NOTHING = { comment: null, answers: [] };

describe('a delivery', () => {
  it.each([{ severity: 'CRITICAL' as const }, { kind: 'LIFECYCLE_NOTICE' as const }])(
    'is opened before it is acknowledged when it is %j',
    (facts) => {
      const here = site();
      const one = delivery([here], facts);
      expect(reasonsOf(() => one.acknowledge(here, null, NOTHING, person(), NOW))).toEqual(['engagement.open_first']);
      expect(one.view(here, NOW)).toBe(true);
      expect(one.acknowledge(here, null, NOTHING, person(), NOW)).toMatchObject({ correctsId: null });
      expect(one).toMatchObject({ state: 'ANSWERED', openSites: 0, unseenSites: 0 });
    },
  );

  it('is overdue from the day after its date in Japan, while a site has to answer', () => {
    const one = delivery([site()]);
    expect(one.isOverdue(new Date('2026-11-23T14:59:59Z'))).toBe(false);
    expect(one.isOverdue(new Date('2026-11-23T15:00:00Z'))).toBe(true);
    one.closedAt = NOW;
    expect(one.isOverdue(new Date('2027-01-01T00:00:00Z'))).toBe(false);
  });

  it('lets a manager alone accept a risk, and never a program', () => {
    const here = site();
    const one = delivery([here], { actions: asked('DECIDE_END_OF_SUPPORT') });
    const accept = { comment: null, answers: [says('DECIDE_END_OF_SUPPORT', 'ACCEPT_RISK')] };
    const program = new Actor({
      kind: 'PROGRAM',
      apiKeyId: newId(),
      roles: new Set<Role>(['HOSPITAL_MANAGER', 'HOSPITAL_SECURITY']),
    });
    for (const by of [person('HOSPITAL_SECURITY'), program]) {
      expect(reasonsOf(() => one.acknowledge(here, null, accept, by, NOW))).toEqual([
        'engagement.risk_is_the_managers',
      ]);
    }
    expect(one.acknowledge(here, null, accept, person('HOSPITAL_MANAGER'), NOW)).not.toBeNull();
  });

  it('is answered by what is recorded on devices once everything else was said, and waits again without it', () => {
    const here = site();
    const one = delivery([here], { actions: asked('ACKNOWLEDGE', 'APPLY_UPDATE') });
    expect(one.derive(here, 'APPLY_UPDATE', 'WILL_APPLY', null)).toBe(true);
    expect(one.derive(here, 'APPLY_UPDATE', 'WILL_APPLY', null)).toBe(false);
    expect(one).toMatchObject({ openSites: 1, unseenSites: 1 });

    const said = one.acknowledge(here, null, NOTHING, person(), NOW);
    expect(said?.answers).toEqual([says('ACKNOWLEDGE', 'DONE')]);
    expect(one.openSites).toBe(0);
    one.derive(here, 'APPLY_UPDATE', 'APPLIED', said);
    expect([one.openSites, one.acknowledge(here, said, NOTHING, person(), NOW)]).toEqual([0, null]);
    one.derive(here, 'APPLY_UPDATE', null, said);
    expect([one.openSites, here.derivedAnswers]).toEqual([1, []]);
  });

  it('is answered by devices alone where nothing else is asked, and not by what is not asked', () => {
    const here = site();
    const one = delivery([here], { actions: asked('APPLY_UPDATE') });
    expect(one.derive(here, 'DECIDE_END_OF_SUPPORT', 'REPLACE', null)).toBe(false);
    one.derive(here, 'APPLY_UPDATE', 'APPLIED', null);
    expect(one).toMatchObject({ state: 'ANSWERED', openSites: 0 });
  });

  it('waits no more for a site that another one answers for, and still for one that nobody answers for', () => {
    const [here, there] = [site(), site()];
    const one = delivery([here, there]);
    one.cover(here, there.siteId, [here, there]);
    expect(one).toMatchObject({ openSites: 1, unseenSites: 1 });
    expect(reasonsOf(() => one.cover(there, here.siteId, [here, there]))).toEqual(['engagement.covers_others']);
    one.cover(here, null, [here, there]);
    expect(one).toMatchObject({ openSites: 2, unseenSites: 2 });
    expect(one.cover(here, null, [here, there])).toBe(false);
    one.cover(here, here.siteId, [here, there]);
    expect(here).toMatchObject({ coverage: 'COVERED', coveredById: null });
  });

  it('is covered only by a site of the same delivery that is asked and answers for itself, and only before the answer', () => {
    const [here, gap, offline] = [site(), site({ coverage: 'NOT_COVERED' }), site({ isConnected: false })];
    const all = [here, gap, offline];
    const one = delivery(all);
    for (const other of [newId<'Site'>(), gap.siteId, offline.siteId]) {
      expect(reasonsOf(() => one.cover(here, other, all))).toEqual(['engagement.cannot_cover']);
    }
    one.acknowledge(here, null, NOTHING, person(), NOW);
    expect(reasonsOf(() => one.cover(here, null, all))).toEqual(['engagement.already_acknowledged']);
  });

  it('counts a site again as covered once it answers after all', () => {
    const [here, there] = [site(), site()];
    const one = delivery([here, there]);
    one.cover(here, there.siteId, [here, there]);
    one.acknowledge(here, null, NOTHING, person(), NOW);
    expect(here).toMatchObject({ state: 'ACKNOWLEDGED', coverage: 'COVERED', coveredById: null });
    expect(one).toMatchObject({ openSites: 1, unseenSites: 1 });
  });
});
