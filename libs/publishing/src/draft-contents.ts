import { Injectable } from '@nestjs/common';
import { invalidInput, type FieldError, type Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { Artifact } from './artifact.entity.ts';
import type { NamedHospital, RequiredAction } from './publication-contents.ts';
import type { ContentsChange, Publication } from './publication.entity.ts';
import { PublicationPartsRepository } from './publication-parts.repository.ts';

/** What a vendor says is in a draft; what is undefined stays as it is. */
interface GivenContents {
  releaseIds?: readonly Id<'Release'>[] | undefined;
  actions?: readonly RequiredAction[] | undefined;
  uploadIds?: readonly Id<'Upload'>[] | undefined;
  namedHospitals?: readonly NamedHospital[] | undefined;
}

interface ReadContents {
  contents: ContentsChange;
  /** Whoever sent the files that are attached anew: the two-person rule counts them among the writers. */
  senderIds: Id[];
}

/** Turns what a vendor names by id into contents, refusing what is not the vendor's to name. */
@Injectable()
export class DraftContents {
  private readonly parts: PublicationPartsRepository;

  constructor(parts: PublicationPartsRepository) {
    this.parts = parts;
  }

  /**
   * @param present files that the draft has: naming their uploads again keeps them as they are.
   * @throws INVALID_INPUT with one field for each id refused; what does not exist is refused like what is another's.
   */
  async read(
    tx: Tx,
    vendorId: Id<'Organisation'>,
    given: GivenContents,
    present: readonly Artifact[] = [],
  ): Promise<ReadContents> {
    const { releaseIds, actions, uploadIds, namedHospitals } = given;
    if (releaseIds) await this.refuseForeignReleases(tx, vendorId, releaseIds);
    if (namedHospitals) await this.refuseUnrelated(tx, vendorId, namedHospitals);
    const attached = uploadIds && (await this.attach(tx, vendorId, uploadIds, present));
    return {
      contents: {
        ...(releaseIds && { releaseIds }),
        ...(actions && { actions }),
        ...(namedHospitals && { namedHospitals }),
        ...(attached && { artifacts: attached.artifacts }),
      },
      senderIds: attached?.senderIds ?? [],
    };
  }

  /** Leaves out of a copy the hospitals that the vendor could not name any more. */
  async dropEndedRelationships(tx: Tx, { vendorId, contents }: Publication): Promise<void> {
    const ids = contents.namedHospitals.map(({ hospitalId }) => hospitalId);
    const ended = await this.parts.hospitalsUnrelatedTo(tx, vendorId, ids);
    contents.namedHospitals = contents.namedHospitals.filter(({ hospitalId }) => !ended.includes(hospitalId));
  }

  private async refuseForeignReleases(tx: Tx, vendorId: Id<'Organisation'>, releaseIds: readonly Id<'Release'>[]) {
    const foreign = await this.parts.releasesNotOf(tx, vendorId, releaseIds);
    const message = 'There is no such release among your own.';
    refuse('publishing.release_not_yours', message, releaseIds, foreign, (index) => `releaseIds.${index}`);
  }

  private async refuseUnrelated(tx: Tx, vendorId: Id<'Organisation'>, hospitals: readonly NamedHospital[]) {
    const ids = hospitals.map(({ hospitalId }) => hospitalId);
    const unrelated = await this.parts.hospitalsUnrelatedTo(tx, vendorId, ids);
    const message =
      'You have no active relationship with this hospital. Propose one, or record it as an outside recipient.';
    refuse('publishing.no_relationship', message, ids, unrelated, (index) => `namedHospitals.${index}.hospitalId`);
  }

  private async attach(
    tx: Tx,
    vendorId: Id<'Organisation'>,
    uploadIds: readonly Id<'Upload'>[],
    present: readonly Artifact[],
  ): Promise<{ artifacts: Artifact[]; senderIds: Id[] }> {
    const kept = new Map(present.map((artifact) => [artifact.uploadId, artifact]));
    const asked = uploadIds.filter((id) => !kept.has(id));
    const added = new Map(
      (await this.parts.artifactsFromUploads(tx, vendorId, asked)).map((artifact) => [artifact.uploadId, artifact]),
    );
    const missing = asked.filter((id) => !added.has(id));
    const message = 'There is no upload of yours under this id that was completed, verified and accepted.';
    refuse('publishing.upload_not_ready', message, uploadIds, missing, (index) => `uploadIds.${index}`);
    return {
      artifacts: uploadIds.flatMap((id) => kept.get(id) ?? added.get(id) ?? []),
      senderIds: await this.parts.sendersOf(tx, asked),
    };
  }
}

function refuse(
  reason: string,
  message: string,
  given: readonly Id[],
  refused: readonly Id[],
  pathOf: (index: number) => string,
): void {
  const fields: FieldError[] = given.flatMap((id, index) =>
    refused.includes(id) ? [{ path: pathOf(index), reason, message }] : [],
  );
  if (fields.length > 0) throw invalidInput(reason, message, fields);
}
