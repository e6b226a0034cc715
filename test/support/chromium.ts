import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe } from '@jest/globals';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { executable } from './chromium-launch.ts';
import { type Language, type Say, wordsIn } from './words.ts';
import { PASSWORD, type Person } from './world.ts';

export { openChromium } from './chromium-launch.ts';

/** Tests of pages in a real browser; where none is installed they are skipped under a name that says so. */
export const describeInChromium = (name: string, tests: () => void): void =>
  // oxlint-disable jest/valid-describe-callback, jest/no-disabled-tests -- never in silence: the name says why
  executable
    ? describe(name, tests)
    : describe.skip(`${name} (skipped: no Chromium here; TEST_CHROMIUM=/path/to/it names one)`, tests);

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
  /** What the page says in this visitor's language. */
  readonly say: Say;
  readonly context: BrowserContext;
  private readonly url: string;

  private constructor(context: BrowserContext, page: Page, url: string, say: Say) {
    this.context = context;
    this.page = page;
    this.url = url;
    this.say = say;
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
    // Two of them and the whole program share a machine; a step that takes longer is one that does not come.
    context.setDefaultTimeout(25_000);
    return new Visitor(context, await context.newPage(), url, wordsIn(language));
  }

  async goes(path: string): Promise<void> {
    await this.page.goto(this.url + path);
    await this.settled();
  }

  /** Until nothing is fetched any more, and nothing says that it waits. */
  async settled(): Promise<void> {
    await this.page.waitForLoadState('networkidle');
    await this.page.locator('h1').first().waitFor();
    await this.page.locator('[data-waiting]').first().waitFor({ state: 'detached' });
  }

  /** By the words of the pages: `button('common:cancel')`. */
  button(key: string, values?: Parameters<Say>[1]): Locator {
    return this.page.getByRole('button', { name: this.say(key, values), exact: true });
  }

  link(key: string): Locator {
    return this.page.getByRole('link', { name: this.say(key), exact: true });
  }

  /** What is typed into or chosen from, by its label; a star that it has to be filled in does not count. */
  field(key: string, values?: Parameters<Say>[1]): Locator {
    return this.page.getByLabel(new RegExp(`^${escaped(this.say(key, values))}( \\*)?$`)).locator('visible=true');
  }

  text(key: string, values?: Parameters<Say>[1]): Locator {
    return this.page.getByText(this.say(key, values), { exact: true });
  }

  heading(key: string): Locator {
    return this.page.getByRole('heading', { name: this.say(key), exact: true });
  }

  /** An entry of the menu. */
  menu(entry: string): Locator {
    return this.page
      .getByRole('navigation', { name: this.say('common:menu'), exact: true })
      .getByRole('link', { name: this.say(`common:navigation.${entry}`), exact: true });
  }

  /** From the home page, by the form that it leads to. */
  async signsIn(email: string): Promise<void> {
    await this.goes('/');
    await this.field('account:signIn.email').fill(email);
    await this.field('account:signIn.password').fill(PASSWORD);
    await this.button('account:signIn.submit').click();
    await this.page.getByRole('navigation', { name: this.say('common:menu'), exact: true }).waitFor();
    await this.settled();
  }

  /** Drags files from somewhere onto the page and lets go of them. */
  async drops(onto: Locator, files: readonly { name: string; bytes: Buffer }[]): Promise<void> {
    const given = JSON.stringify(files.map(({ name, bytes }) => ({ name, base64: bytes.toString('base64') })));
    const dataTransfer = await this.page.evaluateHandle(`
      ${given}.reduce((transfer, { name, base64 }) => {
        transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
        return transfer;
      }, new DataTransfer())
    `);
    for (const event of ['dragenter', 'dragover', 'drop']) await onto.dispatchEvent(event, { dataTransfer });
  }

  /** Presses what opens the window in which one chooses files, and chooses. */
  async chooses(by: Locator, files: Parameters<Locator['setInputFiles']>[0]): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), by.click()]);
    await chooser.setFiles(files);
  }

  /** Presses what gives a file, and reads what came. */
  async downloads(by: Locator): Promise<{ name: string; bytes: Buffer }> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), by.click()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
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

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
