import { Injectable } from '@nestjs/common';
import type { Mds2Choice } from '#libs/formats';
import { Asset, isWithHospital } from '#libs/inventory';
import { checkPage, decodeCursor, isId, badCursor, pageOf, type Id, type Page, type PageRequest } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { AssetMds2Answer, type Mds2Source, type SourcedAnswer } from './mds2-comparison.ts';

/** What is asked of every device: the answers that are wanted, and whether those without any are. */
export interface Mds2Question {
  questionId: string;
  answers: readonly Mds2Choice[];
  includeUnknown: boolean;
}

/** The vendor's own form before one that was filed, and of each the newest. */
const NEWEST = 'd.publication_id is null, d.since desc';

/** The actor's devices, each with the answer of the newest form in force that has the question. */
const ANSWERED = `
  asset left join (
    select distinct on (d.release_id) d.release_id, d.publication_id, d.filed_document_id, m.answer, m.raw, m.note
    from release_documents(null) d join mds2_answer m on m.upload_id = d.upload_id and m.question_id = $2
    order by d.release_id, ${NEWEST}
  ) said on said.release_id = asset.release_id
  where asset.hospital_id = $1 and ${isWithHospital('asset')}
    and (said.answer = any ($3) or ($4 and said.answer is null))`;

@Injectable()
export class Mds2Repository {
  /** Of each edition the newest form in force of a release; the vendor's own before one that was filed. */
  sources(tx: Tx, releaseIds: readonly Id<'Release'>[]): Promise<Mds2Source[]> {
    return tx.sql(
      `select distinct on (d.release_id, r.facts #>> '{mds2,edition}')
         d.release_id as "releaseId", d.upload_id as "uploadId", d.publication_id as "publicationId",
         d.filed_document_id as "filedDocumentId", r.facts #>> '{mds2,edition}' as edition
       from release_documents($1) d join reading r on r.upload_id = d.upload_id and r.answer_count > 0
       order by d.release_id, r.facts #>> '{mds2,edition}', ${NEWEST}`,
      [releaseIds],
    );
  }

  answers(tx: Tx, uploadIds: readonly Id<'Upload'>[], section: string | null): Promise<SourcedAnswer[]> {
    return tx.sql(
      `select upload_id as "uploadId", position, question_id as "questionId", section, answer, raw, note
       from mds2_answer where upload_id = any($1) and ($2::text is null or section = $2)`,
      [uploadIds, section],
    );
  }

  /** Of the acting hospital, in the order they were registered. */
  async assets(tx: Tx, question: Mds2Question, page: PageRequest): Promise<Page<AssetMds2Answer>> {
    const asked = [tx.ctx.organisationId, question.questionId, question.answers, question.includeUnknown];
    const rows = await tx.sql<Omit<AssetMds2Answer, 'asset'> & { assetId: Id<'Asset'> }>(
      `select asset.id as "assetId", said.answer, said.raw, said.note, said.publication_id as "publicationId",
              said.filed_document_id as "filedDocumentId"
       from ${ANSWERED} and ($5::uuid is null or asset.id > $5) order by asset.id limit $6`,
      [...asked, assetAfter(page), page.first + 1],
    );
    const assets = await tx.manager
      .createQueryBuilder(Asset, 'asset')
      .where('asset.id = any(:ids)', { ids: rows.map(({ assetId }) => assetId) })
      .getMany();
    const byId = new Map(assets.map((asset) => [asset.id, asset]));
    const found = rows.flatMap(({ assetId, ...said }) => {
      const asset = byId.get(assetId);
      return asset ? [AssetMds2Answer.of({ ...said, asset })] : [];
    });
    return pageOf(
      found,
      page,
      ({ asset }) => [asset.id],
      () => tx.later((later) => this.total(later, asked)),
    );
  }

  private async total(tx: Tx, asked: readonly unknown[]): Promise<number> {
    const [row] = await tx.sql<{ total: number }>(`select count(*)::int as total from ${ANSWERED}`, asked);
    return row?.total ?? 0;
  }
}

/** @throws INVALID_INPUT */
function assetAfter(page: PageRequest): string | null {
  checkPage(page);
  if (!page.after) return null;
  const [id] = decodeCursor(page.after, 1);
  if (typeof id !== 'string' || !isId(id)) throw badCursor();
  return id;
}
