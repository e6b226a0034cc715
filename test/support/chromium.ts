import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { executable } from './chromium-launch.ts';
import type { Person } from './world.ts';

export { openChromium } from './chromium-launch.ts';

/** Tests of pages in a real browser; where none is installed they are skipped under a name that says so. */
export const describeInChromium = (name: string, tests: () => void): void =>
  // oxlint-disable jest/valid-describe-callback, jest/no-disabled-tests -- never in silence: the name says why
  executable
    ? describe(name, tests)
    : describe.skip(`${name} (skipped: no Chromium here; TASUKI_TEST_CHROMIUM=/path/to/it names one)`, tests);

export type Language = 'ja' | 'en';
const LOCALES = { ja: 'ja-JP', en: 'en-GB' } as const;

interface Violation {
  rule: string;
  help: string;
  at: string[];
}

/** Somebody in front of a browser of their own: nothing is kept from another's visit. */
export class Visitor {
  readonly page: Page;
  /** What the page wrote into the console, and what it threw: nothing, if all is well. */
  readonly said: string[] = [];
  private readonly context: BrowserContext;
  private readonly url: string;

  private constructor(context: BrowserContext, page: Page, url: string) {
    this.context = context;
    this.page = page;
    this.url = url;
    page.on('console', (message) => this.said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.said.push(`thrown: ${error.message}`));
  }

  /** @param person already signed in, with the session that their other requests have too. */
  static async arrives(browser: Browser, url: string, language: Language, person?: Pick<Person, 'headers'>) {
    const context = await browser.newContext({
      locale: LOCALES[language],
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
    });
    const [name = '', ...value] = (person?.headers['cookie'] ?? '').split(';', 1)[0]?.split('=') ?? [];
    if (name) await context.addCookies([{ name, value: value.join('='), url, httpOnly: true, sameSite: 'Strict' }]);
    return new Visitor(context, await context.newPage(), url);
  }

  async goes(path: string): Promise<void> {
    await this.page.goto(this.url + path);
    await this.settled();
  }

  /** Until nothing is fetched any more, and nothing says that it waits. */
  async settled(): Promise<void> {
    await this.page.waitForLoadState('networkidle');
    await this.page.locator('h1').first().waitFor();
    await this.page.locator('[data-waiting]').waitFor({ state: 'detached' });
  }

  /** Pixels by which the page is wider than the window: 0, or one scrolls sideways. */
  async widerThan(width: number): Promise<number> {
    await this.page.setViewportSize({ width, height: 900 });
    return this.page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  }

  /** What axe finds against WCAG 2.2 AA and its own good practice. */
  async violations(): Promise<Violation[]> {
    await this.page.evaluate(await axeSource());
    return this.page.evaluate<Violation[]>(`
      axe
        .run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
        .then(({ violations }) => violations.map(({ id, help, nodes }) =>
          ({ rule: id, help, at: nodes.map(({ html, failureSummary }) => html.slice(0, 200) + ' — ' + failureSummary) })))
    `);
  }

  leaves(): Promise<void> {
    return this.context.close();
  }
}

let axe: Promise<string> | undefined;
const axeSource = () => (axe ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
