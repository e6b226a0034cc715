import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadavg } from 'node:os';
import type { Browser } from 'playwright-core';
import { executable, openChromium } from '../support/chromium-launch.ts';
import { type PageLoad, Reader, type Scrolling } from './browser.ts';
import { fillInboxes, gather } from './crowd.ts';
import { fillDevices } from './devices.ts';
import { median } from './load.ts';
import { Portal } from './portal.ts';
import { each, figure, type Measurement } from './report.ts';

const DELIVERIES = 100_000;
const DEVICES = 20_000;
const RUNS = 3;
const ROWS = 2_000;
const STEPS = 30;
const OPENINGS = 10;
const AIM_PAINT_MS = 1_800;
const AIM_DELAY_MS = 200;
const AIM_SCRIPT_KB = 250;

/** Of the demonstration, who has an inbox and devices. */
const WHO = 'security@sample-general.example';
const PAGES: [name: string, path: string, isSignedIn: boolean][] = [
  ['sign-in', '/sign-in', false],
  ['home of a hospital', '/', true],
  ['inbox', '/inbox', true],
  ['assets', '/assets', true],
];

/** What people wait for in a browser: with the demonstration, and in a hospital that has received and keeps much. */
export async function web(): Promise<Measurement[]> {
  if (!executable) {
    console.error('No Chromium here, so the portal is not measured; TEST_CHROMIUM=/path/to/it names one.');
    return [];
  }
  const browser = await openChromium();
  try {
    const small = await Portal.with(
      async (portal) => measure(browser, portal.url, await demonstrationCookie(portal), 'demonstration'),
      { makesDemo: true },
    );
    const large = await Portal.with(async (portal) => {
      const crowd = await gather(portal, 1);
      await fillInboxes(portal, crowd, { publications: DELIVERIES, each: DELIVERIES, isUsed: true });
      await fillDevices(portal, crowd, DEVICES);
      const cookie = crowd.hospitals[0]?.headers.cookie ?? '';
      const where = `${figure(DELIVERIES)} deliveries, ${figure(DEVICES)} assets`;
      return [
        ...(await measure(browser, portal.url, cookie, where)),
        ...(await scroll(browser, portal.url, cookie, where)),
      ];
    });
    return [...small, ...large];
  } finally {
    await browser.close();
  }
}

