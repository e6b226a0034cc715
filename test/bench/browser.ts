import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';

/** What it took to see a page for the first time, with nothing kept from before. */
export interface PageLoad {
  firstPaintMs: number;
  largestPaintMs: number;
  scriptKb: number;
  totalKb: number;
  requests: number;
  longTasks: number;
  longestTaskMs: number;
}

export interface Scrolling {
  rows: number;
  longestFrameMs: number;
  /** Of frames that took more than 50 ms, 0 to 1. */
  slowFrames: number;
  before: PageMemory;
  after: PageMemory;
}

export interface PageMemory {
  heapMiB: number;
  nodes: number;
}

/** In the page, before its own scripts. */
const WATCH = `
  globalThis.seen = { paint: 0, largest: 0, tasks: [], events: [], frames: [] };
  const watch = (type, take, more) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
  watch('paint', (entry) => { if (entry.name === 'first-contentful-paint') seen.paint = entry.startTime; });
  watch('largest-contentful-paint', (entry) => { seen.largest = entry.startTime; });
  watch('longtask', (entry) => { seen.tasks.push(entry.duration); });
  watch('event', (entry) => { if (entry.interactionId) seen.events.push([entry.interactionId, entry.duration]); },
    { durationThreshold: 16 });
`;
const COUNT_FRAMES = `
  seen.frames = [];
  let before = performance.now();
  (function frame(now) { seen.frames.push(now - before); before = now; requestAnimationFrame(frame); })(before);
`;

const SETTLED_MS = 500;
const STEP_PX = 700;
const BETWEEN_STEPS_MS = 50;
const SLOW_FRAME_MS = 50;
/** What the browser does not report took less than this. */
const SHORTEST_MS = 16;
/** Bytes in a kB, as aims for pages count them. */
const KB = 1000;

/** Somebody with a browser of their own, whose page tells how it fares. */
export class Reader {
  readonly page: Page;
  private readonly context: BrowserContext;
  private readonly devtools: CDPSession;
  private readonly sizes = { script: 0, total: 0, requests: 0 };

  private constructor(context: BrowserContext, page: Page, devtools: CDPSession) {
    this.context = context;
    this.page = page;
    this.devtools = devtools;
  }

  /** @param cookie of a session, `name=value`; none: nobody is signed in. */
  static async arrives(browser: Browser, url: string, cookie?: string): Promise<Reader> {
    const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 1440, height: 900 }, baseURL: url });
    const [name = '', ...value] = cookie?.split('=') ?? [];
    if (name) await context.addCookies([{ name, value: value.join('='), url, httpOnly: true, sameSite: 'Strict' }]);
    const page = await context.newPage();
    await page.addInitScript(WATCH);
    const devtools = await context.newCDPSession(page);
    const reader = new Reader(context, page, devtools);
    await reader.countBytes();
    return reader;
  }

  async opens(path: string): Promise<PageLoad> {
    await this.page.goto(path);
    await this.settled();
    const seen = await this.page.evaluate<{ paint: number; largest: number; tasks: number[] }>('seen');
    return {
      firstPaintMs: seen.paint,
      largestPaintMs: seen.largest,
      scriptKb: this.sizes.script / KB,
      totalKb: this.sizes.total / KB,
      requests: this.sizes.requests,
      longTasks: seen.tasks.length,
      longestTaskMs: Math.max(0, ...seen.tasks),
    };
  }

  async settled(): Promise<void> {
    await this.page.waitForLoadState('networkidle');
    await this.page.locator('h1').first().waitFor();
    await this.page.locator('[data-waiting]').waitFor({ state: 'detached' });
    await this.page.waitForTimeout(SETTLED_MS);
  }

  /** From each press of a key to the picture that answers it. */
  async delaysOf(work: () => Promise<number>): Promise<number[]> {
    await this.page.evaluate('seen.events = []');
    const presses = await work();
    await this.page.waitForTimeout(SETTLED_MS);
    const events = await this.page.evaluate<[interaction: number, ms: number][]>('seen.events');
    const longest = new Map<number, number>();
    for (const [interaction, ms] of events) longest.set(interaction, Math.max(ms, longest.get(interaction) ?? 0));
    const delays = [...longest.values()];
    return [...delays, ...Array.from({ length: Math.max(0, presses - delays.length) }, () => SHORTEST_MS)];
  }

  /** Goes down with the wheel until so many rows have passed. */
  async scrollsThrough(rows: number): Promise<Scrolling> {
    const before = await this.memory();
    await this.page.mouse.move(720, 600);
    await this.page.evaluate(COUNT_FRAMES);
    let reached = 0;
    for (let step = 0; reached < rows && step < rows; step += 1) {
      await this.page.mouse.wheel(0, STEP_PX);
      await this.page.waitForTimeout(BETWEEN_STEPS_MS);
      reached = await this.page.evaluate<number>(
        `Math.max(0, ...[...document.querySelectorAll('[role="row"][data-index]')].map((row) => Number(row.dataset.index)))`,
      );
    }
    const frames = await this.page.evaluate<number[]>('seen.frames.slice(1)');
    await this.settled();
    return {
      rows: reached,
      longestFrameMs: Math.max(...frames),
      slowFrames: frames.filter((ms) => ms > SLOW_FRAME_MS).length / frames.length,
      before,
      after: await this.memory(),
    };
  }

  leaves(): Promise<void> {
    return this.context.close();
  }

  /** What is really in use: rubbish is taken out first. */
  private async memory(): Promise<PageMemory> {
    await this.devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await this.devtools.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
    return { heapMiB: of('JSHeapUsedSize') / 1024 ** 2, nodes: of('Nodes') };
  }

  /** As they come over the line, compressed: scripts without the headers of their answers, the whole with them. */
  private async countBytes(): Promise<void> {
    const headersOfScripts = new Map<string, number>();
    this.devtools.on('Network.responseReceived', ({ requestId, type, response }) => {
      if (type === 'Script') headersOfScripts.set(requestId, response.encodedDataLength);
    });
    this.devtools.on('Network.requestWillBeSent', () => {
      this.sizes.requests += 1;
    });
    this.devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      this.sizes.total += encodedDataLength;
      const headers = headersOfScripts.get(requestId);
      if (headers !== undefined) this.sizes.script += encodedDataLength - headers;
    });
    await this.devtools.send('Network.enable');
    await this.devtools.send('Performance.enable');
  }
}
