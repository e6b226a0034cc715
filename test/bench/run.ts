import { acknowledge } from './acknowledge.ts';
import { imports } from './imports.ts';
import { inbox } from './inbox.ts';
import { late } from './late.ts';
import { live } from './live.ts';
import { mails } from './mails.ts';
import { lifeCycle } from './life-cycle.ts';
import { Portal } from './portal.ts';
import { publish } from './publish.ts';
import { read } from './read.ts';
import { asMarkdown, machine, type Measurement, writePage } from './report.ts';
import { search } from './search.ts';
import { trail } from './trail.ts';
import { updates } from './updates.ts';
import { upload } from './upload.ts';
import { vendorFigures } from './vendor-figures.ts';
import { viewer } from './viewer.ts';
import { web } from './web.ts';

/**
 * npm run bench: measures everything and writes the table into docs/performance.md.
 * npm run bench -- publish trail: measures these and only prints.
 */
const BENCHES: Record<string, () => Promise<Measurement[]>> = {
  publish,
  acknowledge,
  imports,
  inbox,
  late,
  'life-cycle': lifeCycle,
  live,
  mails,
  search,
  trail,
  updates,
  upload,
  read,
  'vendor-figures': vendorFigures,
  viewer,
  web,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(`No such measurement: ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void Portal.stopAll().finally(() => process.exit(1)));
}

const on = machine(
  await Portal.with(
    async (portal) =>
      (await portal.behind.query<{ server_version: string }>('show server_version')).rows[0]?.server_version ?? '',
  ),
);
const measurements: Measurement[] = [];
for (const [name, measure] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.error(`measuring ${name} …`);
  measurements.push(...(await measure()));
}
const table = asMarkdown(measurements, on);
console.log(table);
if (asked.length === 0) await writePage(table);
