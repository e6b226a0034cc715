export { type Bounce, readBounce } from './bounce.ts';
export { MailLedger } from './mail-ledger.ts';
export { MailOutcomes } from './mail-outcomes.ts';
export { type MailOrder, mailJobFor, SEND_MAIL, sendMailJob, tellMailJob } from './mail.job.ts';
export { type Mail, Mailer, type MailerOptions } from './mailer.ts';
export type { MailLanguage } from './templates.ts';
