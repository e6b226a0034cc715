import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { entities } from '../../apps/api/src/index.ts';
import { migrate, migrationState, roleUrl } from '#libs/platform';
import { makeDataSource } from '../../libs/platform/src/database/data-source.ts';
import { checkedIn } from '../support/compare-file.ts';
import { emptyDatabase, freshDatabase, TEST_SECRET, type TestDatabase } from '../support/database.ts';
import { schemaText } from '../support/schema-text.ts';

describe('the migrations', () => {
  it('run from an empty database, and do nothing the second time', async () => {
    const database = await emptyDatabase();
    expect((await migrate(database.adminUrl, TEST_SECRET)).length).toBeGreaterThan(5);
    expect(await migrate(database.adminUrl, TEST_SECRET)).toEqual([]);
    expect(await migrationState(database.adminUrl)).toEqual({ pending: [], unknown: [] });
    await database.drop();
  });

  it('refuse a database that a newer version made, and leave it as it was', async () => {
    const database = await freshDatabase();
    const client = new Client({ connectionString: database.adminUrl });
    await client.connect();
    await client.query(`insert into migration (timestamp, name) values (9999999999999, 'FromTheFuture9999999999999')`);
    const before = await schemaText(client);
    await expect(migrate(database.adminUrl, TEST_SECRET)).rejects.toMatchObject({ reason: 'start.newer_data' });
    expect(await schemaText(client)).toBe(before);
    await client.end();
    await database.drop();
  });
});

describe('the migrated schema', () => {
  let database: TestDatabase;
  let client: Client;
  beforeAll(async () => {
    database = await freshDatabase();
    client = new Client({ connectionString: database.adminUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('is the one that is checked in as db/schema.sql', async () => {
    const text = await schemaText(client);
    expect(text).toBe(await checkedIn('db/schema.sql', text));
  });

  it('has every column that an entity maps, with its type and nullability', async () => {
    const source = await makeDataSource(roleUrl(database.adminUrl, 'app', TEST_SECRET), entities, 2).initialize();
    const { rows } = await client.query<{ at: string; type: string; nullable: boolean | null }>(
      // the columns of a view do not say whether they may be empty
      `select format('%s.%s.%s', n.nspname, c.relname, a.attname) as at, format_type(a.atttypid, null) as type,
         case when c.relkind <> 'v' then not a.attnotnull end as nullable
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
       where a.attnum > 0 and not a.attisdropped and n.nspname in ('public', 'trail')`,
    );
    const known = new Map(rows.map((row) => [row.at, row]));
    const drift = source.entityMetadatas.flatMap((entity) =>
      entity.columns.flatMap((column) => {
        const at = `${entity.schema ?? 'public'}.${entity.tableName}.${column.databaseName}`;
        const is = known.get(at);
        const wanted = `${source.driver.normalizeType(column)}${column.isArray ? '[]' : ''}`;
        if (!is) return [`${at} is missing`];
        return is.type === wanted && (is.nullable ?? column.isNullable) === column.isNullable
          ? []
          : [`${at} is ${is.type} ${is.nullable}, not ${wanted}`];
      }),
    );
    await source.destroy();
    expect(drift).toEqual([]);
  });

  it('closes every table by forced row-level security, save those of the log, which are public or the sequencer’s', async () => {
    const { rows } = await client.query<{ name: string }>(
      `select format('%s.%s', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('public', 'trail') and c.relkind in ('r', 'p') and not c.relispartition
         and not (c.relrowsecurity and c.relforcerowsecurity) order by 1`,
    );
    expect(rows.map((row) => row.name)).toEqual([
      'public.migration',
      'trail.checkpoint',
      'trail.entry',
      'trail.pending',
      'trail.tile',
    ]);
  });

  it('gives the application’s roles no ownership, and no way round row-level security', async () => {
    const { rows } = await client.query(
      `select rolname from pg_roles where rolname like 'tasuki\\_%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)
       union all
       select distinct tableowner from pg_tables where schemaname in ('public', 'trail', 'auth') and tableowner <> 'tasuki_owner'`,
    );
    expect(rows).toEqual([]);
  });

  it('shows zero rows of a closed table when no organisation is set', async () => {
    const app = new Client({ connectionString: roleUrl(database.adminUrl, 'app', TEST_SECRET) });
    await app.connect();
    await client.query(
      `insert into organisation (id, kind, name, code, state, created_at)
       values (gen_random_uuid(), 'MANUFACTURER', 'x', 'AAAA-BBBB', 'ADMITTED', now())`,
    );
    expect((await app.query('select from organisation')).rowCount).toBe(0);
    await app.end();
  });
});
