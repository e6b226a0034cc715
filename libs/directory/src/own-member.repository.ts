import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';

/** Whether somebody is an active member of the organisation that the actor acts for. */
export async function isOwnMember(tx: Tx, memberId: Id<'Member'>): Promise<boolean> {
  const found = await tx.sql(`select from member where id = $1 and organisation_id = $2 and state = 'ACTIVE'`, [
    memberId,
    tx.ctx.organisationId,
  ]);
  return found.length > 0;
}
