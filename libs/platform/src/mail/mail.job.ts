import { z } from 'zod';
import type { JobDefinition } from '../jobs/index.ts';
import type { Mailer } from './mailer.ts';
import {
  caseClockOverdue,
  caseInvitation,
  decisionsMissing,
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

const addressed = { version: z.literal(1), to: z.email().max(254), language: z.enum(['ja', 'en']) };
const words = z.string().max(500);
const url = z.url({ protocol: /^https?$/ });

const updates = z.strictObject({
  name: words,
  updates: z.number().int().positive(),
  startsAt: z.iso.datetime({ offset: true }),
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

/** What to write to whom: the payload of a `mail.send` job. */
export type MailOrder = z.infer<typeof MailOrderSchema>;

/** The job that sends the mail, for the transaction that causes it (`tx.queue(mailJobFor(order))`). */
export const mailJobFor = (order: MailOrder): { kind: string; payload: MailOrder } => ({
  kind: SEND_MAIL,
  payload: order,
});

/** Sends what was ordered. Should a worker die between sending and saying so, the mail is sent twice, never lost. */
export const sendMailJob = (mailer: Mailer): JobDefinition<MailOrder> => ({
  kind: SEND_MAIL,
  payload: MailOrderSchema,
  async run(order) {
    await mailer.send({ to: order.to, language: order.language, ...write(order) });
  },
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
