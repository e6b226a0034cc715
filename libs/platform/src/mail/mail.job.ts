import { z } from 'zod';
import { newId, type Clock } from '#libs/kernel';
import { systemCtx } from '../authorisation/index.ts';
import type { JobDefinition } from '../jobs/index.ts';
import type { MailOutcomes } from './mail-outcomes.ts';
import type { Mailer } from './mailer.ts';
import {
  chaseReminder,
  chaseUnanswered,
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
  /** Under which whoever ordered it is told what became of it. */
  mailId: z.uuid().nullable().default(null),
};
const words = z.string().max(500);
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
  z.strictObject({
    ...addressed,
    template: z.literal('webhookPaused'),
    values: z.strictObject({ name: words, organisationName: words, host: words, isGone: z.boolean(), url }),
  }),
]);

type Payload = z.output<typeof MailOrderSchema>;
type Ordered<Each> = Each extends Payload ? Omit<Each, 'mailId'> : never;

/** What to write to whom. */
export type MailOrder = Ordered<Payload>;

/** The job that sends the mail, for the transaction that causes it (`tx.queue(mailJobFor(order))`). */
export const mailJobFor = (order: MailOrder, { mailId = null }: { mailId?: string | null } = {}) => ({
  kind: SEND_MAIL,
  payload: { ...order, mailId },
  ...(mailId && { key: `${SEND_MAIL}:${mailId}` }),
});

/**
 * Sends what was ordered. Should a worker die between sending and saying so, the mail is sent twice, never lost. What the
 * mail server refuses for good is not tried again, where somebody is told of it.
 */
export const sendMailJob = (mailer: Mailer, outcomes: MailOutcomes, clock: Clock): JobDefinition<Payload> => ({
  kind: SEND_MAIL,
  payload: MailOrderSchema,
  async run(order) {
    const { to, language, mailId } = order;
    const refusal = await mailer.send({ to, language, ...write(order) }).then(
      () => null,
      (error: unknown) => (mailId && isForGood(error) ? error : Promise.reject(error as Error)),
    );
    if (!mailId) return;
    const outcome = refusal ? 'REFUSED' : 'SENT';
    const detail = refusal ? refusal.message : null;
    await outcomes.tell(systemCtx(newId()), { mailId, outcome, at: clock.now(), detail });
  },
});

/** RFC 5321: replies from 500 on are for good, those from 400 on may pass. */
const isForGood = (error: unknown): error is Error =>
  error instanceof Error && 'responseCode' in error && Number(error.responseCode) >= 500;

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
