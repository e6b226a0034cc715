import { Injectable } from '@nestjs/common';
import { DocumentReader, isReadable, type ReadFile } from '#libs/formats';
import { ObjectStore, type Tx } from '#libs/platform';
import { Reading } from '../readings/reading.entity.ts';
import { ReadingWriterRepository } from '../readings/reading-writer.repository.ts';
import type { Upload } from './upload.entity.ts';

/** Has a file read where it is kept, and writes down what it says. */
@Injectable()
export class UploadReading {
  private readonly store: ObjectStore;
  private readonly reader: DocumentReader;
  private readonly readings: ReadingWriterRepository;

  constructor(store: ObjectStore, reader: DocumentReader, readings: ReadingWriterRepository) {
    this.store = store;
    this.reader = reader;
    this.readings = readings;
  }

  /** @param use what was read; null for a file that no program can read. @throws StorageError */
  of<T>({ mediaType, sizeBytes }: Upload, key: string, use: (read: ReadFile | null) => Promise<T>): Promise<T> {
    if (mediaType === null || !isReadable(mediaType)) return use(null);
    return this.reader.read({ mediaType, sizeBytes, open: () => this.store.read(key) }, use);
  }

  async save(tx: Tx, upload: Upload, read: ReadFile | null): Promise<void> {
    if (read) await this.readings.save(tx, Reading.of(upload, read, tx.now), read);
  }
}
