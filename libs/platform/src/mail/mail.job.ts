import { z } from 'zod';
import { newId } from '#libs/kernel';
import { systemCtx } from '../authorisation/index.ts';
import type { JobDefinition } from '../jobs/index.ts';
import { type MailLedger, TELL_MAIL } from './mail-ledger.ts';
import type { MailOutcomes } from './mail-outcomes.ts';
import type { Mailer } from './mailer.ts';
import {
  chaseReminder,
  chaseUnanswered,
  caseClockOverdue,
  caseInvitation,
  decisionsMissing,
  delegateAsked,
  delegateCode,
  devicesOffered,
  invitation,
  type MailText,
  passwordReset,
  requestOverdue,
  updatesMissed,
  updatesToCome,
  webhookPaused,
} from './templates.ts';

export const SEND_MAIL = 'mail.send';

const addressed = {
  version: z.literal(1),
  to: z.email().max(254),
  language: z.enum(['ja', 'en']),
  /** Every mail has one; null: it was queued by a version that gave none. */
  mailId: z.uuid().nullable().default(null),
  /** Whoever ordered it named the id, and is told under it what became of the mail. */
  isFollowed: z.boolean().default(false),
};
const words = z.string().transform((text) => (text.length > 500 ? `${text.slice(0, 499).toWellFormed()}…` : text));
const url = z.url({ protocol: /^https?$/ });

const updates = z.strictObject({
  name: words,
  updates: z.number().int().positive(),
  startsAt: z.iso.datetime({ offset: true }),
  url,
});

const chased = z.strictObject({
  name: words,
  hospitalName: words,
  vendorName: words,
  siteName: words,
  title: z.string().max(1_000).nullable(),
  isCritical: z.boolean(),
  dueOn: z.iso.date().nullable(),
  url,
});

const MailOrderSchema = z.discriminatedUnion('template', [
  z.strictObject({
    ...addressed,
    template: z.literal('invitation'),
    values: z.strictObject({
      inviterName: words,
      organisationName: words,
      url,
      expiresAt: z.iso.datetime({ offset: true }),
    }),
  }),
  z.strictObject({
    ...addressed,
    template: z.literal('passwordReset'),
    values: z.strictObject({ name: words, url, validMinutes: z.number().int().positive() }),
  }),
  z.strictObject({ ...addressed, template: z.literal('updatesToCome'), values: updates }),
  z.strictObject({ ...addressed, template: z.literal('updatesMissed'), values: updates }),
  z.strictObject({
    ...addressed,
    template: z.literal('decisionsMissing'),
    values: z.strictObject({
      name: words,
      organisationName: words,
      devices: z.number().int().positive(),
      devicesAtEndOfSupport: z.number().int().nonnegative(),
      url,
    }),
  }),
  z.strictObject({
    ...addressed,
    template: z.literal('devicesOffered'),
    values: z.strictObject({ name: words, hospitalName: words, devices: z.number().int().positive(), url }),
  }),
  z.strictObject({
    ...addressed,
    template: z.literal('requestOverdue'),
    values: z.strictObject({ name: words, hospitalName: words, dueAt: z.iso.datetime({ offset: true }), url }),
  }),
  z.strictObject({ ...addressed, template: z.literal('chaseReminder'), values: chased }),
  z.strictObject({ ...addressed, template: z.literal('chaseUnanswered'), values: chased }),
  z.strictObject({ ...addressed, template: z.literal('delegateAsked'), values: chased }),
  z.strictObject({
    ...addressed,
    template: z.literal('delegateCode'),
    values: z.strictObject({ name: words, code: z.string().regex(/^\d{6}$/), url }),
  }),
  z.strictObject({ ...addressed, template: z.literal('caseInvitation'), values: z.strictObject({ name: words, url }) }),
  z.strictObject({
    ...addressed,
    template: z.literal('caseClockOverdue'),
    values: z.strictObject({ name: words, dueAt: z.iso.datetime({ offset: true }), url }),
  }),
  z.strictObject({
    ...addressed,
    template: z.literal('webhookPaused'),
    values: z.strictObject({ name: words, organisationName: words, host: words, isGone: z.boolean(), url }),
  }),
]);

