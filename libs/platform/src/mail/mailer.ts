import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import nodemailer from 'nodemailer';
import { newId } from '#libs/kernel';
import type { SmtpAnswer } from './outgoing-mail.repository.ts';
import type { MailLanguage } from './templates.ts';

export interface Mail {
  /** Becomes the local part of its Message-ID, and stands in its return path where that is configured. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html?: string;
  language: MailLanguage;
}

export interface MailerOptions {
  /** `smtp://user:password@host:587` or `smtps://…`. Without it mails become files in `folder`. */
  smtpUrl?: string | undefined;
  /** Made when missing; holds links with secrets, so it is readable by the owner only. */
  folder: string;
  /** `Tasuki <tasuki@hospital.example>` */
  from: string;
  /** `bounces@portal.example`: a mail that comes back goes to `bounces+<its id>@portal.example`. */
  bounces?: string | undefined;
  /** Told where a mail was written, when it became a file. */
  say(line: string): void;
}

/** FAILED: it may go another time. UNSURE: the connection was lost after the text was handed over and before it was taken. */
export interface Handed {
  result: 'SENT' | 'REFUSED' | 'FAILED' | 'UNSURE';
  answer: SmtpAnswer;
  error: unknown;
}

const TIMEOUT_MS = 15_000;
/** As many as a worker sends at a time. */
const CONNECTIONS = 4;

/** Sends mail by SMTP, or keeps it as .eml files that any mail program opens, so that Tasuki can be tried without SMTP. */
export class Mailer {
  private readonly options: MailerOptions;
  private readonly transport;
  /** Texts of the mails under way, by id: one of which something was read was offered to the mail server. */
  private readonly texts = new Map<string, Readable>();

  constructor(options: MailerOptions) {
    this.options = options;
    this.transport = options.smtpUrl ? smtpTransport(options.smtpUrl) : fileTransport();
    this.transport.use('stream', ({ message }, done) => {
      const id = message.messageId().replace(/^<|@.*$/g, '');
      message.processFunc((text) => {
        this.texts.set(id, text);
        return text;
      });
      done();
    });
  }

  async send(mail: Mail): Promise<Handed> {
    try {
      const text = await this.handOver(mail);
      return { result: 'SENT', answer: { code: text ? Number.parseInt(text, 10) : null, text }, error: null };
    } catch (error) {
      const code = (error as { responseCode?: number }).responseCode ?? null;
      const answer = { code, text: error instanceof Error ? error.message : String(error) };
      if (isForGood(error)) return { result: 'REFUSED', answer, error };
      const isUnsure = code === null && this.texts.get(mail.id)?.readableDidRead === true;
      return { result: isUnsure ? 'UNSURE' : 'FAILED', answer, error };
    } finally {
      this.texts.delete(mail.id);
    }
  }

  /** What the mail server answered; null: it became a file. @throws what the mail server, or the disk, said. */
  private async handOver(mail: Mail): Promise<string | null> {
    const { smtpUrl, from, bounces } = this.options;
    const sent = await this.transport.sendMail({
      from,
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      ...(mail.html === undefined ? {} : { html: mail.html }),
      messageId: `<${mail.id}@${domainOf(bounces ?? from)}>`,
      ...(bounces && { envelope: { from: returnPath(bounces, mail.id), to: mail.to } }),
      headers: { 'Content-Language': mail.language, 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    if (smtpUrl) return (sent as { response?: string }).response ?? '';
    await this.keep(mail, (sent as { message?: unknown }).message as Buffer);
    return null;
  }

  /** Resolves when mail can be handed over. @throws what the SMTP server, or the disk, answered. */
  async ping(): Promise<void> {
    if (this.options.smtpUrl) await this.transport.verify();
    else await mkdir(this.options.folder, { recursive: true, mode: 0o700 });
  }

  close(): void {
    this.transport.close();
  }

  private async keep(mail: Mail, message: Buffer): Promise<void> {
    const { folder, say } = this.options;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // UUIDv7 first: the files lie in the order of sending.
    const path = join(folder, `${newId()}-${mail.to.replace(/[^a-z0-9.@_-]/gi, '_').slice(0, 100)}.eml`);
    await writeFile(`${path}.part`, message, { mode: 0o600 });
    await rename(`${path}.part`, path);
    say(`Mail to ${mail.to} was written to ${path} (no SMTP_URL is set).`);
  }
}

function smtpTransport(smtpUrl: string) {
  const url = new URL(smtpUrl);
  const isImplicitTls = url.protocol === 'smtps:';
  return nodemailer.createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    host: url.hostname,
    port: Number(url.port) || (isImplicitTls ? 465 : 587),
    secure: isImplicitTls,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    ...(url.username
      ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
      : {}),
  });
}

/** RFC 5321: replies from 500 on are for good. About this recipient or this text, that is: not about who we are. */
const isForGood = (error: unknown): boolean => {
  const { responseCode = 0, command = '' } = error as { responseCode?: number; command?: string };
  return responseCode >= 500 && (command.startsWith('RCPT') || command.startsWith('DATA'));
};

/** Of `Tasuki <tasuki@hospital.example>` what follows the @. */
const domainOf = (address: string) => /@([^\s@<>]+)>?\s*$/.exec(address)?.[1] ?? 'tasuki.invalid';

/** Where a mail comes back to, so that the address says which it was. */
const returnPath = (bounces: string, id: string) => bounces.replace('@', `+${id}@`);

const fileTransport = () => nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
