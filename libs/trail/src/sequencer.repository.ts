import type { Client } from 'pg';
import type { Tile, TreeHead } from '#libs/transparency';
import { LOG_CHANNEL, type Query, storedLevel } from './log.repository.ts';

export interface PendingEvent {
  eventId: string;
  commitment: Buffer;
}

/** Statements of the sequencer, on its one connection. */
export class SequencerRepository {
  readonly query: Query;

  constructor(client: Client) {
    this.query = async <Row extends object>(sql: string, parameters: readonly unknown[] = []) =>
      (await client.query<Row>(sql, [...parameters])).rows;
  }

  /** Ends sessions whose process vanished without a word, so that their lock is free again. */
  async dieWithOurProcess(): Promise<void> {
    await this.query(
      `select set_config('idle_session_timeout', '60s', false),
              set_config('idle_in_transaction_session_timeout', '60s', false)`,
    );
  }

  /** One sequencer at a time; the lock is the session's and ends with it. */
  async tryLock(): Promise<boolean> {
    const [row] = await this.query<{ locked: boolean }>(
      `select pg_try_advisory_lock(hashtext('tasuki'), hashtext('sequencer')) as locked`,
    );
    return row?.locked === true;
  }

  async isAnyPending(): Promise<boolean> {
    const [row] = await this.query<{ any: boolean }>('select exists (select from trail.pending) as any');
    return row?.any === true;
  }

  /** The first ones by id, which is by time. */
  async takePending(limit: number): Promise<PendingEvent[]> {
    const rows = await this.query<PendingEvent>(
      `delete from trail.pending
       where event_id = any (array(select event_id from trail.pending order by event_id limit $1))
       returning event_id as "eventId", commitment`,
      [limit],
    );
    return rows.toSorted((a, b) => (a.eventId < b.eventId ? -1 : 1));
  }

  async addEntries(firstIndex: number, events: readonly PendingEvent[]): Promise<void> {
    await this.query(
      `insert into trail.entry (log_index, event_id)
       select $1::bigint + place - 1, event_id from unnest($2::uuid[]) with ordinality as taken (event_id, place)`,
      [firstIndex, events.map(({ eventId }) => eventId)],
    );
  }

  async putTiles(tiles: readonly Tile[]): Promise<void> {
    await this.query(
      `insert into trail.tile (level, tile_index, data)
       select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])
       on conflict (level, tile_index) do update set data = excluded.data`,
      [
        tiles.map(({ level }) => storedLevel(level)),
        tiles.map(({ index }) => index),
        tiles.map(({ bytes }) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
      ],
    );
  }

  async putCheckpoint({ size, root }: TreeHead, note: string, now: Date): Promise<void> {
    await this.query('delete from trail.checkpoint where size < $1', [size]);
    await this.query('insert into trail.checkpoint (size, root, note, created_at) values ($1, $2, $3, $4)', [
      size,
      Buffer.from(root),
      note,
      now,
    ]);
  }

  /** For whoever listens, once the batch is committed. One connection alone notifies, so that no commit waits for another. */
  async tellSize(size: number): Promise<void> {
    await this.query('select pg_notify($1, $2)', [LOG_CHANNEL, String(size)]);
  }
}
