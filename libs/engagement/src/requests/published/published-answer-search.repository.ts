import type { Id } from '#libs/kernel';
import { holdsWords, ifOther, joined, sqlScope, type Found, type Searcher, type Sought, type Tx } from '#libs/platform';
import { PublishedAnswer } from './published-answer.entity.ts';

interface FoundAnswer {
  id: Id;
  title: string;
  vendorName: string | null;
  vendorEnglishName: string | null;
}

/** What is in force, by words of the question and of the answer; row-level security is the wall. */
async function publishedAnswers(tx: Tx, { patterns }: Sought, atMost: number): Promise<Found[]> {
  const scope = sqlScope(tx.ctx.ability, 'read', PublishedAnswer, (property) => `answer.${property}`);
  const rows = await tx.manager
    .createQueryBuilder(PublishedAnswer, 'answer')
    .innerJoin('published_answer_version', 'version', `version.answer_id = answer.id and version.state = 'IN_FORCE'`)
    .leftJoin('organisation', 'organisation', 'organisation.id = answer.vendor_id')
    .where(scope.sql, scope.parameters)
    .andWhere('answer.withdrawn_at is null')
    .andWhere(holdsWords('version.title', 'version.question', 'version.words'), { patterns })
    .orderBy('answer.id', 'DESC')
    .limit(atMost)
    .select('answer.id', 'id')
    .addSelect('version.title', 'title')
    .addSelect('organisation.name', 'vendorName')
    .addSelect('coalesce(organisation.english_name, organisation.name)', 'vendorEnglishName')
    .getRawMany<FoundAnswer>();
  return rows.map(({ id, title, vendorName, vendorEnglishName }) => ({
    id,
    withinId: null,
    title,
    englishTitle: null,
    detail: joined(vendorName),
    englishDetail: ifOther(vendorEnglishName, vendorName),
    state: 'PUBLISHED',
  }));
}

/** Answers that vendors gave to all. */
export const publishedAnswerSearchers: Searcher[] = [{ kind: 'PUBLISHED_ANSWER', find: publishedAnswers }];
