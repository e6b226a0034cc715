import { Injectable } from '@nestjs/common';
import { Clock, type Id } from '#libs/kernel';
import { Config, FolderStore, ObjectStore, UrlSigner } from '#libs/platform';
import type { Upload } from './upload.entity.ts';

/** Long enough for some hundred parts; whoever needs more asks for the upload again. */
const PART_LINK_SECONDS = 3600;
const DOWNLOAD_LINK_SECONDS = 600;

export interface Link {
  url: string;
  expiresAt: Date;
}

/**
 * Addresses at which bytes are sent or fetched without a session, for a while: the object store's own, or, where this
 * server keeps the files, addresses of its own.
 */
@Injectable()
export class FileLinks {
  private readonly store: ObjectStore;
  private readonly signer: UrlSigner;
  private readonly config: Config;
  private readonly clock: Clock;

  constructor(store: ObjectStore, signer: UrlSigner, config: Config, clock: Clock) {
    this.store = store;
    this.signer = signer;
    this.config = config;
    this.clock = clock;
  }

  /** One signature is good for every part of an upload. */
  async partUrls(upload: Upload): Promise<(number: number) => Promise<string> | string> {
    if (this.store instanceof FolderStore) {
      const path = partsPath(upload.id);
      const query = this.signedQuery('PUT', path, PART_LINK_SECONDS);
      return (number) => this.own(`${path}/${number}${query}`);
    }
    return async (part) => {
      const target = await this.store.partTarget({
        key: upload.objectKey,
        multipartId: upload.multipartId,
        part,
        expiresInSeconds: PART_LINK_SECONDS,
      });
      if (!target) throw new Error('the object store names no place for parts');
      return target.url;
    };
  }

  async download(artifactId: Id<'Artifact'>, objectKey: string, fileName: string): Promise<Link> {
    const expiresAt = new Date(this.clock.now().getTime() + DOWNLOAD_LINK_SECONDS * 1000);
    const request = { fileName, expiresInSeconds: DOWNLOAD_LINK_SECONDS };
    const path = downloadPath(artifactId);
    const url =
      (await this.store.downloadUrl(objectKey, request)) ??
      this.own(`${path}${this.signedQuery('GET', path, DOWNLOAD_LINK_SECONDS)}`);
    return { url, expiresAt };
  }

  private own(path: string): string {
    return `${this.config.baseUrl}${path}`;
  }

  private signedQuery(method: string, path: string, seconds: number): string {
    const expires = Math.floor(this.clock.now().getTime() / 1000) + seconds;
    return this.signer.signedPath({ method, path, expires }).slice(path.length);
  }
}

/** What is signed for sending; the number of the part follows it. */
export const partsPath = (uploadId: string) => `/uploads/${uploadId}/parts`;

export const downloadPath = (artifactId: string) => `/files/${artifactId}`;
