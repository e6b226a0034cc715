import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';

/** One of the two. */
export interface SimilarRow {
  answerId: Id<'PublishedAnswer'> | null;
  requestId: Id<'InformationRequest'> | null;
}

/** So much of what is asked has to be in it: a question in English has many words besides the one that matters. */
const LEAST_SHARE = 0.2;

/**
 * Finds answers that are like a question, which for Japanese is no matter of words between spaces: `tasuki_grams` takes of
 * a text its words in letters and digits whole, and of Japanese every two characters that stand together, without those
 * of hiragana alone. What shares most of them with the question comes first. A vendor's answers are few enough to be
 * compared one by one, within what row-level security shows; their grams are stored.
 */
@Injectable()
export class SimilarRepository {
  /** Published answers of a vendor, and what the own hospital asked it and was answered; the most alike first. */
  find(tx: Tx, vendorId: Id<'Organisation'>, text: string, atMost: number): Promise<SimilarRow[]> {
    return tx.sql<SimilarRow>(
      `with sought as materialized (
         select grams, cardinality(grams) as size from (select tasuki_grams($2) as grams) of_text
       ), found as (
         select a.id as "answerId", null::uuid as "requestId", a.published_at as at, version.grams
         from published_answer a join published_answer_version version on version.answer_id = a.id
         where a.vendor_id = $1 and a.withdrawn_at is null and version.state = 'IN_FORCE'
         union all
         select null, r.id, r.settled_at, question.grams || tasuki_grams(r.title)
         from information_request r join request_message question on question.request_id = r.id
         where r.vendor_id = $1 and r.hospital_id = $3 and r.state in ('ANSWERED','CLOSED') and question.kind = 'QUESTION'
           and exists (select from request_message m where m.request_id = r.id and m.kind = 'ANSWER')
       ), compared as (
         select found."answerId", found."requestId", found.at, sought.size,
                (select count(*) from unnest(sought.grams) gram where gram = any (found.grams)) as shared
         from found, sought
         where found.grams && sought.grams
       )
       select "answerId", "requestId" from compared
       where shared >= $4::float8 * size
       order by shared desc, at desc, "answerId", "requestId" limit $5`,
      [vendorId, text, tx.ctx.organisationId, LEAST_SHARE, atMost],
    );
  }
}
