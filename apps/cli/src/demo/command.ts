import { readConfig } from '#libs/platform';
import { CliError } from '../failure.ts';
import { openEmbedded } from '../start/database.ts';
import { live } from '../start/life.ts';
import { type Env, openPortal, runtimeOf } from '../start/portal.ts';
import type { Terminal } from '../terminal.ts';
import { makeDemonstration } from './demonstration.ts';
import { readSignIns, tellSignIns } from './sign-ins.ts';
import { StoryClock } from './story-clock.ts';

/**
 * Makes the demonstration where `tasuki start` has not: in a data folder where nobody is yet. Tells the sign-ins where it
 * is there already. Never in an outside database: its people have a password that is printed.
 */
export async function demonstrate(terminal: Terminal, env: Env): Promise<void> {
  const config = readConfig(env);
  if (config.databaseUrl) {
    throw new CliError(
      'demo.embedded_only',
      'The demonstration is for the embedded database only.',
      'Unset DATABASE_URL, and set TASUKI_DATA to a folder of its own.',
    );
  }
  await live(terminal, async (life) => {
    const database = await openEmbedded(config, life, (line) => terminal.say(`${line} …`));
    if (!(await readSignIns(config.dataFolder))) {
      const clock = new StoryClock();
      const app = await openPortal({ ...runtimeOf(config, database, env), clock }, life);
      await makeDemonstration(app, config, clock, life.signal);
    }
    await database.finish();
  });
  tellSignIns(terminal, await readSignIns(config.dataFolder), config.baseUrl);
  terminal.say('Run "tasuki start" to use it.');
}
