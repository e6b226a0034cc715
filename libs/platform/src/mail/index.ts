export { MailOutcomes } from './mail-outcomes.ts';
export { type MailOrder, mailJobFor, SEND_MAIL, sendMailJob } from './mail.job.ts';
export { type Mail, Mailer, type MailerOptions } from './mailer.ts';
export type { MailLanguage } from './templates.ts';
