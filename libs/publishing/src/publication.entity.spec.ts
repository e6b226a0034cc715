import { describe, expect, it } from '@jest/globals';
import { Actor, newId, TasukiError, type Id } from '#libs/kernel';
import { Artifact } from './artifact.entity.ts';
import {
  Publication,
  RECENT_SIGN_IN_MS,
  SECOND_CHECK_MS,
  type ContentsChange,
  type Moment,
} from './publication.entity.ts';
import { PUBLICATION_STATES, type PublicationKind, type PublicationState } from './publication.words.ts';

const at: Moment = { now: new Date('2026-11-23T03:00:00Z'), today: '2026-11-23' };
const later = (milliseconds: number): Moment => ({
  now: new Date(at.now.getTime() + milliseconds),
  today: '2026-11-23',
});
/** What an approver names who read what was submitted at that moment. */
const asRead = { submittedAt: at.now, isEditorial: false, saysTheSame: true };
const vendorId = newId<'Organisation'>();
const author = newId<'User'>();

const person = (facts: { userId?: Id<'User'>; authenticatedAt?: Date | null } = {}) =>
  new Actor({ kind: 'PERSON', userId: newId(), organisationId: vendorId, authenticatedAt: at.now, ...facts });
const program = new Actor({ kind: 'PROGRAM', apiKeyId: newId(), organisationId: vendorId });

const file = (sha256 = 'a'.repeat(64)) => Object.assign(new Artifact(), { id: newId(), uploadId: newId(), sha256 });
const complete = () => ({
  releaseIds: [newId<'Release'>()],
  actions: [{ kind: 'ACKNOWLEDGE' as const, dueOn: '2026-12-24' }],
  artifacts: [file()],
});

function draft(contents: ContentsChange = complete(), kind: PublicationKind = 'ADVISORY'): Publication {
  const description = { titleEn: 'Buffer overflow in the viewer', severity: 'CRITICAL', tlp: 'AMBER' } as const;
  return Publication.draft(vendorId, kind, description, contents, [author], at);
}

function inState(state: PublicationState): Publication {
  const publication = draft();
  if (state === 'DRAFT') return publication;
  publication.submit(at);
  if (state === 'IN_REVIEW') return publication;
  publication.approve(person(), at, { ...asRead, former: null });
  if (state === 'SUPERSEDED') publication.supersede(at);
  if (state === 'WITHDRAWN') publication.withdraw('The fix does not work', at);
  return publication;
}

/** What a transition makes of a publication, or the refusal. */
function outcome(publication: Publication, transition: (one: Publication) => unknown): string {
  try {
    transition(publication);
    return publication.state;
  } catch (error) {
    if (!(error instanceof TasukiError)) throw error;
    return `${error.code} ${error.reason}`;
  }
}

const transitions = {
  edit: (one: Publication) => one.edit({ titleEn: 'Changed' }, {}, [author], at, null),
  submit: (one: Publication) => one.submit(at),
  sendBack: (one: Publication) => one.sendBack('Name the affected versions', at),
  approve: (one: Publication) => one.approve(person(), at, { ...asRead, former: null }),
  approveEmergency: (one: Publication) => one.approveEmergency(person(), at, at.now),
  confirmSecondCheck: (one: Publication) => one.confirmSecondCheck(person(), at),
  supersede: (one: Publication) => one.supersede(at),
  withdraw: (one: Publication) => one.withdraw('The fix does not work', at),
  revise: (one: Publication) => one.revise(2, undefined, [author], at),
};

const NOT_DRAFT = 'CONFLICT publishing.not_draft';
const NOT_IN_REVIEW = 'CONFLICT publishing.not_in_review';
const NOT_PUBLISHED = 'CONFLICT publishing.not_published';
const NOTHING_PENDING = 'CONFLICT publishing.no_second_check_pending';
const WITHDRAWN = 'CONFLICT publishing.already_withdrawn';

