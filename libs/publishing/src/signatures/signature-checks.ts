import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { Artifact } from '../artifact.entity.ts';
import type { Publication } from '../publication.entity.ts';
import { PublicationPartsRepository } from '../publication-parts.repository.ts';
import type { PublicationSignature } from './publication-signature.ts';
import { SignatureCheckRepository, type SignaturePair } from './signature-check.repository.ts';
import { checkSignature } from './signature.jobs.ts';
import { signedFiles } from './signed-file.ts';
import { SigningKeyRepository } from './signing-key.repository.ts';

/** Whose signatures are checked when: queued in the transaction that makes it necessary, and once. */
@Injectable()
export class SignatureChecks {
  private readonly checks: SignatureCheckRepository;
  private readonly keys: SigningKeyRepository;
  private readonly parts: PublicationPartsRepository;

  constructor(checks: SignatureCheckRepository, keys: SigningKeyRepository, parts: PublicationPartsRepository) {
    this.checks = checks;
    this.keys = keys;
    this.parts = parts;
  }

  ofMany(tx: Tx, publicationIds: readonly Id<'Publication'>[]): Promise<PublicationSignature[]> {
    return this.checks.ofPublications(tx, publicationIds);
  }

  /** After a draft was begun or edited: what was found of the signatures that stay, stays. */
  async ask(tx: Tx, { id, vendorId, contents }: Publication): Promise<void> {
    const pairs = pairsAmong(contents.artifacts);
    await this.checks.keepOnly(tx, id, pairs);
    if (pairs.length === 0) return;
    await this.keys.holdKeys(tx, vendorId);
    await this.queue(tx, { id, vendorId }, pairs);
  }

  /**
   * After the keys of a vendor changed, in the transaction that locked them: what is not published is checked anew. What
   * is published stays as it was found.
   */
  async askAgain(tx: Tx, vendorId: Id<'Organisation'>): Promise<void> {
    const ids = await this.checks.lockUnpublished(tx, vendorId);
    const artifacts = Map.groupBy(await this.parts.artifactsOf(tx, ids), ({ publicationId }) => publicationId);
    await this.checks.drop(tx, ids);
    for (const [id, files] of artifacts) await this.queue(tx, { id, vendorId }, pairsAmong(files));
  }

  private async queue(
    tx: Tx,
    publication: { id: Id<'Publication'>; vendorId: Id<'Organisation'> },
    pairs: readonly SignaturePair[],
  ): Promise<void> {
    if (pairs.length === 0) return;
    for (const checkId of await this.checks.add(tx, publication, pairs)) tx.queue(checkSignature(checkId));
  }
}

const pairsAmong = (artifacts: readonly Artifact[]): SignaturePair[] =>
  signedFiles(artifacts).flatMap(({ signature, signed }) =>
    signed ? [{ signatureUploadId: signature.uploadId, uploadId: signed.uploadId }] : [],
  );
