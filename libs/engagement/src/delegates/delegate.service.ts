import { Injectable } from '@nestjs/common';
import { invalidInput, type Id } from '#libs/kernel';
import { UnitOfWork, type Ctx } from '#libs/platform';
import { Delegate } from './delegate.entity.ts';
import { delegateNamed, delegateRevoked } from './delegate.events.ts';
import { DelegateRepository } from './delegate.repository.ts';

const MOST_DAYS = 366;
const DAY_MS = 86_400_000;

/** Whom a hospital names to acknowledge for a site without an account. */
@Injectable()
export class DelegateService {
  private readonly uow: UnitOfWork;
  private readonly delegates: DelegateRepository;

  constructor(uow: UnitOfWork, delegates: DelegateRepository) {
    this.uow = uow;
    this.delegates = delegates;
  }

  list(ctx: Ctx): Promise<Delegate[]> {
    return this.uow.run(ctx, async (tx) => (await this.delegates.list(tx)).filter((one) => ctx.allows('read', one)));
  }

  /** @throws NOT_FOUND for a site of others; INVALID_INPUT `engagement.delegate_term`; CONFLICT `engagement.delegate_named_already` */
  name(
    ctx: Ctx,
    {
      siteId,
      name,
      email,
      language,
      expiresAt,
    }: Pick<Delegate, 'siteId' | 'name' | 'email' | 'language' | 'expiresAt'>,
  ): Promise<Delegate> {
    return this.uow.run(ctx, async (tx) => {
      await this.delegates.requireOwnSite(tx, siteId);
      if (expiresAt <= tx.now || expiresAt.getTime() > tx.now.getTime() + MOST_DAYS * DAY_MS) {
        throw invalidInput('engagement.delegate_term', 'Name somebody for a time to come, for a year at most.');
      }
      const delegate = Delegate.named({
        hospitalId: ctx.organisationId,
        siteId,
        name,
        email,
        language,
        expiresAt,
        createdBy: await this.delegates.memberOf(tx),
        createdAt: tx.now,
      });
      ctx.authorise('name', delegate);
      await this.delegates.insert(tx, delegate);
      await tx.record(delegateNamed(delegate));
      return delegate;
    });
  }

  /** Links that were sent are good no more. @throws CONFLICT `engagement.delegate_revoked`; NOT_FOUND */
  revoke(ctx: Ctx, id: Id<'Delegate'>): Promise<Delegate> {
    return this.uow.run(ctx, async (tx) => {
      const delegate = await this.delegates.lock(tx, id);
      ctx.authorise('revoke', delegate);
      delegate.revoke(tx.now);
      await this.delegates.writeRevoked(tx, delegate);
      await tx.record(delegateRevoked(delegate));
      return delegate;
    });
  }
}
