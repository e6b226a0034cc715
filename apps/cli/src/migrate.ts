import { migrate, readConfig } from '#libs/platform';
import { cannotAsk, openEmbedded, placeOf } from './start/database.ts';
import { live } from './start/life.ts';
import type { Env } from './start/portal.ts';
import type { Terminal } from './terminal.ts';

/** Brings the database to this version; DATABASE_URL names an administrator of it. Safe to repeat. */
export async function migrateDatabase(terminal: Terminal, env: Env): Promise<void> {
  const config = readConfig(env);
  const { databaseUrl, secret } = config;
  if (databaseUrl === null) {
    await live(terminal, async (life) => {
      const database = await openEmbedded(config, life, (line) => terminal.say(line));
      await database.finish();
    });
    terminal.say(`The database in ${config.dataFolder} is at this version.`);
    return terminal.answer({ database: config.dataFolder });
  }
  const ran = await migrate(databaseUrl, secret ?? '').catch((error: unknown) => {
    throw cannotAsk(databaseUrl, error);
  });
  const place = placeOf(databaseUrl);
  if (ran.length === 0) terminal.say(`The database ${place} was at this version already.`);
  else terminal.say(`The database ${place} is at this version now. Ran: ${ran.join(', ')}`);
  terminal.answer({ database: place, ran });
}
