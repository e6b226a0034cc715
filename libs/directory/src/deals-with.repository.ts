import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';

/** Whether the hospital that the actor acts for has an active relationship with a vendor. */
export async function dealsWith(tx: Tx, vendorId: Id<'Organisation'>): Promise<boolean> {
  const found = await tx.sql(
    `select from relationship where hospital_id = $1 and vendor_id = $2 and state = 'ACTIVE'`,
    [tx.ctx.organisationId, vendorId],
  );
  return found.length > 0;
}
