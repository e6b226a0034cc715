import { wordsSha256 } from '#libs/kernel';
import type { EventDraft } from '#libs/platform';
import type { ChaseDemand, ChaseHappening, ChaseStep, MailOutcome } from './chase-step.entity.ts';
import type { ChasingPlan } from './chasing-plan.entity.ts';

/**
 * What chasing tells the trail. Who is asked is told by role and means; names and addresses stay with the step, for the
 * organisation whose people they are.
 *
 * What the system does is written where the rows are made, in chase.repository.ts, under these kinds.
 */
export const [ASKED, MOVED, SKIPPED, DUE_BY_HAND] = [
  'chase.asked',
  'chase.moved',
  'chase.skipped',
  'chase.due_by_hand',
] as const;
const ABOUT_MAIL: ReadonlyMap<MailOutcome, string> = new Map([
  ['SENT', 'chase.mail_sent'],
  ['REFUSED', 'chase.mail_refused'],
  ['BOUNCED', 'chase.mail_bounced'],
]);
/** @throws for an outcome that there is not */
export function aboutMail(outcome: MailOutcome): string {
  const kind = ABOUT_MAIL.get(outcome);
  if (!kind) throw new Error(`there is no outcome ${outcome}`);
  return kind;
}

const ofPlan = (kind: string, plan: ChasingPlan): EventDraft => ({
  kind,
  version: 1,
  subject: { type: 'ChasingPlan', id: plan.id },
  facts: {
    severity: plan.severity,
    publicationKind: plan.publicationKind,
    stopsAt: plan.stopsAt,
    quietFrom: plan.quietFrom,
    quietUntil: plan.quietUntil,
    restsOnHolidays: plan.restsOnHolidays,
    steps: plan.steps.map(({ base, delayHours, channel, role }) => ({ base, delayHours, channel, role })),
  },
});
export const planSet = (plan: ChasingPlan): EventDraft => ofPlan('chasing_plan.set', plan);
export const planRemoved = (plan: ChasingPlan): EventDraft => ofPlan('chasing_plan.removed', plan);

const ofStep = (
  kind: string,
  { deliveryId, siteId, publicationId, step, side, channel, role }: ChaseStep,
  facts: EventDraft['facts'] = {},
): EventDraft => ({
  kind,
  version: 1,
  subject: { type: 'Delivery', id: deliveryId },
  siteId,
  facts: { publicationId, step, side, channel, role, ...facts },
});

/** Who was reached is a name, and stays with the step; words are vouched for by their hash. */
export const stepRecorded = (step: ChaseStep, { outcome, reachedAt, words }: ChaseHappening): EventDraft => ({
  ...ofStep('chase.recorded', step, {
    outcome,
    reachedAt: reachedAt?.toISOString() ?? null,
    wordsSha256: wordsSha256(words ?? ''),
  }),
  counterpartId: step.hospitalId,
});

/** By one of those whom the step asked. The vendor reads along where the step is its own. */
export const stepOpened = (step: ChaseStep): EventDraft => ({
  ...ofStep('chase.opened', step),
  counterpartId: step.side === 'VENDOR' ? step.vendorId : null,
});

export const chaseDemanded = ({ id, publicationId }: ChaseDemand): EventDraft => ({
  kind: 'chase.demanded',
  version: 1,
  subject: { type: 'Publication', id: publicationId },
  facts: { demandId: id, publicationId },
});
