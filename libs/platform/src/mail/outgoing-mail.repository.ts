import type { Tx } from '../database/index.ts';
import type { Bounce } from './bounce.ts';
import type { MailLanguage } from './templates.ts';

const KEPT_DAYS = 90;

export type MailState = 'QUEUED' | 'SENDING' | 'SENT' | 'REFUSED' | 'BOUNCED' | 'UNKNOWN';

export interface OutgoingMail {
  id: string;
  template: string;
  to: string;
  language: MailLanguage;
  isFollowed: boolean;
}

/** What the mail server said: its code where it answered, and its words or the error's, shortened. */
export interface SmtpAnswer {
  code: number | null;
  text: string | null;
}

/** What became of each mail. Asked as the system: a mail is nobody's row. */
export class OutgoingMailRepository {
  /**
   * Before it is handed to the mail server. False: it is not to be sent, because that was done. One that is found while it was
   * being sent was left by a worker that died: it is sent again, unless its orderer follows it; then nobody can say any more.
   */
  async begin(tx: Tx, mail: OutgoingMail): Promise<boolean> {
    const begun = await tx.sql(
      `insert into outgoing_mail as mail
         (id, template, address, language, state, is_followed, attempts, first_tried_at, changed_at)
       values ($1, $2, $3, $4, 'SENDING', $5, 1, $6, $6)
       on conflict (id) do update set state = 'SENDING', attempts = mail.attempts + 1, changed_at = excluded.changed_at
       where mail.state = 'QUEUED' or mail.state = 'SENDING' and not mail.is_followed
       returning id`,
      [mail.id, mail.template, mail.to, mail.language, mail.isFollowed, tx.now],
    );
    if (begun.length > 0) return true;
    await tx.sql(`update outgoing_mail set state = 'UNKNOWN', changed_at = $2 where id = $1 and state = 'SENDING'`, [
      mail.id,
      tx.now,
    ]);
    return false;
  }

  /** What came of the attempt. Whoever was given up meanwhile and did arrive has arrived. */
  async end(tx: Tx, id: string, state: MailState, { code, text }: SmtpAnswer): Promise<void> {
    await tx.sql(
      `update outgoing_mail set state = $2, smtp_code = $3, smtp_text = left($4, 300), changed_at = $5
       where id = $1 and state in ('SENDING', 'UNKNOWN')`,
      [id, state, code, text, tx.now],
    );
  }

  /** Null: there is no such mail. One that came back twice came back once. */
  async noteBounce(tx: Tx, { mailId, status, text }: Bounce): Promise<{ isFollowed: boolean; isNew: boolean } | null> {
    const [mail] = await tx.sql<{ isFollowed: boolean; isNew: boolean }>(
      `select is_followed as "isFollowed", state <> 'BOUNCED' as "isNew" from outgoing_mail where id = $1 for update`,
      [mailId],
    );
    if (!mail?.isNew) return mail ?? null;
    await tx.sql(
      `update outgoing_mail set state = 'BOUNCED', bounce_status = $2, smtp_text = left($3, 300), changed_at = $4
       where id = $1`,
      [mailId, status, text, tx.now],
    );
    return mail;
  }

  async forgetOld(tx: Tx): Promise<void> {
    await tx.sql(`delete from outgoing_mail where changed_at < $1::timestamptz - interval '${KEPT_DAYS} days'`, [
      tx.now,
    ]);
  }
}