/** In the order of PUBLICATION_STATES: DRAFT, IN_REVIEW, PUBLISHED, SUPERSEDED, WITHDRAWN. */
const expected: Record<keyof typeof transitions, string[]> = {
  edit: ['DRAFT', NOT_DRAFT, NOT_DRAFT, NOT_DRAFT, NOT_DRAFT],
  submit: ['IN_REVIEW', NOT_DRAFT, NOT_DRAFT, NOT_DRAFT, NOT_DRAFT],
  sendBack: [NOT_IN_REVIEW, 'DRAFT', NOT_IN_REVIEW, NOT_IN_REVIEW, NOT_IN_REVIEW],
  approve: [NOT_IN_REVIEW, 'PUBLISHED', NOT_IN_REVIEW, NOT_IN_REVIEW, NOT_IN_REVIEW],
  approveEmergency: [NOT_IN_REVIEW, 'PUBLISHED', NOT_IN_REVIEW, NOT_IN_REVIEW, NOT_IN_REVIEW],
  confirmSecondCheck: [NOTHING_PENDING, NOTHING_PENDING, NOTHING_PENDING, NOTHING_PENDING, NOTHING_PENDING],
  supersede: [NOT_PUBLISHED, NOT_PUBLISHED, 'SUPERSEDED', NOT_PUBLISHED, NOT_PUBLISHED],
  withdraw: [NOT_PUBLISHED, NOT_PUBLISHED, 'WITHDRAWN', 'WITHDRAWN', WITHDRAWN],
  revise: [NOT_PUBLISHED, NOT_PUBLISHED, 'PUBLISHED', NOT_PUBLISHED, NOT_PUBLISHED],
};

describe('every transition in every state', () => {
  for (const [name, transition] of Object.entries(transitions)) {
    it.each(
      PUBLICATION_STATES.map((state, i): [PublicationState, string] => [
        state,
        expected[name as keyof typeof transitions][i] ?? '',
      ]),
    )(`${name} of a publication in %s: %s`, (state, wanted) => {
      expect(outcome(inState(state), transition)).toBe(wanted);
    });
  }

  it('says the present state when it refuses', () => {
    expect(() => inState('WITHDRAWN').submit(at)).toThrow('WITHDRAWN');
  });
});

describe('the two-person rule', () => {
  it('refuses whoever began the draft, and whoever edited it', () => {
    const editor = newId<'User'>();
    const publication = draft();
    publication.edit({ summaryEn: 'More' }, {}, [editor], at, null);
    publication.submit(at);

    for (const userId of [author, editor]) {
      expect(outcome(publication, (one) => one.approve(person({ userId }), at, { ...asRead, former: null }))).toBe(
        'FORBIDDEN publishing.contributor_cannot_approve',
      );
    }
    expect(outcome(publication, transitions.approve)).toBe('PUBLISHED');
  });

  it('keeps programs from approving, from emergencies and from second checks', () => {
    const refused = 'FORBIDDEN publishing.program_cannot_approve';
    const publication = inState('IN_REVIEW');
    expect(outcome(publication, (one) => one.approve(program, at, { ...asRead, former: null }))).toBe(refused);
    expect(outcome(publication, (one) => one.approveEmergency(program, at, at.now))).toBe(refused);
    publication.approveEmergency(person(), at, at.now);
    expect(outcome(publication, (one) => one.confirmSecondCheck(program, at))).toBe(refused);
  });

  it('publishes what the approver read, and not what was submitted again since then', () => {
    const changed = 'CONFLICT publishing.changed_since_read';
    const publication = inState('IN_REVIEW');
    publication.sendBack('Name the affected versions', at);
    publication.edit({ titleEn: 'Something else' }, {}, [author], at, null);
    publication.submit(at);
    // Two submissions differ even if the clock says that they were at one moment.
    expect(outcome(publication, transitions.approve)).toBe(changed);
    expect(outcome(publication, transitions.approveEmergency)).toBe(changed);
    const submittedAt = publication.submittedAt!;
    expect(outcome(publication, (one) => one.approve(person(), at, { ...asRead, submittedAt, former: null }))).toBe(
      'PUBLISHED',
    );
  });

  it('tells two changes apart even if the clock says that they were at one moment', () => {
    const publication = draft();
    const { updatedAt } = publication;
    const edit = (one: Publication) => one.edit({ titleEn: 'Something else', updatedAt }, {}, [author], at, null);
    expect(outcome(publication, edit)).toBe('DRAFT');
    expect(outcome(publication, edit)).toBe('CONFLICT publishing.edited_since_read');
  });

  it('lets the author withdraw alone', () => {
    expect(outcome(inState('PUBLISHED'), transitions.withdraw)).toBe('WITHDRAWN');
  });
});

