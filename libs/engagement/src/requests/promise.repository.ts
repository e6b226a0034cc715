import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { Urgency } from './information-request.entity.ts';
import { ResponsePromise } from './response-promise.entity.ts';

/** What vendors promise, as the transaction's actor may read it. */
@Injectable()
export class PromiseRepository {
  of(tx: Tx, vendorId: Id<'Organisation'>): Promise<ResponsePromise[]> {
    return tx.manager.findBy(ResponsePromise, { vendorId });
  }

  /** Null where nothing is promised. */
  async hours(tx: Tx, vendorId: Id<'Organisation'>, urgency: Urgency): Promise<number | null> {
    return (await tx.manager.findOneBy(ResponsePromise, { vendorId, urgency }))?.hours ?? null;
  }

  /** In place of all that the vendor promised before. */
  async replace(
    tx: Tx,
    vendorId: Id<'Organisation'>,
    promises: readonly Pick<ResponsePromise, 'urgency' | 'hours'>[],
  ): Promise<void> {
    await tx.manager.delete(ResponsePromise, { vendorId });
    await tx.manager.insert(
      ResponsePromise,
      promises.map((one) => ({ ...one, vendorId, publishedAt: tx.now })),
    );
  }
}
