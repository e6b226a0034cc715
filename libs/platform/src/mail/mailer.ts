import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { newId } from '#libs/kernel';
import type { MailLanguage } from './templates.ts';

export interface Mail {
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
  /** Told where a mail was written, when it became a file. */
  say(line: string): void;
}

const TIMEOUT_MS = 15_000;

/** Sends mail by SMTP, or keeps it as .eml files that any mail program opens, so that Tasuki can be tried without SMTP. */
export class Mailer {
  private readonly options: MailerOptions;
  private readonly transport;

  constructor(options: MailerOptions) {
    this.options = options;
    this.transport = options.smtpUrl ? smtpTransport(options.smtpUrl) : fileTransport();
  }

  /** @throws what the SMTP server, or the disk, answered. */
  async send(mail: Mail): Promise<void> {
    const { message } = (await this.transport.sendMail({
      from: this.options.from,
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      ...(mail.html === undefined ? {} : { html: mail.html }),
      headers: { 'Content-Language': mail.language, 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    })) as { message?: Buffer };
    if (!this.options.smtpUrl && message) await this.keep(mail, message);
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

const fileTransport = () => nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