describe('an emergency', () => {
  const refusedAgain = 'FORBIDDEN publishing.sign_in_again';

  it('lets one approver publish what they wrote, for five minutes after signing in', () => {
    const writer = person({ userId: author });
    const publication = inState('IN_REVIEW');
    expect(outcome(publication, (one) => one.approveEmergency(writer, later(RECENT_SIGN_IN_MS + 1), at.now))).toBe(
      refusedAgain,
    );
    expect(outcome(publication, (one) => one.approveEmergency(writer, later(RECENT_SIGN_IN_MS), at.now))).toBe(
      'PUBLISHED',
    );
    expect(publication).toMatchObject({ isEmergency: true, isSecondCheckPending: true, approvedBy: author });
  });

  it('asks for a sign-in where none is known', () => {
    const approver = person({ authenticatedAt: null });
    expect(outcome(inState('IN_REVIEW'), (one) => one.approveEmergency(approver, at, at.now))).toBe(refusedAgain);
  });

  it.each([
    ['ADVISORY', 'HIGH'],
    ['SECURITY_GUIDE', 'CRITICAL'],
  ] as const)('is not for a %s of severity %s', (kind, severity) => {
    const publication = draft(complete(), kind);
    publication.edit({ severity }, {}, [author], at, null);
    publication.submit(at);
    expect(outcome(publication, transitions.approveEmergency)).toBe('CONFLICT publishing.not_an_emergency');
  });

  it('is confirmed by another approver who wrote nothing in it, once', () => {
    const approver = person();
    const publication = inState('IN_REVIEW');
    publication.approveEmergency(approver, at, at.now);

    expect(outcome(publication, (one) => one.confirmSecondCheck(approver, at))).toBe(
      'FORBIDDEN publishing.second_check_needs_another',
    );
    expect(outcome(publication, (one) => one.confirmSecondCheck(person({ userId: author }), at))).toBe(
      'FORBIDDEN publishing.contributor_cannot_approve',
    );
    publication.confirmSecondCheck(person(), at);
    expect(publication.isSecondCheckPending).toBe(false);
    expect(outcome(publication, transitions.confirmSecondCheck)).toBe(NOTHING_PENDING);
  });

  it('is missed once, and only when the 72 hours are over', () => {
    const publication = inState('IN_REVIEW');
    publication.approveEmergency(person(), at, at.now);
    expect(publication.missSecondCheck(later(SECOND_CHECK_MS - 1))).toBe(false);
    expect(publication.missSecondCheck(later(SECOND_CHECK_MS))).toBe(true);
    expect(publication.missSecondCheck(later(SECOND_CHECK_MS))).toBe(false);
  });

  it.each(['confirmed', 'withdrawn'])('is not missed once it was %s', (how) => {
    const publication = inState('IN_REVIEW');
    publication.approveEmergency(person(), at, at.now);
    if (how === 'confirmed') publication.confirmSecondCheck(person(), at);
    else publication.withdraw('The fix does not work', at);
    expect(publication.missSecondCheck(later(SECOND_CHECK_MS))).toBe(false);
  });

  it('may still be confirmed late', () => {
    const publication = inState('IN_REVIEW');
    publication.approveEmergency(person(), at, at.now);
    publication.missSecondCheck(later(SECOND_CHECK_MS));
    expect(outcome(publication, transitions.confirmSecondCheck)).toBe('PUBLISHED');
  });
});

