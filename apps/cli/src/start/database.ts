import { join } from 'node:path';
import { Client } from 'pg';
import {
  migrate,
  migrationState,
  roleUrl,
  startEmbeddedPostgres,
  StartError,
  type Config,
  type EmbeddedPostgres,
} from '#libs/platform';
import type { Life } from './life.ts';
import { secretOf } from './secret.ts';

/** A migrated database, ready for the program. */
export interface ReadyDatabase {
  /** Server and database; who signs in is the program's to choose. */
  url: string;
  secret: string;
  /** Whether nobody has ever used it. Until `finish`, a start that is cut short leaves nothing: the next one begins anew. */
  isNew: boolean;
  finish(): Promise<void>;
}

const NAME = 'tasuki';
/** The comment of a database that was never handed to anybody. */
const UNFINISHED = 'first start not finished';

/**
 * Starts the database of the data folder, brings it to this version and keeps it running until the life ends.
 * @throws StartError when the folder cannot be used, is in use, or holds data of a newer version.
 */
export async function openEmbedded(
  config: Config,
  life: Life,
  onProgress: (line: string) => void,
): Promise<ReadyDatabase> {
  const server = await startEmbeddedPostgres({
    folder: join(config.dataFolder, 'database'),
    signal: life.signal,
    onProgress,
  });
  life.onEnd('database', () => server.stop());
  void server.lost.then((error) => life.fail(lost(error)));
  life.check();

  const isNew = await makeUnlessFinished(server);
  // Only the folder's owner gets here, so two first starts cannot make two secrets.
  const secret = config.secret ?? (await secretOf(config.dataFolder, isNew));
  const url = new URL(server.adminUrl);
  url.pathname = `/${NAME}`;
  life.check();
  await migrate(url.toString(), secret);
  return {
    url: url.toString(),
    secret,
    isNew,
    finish: () => asAdmin(server, (admin) => admin.query(`comment on database ${NAME} is null`)),
  };
}

/**
 * A database of one's own: given by DATABASE_URL, migrated beforehand by `tasuki migrate`.
 * @throws StartError `start.database_unreachable`, `start.not_migrated`, `start.newer_data`
 */
export async function openOutside(databaseUrl: string, config: Config): Promise<ReadyDatabase> {
  const secret = config.secret ?? '';
  const { pending, unknown } = await migrationState(roleUrl(databaseUrl, 'owner', secret)).catch((error: unknown) => {
    throw cannotAsk(databaseUrl, error);
  });
  if (unknown.length > 0) {
    throw new StartError(
      'start.newer_data',
      `The database was made by a newer version of Tasuki (it has ${unknown.join(', ')}).`,
      'Start the newer version. The data was not touched.',
    );
  }
  if (pending.length > 0) throw notMigrated(`The database lacks ${pending.length} migrations of this version.`);
  return { url: databaseUrl, secret, isNew: false, finish: () => Promise.resolve() };
}

/** The server and database of a connection string, without whoever signs in. */
export const placeOf = (databaseUrl: string): string => {
  const { host, pathname } = new URL(databaseUrl);
  return `${host}${pathname}`;
};

/** In words why the database did not answer; what it did answer stays as it is. */
export function cannotAsk(databaseUrl: string, error: unknown): unknown {
  const { code = '', message } = error as { code?: string; message?: string };
  // Without the roles it was never migrated; with other passwords it was migrated under another secret.
  if (code === '28P01' || code === '28000') {
    return notMigrated(
      'The database does not know the roles of Tasuki, or it was migrated with another TASUKI_SECRET.',
    );
  }
  if (code !== '3D000' && !/^(E[A-Z]+|57P03|08)/.test(code)) return error;
  return new StartError(
    'start.database_unreachable',
    `The database at ${placeOf(databaseUrl)} cannot be reached: ${message || code}.`,
    'Start it, or correct DATABASE_URL.',
  );
}

const notMigrated = (message: string) =>
  new StartError(
    'start.not_migrated',
    message,
    'Run "tasuki migrate" first, with an administrator of the database in DATABASE_URL and the same TASUKI_SECRET.',
  );

const lost = (error: Error) =>
  new StartError(
    'start.database_lost',
    error.message,
    'Start Tasuki again: what was committed is kept. The log of the database is database/postgres.log in the data folder.',
    { cause: error },
  );

/** What a first start left unfinished was never used by anybody: it is dropped and made anew. */
async function makeUnlessFinished(server: EmbeddedPostgres): Promise<boolean> {
  let isNew = false;
  await asAdmin(server, async (admin) => {
    const { rows } = await admin.query<{ comment: string | null }>(
      `select shobj_description(oid, 'pg_database') as comment from pg_database where datname = $1`,
      [NAME],
    );
    isNew = rows[0] === undefined || rows[0].comment === UNFINISHED;
    if (!isNew) return;
    // Under another name until the mark is on it: a database without the mark counts as finished.
    await admin.query(`drop database if exists ${NAME}_draft with (force)`);
    await admin.query(`drop database if exists ${NAME} with (force)`);
    await admin.query(`create database ${NAME}_draft`);
    await admin.query(`comment on database ${NAME}_draft is '${UNFINISHED}'`);
    await admin.query(`alter database ${NAME}_draft rename to ${NAME}`);
  });
  return isNew;
}

async function asAdmin(server: EmbeddedPostgres, work: (admin: Client) => Promise<unknown>): Promise<void> {
  const admin = new Client({ connectionString: server.adminUrl });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
