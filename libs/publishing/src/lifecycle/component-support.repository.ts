import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { ReadingRepository, type StoredComponent } from '../readings/reading.repository.ts';

/** A component of an SBOM in force, with the end of its own support. */
export type SupportedComponent = StoredComponent & { endOfSupportOn: string };

/** What ends before its device does, as the transaction's actor may read it. */
@Injectable()
export class ComponentSupportRepository {
  private readonly readings: ReadingRepository;

  constructor(readings: ReadingRepository) {
    this.readings = readings;
  }

  /** Of each release, the components of its SBOMs in force of which the end of support is known. */
  async ofReleases(tx: Tx, releaseIds: readonly Id<'Release'>[]): Promise<Map<Id<'Release'>, SupportedComponent[]>> {
    const files = await tx.sql<{ releaseId: Id<'Release'>; uploadId: Id<'Upload'> }>(
      `select distinct pr.release_id as "releaseId", a.upload_id as "uploadId"
       from publication_release pr
         join publication p on p.id = pr.publication_id and p.kind = 'SBOM' and p.state = 'PUBLISHED'
         join artifact a on a.publication_id = p.id
       where pr.release_id = any ($1)`,
      [releaseIds],
    );
    const components = await this.readings.componentsWithSupport(tx, [...new Set(files.map((file) => file.uploadId))]);
    const byFile = Map.groupBy(components, ({ uploadId }) => uploadId);
    const filesOf = Map.groupBy(files, ({ releaseId }) => releaseId);
    return new Map(
      [...filesOf].map(([releaseId, own]) => [releaseId, own.flatMap(({ uploadId }) => byFile.get(uploadId) ?? [])]),
    );
  }
}