describe('what a draft must hold', () => {
  it('has a title in one language at least', () => {
    expect(outcome(draft(), (one) => one.edit({ titleEn: null }, {}, [author], at, null))).toBe(
      'INVALID_INPUT publishing.title_missing',
    );
    const publication = draft();
    publication.edit({ titleEn: null, titleJa: 'ビューアの脆弱性' }, {}, [author], at, null);
    expect(publication.titleJa).toBe('ビューアの脆弱性');
  });

  it('asks for nothing by a day that has passed in Japan, neither as a draft nor when it is approved', () => {
    const yesterday = { actions: [{ kind: 'REPLY' as const, dueOn: '2026-11-22' }] };
    expect(() => draft({ ...complete(), ...yesterday })).toThrow(
      expect.objectContaining({ reason: 'publishing.due_in_past' }),
    );
    const today = { actions: [{ kind: 'REPLY' as const, dueOn: '2026-11-23' }] };
    const publication = draft({ ...complete(), ...today });
    publication.submit(at);
    const tomorrow = { ...at, today: '2026-11-24' };
    for (const approve of [
      (one: Publication) => one.approve(person(), tomorrow, { ...asRead, former: null }),
      (one: Publication) => one.approveEmergency(person(), tomorrow, at.now),
    ]) {
      expect(outcome(publication, approve)).toBe('INVALID_INPUT publishing.due_in_past');
    }
  });

  it('concerns a release or a hospital when it is submitted', () => {
    expect(outcome(draft({ artifacts: [file()] }), transitions.submit)).toBe(
      'INVALID_INPUT publishing.concerns_nobody',
    );
    const named = draft({ namedHospitals: [{ hospitalId: newId(), emails: [] }] });
    expect(outcome(named, transitions.submit)).toBe('IN_REVIEW');
  });

  it.each([
    ['MDS2', false],
    ['SBOM', false],
    ['UPDATE_PACKAGE', false],
    ['LIFECYCLE_NOTICE', true],
    ['ADVISORY', true],
    ['SECURITY_GUIDE', true],
    ['QUESTIONNAIRE', true],
  ] as const)('%s may be submitted without a file: %s', (kind, may) => {
    const wanted = may ? 'IN_REVIEW' : 'INVALID_INPUT publishing.nothing_attached';
    expect(outcome(draft({ releaseIds: [newId()] }, kind), transitions.submit)).toBe(wanted);
  });

  it('names people for TLP:RED', () => {
    const hospitalId = newId<'Organisation'>();
    const toRed = (namedHospitals: { hospitalId: Id<'Organisation'>; emails: string[] }[]) => (one: Publication) =>
      one.edit({ tlp: 'RED' }, { namedHospitals }, [author], at, null);
    const refused = 'INVALID_INPUT publishing.red_needs_people';
    expect(outcome(draft(), toRed([{ hospitalId, emails: [] }]))).toBe(refused);
    const publication = draft();
    expect(outcome(publication, toRed([]))).toBe('DRAFT');
    expect(outcome(publication, transitions.submit)).toBe(refused);
    toRed([{ hospitalId, emails: ['security@hospital.example'] }])(publication);
    expect(outcome(publication, transitions.submit)).toBe('IN_REVIEW');
  });

  it('forgets why it was sent back once it is submitted again', () => {
    const publication = inState('IN_REVIEW');
    publication.sendBack('Name the affected versions', at);
    expect(publication.sentBackReason).toBe('Name the affected versions');
    publication.submit(at);
    expect(publication.sentBackReason).toBeNull();
  });
});

