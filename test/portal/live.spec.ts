import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { describeInChromium, openChromium, Visitor } from '../support/chromium.ts';
import { asset, Desk } from '../support/publishing-desk.ts';
import { World } from '../support/world.ts';

const VIEW = 'mutation ($input: MarkViewedInput!) { markViewed(input: $input) { delivery { id } } }';
const INBOX_LIST = '{ inbox(first: 10) { edges { node { id } } } }';
const ASK = 'mutation ($input: AskVendorInput!) { askVendor(input: $input) { request { id } } }';
const REPLY = 'mutation ($input: ReplyToRequestInput!) { replyToRequest(input: $input) { request { id } } }';

/** Sooner than a page asks again by itself. */
const SOON = { timeout: 10_000 };

describeInChromium('a page that somebody looks at', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([World.start(), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  /** Opens the page, and waits until it hears of changes. */
  const watches = async (visitor: Visitor, path: string) => {
    const listening = visitor.page.waitForEvent('websocket').then((socket) => socket.waitForEvent('framereceived'));
    await visitor.goes(path);
    await listening;
    // What follows the answer to the connection is sent by then.
    await new Promise((resolve) => setTimeout(resolve, 500));
  };

  it('shows what arrives, and the vendor how it is opened, without a touch', async () => {
    const desk = await Desk.open(world);
    const hospital = await world.hospital();
    await world.relationship(desk.vendor, hospital);
    await asset(world, hospital, desk.releaseId);
    const engineer = await Visitor.arrives(browser, world.url, 'en', hospital.person);
    await watches(engineer, '/inbox');

    const publicationId = await desk.published({ titleEn: 'Told at once' });
    await engineer.page.getByRole('link', { name: 'Told at once' }).first().waitFor(SOON);

    const vendor = await Visitor.arrives(browser, world.url, 'en', desk.publisher);
    await watches(vendor, `/publishing/${publicationId}/responses?state=UNREAD`);
    expect(await vendor.page.getByText('Every hospital has opened it.').count()).toBe(0);
    const { inbox } = await hospital.person.graphql(INBOX_LIST);
    await hospital.person.graphql(VIEW, { input: { deliveryId: inbox.edges[0].node.id } });
    await vendor.page.getByText('Every hospital has opened it.').waitFor(SOON);

    expect([...engineer.said, ...vendor.said]).toEqual([]);
    await engineer.leaves();
    await vendor.leaves();
  });

  it('shows what the vendor says about a request, without a touch', async () => {
    const desk = await Desk.open(world);
    const hospital = await world.hospital();
    await world.relationship(desk.vendor, hospital);
    const support = await desk.publisher.colleague('VENDOR_SUPPORT');
    const { askVendor } = await hospital.person.graphql(ASK, {
      input: { releaseId: desk.releaseId, urgency: 'NORMAL', title: 'Antivirus', words: 'Is it allowed?' },
    });
    const requestId = askVendor.request.id;
    const engineer = await Visitor.arrives(browser, world.url, 'en', hospital.person);
    await watches(engineer, `/requests/${requestId}`);
    await support.graphql(REPLY, { input: { requestId, words: 'We look into it.' } });
    await engineer.page.getByText('We look into it.').waitFor(SOON);
    expect(engineer.said).toEqual([]);
    await engineer.leaves();
  });
});
