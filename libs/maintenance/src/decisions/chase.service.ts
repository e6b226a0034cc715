import { Injectable } from '@nestjs/common';
import { Config, mailJobFor, UnitOfWork, type Ctx } from '#libs/platform';
import { ChaseRepository } from './chase.repository.ts';
import { chased } from './decision.events.ts';

const CHUNK = 100;
const WEEK_MS = 7 * 86_400_000;

/** Those who decide at the end of support are chased by mail, once a week, while anything is undecided. */
@Injectable()
export class ChaseService {
  private readonly uow: UnitOfWork;
  private readonly hospitals: ChaseRepository;
  private readonly config: Config;

  constructor(uow: UnitOfWork, hospitals: ChaseRepository, config: Config) {
    this.uow = uow;
    this.hospitals = hospitals;
    this.config = config;
  }

  /** Every hour; within a week it finds no hospital again. */
  async chase(ctx: Ctx): Promise<void> {
    while ((await this.chaseSome(ctx)) === CHUNK);
  }

  private chaseSome(ctx: Ctx): Promise<number> {
    return this.uow.runAsSystem(ctx, async (tx) => {
      const since = new Date(tx.now.getTime() - WEEK_MS);
      const due = await this.hospitals.due(tx, since, CHUNK);
      const ids = due.map(({ hospitalId }) => hospitalId);
      const marked = await this.hospitals.mark(tx, ids, since);
      const deciders = Map.groupBy(await this.hospitals.decidersOf(tx, ids), ({ hospitalId }) => hospitalId);
      for (const one of due.filter(({ hospitalId }) => marked.has(hospitalId))) {
        await tx.record(chased(one));
        for (const { name, email, language } of deciders.get(one.hospitalId) ?? []) {
          const values = {
            name,
            organisationName: one.hospitalName,
            devices: one.devices,
            devicesAtEndOfSupport: one.devicesAtEndOfSupport,
            url: `${this.config.baseUrl}/life-cycle?undecided=true`,
          };
          tx.queue(mailJobFor({ version: 1, to: email, language, template: 'decisionsMissing', values }));
        }
      }
      return due.length;
    });
  }
}
