import type { Id } from '#libs/kernel';
import { holdsWords, ifOther, joined, type Found, type Searcher, type Sought, type Tx } from '#libs/platform';
import { Case } from './case.entity.ts';
import { onlyReadable } from './case.repository.ts';

interface FoundCase {
  id: Id;
  title: string;
  state: string;
  name: string | null;
  englishName: string | null;
}

/** By title and by ids of vulnerabilities; its detail is the other organisation. */
async function cases(tx: Tx, { patterns }: Sought, atMost: number): Promise<Found[]> {
  if (!tx.ctx.mayEver('read', Case)) return [];
  const rows = await onlyReadable(tx, tx.manager.createQueryBuilder(Case, 'shared_case'))
    .leftJoin(
      'organisation',
      'organisation',
      `organisation.id = case shared_case.vendor_id when :own then shared_case.hospital_id else shared_case.vendor_id end`,
    )
    .andWhere(holdsWords('shared_case.title', `array_to_string(shared_case.cve_ids || shared_case.jvn_ids, ' ')`), {
      patterns,
    })
    .orderBy('shared_case.id', 'DESC')
    .limit(atMost)
    .select('shared_case.id', 'id')
    .addSelect('shared_case.title', 'title')
    .addSelect('shared_case.state', 'state')
    .addSelect('organisation.name', 'name')
    .addSelect('coalesce(organisation.english_name, organisation.name)', 'englishName')
    .getRawMany<FoundCase>();
  return rows.map(({ id, title, state, name, englishName }) => ({
    id,
    withinId: null,
    title,
    englishTitle: null,
    detail: joined(name),
    englishDetail: ifOther(englishName, name),
    state,
  }));
}

export const caseSearchers: Searcher[] = [{ kind: 'CASE', find: cases }];
