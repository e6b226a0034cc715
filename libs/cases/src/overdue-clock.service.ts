import { Injectable } from '@nestjs/common';
import { Config, mailJobFor, UnitOfWork, type Ctx } from '#libs/platform';
import { clockOverdue } from './case.events.ts';
import { CaseRepository } from './case.repository.ts';

const AT_ONCE = 100;

/** A clock that runs out is recorded once, and the people of the side that it concerns are told by mail. */
@Injectable()
export class OverdueClockService {
  private readonly uow: UnitOfWork;
  private readonly cases: CaseRepository;
  private readonly config: Config;

  constructor(uow: UnitOfWork, cases: CaseRepository, config: Config) {
    this.uow = uow;
    this.cases = cases;
    this.config = config;
  }

  /** Every hour; what was noted is not found again. */
  async note(ctx: Ctx): Promise<void> {
    while ((await this.noteSome(ctx)) === AT_ONCE);
  }

  private noteSome(ctx: Ctx): Promise<number> {
    return this.uow.runAsSystem(ctx, async (tx) => {
      const late = await this.cases.noteOverdue(tx, AT_ONCE);
      const cases = new Map(
        (
          await this.cases.byIds(
            tx,
            late.map(({ caseId }) => caseId),
          )
        ).map((one) => [one.id, one]),
      );
      const people = await this.cases.toldOf(tx, [...new Set(late.map(({ organisationId }) => organisationId))]);
      const told = Map.groupBy(people, ({ organisationId }) => organisationId);
      for (const clock of late) {
        const one = cases.get(clock.caseId);
        if (!one) throw new Error('a clock belongs to a case');
        await tx.record(clockOverdue(one, clock));
        for (const { name, email, language } of told.get(clock.organisationId) ?? []) {
          const values = { name, dueAt: clock.dueAt.toISOString(), url: `${this.config.baseUrl}/cases/${one.id}` };
          tx.queue(mailJobFor({ version: 1, to: email, language, template: 'caseClockOverdue', values }));
        }
      }
      return late.length;
    });
  }
}
