import { Injectable } from '@nestjs/common';
import type { ReleaseIdentity, StatedProduct, VulnerabilityStatement } from '#libs/formats';
import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { PlaceInFile } from '#libs/publishing';
import type { AboutRelease } from '../holdings/holding.loaders.ts';

/** A file that speaks about a release. */
export interface ReleaseDocument extends AboutRelease {
  uploadId: Id<'Upload'>;
  since: Date;
}

/** What decides about a statement; what people read besides is left out, for there may be thousands of them. */
export type StatementAbout = VulnerabilityStatement & PlaceInFile;
type LeftOut = 'rawStatus' | 'remediations' | 'text' | 'cwes' | 'place';

export type NamedRelease = ReleaseIdentity & { releaseId: Id<'Release'> };

/** What documents in force say about vulnerabilities, as far as the actor may see them. */
@Injectable()
export class StatementRepository {
  /** By whichever name of the vulnerability, about whichever product. */
  async about(tx: Tx, vulnerability: string): Promise<StatementAbout[]> {
    const rows = await tx.sql<Omit<StatementAbout, LeftOut>>(
      `select upload_id as "uploadId", position, vulnerability_id as vulnerability, aliases, product, component, status,
              justification, impact, scores, title
       from statements_about($1) order by upload_id, position`,
      [vulnerability],
    );
    return rows.map((row) => ({ ...row, rawStatus: row.status, remediations: [], text: null, cwes: [], place: '' }));
  }

  /** Which of these files speak about which of the actor's releases. */
  releaseDocuments(tx: Tx, uploadIds: readonly Id<'Upload'>[]): Promise<ReleaseDocument[]> {
    return tx.sql(
      `select release_id as "releaseId", upload_id as "uploadId", publication_id as "publicationId",
              filed_document_id as "filedDocumentId", since
       from release_documents(null) where upload_id = any($1)`,
      [uploadIds],
    );
  }

  /** Each product that a file states something of, about whichever vulnerability. */
  async statedProducts(tx: Tx, uploadIds: readonly Id<'Upload'>[]): Promise<Map<Id<'Upload'>, StatedProduct[]>> {
    const rows = await tx.sql<{ uploadId: Id<'Upload'>; products: StatedProduct[] }>(
      `select upload_id as "uploadId", stated_products as products from reading where upload_id = any($1)`,
      [uploadIds],
    );
    return new Map(rows.map(({ uploadId, products }) => [uploadId, products]));
  }

  /** Releases as documents name them. */
  async identities(tx: Tx, releaseIds: readonly Id<'Release'>[]): Promise<Map<Id<'Release'>, NamedRelease>> {
    const rows = await tx.sql<NamedRelease>(
      `select r.id as "releaseId", r.version, array_remove(array[p.name, p.english_name], null) as "productNames",
              array(select value from product_identifier i where i.product_id = p.id) as identifiers
       from release r join product p on p.id = r.product_id where r.id = any($1)`,
      [releaseIds],
    );
    return new Map(rows.map((row) => [row.releaseId, row]));
  }
}
