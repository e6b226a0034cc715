import { Injectable } from '@nestjs/common';
import type { Finding } from '#libs/formats';
import { invalidInput, type FieldError, type Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { Artifact } from '../artifact.entity.ts';
import type { Publication } from '../publication.entity.ts';
import { ReadingRepository } from '../readings/reading.repository.ts';
import { SignatureChecks } from '../signatures/signature-checks.ts';
import { checkSignatures } from '../signatures/signature-findings.ts';
import { checkDocuments } from './document-checks.ts';
import { FindingRepository, type Justification } from './finding.repository.ts';

/** Something found in a file of a publication, and why it may stand. */
export interface PublicationFinding extends Finding {
  uploadId: Id<'Upload'>;
  artifactName: string;
  justification: string | null;
}

/** What of a publication is held against its files. */
export interface CheckedPublication extends Pick<Publication, 'id' | 'kind' | 'vendorId'> {
  artifacts: readonly Artifact[];
  releaseIds: readonly Id<'Release'>[];
}

/** What is found in the files of a publication: in each by itself, and when it is held against the publication. */
@Injectable()
export class PublicationFindings {
  private readonly findings: FindingRepository;
  private readonly readings: ReadingRepository;
  private readonly signatures: SignatureChecks;

  constructor(findings: FindingRepository, readings: ReadingRepository, signatures: SignatureChecks) {
    this.findings = findings;
    this.readings = readings;
    this.signatures = signatures;
  }

  /** Of one, in the order of its files. */
  async of(tx: Tx, publication: Publication): Promise<PublicationFinding[]> {
    const { artifacts, releaseIds } = publication.contents;
    const found = await this.ofMany(tx, [{ ...publication, artifacts, releaseIds }]);
    return found.get(publication.id) ?? [];
  }

  /** Of a page of them, with as many queries as for one. */
  async ofMany(
    tx: Tx,
    publications: readonly CheckedPublication[],
  ): Promise<Map<Id<'Publication'>, PublicationFinding[]>> {
    const uploadIds = publications.flatMap(({ artifacts }) => artifacts.map(({ uploadId }) => uploadId));
    const inUploads = await this.findings.inUploads(tx, uploadIds);
    const readings = new Map((await this.readings.ofUploads(tx, uploadIds)).map((one) => [one.uploadId, one]));
    const ids = publications.map(({ id }) => id);
    const justified = await this.findings.justificationsOf(tx, ids);
    const signatures = Map.groupBy(await this.signatures.ofMany(tx, ids), (one) => one.publicationId);
    const releases = await this.findings.releasesAbout(
      tx,
      publications.flatMap(({ releaseIds }) => releaseIds),
    );
    const vendorNames = await this.findings.vendorNames(
      tx,
      publications.map(({ vendorId }) => vendorId),
    );
    const ofPublication = ({ id, kind, vendorId, artifacts, releaseIds }: CheckedPublication): PublicationFinding[] => {
      const files = artifacts.map((artifact) => {
        const findings = inUploads.get(artifact.uploadId) ?? [];
        return { ...artifact, findings, reading: readings.get(artifact.uploadId) ?? null };
      });
      const held = checkDocuments(
        {
          kind,
          vendorNames: vendorNames.get(vendorId) ?? [],
          releases: releases.filter((release) => releaseIds.includes(release.releaseId)),
        },
        files,
      );
      const inSignatures = checkSignatures(kind, files, signatures.get(id) ?? []);
      const wordFor = (uploadId: Id<'Upload'>, reason: string) =>
        justified.find((one) => one.publicationId === id && one.uploadId === uploadId && one.reason === reason);
      return files.flatMap(({ uploadId, name, findings }) =>
        [...findings, ...(held.get(uploadId) ?? []), ...(inSignatures.get(uploadId) ?? [])].map((finding) => ({
          ...finding,
          uploadId,
          artifactName: name,
          justification: wordFor(uploadId, finding.reason)?.justification ?? null,
        })),
      );
    };
    return new Map(publications.map((one) => [one.id, ofPublication(one)]));
  }

  justify(tx: Tx, publication: Publication, given: readonly Justification[], by: Id): Promise<void> {
    return this.findings.justify(tx, publication, given, by);
  }

  carryOver(tx: Tx, former: Publication, next: Publication): Promise<void> {
    return this.findings.copyJustifications(tx, former, next);
  }
}

/** @throws INVALID_INPUT for a word about a file that the publication does not have. */
export function refuseForeignJustifications(
  { contents }: Publication,
  justifications: readonly Pick<Justification, 'uploadId'>[],
): void {
  const reason = 'publishing.justifies_nothing';
  const message = 'The publication has no file of this upload: justify what was found in its own files.';
  const fields = justifications.flatMap(({ uploadId }, index) =>
    contents.artifacts.some((artifact) => artifact.uploadId === uploadId)
      ? []
      : [{ path: `justifications.${index}.uploadId`, reason, message }],
  );
  if (fields.length > 0) throw invalidInput(reason, message, fields);
}

/** @throws INVALID_INPUT while an error stands, or a warning without a word of justification. */
export function refuseFindings(findings: readonly PublicationFinding[]): void {
  const errors = findings.filter(({ severity }) => severity === 'ERROR');
  if (errors.length > 0) {
    const message =
      'The files have errors. Mend them at their source, upload them again and attach them in place of these.';
    throw invalidInput('publishing.findings_to_mend', message, errors.map(fieldOf));
  }
  const open = findings.filter(({ severity, justification }) => severity === 'WARNING' && justification === null);
  if (open.length > 0) {
    const message =
      'There are warnings. Mend what they are about, or give a word of justification for each kind of them.';
    throw invalidInput('publishing.warnings_need_justification', message, open.map(fieldOf));
  }
}

const fieldOf = ({ uploadId, artifactName, reason, detail, advice, place }: PublicationFinding): FieldError => {
  const where = place?.cell ?? place?.pointer ?? (place?.line === undefined ? null : `line ${place.line}`);
  return {
    path: `artifacts.${uploadId}`,
    reason,
    message: [`${artifactName}${where ? ` (${where})` : ''}: ${detail}`, advice].filter(Boolean).join(' '),
  };
};
