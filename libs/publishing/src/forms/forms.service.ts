import { Injectable } from '@nestjs/common';
import type { Mds2 } from '#libs/formats';
import { conflict, type Id } from '#libs/kernel';
import { UnitOfWork, type Ctx } from '#libs/platform';
import { ReadingRepository } from '../readings/reading.repository.ts';
import { DownloadService } from '../uploads/download.service.ts';

@Injectable()
export class FormsService {
  private readonly uow: UnitOfWork;
  private readonly readings: ReadingRepository;
  private readonly downloads: DownloadService;

  constructor(uow: UnitOfWork, readings: ReadingRepository, downloads: DownloadService) {
    this.uow = uow;
    this.readings = readings;
    this.downloads = downloads;
  }

  /**
   * The MDS2 in a file that the actor may download; that it was given out is recorded like a download.
   * @throws NOT_FOUND; CONFLICT `formats.no_mds2` for a file in which none was read.
   */
  mds2Of(ctx: Ctx, fileId: Id<'Artifact'>): Promise<{ name: string; mds2: Mds2 }> {
    return this.uow.run(ctx, async (tx) => {
      const { uploadId, name, event } = await this.downloads.find(tx, fileId);
      const mds2 = (await this.readings.factsOf(tx, [uploadId])).get(uploadId)?.mds2;
      if (!mds2) throw conflict('formats.no_mds2', 'No MDS2 was read in this file: download the file itself.');
      await tx.record(event);
      return { name, mds2 };
    });
  }
}
