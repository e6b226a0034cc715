import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import { Config, mailJobFor, UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { DelegateLinks } from '../delegates/delegate-links.service.ts';
import { nextAllowed } from './business-time.ts';
import type { MailOutcome } from './chase-step.entity.ts';
import { ChaseRepository, type ChaseMail, type Taken } from './chase.repository.ts';
import { nextDemanded, type DemandedChunk } from './chasing.jobs.ts';

/** Hospitals in one transaction. */
const CHUNK = 500;

/** Chases those who do not answer: each step at each site once, however often it runs. Run as the system. */
@Injectable()
export class ChaseService {
  private readonly uow: UnitOfWork;
  private readonly chases: ChaseRepository;
  private readonly links: DelegateLinks;
  private readonly config: Config;

  constructor(uow: UnitOfWork, chases: ChaseRepository, links: DelegateLinks, config: Config) {
    this.uow = uow;
    this.chases = chases;
    this.links = links;
    this.config = config;
  }

  /** Every hour: the steps that are due. */
  async run(ctx: Ctx): Promise<void> {
    let after: Id<'Organisation'> | null = null;
    do {
      const chunk: Id<'Organisation'> | null = after;
      after = await this.uow.runAsSystem(ctx, async (tx) => {
        const resting = (await this.chases.rests(tx))
          .map((rest) => ({ id: rest.id, until: nextAllowed(tx.now, rest) }))
          .filter(({ until }) => until > tx.now);
        return this.send(tx, await this.chases.take(tx, { after: chunk, limit: CHUNK }, resting));
      });
    } while (after);
  }

  /** The step that comes next, before its time, because somebody asked for it. */
  runDemanded(ctx: Ctx, { publicationId, demandId, after }: DemandedChunk): Promise<void> {
    return this.uow.runAsSystem(ctx, async (tx) => {
      const taken = await this.chases.takeNext(tx, { publicationId, demandId }, { after, limit: CHUNK });
      const last = await this.send(tx, taken);
      if (last) tx.queue(nextDemanded({ publicationId, demandId, after: last }));
    });
  }

  /** What became of a mail, be it of a step or not. */
  noteMail(ctx: Ctx, told: { mailId: string; outcome: MailOutcome; at: Date; detail: string | null }): Promise<void> {
    return this.uow.runAsSystem(ctx, (tx) => this.chases.noteMail(tx, told));
  }

  private async send(tx: Tx, { mails, last }: Taken): Promise<Taken['last']> {
    const secrets = await this.links.makeFor(tx, mails);
    for (const mail of mails) {
      const { email: to, language, name, hospitalName, vendorName, siteName, severity, dueOn } = mail;
      const isSecret = mail.tlp === 'RED' || mail.tlp === 'AMBER_STRICT';
      const values = {
        name,
        hospitalName,
        vendorName,
        siteName,
        // What only the organisation may read is not written into a mail.
        title: isSecret ? null : mail.title,
        isCritical: severity === 'CRITICAL',
        dueOn,
        url: this.urlOf(mail, secrets),
      };
      const template = mail.delegateId ? 'delegateAsked' : mail.isSupport ? 'chaseUnanswered' : 'chaseReminder';
      tx.queue(mailJobFor({ version: 1, to, language, template, values }, { mailId: mail.mailId }));
    }
    return last;
  }

  private urlOf(mail: ChaseMail, secrets: ReadonlyMap<string, string>): string {
    const { baseUrl } = this.config;
    if (mail.isSupport) return `${baseUrl}/publishing/${mail.publicationId}/chase`;
    const secret = secrets.get(mail.mailId);
    // Behind the #: programs that look into mails fetch the page, and never send the secret.
    return secret
      ? `${baseUrl}/delegate#token=${secret}`
      : `${baseUrl}/publications/${mail.publicationId}?siteId=${mail.siteId}`;
  }
}
