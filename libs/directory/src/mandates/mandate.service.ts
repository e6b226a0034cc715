import { Injectable } from '@nestjs/common';
import { Clock, invalidInput, notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { mandateGranted, mandateRevoked } from '../directory.events.ts';
import { DirectoryRepository } from '../directory.repository.ts';
import { Mandate, type MandateState } from './mandate.entity.ts';
import type { GrantMandate, RevokeMandate } from './mandate.graphql.ts';
import { MandateRepository } from './mandate.repository.ts';

/** Who lets a service provider act for them. What may be done under a mandate, the lib says that does it. */
@Injectable()
export class MandateService {
  private readonly uow: UnitOfWork;
  private readonly directory: DirectoryRepository;
  private readonly mandates: MandateRepository;
  private readonly clock: Clock;

  constructor(uow: UnitOfWork, directory: DirectoryRepository, mandates: MandateRepository, clock: Clock) {
    this.uow = uow;
    this.directory = directory;
    this.mandates = mandates;
    this.clock = clock;
  }

  /** Those that the own organisation granted or was granted. */
  list(ctx: Ctx, page: PageRequest): Promise<Page<Mandate>> {
    return this.uow.run(ctx, (tx) => this.directory.list(tx, Mandate, page));
  }

  stateOf(mandate: Mandate): MandateState {
    return mandate.stateAt(this.clock.now());
  }

  /**
   * @throws NOT_FOUND for a code that no admitted service provider has, and for a site of another organisation; INVALID_INPUT
   *   `directory.mandate_to_oneself`, `directory.mandate_foreign_product`, `directory.mandate_without_sites`, and what
   *   Mandate.grant throws
   */
  grant(ctx: Ctx, { code, ...granted }: GrantMandate): Promise<Mandate> {
    return this.uow.run(ctx, async (tx) => {
      const mandataryId = await this.serviceProvider(ctx, code);
      const mandate = Mandate.grant(ctx.organisationId, mandataryId, granted, tx.now);
      ctx.authorise('grant', mandate);
      await this.refuseForeign(tx, mandate);

      await this.directory.add(tx, mandate);
      await tx.record(mandateGranted(mandate));
      return mandate;
    });
  }

  /** At once: the next act of the mandatary is refused. @throws what Mandate.revoke throws */
  revoke(ctx: Ctx, { mandateId, reason }: RevokeMandate): Promise<Mandate> {
    return this.uow.run(ctx, async (tx) => {
      const mandate = await this.directory.getForChange(tx, Mandate, mandateId, 'mandate');
      ctx.authorise('revoke', mandate);
      mandate.revoke(reason, tx.now);
      await this.mandates.markRevoked(tx, mandate);
      await tx.record(mandateRevoked(mandate));
      return mandate;
    });
  }

  /** Hospitals are listed nowhere: whose code another one is stays unsaid. */
  private async serviceProvider(ctx: Ctx, code: string): Promise<Id<'Organisation'>> {
    const found = await this.uow.runAsSystem(ctx, (tx) => this.directory.organisationByCode(tx, code));
    if (found?.id === ctx.organisationId) {
      throw wrong('code', 'mandate_to_oneself', 'This is the code of your own organisation: name a service provider.');
    }
    if (found?.kind !== 'SERVICE_PROVIDER' || found.state !== 'ADMITTED') {
      throw notFound('service provider with this code');
    }
    return found.id;
  }

  private async refuseForeign(tx: Tx, { grantorId, productIds, siteIds }: Mandate): Promise<void> {
    const products = await this.mandates.grantable(tx, grantorId, productIds);
    if (productIds.some((id) => !products.has(id))) {
      const message = 'Name your own products, or those of which your hospital has a device.';
      throw wrong('productIds', 'mandate_foreign_product', message);
    }
    if (siteIds === null) return;
    if (tx.ctx.actor.isVendor) {
      const message = 'Sites are for hospitals to choose: leave them out.';
      throw wrong('siteIds', 'mandate_without_sites', message);
    }
    const sites = await this.mandates.ownSites(tx, grantorId, siteIds);
    if (siteIds.some((id) => !sites.has(id))) throw notFound('site');
  }
}

const wrong = (path: string, reason: string, message: string) =>
  invalidInput(`directory.${reason}`, message, [{ path, reason: `directory.${reason}`, message }]);
