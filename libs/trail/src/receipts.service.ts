import { Injectable } from '@nestjs/common';
import { conflict } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { inclusionProof, parseCheckpoint, parseNote } from '#libs/transparency';
import DataLoader from 'dataloader';
import { newestNote, tilesAt, type TileAddress } from './log.repository.ts';
import type { Receipt } from './receipt.ts';
import type { TrailEvent } from './trail-event.entity.ts';

/** Makes receipts of events that whoever calls has found the actor to be allowed to see. */
@Injectable()
export class Receipts {
  /** @throws CONFLICT trail.not_yet_sequenced for an event recorded a moment ago. */
  async receiptOf(tx: Tx, event: TrailEvent): Promise<Receipt> {
    const checkpoint = await newestNote((sql, parameters) => tx.sql(sql, parameters));
    if (event.logIndex === null || checkpoint === null) {
      throw conflict('trail.not_yet_sequenced', 'The event does not stand in the log yet. Ask again in a second.');
    }
    const { size } = parseCheckpoint(parseNote(checkpoint).text);
    const proof = await inclusionProof(event.logIndex, size, tileReader(tx));
    return {
      format: 'tasuki-receipt/1',
      event: { facts: event.facts, factsSalt: event.factsSalt.toString('base64'), ...personalPart(event) },
      leafIndex: event.logIndex,
      inclusionProof: proof.map((hash) => Buffer.from(hash).toString('base64')),
      checkpoint,
    };
  }
}

function personalPart({ personText, personSalt, personHash }: TrailEvent) {
  if (personText === null || personSalt === null) return { personHash: personHash.toString('base64') };
  return { person: personText, personSalt: personSalt.toString('base64') };
}

/** The tiles of a proof are asked for together. */
function tileReader(tx: Tx) {
  const tiles = new DataLoader<TileAddress, Buffer, string>(
    async (addresses) => {
      const found = await tilesAt((sql, parameters) => tx.sql(sql, parameters), addresses);
      return found.map((tile, at) => tile ?? new Error(`tile ${JSON.stringify(addresses[at])} is not stored`));
    },
    { cacheKeyFn: ({ level, index }) => `${level}/${index}` },
  );
  return (level: number, index: number) => tiles.load({ level, index });
}
