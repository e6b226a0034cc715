import { Injectable } from '@nestjs/common';
import { LifecycleService } from '#libs/catalogue';
import type { Tx } from '#libs/platform';
import type { Publication } from '../publication.entity.ts';
import { ReadingRepository } from '../readings/reading.repository.ts';

/** What life-cycle notices do to the catalogue when they are published. */
@Injectable()
export class LifecycleNotices {
  private readonly readings: ReadingRepository;
  private readonly lifecycle: LifecycleService;

  constructor(readings: ReadingRepository, lifecycle: LifecycleService) {
    this.readings = readings;
    this.lifecycle = lifecycle;
  }

  /**
   * Has the releases become what the notice says, in the transaction that publishes it. A notice of TLP:RED is for the
   * members that it names: the catalogue, which everybody reads, does not follow it.
   * @throws INVALID_INPUT `catalogue.dates_out_of_order`
   */
  async putInForce(tx: Tx, { id, kind, tlp, contents }: Publication): Promise<void> {
    if (kind !== 'LIFECYCLE_NOTICE' || tlp === 'RED') return;
    const uploadIds = contents.artifacts.map(({ uploadId }) => uploadId);
    for (const { facts } of await this.readings.ofUploads(tx, uploadIds)) {
      if (facts.lifecycleNotice) await this.lifecycle.follow(tx, id, facts.lifecycleNotice, contents.releaseIds);
    }
  }
}
