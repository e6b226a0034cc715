import type { Id } from '#libs/kernel';
import { holdsWords, ifOther, joined, sqlScope, type Found, type Searcher, type Sought, type Tx } from '#libs/platform';
import { FiledDocument } from './filed/index.ts';
import { Publication } from './publication.entity.ts';
import type { PublicationState } from './publication.words.ts';

interface FoundPublication {
  id: Id;
  titleJa: string | null;
  titleEn: string | null;
  state: PublicationState;
  vendorName: string | null;
  vendorEnglishName: string | null;
}

/** A vendor's own, and what is open to all; what was delivered to a hospital is found as its delivery. */
async function publications(tx: Tx, { patterns }: Sought, atMost: number): Promise<Found[]> {
  const scope = sqlScope(tx.ctx.ability, 'read', Publication, (property) => `publication.${property}`);
  const query = tx.manager
    .createQueryBuilder(Publication, 'publication')
    .leftJoin('organisation', 'organisation', 'organisation.id = publication.vendor_id')
    .where(scope.sql, scope.parameters)
    .andWhere(holdsWords('publication.title_ja', 'publication.title_en'), { patterns });
  if (tx.ctx.actor.organisationKind === 'HOSPITAL') query.andWhere(`publication.tlp = 'CLEAR'`);
  const rows = await query
    .orderBy('publication.id', 'DESC')
    .limit(atMost)
    .select('publication.id', 'id')
    .addSelect('publication.title_ja', 'titleJa')
    .addSelect('publication.title_en', 'titleEn')
    .addSelect('publication.state', 'state')
    .addSelect('organisation.name', 'vendorName')
    .addSelect('coalesce(organisation.english_name, organisation.name)', 'vendorEnglishName')
    .getRawMany<FoundPublication>();
  return rows.map((row) => ({
    id: row.id,
    withinId: null,
    title: row.titleJa ?? row.titleEn ?? row.id,
    englishTitle: row.titleEn,
    detail: joined(row.vendorName),
    englishDetail: ifOther(row.vendorEnglishName, row.vendorName),
    state: row.state,
  }));
}

async function filedDocuments(tx: Tx, { patterns }: Sought, atMost: number): Promise<Found[]> {
  const scope = sqlScope(tx.ctx.ability, 'read', FiledDocument, (property) => `filed.${property}`);
  const rows = await tx.manager
    .createQueryBuilder(FiledDocument, 'filed')
    .where(scope.sql, scope.parameters)
    .andWhere('filed.removedAt is null')
    .andWhere(holdsWords('filed.title', 'filed.source_note'), { patterns })
    .orderBy('filed.id', 'DESC')
    .limit(atMost)
    .getMany();
  return rows.map(({ id, title, sourceNote, kind }) => ({
    id,
    withinId: null,
    title,
    englishTitle: null,
    detail: sourceNote,
    englishDetail: null,
    state: kind,
  }));
}

/** Documents by words of their titles. */
export const publicationSearchers: Searcher[] = [
  { kind: 'PUBLICATION', find: publications },
  { kind: 'FILED_DOCUMENT', find: filedDocuments },
];
