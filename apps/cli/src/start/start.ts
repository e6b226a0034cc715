import { readConfig } from '#libs/platform';
import { makeDemonstration } from '../demo/demonstration.ts';
import { readSignIns, tellSignIns } from '../demo/sign-ins.ts';
import { StoryClock } from '../demo/story-clock.ts';
import { forLog, type Terminal } from '../terminal.ts';
import { openEmbedded, openOutside } from './database.ts';
import { live } from './life.ts';
import { withFreePort } from './port.ts';
import { type Env, listen, openPortal, runtimeOf } from './portal.ts';

/** Runs the portal until Ctrl-C. Without DATABASE_URL it brings its database, and on the first start a demonstration. */
export async function start(watched: Terminal, env: Env): Promise<void> {
  const terminal = env['DATABASE_URL'] ? forLog(watched) : watched;
  terminal.say('Starting Tasuki …');
  const config = await withFreePort(readConfig(env));
  const began = performance.now();
  await live(
    terminal,
    async (life) => {
      const database = config.databaseUrl
        ? await openOutside(config.databaseUrl, config)
        : await openEmbedded(config, life, (line) => terminal.say(`${line} …`));
      life.check();
      const clock = database.isNew && config.makesDemo ? new StoryClock() : null;
      const runtime = { ...runtimeOf(config, database, env), ...(clock && { clock }) };
      const app = await openPortal(runtime, life);
      if (clock) {
        terminal.say('Making the demonstration …');
        await makeDemonstration(app, config, clock, life.signal);
      }
      await database.finish();
      life.check();
      await listen(app, config, life);

      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      runtime.logger.info({ url: config.baseUrl }, 'ready');
      if (config.databaseUrl) return;
      terminal.answer({ event: 'ready', url: config.baseUrl, data: config.dataFolder });
      terminal.say('');
      terminal.say(`Tasuki is ready at ${config.baseUrl} (${seconds} s). Open it in a browser.`);
      tellSignIns(terminal, await readSignIns(config.dataFolder), config.baseUrl);
      const mails = config.smtpUrl ? '' : `, mails in ${config.dataFolder}/mail`;
      terminal.say(`Data is in ${config.dataFolder}${mails}. Ctrl-C stops.`);
    },
    { staysOpen: true },
  );
}
