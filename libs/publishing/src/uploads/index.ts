import { availableParallelism } from 'node:os';
import type { Provider } from '@nestjs/common';
import { DocumentReader } from '#libs/formats';
import { DownloadRepository } from './download.repository.ts';
import { DownloadService } from './download.service.ts';
import { FileLinks } from './file-links.ts';
import { FileRoutes } from './file.routes.ts';
import { KeptFiles } from './kept-files.ts';
import { LateReading } from './late-reading.ts';
import { Upload } from './upload.entity.ts';
import { UploadReading } from './upload.reading.ts';
import { UploadRepository } from './upload.repository.ts';
import { DownloadResolver, UploadResolver } from './upload.resolver.ts';
import { UploadService } from './upload.service.ts';
import { UploadSetup } from './upload.setup.ts';
import { UploadSweep } from './upload.sweep.ts';
import { UploadVerification } from './upload.verification.ts';

export const uploadEntities = [Upload];

/** One core is left to answer people while files are read. */
const readingThreads = () => Math.max(1, availableParallelism() - 1);

/** They register their policies, jobs and routes themselves when the module starts. */
export const uploadProviders: Provider[] = [
  { provide: DocumentReader, useFactory: () => new DocumentReader(readingThreads()) },
  UploadRepository,
  DownloadRepository,
  KeptFiles,
  FileLinks,
  UploadService,
  DownloadService,
  UploadReading,
  UploadVerification,
  UploadSweep,
  LateReading,
  UploadSetup,
  FileRoutes,
  UploadResolver,
  DownloadResolver,
];
