import { notFound, type Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { isOrganisationCode } from './organisation.entity.ts';

/**
 * An admitted hospital by the code that it told: hospitals are listed nowhere. Asked as the system, since the walls hide one
 * hospital from another.
 * @throws NOT_FOUND, alike for every code that is no admitted hospital's.
 */
export async function hospitalByCode(tx: Tx, code: string): Promise<{ id: Id<'Organisation'> }> {
  const [found] = isOrganisationCode(code)
    ? await tx.sql<{ id: Id<'Organisation'> }>(
        `select id from organisation where code = $1 and kind = 'HOSPITAL' and state = 'ADMITTED'`,
        [code],
      )
    : [];
  if (!found) throw notFound('organisation with this code');
  return found;
}
