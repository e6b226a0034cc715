import { Injectable } from '@nestjs/common';
import { Actor, unavailable } from '#libs/kernel';
import { abilityOf, Ctx, type Tx, UnitOfWork } from '#libs/platform';
import { type TileCoordinate, tilePrefix, TransparencyError } from '#libs/transparency';
import { newestNote, tilesAt } from './log.repository.ts';

/** The log as anybody may read it: hashes, which tell nothing of what they commit to. */
@Injectable()
export class PublicLog {
  private readonly uow: UnitOfWork;

  constructor(uow: UnitOfWork) {
    this.uow = uow;
  }

  /** The signed note of the newest tree. @throws UNAVAILABLE before the sequencer first ran. */
  async checkpoint(): Promise<string> {
    const note = await this.read((tx) => newestNote((sql, parameters) => tx.sql(sql, parameters)));
    if (note === null) throw unavailable('trail.not_started', 'The log has no checkpoint yet. Ask again in a second.');
    return note;
  }

  /** Exactly as wide as asked: a partial tile goes on being served when it has grown. Null when it is not that wide. */
  async tile({ level, index, width }: TileCoordinate): Promise<Uint8Array | null> {
    const [stored] = await this.read((tx) => tilesAt((sql, parameters) => tx.sql(sql, parameters), [{ level, index }]));
    if (!stored) return null;
    try {
      return tilePrefix(level, stored, width);
    } catch (error) {
      if (error instanceof TransparencyError && error.reason === 'tile.too_short') return null;
      throw error;
    }
  }

  private read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.uow.run(new Ctx(Actor.anonymous, abilityOf(Actor.anonymous, []), 'public log'), work);
  }
}
