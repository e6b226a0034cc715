import { Injectable } from '@nestjs/common';
import type { ReadFile } from '#libs/formats';
import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { Reading } from './reading.entity.ts';

/** Rows in one statement: few round trips, and small enough that making one holds nothing up. */
const BATCH = 500;

/** Each part, and the statement that takes a batch of its rows as one JSON array (`$3`). */
const INSERTS = {
  components: `
    insert into component (upload_id, organisation_id, position, ref, type, group_name, name, version, supplier, purl, cpe,
      licences, hashes, support_level, end_of_support_on, is_subject, name_key, purl_base, cpe_base, keys, missing,
      depends_on, reached_by, place)
    select $1, $2, position, ref, type, "group", name, version, supplier, purl, cpe, licences, hashes, "supportLevel",
      "endOfSupportOn", "isSubject", "nameKey", "purlBase", "cpeBase", keys, missing, "dependsOn", "reachedBy", place
    from json_to_recordset($3::json) as row (position int, ref text, type text, "group" text, name text, version text,
      supplier text, purl text, cpe text, licences text[], hashes text[], "supportLevel" text, "endOfSupportOn" date,
      "isSubject" boolean, "nameKey" text, "purlBase" text, "cpeBase" text, keys text[], missing text[], "dependsOn" int[],
      "reachedBy" int, place text)`,
  statements: `
    insert into vulnerability_statement (upload_id, organisation_id, position, vulnerability, aliases, product, component,
      component_keys, status, raw_status, justification, impact, remediations, scores, title, body, cwes, place)
    select $1, $2, position, vulnerability, aliases, product, component, "componentKeys", status, "rawStatus",
      justification, impact, remediations, scores, title, text, cwes, place
    from json_to_recordset($3::json) as row (position int, vulnerability text, aliases text[], product jsonb,
      component jsonb, "componentKeys" text[], status text, "rawStatus" text, justification text, impact text,
      remediations jsonb, scores jsonb, title text, text text, cwes text[], place text)`,
  answers: `
    insert into mds2_answer (upload_id, organisation_id, position, question_id, section, answer, raw, note)
    select $1, $2, position, "questionId", section, answer, raw, note
    from json_to_recordset($3::json) as row (position int, "questionId" text, section text, answer text, raw text,
      note text)`,
} as const;

/** Writes what was read, as the system. */
@Injectable()
export class ReadingWriterRepository {
  /** In place of what was read of the same upload before. */
  async save(tx: Tx, reading: Reading, read: ReadFile): Promise<void> {
    const { uploadId, organisationId } = reading;
    await tx.manager.delete(Reading, { uploadId });
    await tx.manager.insert(Reading, { ...reading });
    for (const part of ['components', 'statements', 'answers'] as const) {
      for await (const rows of read.rows(part, BATCH)) await tx.sql(INSERTS[part], [uploadId, organisationId, rows]);
    }
    // Whom a statement is about depends on whom else its document names.
    await tx.sql(
      `update reading set stated_products = stated.products
       from (select jsonb_agg(distinct product) as products from vulnerability_statement where upload_id = $1) stated
       where upload_id = $1 and statement_count > 0`,
      [uploadId],
    );
  }

  /** The first upload after that one that was accepted before anything was read out of it. */
  async nextUnread(tx: Tx, mediaTypes: readonly string[], after: Id<'Upload'> | null): Promise<Id<'Upload'> | null> {
    const [row] = await tx.sql<{ id: Id<'Upload'> }>(
      `select id from upload
       where state = 'READY' and media_type = any($1) and ($2::uuid is null or id > $2)
         and not exists (select from reading where upload_id = upload.id)
       order by id limit 1`,
      [mediaTypes, after],
    );
    return row?.id ?? null;
  }

  async isRead(tx: Tx, uploadId: Id<'Upload'>): Promise<boolean> {
    return tx.manager.existsBy(Reading, { uploadId });
  }

  /** What files are called that were attached before their upload was read. */
  async callArtifacts(tx: Tx, uploadId: Id<'Upload'>, isMachineReadable: boolean): Promise<void> {
    await tx.sql('update artifact set is_machine_readable = $2 where upload_id = $1', [uploadId, isMachineReadable]);
  }
}
