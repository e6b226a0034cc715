import { Injectable } from '@nestjs/common';
import { OrganisationService } from '#libs/directory';
import { notFound, type Id } from '#libs/kernel';
import { UnitOfWork, type Ctx } from '#libs/platform';
import { URGENCIES, type Urgency } from './information-request.entity.ts';
import { PromiseRepository } from './promise.repository.ts';
import { promisesPublished } from './request.events.ts';
import { ResponsePromise } from './response-promise.entity.ts';

/** What a vendor promises for an urgency; null where it promises nothing. */
export interface Promised {
  urgency: Urgency;
  hours: number | null;
  publishedAt: Date | null;
}

/** Within which time vendors promise to answer. */
@Injectable()
export class PromiseService {
  private readonly uow: UnitOfWork;
  private readonly promises: PromiseRepository;
  private readonly organisations: OrganisationService;

  constructor(uow: UnitOfWork, promises: PromiseRepository, organisations: OrganisationService) {
    this.uow = uow;
    this.promises = promises;
    this.organisations = organisations;
  }

  /** For each urgency, the most urgent first. @throws NOT_FOUND for what is no vendor, and to other vendors */
  async of(ctx: Ctx, vendorId: Id<'Organisation'>): Promise<Promised[]> {
    const { kind } = await this.organisations.byId(ctx, vendorId);
    const isVendor = kind === 'MANUFACTURER' || kind === 'SERVICE_PROVIDER';
    if (!isVendor || !ctx.allows('read', Object.assign(new ResponsePromise(), { vendorId }))) throw notFound('vendor');
    return this.uow.run(ctx, async (tx) => {
      const published = await this.promises.of(tx, vendorId);
      return URGENCIES.map((urgency) => {
        const found = published.find((one) => one.urgency === urgency);
        return { urgency, hours: found?.hours ?? null, publishedAt: found?.publishedAt ?? null };
      });
    });
  }

  /** In place of what was promised before. What was asked already keeps its promise. */
  async publish(ctx: Ctx, promises: readonly Pick<ResponsePromise, 'urgency' | 'hours'>[]): Promise<Promised[]> {
    await this.uow.run(ctx, async (tx) => {
      ctx.authorise('publish', Object.assign(new ResponsePromise(), { vendorId: ctx.organisationId }));
      await this.promises.replace(tx, ctx.organisationId, promises);
      await tx.record(promisesPublished(ctx.organisationId, promises));
    });
    return this.of(ctx, ctx.organisationId);
  }
}
