import type { Ctx } from '../authorisation/index.ts';

/** What became of a mail: the mail server took it, refused it for good, or it came back. */
export interface MailTold {
  mailId: string;
  outcome: 'SENT' | 'REFUSED' | 'BOUNCED';
  at: Date;
  /** What the mail server said. */
  detail: string | null;
}

export type MailListener = (ctx: Ctx, told: MailTold) => Promise<void>;

/** Tells those who ordered mails under an id what became of them. Told at least once: whoever listens counts it once. */
export class MailOutcomes {
  private readonly listeners: MailListener[] = [];

  listen(listener: MailListener): void {
    this.listeners.push(listener);
  }

  async tell(ctx: Ctx, told: MailTold): Promise<void> {
    for (const listener of this.listeners) await listener(ctx, told);
  }
}
