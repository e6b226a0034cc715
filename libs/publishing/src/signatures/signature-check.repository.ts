import { Injectable } from '@nestjs/common';
import type { SignatureVerdict } from '#libs/formats';
import { newId, type Id } from '#libs/kernel';
import { StorageError, type Tx } from '#libs/platform';
import type { PublicationSignature } from './publication-signature.ts';

type Ids = readonly Id<'Publication'>[];

/** A signature among the files of a publication, and what it signs. */
export interface SignaturePair {
  signatureUploadId: Id<'Upload'>;
  uploadId: Id<'Upload'>;
}

/** Where the bytes are that a check reads. */
export interface AskedCheck {
  vendorId: Id<'Organisation'>;
  signatureKey: string;
  signedKey: string;
}

@Injectable()
export class SignatureCheckRepository {
  /** In the order of the signatures among the files. */
  ofPublications(tx: Tx, ids: Ids): Promise<PublicationSignature[]> {
    return tx.sql(
      `select c.publication_id as "publicationId", signed.name as "artifactName", signed.sha256,
              signature.name as "signatureName", signature.sha256 as "signatureSha256",
              c.signature_upload_id as "signatureUploadId", c.result, c.fingerprint, c.signed_at as "signedAt", c.detail,
              c.checked_at as "checkedAt", coalesce(k.user_ids, '{}') as "keyUserIds", k.revoked_at as "keyRevokedAt"
       from signature_check c
         join artifact signed on signed.publication_id = c.publication_id and signed.upload_id = c.upload_id
         join artifact signature
           on signature.publication_id = c.publication_id and signature.upload_id = c.signature_upload_id
         left join signing_key k on k.vendor_id = c.vendor_id and k.fingerprint = c.fingerprint
       where c.publication_id = any($1) order by c.publication_id, signature.position`,
      [ids],
    );
  }

  /** Drops the checks of what is not among these pairs (any more). */
  async keepOnly(tx: Tx, publicationId: Id<'Publication'>, pairs: readonly SignaturePair[]): Promise<void> {
    await tx.sql(
      `delete from signature_check c where c.publication_id = $1 and not exists (
         select from jsonb_to_recordset($2) as pair ("signatureUploadId" uuid, "uploadId" uuid)
         where pair."signatureUploadId" = c.signature_upload_id and pair."uploadId" = c.upload_id)`,
      [publicationId, JSON.stringify(pairs)],
    );
  }

  /** Adds a check that is PENDING for each pair that has none. @returns their ids. */
  async add(
    tx: Tx,
    { id, vendorId }: { id: Id<'Publication'>; vendorId: Id<'Organisation'> },
    pairs: readonly SignaturePair[],
  ): Promise<Id<'SignatureCheck'>[]> {
    const rows = await tx.sql<{ id: Id<'SignatureCheck'> }>(
      `insert into signature_check (id, publication_id, vendor_id, signature_upload_id, upload_id, result)
       select pair.id, $1, $2, pair."signatureUploadId", pair."uploadId", 'PENDING'
       from jsonb_to_recordset($3) as pair (id uuid, "signatureUploadId" uuid, "uploadId" uuid)
       on conflict (publication_id, signature_upload_id) do nothing
       returning id`,
      [id, vendorId, JSON.stringify(pairs.map((pair) => ({ id: newId(), ...pair })))],
    );
    return rows.map((row) => row.id);
  }

  /** What of the vendor's may still change; nothing of it is submitted or approved before the transaction ends. */
  async lockUnpublished(tx: Tx, vendorId: Id<'Organisation'>): Promise<Id<'Publication'>[]> {
    const rows = await tx.sql<{ id: Id<'Publication'> }>(
      `select id from publication where vendor_id = $1 and state in ('DRAFT', 'IN_REVIEW') order by id for update`,
      [vendorId],
    );
    return rows.map(({ id }) => id);
  }

  async drop(tx: Tx, ids: Ids): Promise<void> {
    await tx.sql('delete from signature_check where publication_id = any($1)', [ids]);
  }

  /** As the system; null when it was answered, or is not asked any more. @throws StorageError when bytes are lost. */
  async findPending(tx: Tx, id: Id<'SignatureCheck'>): Promise<AskedCheck | null> {
    const [row] = await tx.sql<{ vendorId: Id<'Organisation'>; signatureKey: string | null; signedKey: string | null }>(
      `select c.vendor_id as "vendorId", signature.object_key as "signatureKey", signed.object_key as "signedKey"
       from signature_check c
         join upload signature_upload on signature_upload.id = c.signature_upload_id
         join upload signed_upload on signed_upload.id = c.upload_id
         left join stored_object signature on signature.sha256 = signature_upload.sha256
         left join stored_object signed on signed.sha256 = signed_upload.sha256
       where c.id = $1 and c.result = 'PENDING'`,
      [id],
    );
    if (!row) return null;
    const { vendorId, signatureKey, signedKey } = row;
    if (!signatureKey || !signedKey) {
      throw new StorageError('storage.not_found', 'The bytes of a file that is to be checked are not kept any more.');
    }
    return { vendorId, signatureKey, signedKey };
  }

  /** As the system. An answer to what was answered before, or is not asked any more, comes to nothing. */
  async answer(tx: Tx, id: Id<'SignatureCheck'>, verdict: SignatureVerdict): Promise<void> {
    const { result, fingerprint, signedAt, detail } = verdict;
    await tx.sql(
      `update signature_check set result = $2, fingerprint = $3, signed_at = $4, detail = $5, checked_at = $6
       where id = $1 and result = 'PENDING'`,
      [id, result, fingerprint, signedAt, detail, tx.now],
    );
  }
}
