import type { Provider } from '@nestjs/common';
import { Reading } from './reading.entity.ts';
import { ReadingRepository } from './reading.repository.ts';
import { ArtifactReadingResolver, ReadingResolver, UploadReadingResolver } from './reading.resolver.ts';
import { ReadingService } from './reading.service.ts';
import { ReadingWriterRepository } from './reading-writer.repository.ts';

export const readingEntities = [Reading];

export const readingProviders: Provider[] = [
  ReadingRepository,
  ReadingWriterRepository,
  ReadingService,
  ReadingResolver,
  ArtifactReadingResolver,
  UploadReadingResolver,
];
