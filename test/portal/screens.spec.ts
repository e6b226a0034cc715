import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { describeInChromium, openChromium, Visitor } from '../support/chromium.ts';
import { DemonstrationWorld } from '../support/demonstration.ts';
import { type Screen, SCREENS, WHO } from './screens.ts';

const WIDTHS = [1440, 768, 375];
/** `npm run screenshots` names a folder: then each visit leaves pictures there. */
const PICTURES = process.env['TASUKI_SCREENSHOTS'];

describeInChromium('every screen of the portal', () => {
  let demonstration: DemonstrationWorld;
  let browser: Browser;
  beforeAll(async () => {
    [demonstration, browser] = await Promise.all([DemonstrationWorld.start(), openChromium()]);
    if (PICTURES) await mkdir(PICTURES, { recursive: true });
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await demonstration.stop();
  });

  const addressOf = ({ path }: Screen) => (typeof path === 'string' ? path : path(demonstration));
  const arrive = async ({ who }: Screen, language: 'ja' | 'en') =>
    Visitor.arrives(
      browser,
      demonstration.world.url,
      language,
      who ? { headers: await demonstration.signedIn(WHO[who]) } : undefined,
    );
  const picture = async (visitor: Visitor, name: string) => {
    if (PICTURES) await visitor.page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  };

  it.each(SCREENS)('$name: is accessible, fits every width and says nothing in the console', async (screen) => {
    const visitor = await arrive(screen, 'ja');
    const { page } = visitor;
    await visitor.goes(await addressOf(screen));
    await picture(visitor, `${screen.name}.ja`);
    expect(await page.locator('h1').count()).toBe(1);
    expect({ scheme: 'light', violations: await visitor.violations() }).toEqual({ scheme: 'light', violations: [] });

    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
    expect({ scheme: 'dark', violations: await visitor.violations() }).toEqual({ scheme: 'dark', violations: [] });
    await picture(visitor, `${screen.name}.ja.dark`);

    await page.emulateMedia({ colorScheme: 'light' });
    for (const width of WIDTHS) {
      expect({ width, tooWide: await visitor.widerThan(width) }).toEqual({ width, tooWide: 0 });
      if (width !== 1440) await picture(visitor, `${screen.name}.ja.${width}`);
    }
    expect(visitor.said).toEqual([]);
    await visitor.leaves();
  });

  it('prints every row of a list that was loaded, one below the other', async () => {
    const visitor = await Visitor.arrives(browser, demonstration.world.url, 'ja', {
      headers: await demonstration.signedIn(WHO.hospital),
    });
    const { page } = visitor;
    await page.setViewportSize({ width: 1440, height: 300 });
    await visitor.goes('/inbox?state=ALL');
    const rows = page.locator('[role=rowgroup] > [role=row]');
    // The row of headings is counted with them.
    const total = Number(await page.locator('[role=grid]').getAttribute('aria-rowcount')) - 1;
    expect(await rows.count()).toBeLessThan(total);

    await page.emulateMedia({ media: 'print' });
    await page.evaluate('window.dispatchEvent(new Event("beforeprint"))');
    const boxes = await Promise.all((await rows.all()).map((row) => row.boundingBox()));
    expect(boxes).toHaveLength(total);
    const edges = boxes.flatMap((box) => (box ? [box.y, box.y + box.height].map(Math.round) : []));
    expect(edges).toEqual([...edges].sort((a, b) => a - b));

    await page.evaluate('window.dispatchEvent(new Event("afterprint"))');
    await page.emulateMedia({ media: 'screen' });
    await expect(rows.count()).resolves.toBeLessThan(total);
    await visitor.leaves();
  });

  it.each(SCREENS)('$name: is in English from its heading to its title', async (screen) => {
    const visitor = await arrive(screen, 'en');
    await visitor.goes(await addressOf(screen));
    await picture(visitor, `${screen.name}.en`);
    expect(await visitor.page.locator('html').getAttribute('lang')).toBe('en');
    // A word without its sentence in this language is thrown, and so is in the console.
    expect(visitor.said).toEqual([]);
    await visitor.leaves();
  });
});
