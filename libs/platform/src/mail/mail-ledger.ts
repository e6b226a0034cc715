import { newId } from '#libs/kernel';
import { systemCtx } from '../authorisation/index.ts';
import type { UnitOfWork } from '../database/index.ts';
import type { JobDraft } from '../jobs/index.ts';
import type { Bounce } from './bounce.ts';
import type { MailTold } from './mail-outcomes.ts';
import {
  OutgoingMailRepository,
  type OutgoingMail,
  type MailState,
  type SmtpAnswer,
} from './outgoing-mail.repository.ts';

export const TELL_MAIL = 'mail.tell';

/** Writes down what becomes of mails, and has it told to whoever follows one, in the same transaction. */
export class MailLedger {
  private readonly uow: UnitOfWork;
  private readonly mails = new OutgoingMailRepository();

  constructor(uow: UnitOfWork) {
    this.uow = uow;
  }

  /** False: it is not to be sent. */
  begin(mail: OutgoingMail): Promise<boolean> {
    return this.uow.runAsSystem(systemCtx(newId()), (tx) => this.mails.begin(tx, mail));
  }

  end({ id, isFollowed }: OutgoingMail, state: MailState, answer: SmtpAnswer): Promise<void> {
    return this.uow.runAsSystem(systemCtx(newId()), async (tx) => {
      await this.mails.end(tx, id, state, answer);
      if (isFollowed && (state === 'SENT' || state === 'REFUSED')) {
        tx.queue(tellJob({ mailId: id, outcome: state, at: tx.now, detail: answer.text }));
      }
    });
  }

  /** False: there is no such mail; it may have been forgotten. */
  noteBounce(bounce: Bounce): Promise<boolean> {
    return this.uow.runAsSystem(systemCtx(newId()), async (tx) => {
      const mail = await this.mails.noteBounce(tx, bounce);
      if (mail?.isNew && mail.isFollowed) {
        const detail = `${bounce.status} ${bounce.text}`.slice(0, 300).toWellFormed();
        tx.queue(tellJob({ mailId: bounce.mailId, outcome: 'BOUNCED', at: tx.now, detail }));
      }
      return mail !== null;
    });
  }

  forgetOld(): Promise<void> {
    return this.uow.runAsSystem(systemCtx(newId()), (tx) => this.mails.forgetOld(tx));
  }
}

/** Told by a job of its own, so that a listener that fails is told again and the mail is not sent again. */
const tellJob = ({ mailId, outcome, at, detail }: MailTold): JobDraft => ({
  kind: TELL_MAIL,
  payload: { version: 1, mailId, outcome, at: at.toISOString(), detail },
});
