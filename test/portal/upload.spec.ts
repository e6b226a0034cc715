import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { describeInChromium, openChromium, Visitor } from '../support/chromium.ts';
import { cycloneDx, json } from '../support/files.ts';
import { Desk } from '../support/publishing-desk.ts';
import { World } from '../support/world.ts';

const MiB = 1024 * 1024;
/** Parts are of 16 MiB: three of them. */
const LARGE_BYTES = 40 * MiB;
const SBOM = json(cycloneDx([{ name: 'openssl', version: '3.0.14' }]));

describeInChromium('files on their way to the portal', () => {
  let world: World;
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    [world, browser, folder] = await Promise.all([
      World.start(),
      openChromium(),
      mkdtemp(join(tmpdir(), 'tasuki-upload-')),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await world.stop();
    await rm(folder, { recursive: true });
  });

  /** A publisher who is about to choose files. */
  const publisherAtFiles = async (kind: 'SBOM' | 'UPDATE_PACKAGE'): Promise<Visitor> => {
    const { publisher } = await Desk.open(world);
    const visitor = await Visitor.arrives(browser, world.url, 'en', publisher);
    await visitor.goes('/publishing/new');
    await visitor.page.getByRole('radio', { name: visitor.say(`terms:PublicationKind.${kind}`) }).click();
    await visitor.button('publishing:steps.next').click();
    return visitor;
  };
  const largeFile = async (name: string, sizeBytes = LARGE_BYTES): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, randomBytes(sizeBytes));
    return path;
  };
  const rowOf = ({ page }: Visitor, name: string) => page.getByRole('listitem', { name, exact: true });
  const stands = ({ say }: Visitor, row: Locator, stage: string) =>
    row.getByText(say(`publishing:stage.${stage}`), { exact: true }).waitFor({ timeout: 60_000 });
  /** The parts that the portal took, by their number in the address, as they come. */
  const partsTaken = ({ page }: Visitor): string[] => {
    const taken: string[] = [];
    page.on('response', (response) => {
      if (response.request().method() === 'PUT' && response.ok()) taken.push(new URL(response.url()).pathname);
    });
    return taken;
  };
  /** The connection breaks whenever the third part is sent, until it is mended. */
  const cutAtThirdPart = async ({ page }: Visitor) => {
    const isThird = (url: URL) => /\/parts?\/3$/.test(url.pathname);
    await page.route(isThird, (route) => route.abort('connectionreset'));
    return { mend: () => page.unroute(isThird) };
  };
  /** The browser writes down each request that failed: nothing else may be said. */
  const expectNothingElseSaid = async (visitor: Visitor, isCut = false) => {
    expect(visitor.said.filter((line) => !isCut || !line.startsWith('error: Failed to load resource: net::'))).toEqual(
      [],
    );
    await visitor.leaves();
  };

  it('are looked over first: of five thousand at once none is sent, and the page goes on as it was', async () => {
    const visitor = await publisherAtFiles('SBOM');
    const { page } = visitor;
    const dropzone = visitor.text('publishing:files.drop');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (/mutation BeginUpload/.test(request.postData() ?? '')) sent.push(request.url());
    });
    const many = Array.from({ length: 5_000 }, (_, index) => ({ name: `${index}.json`, bytes: SBOM }));
    await visitor.drops(dropzone, many);
    await visitor.text('publishing:refused.tooMany', { count: '5,000', most: 100 }).waitFor();
    expect(await page.getByRole('listitem', { name: /\.json$/ }).count()).toBe(0);
    expect(sent).toEqual([]);

    // Of several, what is no document is named, each with its reason; the others are taken.
    await visitor.drops(dropzone, [
      { name: 'empty.json', bytes: Buffer.alloc(0) },
      { name: 'viewer-setup.exe', bytes: SBOM },
      { name: 'of two\nlines.json', bytes: SBOM },
      { name: 'sbom.json', bytes: SBOM },
      { name: 'SBOM.json', bytes: SBOM },
    ]);
    for (const [why, name] of [
      ['empty', 'empty.json'],
      ['program', 'viewer-setup.exe'],
      ['twice', 'SBOM.json'],
    ] as const)
      await visitor.text(`publishing:refused.${why}`, { name }).waitFor();
    await page.getByText(visitor.say('publishing:refused.badName', { name: 'of two lines.json' })).waitFor();
    await stands(visitor, rowOf(visitor, 'sbom.json'), 'READY');
    expect(sent).toHaveLength(1);
    await expectNothingElseSaid(visitor);
  }, 60_000);

  it('that are not what they are named are refused with the reason, and the others go on', async () => {
    const visitor = await publisherAtFiles('SBOM');
    const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    await visitor.drops(visitor.text('publishing:files.drop'), [
      { name: 'picture.json', bytes: picture },
      { name: 'sbom.json', bytes: SBOM },
    ]);
    await stands(visitor, rowOf(visitor, 'sbom.json'), 'READY');
    const refused = rowOf(visitor, 'picture.json');
    await stands(visitor, refused, 'REFUSED');
    const why = 'By its name or content type it is JSON; by its bytes it is image/png.';
    expect(await refused.getByText(why, { exact: true }).count()).toBe(1);
    await expectNothingElseSaid(visitor);
  }, 60_000);

  it('go on where they were cut, and send no part twice', async () => {
    const visitor = await publisherAtFiles('UPDATE_PACKAGE');
    const taken = partsTaken(visitor);
    const cut = await cutAtThirdPart(visitor);
    await visitor.chooses(visitor.button('publishing:files.choose'), await largeFile('firmware.bin'));
    const row = rowOf(visitor, 'firmware.bin');
    await stands(visitor, row, 'FAILED');
    await row.getByText(visitor.say('publishing:trouble.lost')).waitFor();
    expect(taken).toHaveLength(2);

    await cut.mend();
    await row.getByRole('button', { name: visitor.say('publishing:file.goOn') }).click();
    await stands(visitor, row, 'READY');
    expect(new Set(taken).size).toBe(3);
    expect(taken).toHaveLength(3);
    await expectNothingElseSaid(visitor, true);
  }, 180_000);

  it('go on by themselves once there is a connection again', async () => {
    const visitor = await publisherAtFiles('SBOM');
    await visitor.context.setOffline(true);
    await visitor.drops(visitor.text('publishing:files.drop'), [{ name: 'sbom.json', bytes: SBOM }]);
    const row = rowOf(visitor, 'sbom.json');
    await stands(visitor, row, 'FAILED');
    await visitor.text('common:connection.lost').waitFor();

    await visitor.context.setOffline(false);
    await stands(visitor, row, 'READY');
    await visitor.text('common:connection.lost').waitFor({ state: 'detached' });
    await expectNothingElseSaid(visitor, true);
  }, 180_000);

  it('are found again after the page was loaded anew, and send only what is missing', async () => {
    const visitor = await publisherAtFiles('UPDATE_PACKAGE');
    const { page, say } = visitor;
    const path = await largeFile('package.bin');
    const taken = partsTaken(visitor);
    const cut = await cutAtThirdPart(visitor);
    await visitor.chooses(visitor.button('publishing:files.choose'), path);
    await world.eventually(async () => taken.length === 2);
    await page.reload();
    await visitor.settled();
    await cut.mend();

    const row = rowOf(visitor, 'package.bin');
    await stands(visitor, row, 'INTERRUPTED');
    await row.getByText(say('publishing:file.interrupted')).waitFor();
    const again = row.getByRole('button', { name: say('publishing:file.chooseAgain') });
    const other = await largeFile('other.bin', MiB);
    await visitor.chooses(again, other);
    await row.getByText(say('publishing:trouble.otherFile', { name: 'package.bin' })).waitFor();
    expect(taken).toHaveLength(2);

    await visitor.chooses(again, path);
    await stands(visitor, row, 'READY');
    expect(taken).toHaveLength(3);
    expect(new Set(taken).size).toBe(3);
    await expectNothingElseSaid(visitor, true);
  }, 180_000);

  it('are of the tab that sends them, and pass to another one only when that is closed', async () => {
    const visitor = await publisherAtFiles('SBOM');
    await visitor.drops(visitor.text('publishing:files.drop'), [{ name: 'sbom.json', bytes: SBOM }]);
    await stands(visitor, rowOf(visitor, 'sbom.json'), 'READY');

    const second = await visitor.context.newPage();
    const row = second.getByRole('listitem', { name: 'sbom.json', exact: true });
    await second.goto(new URL('/publishing/new?kind=SBOM&step=files', visitor.page.url()).href);
    await second.getByText(visitor.say('publishing:files.drop')).waitFor();
    await second.waitForLoadState('networkidle');
    expect(await row.count()).toBe(0);

    await visitor.page.close();
    await second.reload();
    await row.getByText(visitor.say('publishing:stage.READY'), { exact: true }).waitFor();
    await expectNothingElseSaid(visitor);
  }, 120_000);

  it('are refused when there are 5,000 at once, before anything is sent', async () => {
    const visitor = await publisherAtFiles('SBOM');
    const { page } = visitor;
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PUT' || (request.postData() ?? '').includes('BeginUpload')) sent.push(request.url());
    });
    const files = Array.from({ length: 5_000 }, (_, index) => ({ name: `${index}.json`, bytes: SBOM }));
    await visitor.drops(visitor.text('publishing:files.drop'), files);
    await visitor.text('publishing:refused.tooMany', { count: '5,000', most: 100 }).waitFor();
    expect(await page.getByRole('listitem', { name: /\d\.json/ }).count()).toBe(0);

    // Fewer are taken afterwards.
    await visitor.drops(visitor.text('publishing:files.drop'), files.slice(0, 1));
    await stands(visitor, rowOf(visitor, '0.json'), 'READY');
    expect(sent).toHaveLength(2);
    await expectNothingElseSaid(visitor);
  }, 180_000);

  it('of the wrong kind are refused in words', async () => {
    const visitor = await publisherAtFiles('SBOM');
    const dropzone = visitor.text('publishing:files.drop');
    await visitor.drops(dropzone, [{ name: 'setup.exe', bytes: Buffer.from('MZ') }]);
    await visitor.text('publishing:refused.program', { name: 'setup.exe' }).waitFor();

    await visitor.drops(dropzone, [{ name: 'sbom.json', bytes: Buffer.from('{ "bomFormat": "CycloneDX", ') }]);
    const row = rowOf(visitor, 'sbom.json');
    await stands(visitor, row, 'REFUSED');
    await row.getByText('The document ends before all that was opened is closed.').first().waitFor();
    await expectNothingElseSaid(visitor);
  }, 120_000);

  it('are taken once, whether they come again by name or by content', async () => {
    const visitor = await publisherAtFiles('SBOM');
    const dropzone = visitor.text('publishing:files.drop');
    await visitor.drops(dropzone, [{ name: 'sbom.json', bytes: SBOM }]);
    await stands(visitor, rowOf(visitor, 'sbom.json'), 'READY');
    await visitor.drops(dropzone, [{ name: 'SBOM.json', bytes: json({}) }]);
    await visitor.text('publishing:refused.twice', { name: 'SBOM.json' }).waitFor();
    await visitor.drops(dropzone, [{ name: 'copy.json', bytes: SBOM }]);
    await rowOf(visitor, 'copy.json').getByText(visitor.say('publishing:trouble.sameBytes')).waitFor();

    await visitor.button('publishing:file.cancelOne', { name: 'copy.json' }).click();
    await rowOf(visitor, 'copy.json').waitFor({ state: 'detached' });
    await stands(visitor, rowOf(visitor, 'sbom.json'), 'READY');
    await expectNothingElseSaid(visitor);
  }, 120_000);
});