type Payload = z.output<typeof MailOrderSchema>;
type Ordered<Each> = Each extends Payload ? Omit<Each, 'mailId' | 'isFollowed'> : never;

/** What to write to whom. */
export type MailOrder = Ordered<Payload>;

/**
 * The job that sends the mail, for the transaction that causes it (`tx.queue(mailJobFor(order))`). Whoever gives it an id is
 * told by `MailOutcomes` what became of it, and it is never sent twice. @throws ZodError for what no template can say.
 */
export const mailJobFor = (order: MailOrder, { mailId = null }: { mailId?: string | null } = {}) => ({
  kind: SEND_MAIL,
  payload: MailOrderSchema.parse({ ...order, mailId: mailId ?? newId(), isFollowed: mailId !== null }),
  ...(mailId && { key: `${SEND_MAIL}:${mailId}` }),
});

/**
 * Sends what was ordered. What the mail server refuses for good is not tried again; what it refuses for now comes again. Should a
 * worker die between sending and saying so, a mail that nobody follows is sent twice, never lost, and one that somebody follows is
 * not sent again: its state is UNKNOWN.
 */
export const sendMailJob = (mailer: Mailer, ledger: MailLedger): JobDefinition<Payload> => ({
  kind: SEND_MAIL,
  payload: MailOrderSchema,
  async run({ mailId, isFollowed, ...order }) {
    const { to, language, template } = order;
    const mail = { id: mailId ?? newId(), template, to, language, isFollowed };
    if (!(await ledger.begin(mail))) return;
    const { result, answer, error } = await mailer.send({ id: mail.id, to, language, ...write(order) });
    if (result !== 'FAILED' && result !== 'UNSURE') return ledger.end(mail, result, answer);
    const comesAgain = result === 'FAILED' || !isFollowed;
    await ledger.end(mail, comesAgain ? 'QUEUED' : 'UNKNOWN', answer);
    if (comesAgain) throw error;
  },
});

const ToldSchema = z.strictObject({
  version: z.literal(1),
  mailId: z.uuid(),
  outcome: z.enum(['SENT', 'REFUSED', 'BOUNCED']),
  at: z.iso.datetime(),
  detail: z.string().nullable(),
});

/** Tells those who follow a mail what became of it. */
export const tellMailJob = (outcomes: MailOutcomes): JobDefinition<z.output<typeof ToldSchema>> => ({
  kind: TELL_MAIL,
  payload: ToldSchema,
  run: ({ mailId, outcome, at, detail }) =>
    outcomes.tell(systemCtx(newId()), { mailId, outcome, at: new Date(at), detail }),
});

function write(order: MailOrder): MailText {
  switch (order.template) {
    case 'invitation':
      return invitation(order.language, { ...order.values, expiresAt: new Date(order.values.expiresAt) });
    case 'passwordReset':
      return passwordReset(order.language, order.values);
    case 'updatesToCome':
      return updatesToCome(order.language, { ...order.values, startsAt: new Date(order.values.startsAt) });
    case 'devicesOffered':
      return devicesOffered(order.language, order.values);
    case 'chaseReminder':
      return chaseReminder(order.language, order.values);
    case 'chaseUnanswered':
      return chaseUnanswered(order.language, order.values);
    case 'delegateAsked':
      return delegateAsked(order.language, order.values);
    case 'delegateCode':
      return delegateCode(order.language, order.values);
    case 'caseInvitation':
      return caseInvitation(order.language, order.values);
    case 'caseClockOverdue':
      return caseClockOverdue(order.language, { ...order.values, dueAt: new Date(order.values.dueAt) });
    case 'webhookPaused':
      return webhookPaused(order.language, order.values);
    case 'decisionsMissing':
      return decisionsMissing(order.language, order.values);
    case 'requestOverdue':
      return requestOverdue(order.language, { ...order.values, dueAt: new Date(order.values.dueAt) });
    case 'updatesMissed':
      return updatesMissed(order.language, { ...order.values, startsAt: new Date(order.values.startsAt) });
  }
}
