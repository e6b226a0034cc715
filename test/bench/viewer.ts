import { gather } from './crowd.ts';
import { cpuOf, load, median, type Load } from './load.ts';
import { Portal } from './portal.ts';
import { each, figure, type Measurement } from './report.ts';

/** A small request, to compare the others with: one look-up, and what every request costs. */
export const viewer = (): Promise<Measurement[]> =>
  Portal.with(async (portal) => {
    const { publisher } = await gather(portal, 1);
    const next = () => ({ headers: publisher, query: '{ viewer { userId roles } }' });
    const runs: Load[] = [];
    for (let run = 0; run < 4; run += 1) runs.push(await load(portal, { connections: 32, answers: 4_000 }, next));
    const measured = runs.slice(1).map(({ perSecond }) => perSecond);
    return [
      {
        what: 'for orientation: a small request (`viewer`), 32 clients',
        aim: null,
        measured: `${figure(median(measured))}/s`,
        isReached: null,
        detail: `${each(measured, '/s')}; p95 ${figure(median(runs.slice(1).map(({ p95 }) => p95)))} ms; ${cpuOf(runs.slice(1))}`,
      },
    ];
  });
