import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import { type Ctx, type EventDraft, type Tx, UnitOfWork } from '#libs/platform';
import { filedFileDownloaded } from '../filed/filed-document.events.ts';
import type { Download } from './download.policy.ts';
import { DownloadRepository } from './download.repository.ts';
import { FileLinks, type Link } from './file-links.ts';
import { KeptFiles } from './kept-files.ts';

@Injectable()
export class DownloadService {
  private readonly uow: UnitOfWork;
  private readonly downloads: DownloadRepository;
  private readonly links: FileLinks;
  private readonly kept: KeptFiles;

  constructor(uow: UnitOfWork, downloads: DownloadRepository, links: FileLinks, kept: KeptFiles) {
    this.uow = uow;
    this.downloads = downloads;
    this.links = links;
    this.kept = kept;
  }

  /** A link to the bytes of an artifact, of a file that the hospital filed itself, or of one that a higher lib keeps, given only once the trail says so. @throws NOT_FOUND */
  async request(ctx: Ctx, artifactId: Id<'Artifact'>): Promise<Link> {
    const { event } = await this.uow.run(ctx, (tx) => this.find(tx, artifactId));
    const file = await this.uow.runAsSystem(ctx, (tx) => this.downloads.getKept(tx, artifactId));
    const link = await this.links.download(artifactId, file.objectKey, file.name);
    await this.uow.run(ctx, (tx) => tx.record(event));
    return link;
  }

  /** What the actor may have, and the sentence for the trail that it was given out. @throws NOT_FOUND */
  async find(tx: Tx, artifactId: Id<'Artifact'>): Promise<{ uploadId: Id<'Upload'>; name: string; event: EventDraft }> {
    const filed = await this.downloads.findFiled(tx, artifactId);
    if (filed) return { ...filed, event: filedFileDownloaded(filed.document, filed.sha256) };
    const kept = await this.kept.find(tx, artifactId);
    if (kept) return kept;
    const download = await this.downloads.getVisible(tx, artifactId);
    return { uploadId: download.uploadId, name: download.name, event: artifactDownloaded(download) };
  }
}

/** A vendor without a relationship is not told: it must not learn that the reader exists. */
const artifactDownloaded = (download: Download): EventDraft => ({
  kind: 'artifact.downloaded',
  version: 1,
  subject: { type: 'Artifact', id: download.artifactId },
  counterpartId: download.isVendorInformed ? download.vendorId : null,
  facts: { publicationId: download.publicationId, sha256: download.sha256, sizeBytes: download.sizeBytes },
});
