import { Injectable } from '@nestjs/common';
import { conflict, type Id } from '#libs/kernel';
import { Config, mailJobFor, UnitOfWork, type Ctx } from '#libs/platform';
import * as events from './case.events.ts';
import type { InviteCaseParty } from './case.graphql.ts';
import { CaseParty } from './case-party.entity.ts';
import { type Case } from './case.entity.ts';
import { CaseRepository } from './case.repository.ts';
import { CaseService } from './case.service.ts';

/** Who is let into a disclosure by name. */
@Injectable()
export class PartyService {
  private readonly uow: UnitOfWork;
  private readonly repository: CaseRepository;
  private readonly cases: CaseService;
  private readonly config: Config;

  constructor(uow: UnitOfWork, repository: CaseRepository, cases: CaseService, config: Config) {
    this.uow = uow;
    this.repository = repository;
    this.cases = cases;
    this.config = config;
  }

  /** All of them for the vendor; of a party, its own. */
  partiesOf(ctx: Ctx, { id }: Case): Promise<CaseParty[]> {
    return this.cases.many(ctx, 'parties of cases', id, async (tx, ids) =>
      (await this.repository.partiesOf(tx, ids)).map((row) => ({ key: row.caseId, row })),
    );
  }

  invitations(ctx: Ctx): Promise<CaseParty[]> {
    return this.uow.run(ctx, (tx) => this.repository.invitations(tx));
  }

  /**
   * A member of another organisation, by its code and their mail.
   * @throws CONFLICT `cases.no_such_member`, `cases.own_member`, `cases.already_invited`, `cases.case_closed`
   */
  async invite(ctx: Ctx, { caseId, code, email, seesWhole }: InviteCaseParty): Promise<Case> {
    const found = await this.uow.runAsSystem(ctx, (tx) => this.repository.invitee(tx, code, email));
    return this.uow.run(ctx, async (tx) => {
      const one = await this.repository.lock(tx, caseId);
      ctx.authorise('invite', one);
      one.refuseClosed();
      if (!found) {
        throw conflict('cases.no_such_member', 'No member with this mail address belongs to that organisation.');
      }
      const { language, ...invitee } = found;
      if (invitee.organisationId === one.vendorId) {
        throw conflict('cases.own_member', 'Your own members see the case already.');
      }
      const present = await this.repository.partiesOf(tx, [caseId]);
      const isPresent = (party: CaseParty) =>
        party.state !== 'REMOVED' && party.userId === invitee.userId && party.organisationId === invitee.organisationId;
      if (present.some(isPresent)) throw conflict('cases.already_invited', 'This person is invited already.');
      const party = CaseParty.invite(one, invitee, seesWhole, tx.now);
      await this.repository.insertParty(tx, party);
      one.partyIds = [...new Set([...one.partyIds, party.userId])];
      await this.repository.update(tx, one);
      await tx.record(events.partyInvited(party));
      const values = { name: invitee.name, url: `${this.config.baseUrl}/case-invitations` };
      tx.queue(mailJobFor({ version: 1, to: invitee.email, language, template: 'caseInvitation', values }));
      return one;
    });
  }

  /** The person who is invited says yes. Saying it again changes nothing. @throws NOT_FOUND */
  accept(ctx: Ctx, id: Id<'CaseParty'>): Promise<Case> {
    return this.uow.run(ctx, async (tx) => {
      const party = await this.repository.party(tx, id);
      ctx.authorise('accept', party);
      if (party.accept(tx.now)) {
        await this.repository.updateParty(tx, party);
        await tx.record(events.partyAccepted(party));
      }
      return this.repository.getVisible(tx, party.caseId);
    });
  }

  /** They see nothing of it from now on. Removing again changes nothing. @throws NOT_FOUND */
  remove(ctx: Ctx, id: Id<'CaseParty'>): Promise<Case> {
    return this.uow.run(ctx, async (tx) => {
      const { caseId } = await this.repository.party(tx, id);
      const one = await this.repository.lock(tx, caseId);
      const party = await this.repository.party(tx, id);
      ctx.authorise('remove', party);
      if (!party.remove(tx.now)) return one;
      await this.repository.updateParty(tx, party);
      const others = (await this.repository.partiesOf(tx, [caseId])).filter(({ state }) => state !== 'REMOVED');
      one.partyIds = [...new Set(others.map(({ userId }) => userId))];
      await this.repository.update(tx, one);
      await tx.record(events.partyRemoved(party));
      return one;
    });
  }
}
