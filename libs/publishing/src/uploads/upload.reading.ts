import { Injectable } from '@nestjs/common';
import { DocumentReader, gaveUp, isReadable, type ReadFile } from '#libs/formats';
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
  async of<T>({ mediaType, sizeBytes }: Upload, key: string, use: (read: ReadFile | null) => Promise<T>): Promise<T> {
    if (mediaType === null || !isReadable(mediaType)) return use(null);
    try {
      return await this.reader.read({ mediaType, sizeBytes, open: () => this.store.read(key) }, use);
    } catch (error) {
      // No run after this one would be told anything else, and jobs are tried again for ever.
      if (!isRefusedByDatabase(error)) throw error;
      return use(gaveUp('It holds something that cannot be stored.'));
    }
  }

  async save(tx: Tx, upload: Upload, read: ReadFile | null): Promise<void> {
    if (read) await this.readings.save(tx, Reading.of(upload, read, tx.now), read);
  }
}

/** Values that no column takes (SQLSTATE class 22), too much of something (54), or what a check forbids. */
function isRefusedByDatabase(error: unknown): boolean {
  const { code, driverError } = error as { code?: string; driverError?: { code?: string } };
  const state = driverError?.code ?? code ?? '';
  return /^(?:22|54)...$/.test(state) || state === '23514';
}
