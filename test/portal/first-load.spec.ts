import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Response } from 'playwright-core';
import { describeInChromium, openChromium, Visitor } from '../support/chromium.ts';
import { PASSWORD, World } from '../support/world.ts';

/** What the first visit may fetch of scripts, compressed. */
const MOST_SCRIPT_BYTES = 250_000;

/** What was sent of scripts, in bytes as sent. What is worth it was compressed. */
async function scriptBytes(responses: readonly Response[]): Promise<number> {
  const scripts = responses.filter((response) => response.request().resourceType() === 'script');
  const sizes = await Promise.all(
    scripts.map(async (script) => {
      const headers = await script.allHeaders();
      const size = Number(headers['content-length']);
      // Of a few hundred bytes nothing is saved.
      const isSmall = size < 1_000;
      expect([script.url(), isSmall || headers['content-encoding']]).toEqual([script.url(), isSmall || 'br']);
      return size;
    }),
  );
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeGreaterThan(0);
  return bytes;
}

describeInChromium('the first visit', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([World.start(), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  it('fetches little, from here alone, and runs no script within the page', async () => {
    const visitor = await Visitor.arrives(browser, world.url, 'ja');
    const responses: Response[] = [];
    visitor.page.on('response', (response) => responses.push(response));
    await visitor.goes('/');

    const elsewhere = responses.map((response) => response.url()).filter((url) => new URL(url).origin !== world.url);
    expect(elsewhere).toEqual([]);

    expect(await scriptBytes(responses)).toBeLessThan(MOST_SCRIPT_BYTES);

    const [document] = responses;
    const policy = (await document?.headerValue('content-security-policy')) ?? '';
    const directives = new Map(
      policy
        .split(';')
        .map((one) => one.trim().split(' '))
        .map(([name, ...of]) => [name, of]),
    );
    const ofScripts = directives.get('script-src') ?? directives.get('default-src');
    expect(ofScripts).toContain("'self'");
    expect(ofScripts).not.toContain("'unsafe-inline'");
    expect(ofScripts).not.toContain("'unsafe-eval'");
    expect(visitor.said).toEqual([]);
    await visitor.leaves();
  });

  it('fetches little too where it leads into the inbox', async () => {
    const { person } = await world.hospital();
    const visitor = await Visitor.arrives(browser, world.url, 'ja', person);
    const responses: Response[] = [];
    visitor.page.on('response', (response) => responses.push(response));
    await visitor.goes('/inbox');

    expect(await scriptBytes(responses)).toBeLessThan(MOST_SCRIPT_BYTES);
    expect(visitor.said).toEqual([]);
    await visitor.leaves();
  });

  it('leaves no secret in the browser’s storage, nor a cookie that a script can read', async () => {
    const { person } = await world.hospital();
    const visitor = await Visitor.arrives(browser, world.url, 'ja');
    await visitor.signsIn(person.email);
    await visitor.menu('inbox').click();
    await visitor.settled();

    const [session] = await visitor.context.cookies();
    expect(session).toMatchObject({ name: 'tasuki.session_token', httpOnly: true, sameSite: 'Strict' });
    const kept = await visitor.page.evaluate<string>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
    );
    const token = decodeURIComponent(session?.value ?? '').split('.', 1)[0] ?? '';
    expect(token).not.toBe('');
    for (const secret of [PASSWORD, token, session?.value ?? '']) expect(kept).not.toContain(secret);
    expect(kept).not.toMatch(/token|password|secret/i);
    expect(visitor.said).toEqual([]);
    await visitor.leaves();
  });
});