async function demonstrationCookie({ url, folder }: Portal): Promise<string> {
  const { password } = JSON.parse(await readFile(join(folder, 'demo.json'), 'utf8')) as { password: string };
  const answer = await fetch(`${url}/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email: WHO, password }),
  });
  const session = answer.headers.getSetCookie().find((cookie) => cookie.includes('session_token'));
  if (!session) throw new Error(`nobody could sign in: ${answer.status}`);
  return session.split(';', 1)[0] ?? '';
}

async function measure(browser: Browser, url: string, cookie: string, where: string): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const [name, path, isSignedIn] of PAGES) {
    const loads: PageLoad[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const reader = await Reader.arrives(browser, url, isSignedIn ? cookie : undefined);
      loads.push(await reader.opens(path));
      await reader.leaves();
    }
    measurements.push(...loadRows(`${name} (${where})`, loads));
  }
  const reader = await Reader.arrives(browser, url, cookie);
  await reader.opens('/inbox');
  measurements.push(delayRow(`inbox (${where})`, await reader.delaysOf(() => work(reader, '/inbox'))));
  await reader.opens('/assets');
  measurements.push(delayRow(`assets (${where})`, await reader.delaysOf(() => work(reader, '/assets'))));
  await reader.leaves();
  return measurements;
}

/** What somebody does with the keyboard in a list. @returns how many keys they pressed. */
async function work({ page }: Reader, path: string): Promise<number> {
  let presses = 0;
  const press = async (key: string) => {
    await page.keyboard.press(key);
    await page.waitForTimeout(60);
    presses += 1;
  };
  const row = page.locator('[role="row"][data-key]').first();
  await page.locator('[role="row"][tabindex="0"]').focus();
  for (let step = 0; step < STEPS; step += 1) await press('j');
  for (let step = 0; step < STEPS; step += 1) await press('k');
  for (let opened = 0; opened < OPENINGS; opened += 1) {
    await page.locator('[role="row"][tabindex="0"]').focus();
    await press('Enter');
    await page.waitForURL((address) => address.pathname !== path);
    await page.locator('h1').first().waitFor();
    await page.goBack();
    await row.waitFor();
  }
  await page.locator('input[type="search"]').first().focus();
  for (const letter of 'pump 1234 device 5678 ward ward') await press(letter === ' ' ? 'Space' : letter);
  return presses;
}

async function scroll(browser: Browser, url: string, cookie: string, where: string): Promise<Measurement[]> {
  const rows: Measurement[] = [];
  for (const [name, path] of [
    ['inbox', '/inbox?state=ALL'],
    ['assets', '/assets'],
  ] as const) {
    const reader = await Reader.arrives(browser, url, cookie);
    await reader.opens(path);
    rows.push(scrollRow(`${name} (${where})`, await reader.scrollsThrough(ROWS)));
    await reader.leaves();
  }
  return rows;
}

const ofAim = (value: number, aim: number) => `${figure(value / aim)} of it`;
const loadNow = () => `load of the machine ${figure(loadavg()[0] ?? 0)}`;

function loadRows(what: string, loads: PageLoad[]): Measurement[] {
  const of = (name: keyof PageLoad) => loads.map((load) => load[name]);
  const [paint, script] = [median(of('firstPaintMs')), median(of('scriptKb'))];
  return [
    {
      what: `${what}: first contentful paint`,
      aim: `≤ ${AIM_PAINT_MS / 1000} s`,
      measured: `${figure(paint / 1000)} s, ${ofAim(paint, AIM_PAINT_MS)}`,
      isReached: paint <= AIM_PAINT_MS,
      detail: `${each(of('firstPaintMs'), ' ms')}; largest ${figure(median(of('largestPaintMs')))} ms; ${figure(median(of('longTasks')))} tasks over 50 ms, the longest ${figure(median(of('longestTaskMs')))} ms; ${loadNow()}`,
    },
    {
      what: `${what}: script, compressed`,
      aim: `≤ ${AIM_SCRIPT_KB} kB`,
      measured: `${figure(script)} kB, ${ofAim(script, AIM_SCRIPT_KB)}`,
      isReached: script <= AIM_SCRIPT_KB,
      detail: `${figure(median(of('totalKb')))} kB in all, ${figure(median(of('requests')))} requests`,
    },
  ];
}

function delayRow(what: string, delays: number[]): Measurement {
  const sorted = delays.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    what: `${what}: from a key to the picture that answers it, p95`,
    aim: `≤ ${AIM_DELAY_MS} ms`,
    measured: `${figure(at(0.95))} ms, ${ofAim(at(0.95), AIM_DELAY_MS)}`,
    isReached: at(0.95) <= AIM_DELAY_MS,
    detail: `${sorted.length} keys: j and k, opening rows, typing in the search; p50 ${figure(at(0.5))} ms, longest ${figure(at(1))} ms; ${loadNow()}`,
  };
}

const scrollRow = (what: string, { rows, longestFrameMs, slowFrames, before, after }: Scrolling): Measurement => ({
  what: `${what}: scrolling through ${figure(rows)} rows, frames over 50 ms`,
  aim: null,
  measured: `${figure(slowFrames * 100)} %`,
  isReached: null,
  detail: `longest frame ${figure(longestFrameMs)} ms; JavaScript ${figure(before.heapMiB)} MiB before, ${figure(after.heapMiB)} MiB after; nodes of the page ${figure(before.nodes)} before, ${figure(after.nodes)} after; ${loadNow()}`,
});
