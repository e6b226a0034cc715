import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const FOUND_AT = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** A path; or `required`: then its absence is a failure. */
const wished = process.env['TEST_CHROMIUM'] ?? '';

/** Where the browser is; undefined where none is installed. */
export const executable = [wished, ...FOUND_AT].find((path) => path.startsWith('/') && existsSync(path));
if (!executable && wished === 'required') {
  throw new Error('No Chromium: install Debian’s chromium, or name one in TEST_CHROMIUM.');
}

export const openChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: executable ?? '',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
