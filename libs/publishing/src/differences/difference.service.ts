import { Injectable } from '@nestjs/common';
import { isSameRelease, isStructured, type Facts, type UpdateManifest } from '#libs/formats';
import { invalidInput, type Id } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import type { Publication } from '../publication.entity.ts';
import type { Reading } from '../readings/reading.entity.ts';
import { ReadingRepository, withoutPlaces } from '../readings/reading.repository.ts';
import {
  countsOf,
  differenceBetween,
  factsAbout,
  saysTheSame,
  type Difference,
  type DifferenceCounts,
} from './difference.ts';
import { DifferenceRepository } from './difference.repository.ts';

/** What changes on a device when an update is installed. */
export interface Installation {
  manifest: UpdateManifest | null;
  fromReleaseId: Id<'Release'>;
  /** null when the vendor has no release of the version that the update leads to. */
  toReleaseId: Id<'Release'> | null;
  /** null when there is no release to compare with. */
  difference: Difference | null;
}

/** Compares what was read: two revisions, two releases, a device before and after an update. */
@Injectable()
export class DifferenceService {
  private readonly uow: UnitOfWork;
  private readonly readings: ReadingRepository;
  private readonly differences: DifferenceRepository;

  constructor(uow: UnitOfWork, readings: ReadingRepository, differences: DifferenceRepository) {
    this.uow = uow;
    this.readings = readings;
    this.differences = differences;
  }

  /** @throws NOT_FOUND */
  betweenPublications(ctx: Ctx, fromId: Id<'Publication'>, toId: Id<'Publication'>): Promise<Difference> {
    return this.uow.run(ctx, async (tx) => {
      const from = await this.differences.uploadsOfPublication(tx, fromId);
      const to = await this.differences.uploadsOfPublication(tx, toId);
      return this.compare(tx, from, to);
    });
  }

  /** Of the documents in force about each that the actor may see. */
  betweenReleases(ctx: Ctx, fromId: Id<'Release'>, toId: Id<'Release'>): Promise<Difference> {
    return this.uow.run(ctx, (tx) => this.compareReleases(tx, fromId, toId));
  }

  /**
   * What an update changes on what runs `releaseId`: its documents against those of the release that the update leads to.
   * @throws NOT_FOUND; INVALID_INPUT when the publication is not about that release.
   */
  ofInstallation(ctx: Ctx, publicationId: Id<'Publication'>, releaseId: Id<'Release'>): Promise<Installation> {
    return this.uow.run(ctx, async (tx) => {
      const uploads = await this.differences.uploadsOfPublication(tx, publicationId);
      const about = await this.differences.releasesOfPublication(tx, publicationId);
      const current = about.find((one) => one.releaseId === releaseId);
      if (!current) {
        const message = 'This publication is not about that release: name one of its releases.';
        throw invalidInput('publishing.not_about_release', message);
      }
      const readings = await this.readings.ofUploads(tx, uploads);
      const manifest = readings.flatMap(({ facts }) => facts.updateManifest ?? [])[0] ?? null;
      const releases = await this.differences.releasesOfProduct(tx, current.productId);
      const target = manifest && releases.find(({ version }) => isSameRelease(version, manifest.toVersion));
      if (!target) return { manifest, fromReleaseId: releaseId, toReleaseId: null, difference: null };
      const difference = await this.compareReleases(tx, releaseId, target.releaseId);
      return { manifest, fromReleaseId: releaseId, toReleaseId: target.releaseId, difference };
    });
  }

  /** How much the files of a revision say that is different from the one that it replaces. */
  async changesBetween(tx: Tx, former: Publication, next: Publication): Promise<DifferenceCounts> {
    const uploads = ({ contents }: Publication) => contents.artifacts.map(({ uploadId }) => uploadId);
    return countsOf(await this.compare(tx, uploads(former), uploads(next)));
  }

  /** Whether the files of two revisions say the same, as far as they were read; what cannot be read has to be the same bytes. */
  async saysTheSame(tx: Tx, former: Publication, next: Publication): Promise<boolean> {
    const [before, after] = [former.contents.artifacts, next.contents.artifacts];
    const uploadIds = [...before, ...after].map(({ uploadId }) => uploadId);
    const facts = await this.readings.factsOf(tx, uploadIds);
    // A file counts as read when a reading says so: uploads of before there were readings are called machine-readable, too.
    const read = new Set((await this.readings.ofUploads(tx, uploadIds)).flatMap(ofStructured));
    const bytes = (files: typeof before) =>
      files
        .filter(({ uploadId }) => !read.has(uploadId))
        .map(({ sha256 }) => sha256)
        .toSorted()
        .join();
    const factsIn = (files: typeof before) =>
      files
        .filter(({ uploadId }) => read.has(uploadId))
        .map(({ uploadId }) => withoutPlaces(facts.get(uploadId) ?? {}));
    return bytes(before) === bytes(after) && saysTheSame(factsIn(before), factsIn(after));
  }

  private async compareReleases(tx: Tx, fromId: Id<'Release'>, toId: Id<'Release'>): Promise<Difference> {
    const files = await this.differences.filesInForce(tx, [fromId, toId]);
    const uploadIds = [...files.values()].flat().map(({ uploadId }) => uploadId);
    const facts = await this.readings.factsOf(tx, [...new Set(uploadIds)]);
    const ofRelease = async (releaseId: Id<'Release'>) => {
      const identity = await this.differences.identityOf(tx, releaseId);
      const about = (files.get(releaseId) ?? []).map((file) => ({ ...file, facts: facts.get(file.uploadId) ?? {} }));
      return factsAbout(identity, about);
    };
    return differenceBetween(await ofRelease(fromId), await ofRelease(toId));
  }

  private async compare(tx: Tx, from: readonly Id<'Upload'>[], to: readonly Id<'Upload'>[]): Promise<Difference> {
    const facts = await this.readings.factsOf(tx, [...new Set([...from, ...to])]);
    const factsIn = (uploadIds: readonly Id<'Upload'>[]): Facts[] => uploadIds.flatMap((id) => facts.get(id) ?? []);
    return differenceBetween(factsIn(from), factsIn(to));
  }
}

const ofStructured = ({ uploadId, format }: Reading) => (isStructured(format) ? [uploadId] : []);
