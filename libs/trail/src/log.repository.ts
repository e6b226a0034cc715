import type { Tile, TileLevel } from '#libs/transparency';

/** On which the sequencer tells, with each batch, how many entries the log has. */
export const LOG_CHANNEL = 'tasuki_log';

/** Any connection that may read the log's tables: they are public, and row-level security shows them to all. */
export type Query = <Row extends object>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>;

/** The signed note of the newest tree; null before the sequencer first ran. */
export async function newestNote(query: Query): Promise<string | null> {
  const [row] = await query<{ note: string }>('select note from trail.checkpoint order by size desc limit 1');
  return row?.note ?? null;
}

/** A tile by its address, without its width. */
export type TileAddress = Pick<Tile, 'level' | 'index'>;

/** Tiles as wide as they are by now, in the order asked for; null for one that the log does not have. */
export async function tilesAt(query: Query, addresses: readonly TileAddress[]): Promise<(Buffer | null)[]> {
  const rows = await query<{ data: Buffer | null }>(
    `select tile.data
     from unnest($1::smallint[], $2::bigint[]) with ordinality as wanted (level, tile_index, place)
     left join trail.tile using (level, tile_index)
     order by place`,
    [addresses.map(({ level }) => storedLevel(level)), addresses.map(({ index }) => index)],
  );
  return rows.map(({ data }) => data);
}

/** Bundles of entries are kept as level -1. */
export const storedLevel = (level: TileLevel): number => (level === 'entries' ? -1 : level);
