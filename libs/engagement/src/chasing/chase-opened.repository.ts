import { Injectable } from '@nestjs/common';
import { newId, type Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { ChaseStep } from './chase-step.entity.ts';
import { stepOpened } from './chasing.events.ts';

/** Somebody whom steps asked opens what they were asked about. */
@Injectable()
export class ChaseOpenedRepository {
  /** Once for each step that asked the actor. */
  async note(tx: Tx, deliveryId: Id<'Delivery'>): Promise<void> {
    const { userId } = tx.ctx.actor;
    if (!userId) return;
    const asked = await tx.sql<{ recipientId: Id<'ChaseRecipient'>; stepId: Id<'ChaseStep'> }>(
      `select r.id as "recipientId", s.id as "stepId"
       from chase_step s join chase_recipient r on r.step_id = s.id and r.user_id = $3
       where s.hospital_id = $1 and s.delivery_id = $2
         and not exists (select from chase_happening h where h.recipient_id = r.id and h.what = 'OPENED')`,
      [tx.ctx.organisationId, deliveryId, userId],
    );
    for (const { recipientId, stepId } of asked) {
      // They may open it in two places at once.
      const opened = await tx.sql(
        `insert into chase_happening (id, step_id, recipient_id, at, what) values ($1, $2, $3, $4, 'OPENED')
         on conflict (recipient_id, what) do nothing returning id`,
        [newId(), stepId, recipientId, tx.now],
      );
      if (opened.length > 0) await tx.record(stepOpened(await tx.manager.findOneByOrFail(ChaseStep, { id: stepId })));
    }
  }
}
