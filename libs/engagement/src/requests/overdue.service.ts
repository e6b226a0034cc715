import { Injectable } from '@nestjs/common';
import { Config, mailJobFor, UnitOfWork, type Ctx } from '#libs/platform';
import { overdue } from './request.events.ts';
import { RequestRepository } from './request.repository.ts';

const AT_ONCE = 100;

/** What is overdue is recorded once, and the vendor's people are told by mail. */
@Injectable()
export class OverdueService {
  private readonly uow: UnitOfWork;
  private readonly requests: RequestRepository;
  private readonly config: Config;

  constructor(uow: UnitOfWork, requests: RequestRepository, config: Config) {
    this.uow = uow;
    this.requests = requests;
    this.config = config;
  }

  /** Every hour; what was noted is not found again, unless it was reopened since. */
  async note(ctx: Ctx): Promise<void> {
    while ((await this.noteSome(ctx)) === AT_ONCE);
  }

  private noteSome(ctx: Ctx): Promise<number> {
    return this.uow.runAsSystem(ctx, async (tx) => {
      const late = await this.requests.noteOverdue(tx, AT_ONCE);
      const vendorIds = [...new Set(late.map(({ vendorId }) => vendorId))];
      const told = Map.groupBy(await this.requests.toldOf(tx, vendorIds), ({ vendorId }) => vendorId);
      const names = await this.requests.namesOf(tx, [...new Set(late.map(({ hospitalId }) => hospitalId))]);
      for (const request of late) {
        const { dueAt } = request;
        if (!dueAt) throw new Error('what is overdue was due');
        await tx.record(overdue(request));
        const addressees = (told.get(request.vendorId) ?? []).filter(
          ({ hospitalId }) => hospitalId === null || hospitalId === request.hospitalId,
        );
        for (const { name, email, language } of new Map(addressees.map((one) => [one.email, one])).values()) {
          const values = {
            name,
            hospitalName: names.get(request.hospitalId) ?? '',
            dueAt: dueAt.toISOString(),
            url: `${this.config.baseUrl}/requests/${request.id}`,
          };
          tx.queue(mailJobFor({ version: 1, to: email, language, template: 'requestOverdue', values }));
        }
      }
      return late.length;
    });
  }
}