describe('a revision', () => {
  const revised = (change: (next: Publication) => void = () => undefined) => {
    const former = inState('PUBLISHED');
    const next = former.revise(2, undefined, [author], at);
    change(next);
    next.submit(at);
    return { former, next };
  };
  const approveAsEditorial = (former: Publication | null) => (next: Publication) =>
    next.approve(person(), at, { ...asRead, isEditorial: true, former });

  it('starts as a copy in the same series, with the files as its own', () => {
    const { former, next } = revised();
    expect(next).toMatchObject({
      seriesId: former.seriesId,
      supersedesId: former.id,
      revision: 2,
      titleEn: former.titleEn,
    });
    expect(next.contents.releaseIds).toEqual(former.contents.releaseIds);
    const [original] = former.contents.artifacts;
    const [copy] = next.contents.artifacts;
    expect(copy).toMatchObject({ sha256: original?.sha256, uploadId: original?.uploadId, publicationId: next.id });
    expect(original?.publicationId).toBe(former.id);
    expect(copy?.id).not.toBe(original?.id);
  });

  it('is approved by somebody else than whoever revised, the first author included', () => {
    const former = inState('PUBLISHED');
    const reviser = newId<'User'>();
    const next = former.revise(2, undefined, [reviser], at);
    next.submit(at);
    const approve = (userId: Id<'User'>) => (one: Publication) =>
      one.approve(person({ userId }), at, { ...asRead, former });
    expect(outcome(next, approve(reviser))).toBe('FORBIDDEN publishing.contributor_cannot_approve');
    expect(outcome(next, approve(author))).toBe('PUBLISHED');
  });

  it('is editorial when only words changed, even after the due dates passed', () => {
    const afterDue: Moment = { now: new Date('2027-01-10T00:00:00Z'), today: '2027-01-10' };
    const asReadThen = { ...asRead, submittedAt: afterDue.now };
    const former = inState('PUBLISHED');
    const next = former.revise(2, undefined, [author], afterDue);
    next.edit({ titleEn: 'Spelling' }, {}, [author], afterDue, former);
    next.submit(afterDue);
    expect(outcome(next, (one) => one.approve(person(), afterDue, { ...asReadThen, former }))).toBe(
      'INVALID_INPUT publishing.due_in_past',
    );
    next.approve(person(), afterDue, { ...asReadThen, isEditorial: true, former });
    expect(next).toMatchObject({ state: 'PUBLISHED', isEditorial: true });
  });

  const edits: [string, Parameters<Publication['edit']>[0], ContentsChange][] = [
    ['releases', {}, { releaseIds: [newId()] }],
    ['severity', { severity: 'HIGH' }, {}],
    ['TLP', { tlp: 'GREEN' }, {}],
    ['actions', {}, { actions: [{ kind: 'REPLY', dueOn: '2026-12-24' }] }],
    ['due dates', {}, { actions: [{ kind: 'ACKNOWLEDGE', dueOn: '2026-12-25' }] }],
  ];
  it.each(edits)('is not editorial when its %s differ', (_what, description, contents) => {
    const { former, next } = revised((one) => one.edit(description, contents, [author], at, null));
    expect(outcome(next, approveAsEditorial(former))).toBe('CONFLICT publishing.not_editorial');
  });

  it('is not editorial when its files say something else', () => {
    const { former, next } = revised((one) => one.edit({}, { artifacts: [file('b'.repeat(64))] }, [author], at, null));
    const approve = (saysTheSame: boolean) => (one: Publication) =>
      one.approve(person(), at, { ...asRead, isEditorial: true, former, saysTheSame });
    expect(outcome(next, approve(false))).toBe('CONFLICT publishing.not_editorial');
    expect(outcome(next, approve(true))).toBe('PUBLISHED');
  });

  it('is not editorial where nothing is in force', () => {
    expect(outcome(inState('IN_REVIEW'), approveAsEditorial(null))).toBe('CONFLICT publishing.not_editorial');
  });
});
