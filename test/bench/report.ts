import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './portal.ts';

/** One line of the table. */
export interface Measurement {
  what: string;
  /** Null: there is no aim, the figure is for orientation. */
  aim: string | null;
  measured: string;
  /** Null: there is no aim. */
  isReached: boolean | null;
  /** What each run gave, or what else belongs to the figure. */
  detail: string;
}

export interface Machine {
  cores: number;
  processor: string;
  memoryGiB: number;
  system: string;
  node: string;
  postgres: string;
  date: string;
  /** Runnable processes, over a minute, before the first measurement: far above zero, the machine was not ours alone. */
  loadBefore: number;
}

const PAGE = join(ROOT, 'docs/performance.md');
const MARKS = ['<!-- measured by npm run bench: begin -->', '<!-- measured by npm run bench: end -->'] as const;

export const machine = (postgres: string): Machine => ({
  cores: cpus().length,
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  memoryGiB: Math.round(totalmem() / 1024 ** 3),
  system: `${process.platform} ${release()}`,
  node: process.version,
  postgres,
  date: new Date().toISOString().slice(0, 10),
  loadBefore: Math.round((loadavg()[0] ?? 0) * 10) / 10,
});

export function asMarkdown(measurements: readonly Measurement[], on: Machine): string {
  const rows = measurements.map(
    ({ what, aim, measured, isReached, detail }) =>
      `| ${[what, aim ?? '', measured, isReached === null ? '' : isReached ? 'yes' : '**no**', detail].join(' | ')} |`,
  );
  return [
    `${on.date}, ${on.cores} cores (${on.processor}), ${on.memoryGiB} GiB, ${on.system}, Node ${on.node}, PostgreSQL ${on.postgres}; load of the machine before the first measurement: ${on.loadBefore}.`,
    '',
    '| what | aim | measured | reached | each run, and what belongs to it |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** Puts the table where docs/performance.md keeps it. */
export async function writePage(table: string): Promise<void> {
  const page = await readFile(PAGE, 'utf8');
  const [begin, end] = MARKS.map((mark) => page.indexOf(mark));
  if (begin === undefined || end === undefined || begin < 0 || end < begin) {
    throw new Error(`docs/performance.md has no place for the table: ${MARKS.join(' … ')}`);
  }
  await writeFile(PAGE, `${page.slice(0, begin)}${MARKS[0]}\n\n${table}\n\n${page.slice(end)}`);
}

/** 4.25 → "4.3", 1234.5 → "1,235": as many digits as mean something here. */
export const figure = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });

/** "1.2 s, 1.3 s, 1.1 s" */
export const each = (values: readonly number[], unit: string): string =>
  values.map((value) => `${figure(value)}${unit}`).join(', ');
