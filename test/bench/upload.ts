import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PortalClient } from '../../apps/cli/src/publish/portal-client.ts';
import { openFile, upload as send } from '../../apps/cli/src/publish/upload.ts';
import { gather } from './crowd.ts';
import { median } from './load.ts';
import { Portal } from './portal.ts';
import { each, figure, type Measurement } from './report.ts';

const MiB = 1024 * 1024;
const FILE_MIB = 1024;
const WARM_UP_MIB = FILE_MIB;
const RUNS = 3;
const AIM_MULTIPLE = 2;
const AIM_MIB = 64;

interface Run {
  seconds: number;
  /** cp and sha256sum of the same file on the same disk. */
  yardstickSeconds: number;
  growthMiB: number;
}

/** One GiB from a file to READY, as `tasuki publish` sends it: parts of 16 MiB, two on their way at once. */
export const upload = (): Promise<Measurement[]> =>
  Portal.with(async (portal) => {
    const { apiKey } = await gather(portal, 1);
    const client = new PortalClient(portal.url, apiKey);
    await uploadOnce(portal, client, WARM_UP_MIB);
    const runs: Run[] = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await uploadOnce(portal, client, FILE_MIB));
    const multiples = runs.map(({ seconds, yardstickSeconds }) => seconds / yardstickSeconds);
    const seconds = runs.map((run) => run.seconds);
    const growth = runs.map(({ growthMiB }) => growthMiB);
    return [
      {
        what: 'upload and verify 1 GiB: multiple of `cp` and `sha256sum` of the file',
        aim: `< ${AIM_MULTIPLE}×`,
        measured: `${figure(median(multiples))}×`,
        isReached: median(multiples) < AIM_MULTIPLE,
        detail: `${each(multiples, '×')}; ${each(seconds, ' s')} against ${each(
          runs.map(({ yardstickSeconds }) => yardstickSeconds),
          ' s',
        )}`,
      },
      {
        what: 'upload and verify 1 GiB: growth of the process',
        aim: `< ${AIM_MIB} MiB`,
        measured: `${figure(Math.max(...growth))} MiB`,
        isReached: Math.max(...growth) < AIM_MIB,
        detail: `peak less what it held before; the most of: ${each(growth, ' MiB')}`,
      },
    ];
  });

async function uploadOnce(portal: Portal, client: PortalClient, mebibytes: number): Promise<Run> {
  const path = join(portal.folder, 'firmware.bin');
  await writeRandom(path, mebibytes);
  const yardstickSeconds = copyAndHash(path);
  // The sender has to hash its file first, with or without us: that is not in the figure.
  const source = await openFile(path, () => undefined);
  portal.forgetPeak();
  const { nowMiB } = portal.memory();
  try {
    const began = performance.now();
    const { state } = await send(client, source, null, () => undefined);
    const seconds = (performance.now() - began) / 1000;
    if (state !== 'READY') throw new Error(`the upload is ${state}`);
    return { seconds, yardstickSeconds, growthMiB: portal.memory().peakMiB - nowMiB };
  } finally {
    await source.close();
    await rm(path);
  }
}

/** Other bytes each time, since the same are kept only once; on the disk before anybody reads them, and in its cache. */
async function writeRandom(path: string, mebibytes: number): Promise<void> {
  const file = await open(path, 'w');
  for (let written = 0; written < mebibytes; written += 16) await file.write(randomBytes(16 * MiB));
  await file.sync();
  await file.close();
}

function copyAndHash(path: string): number {
  const began = performance.now();
  for (const [program, ...args] of [
    ['cp', path, `${path}.copy`],
    ['sha256sum', path],
  ] as const) {
    const { status } = spawnSync(program, args);
    if (status !== 0) throw new Error(`${program} failed`);
  }
  const seconds = (performance.now() - began) / 1000;
  spawnSync('rm', [`${path}.copy`]);
  return seconds;
}
