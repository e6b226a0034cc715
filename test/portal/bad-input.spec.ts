import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { newId } from '#libs/kernel';
import { describeInChromium, openChromium, Visitor } from '../support/chromium.ts';
import { asset, Desk } from '../support/publishing-desk.ts';
import { type Hospital, World } from '../support/world.ts';

interface Form {
  name: string;
  who: 'hospital' | 'vendor';
  path: string;
  /** The button that opens it, where it is a dialog. */
  opens: string | null;
  submits: string;
  /** The field that bad things are written into. */
  field: string;
  /** What is said when it is empty. */
  missing: string;
  /** What else it takes, so that only the one field is wrong. */
  others?: Record<string, string>;
  ticks?: string;
}

const FORMS: readonly Form[] = [
  {
    name: 'a site',
    who: 'hospital',
    path: '/sites',
    opens: 'admin:sites.add',
    submits: 'admin:save',
    field: 'admin:sites.name',
    missing: 'admin:sites.nameMissing',
  },
  {
    name: 'a contact',
    who: 'hospital',
    path: '/contacts',
    opens: 'dealings:contacts.add',
    submits: 'dealings:save',
    field: 'dealings:contacts.name',
    missing: 'dealings:contacts.nameMissing',
    others: { 'dealings:contacts.phone': '000-0000-0000' },
  },
  {
    name: 'an API key',
    who: 'vendor',
    path: '/api-keys',
    opens: 'admin:keys.make',
    submits: 'admin:keys.make',
    field: 'admin:keys.name',
    missing: 'admin:keys.nameMissing',
    ticks: 'terms:Role.VENDOR_PUBLISHER',
  },
  {
    name: 'a product',
    who: 'vendor',
    path: '/catalogue',
    opens: 'vendor:catalogue.register',
    submits: 'vendor:catalogue.register',
    field: 'vendor:catalogue.name',
    missing: 'vendor:catalogue.nameMissing',
  },
];

const LONG = 'x'.repeat(1_000);
/** What pages of others may hold: markup, another direction of writing, no place to break a line. */
const MARKUP = '<img src=x onerror="document.title=1"> <b>bold</b> &amp;';
const HEBREW = 'שלום עולם';

describeInChromium('bad input', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([World.start(), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  const arrives = async (who: Form['who']) => {
    const person = who === 'hospital' ? (await world.hospital()).person : (await world.vendor()).publisher;
    return Visitor.arrives(browser, world.url, 'en', person);
  };
  const sent = ({ page }: Visitor): string[] => {
    const operations: string[] = [];
    page.on('request', (request) => {
      const [, operation] = /"mutation (\w+)/.exec(request.postData() ?? '') ?? [];
      if (operation) operations.push(operation);
    });
    return operations;
  };
  const leave = async (visitor: Visitor) => {
    expect(visitor.said).toEqual([]);
    await visitor.leaves();
  };
  /** The sentence that belongs to a field, as who hears the page is told it. */
  const saidOf = async ({ page }: Visitor, field: Locator): Promise<string> => {
    await field.and(page.locator('[aria-invalid=true]')).waitFor();
    const ids = ((await field.getAttribute('aria-describedby')) ?? '').split(' ').filter((id) => id.endsWith('-error'));
    return (await Promise.all(ids.map((id) => page.locator(`[id="${id}"]`).innerText()))).join();
  };

  describe.each(FORMS)('in the form for $name', ({ who, path, opens, submits, field, missing, others = {}, ticks }) => {
    it('is answered beside its field, and nothing is recorded until it is right', async () => {
      const visitor = await arrives(who);
      const { page, say } = visitor;
      const mutations = sent(visitor);
      await visitor.goes(path);
      if (opens) await visitor.button(opens).click();
      const form = page.getByRole('dialog');
      const submit = form.getByRole('button', { name: say(submits), exact: true });
      for (const [other, value] of Object.entries(others)) await visitor.field(other).fill(value);
      if (ticks) await form.getByRole('checkbox', { name: say(ticks) }).check();

      for (const nothing of ['', '   ']) {
        await visitor.field(field).fill(nothing);
        await submit.click();
        expect(await saidOf(visitor, visitor.field(field))).toBe(say(missing));
        await visitor.field(field).and(page.locator(':focus')).waitFor();
      }
      expect(mutations).toEqual([]);

      // More than it takes does not go in, whether typed or pasted.
      await visitor.field(field).fill(LONG);
      expect((await visitor.field(field).inputValue()).length).toBeLessThan(LONG.length);

      // A change of direction that would go on into the words of others.
      await visitor.field(field).fill('North \u202E wing');
      await submit.click();
      expect(await saidOf(visitor, visitor.field(field))).toMatch(/control characters/);

      await visitor.field(field).fill('');
      await visitor.field(field).focus();
      await page.keyboard.insertText('North\n wing 🏥');
      await submit.click();
      await page.getByText('North wing 🏥').first().waitFor();
      await leave(visitor);
    });
  });

  it('in the form for a device is answered at each field, and nothing is recorded until all of it is right', async () => {
    const [desk, hospital] = await Promise.all([Desk.open(world), world.hospital()]);
    await world.relationship(desk.vendor, hospital);
    await world.behind.query('update product set name = $1 where vendor_id = $2', ['Scanner', desk.vendor.id]);
    const visitor = await Visitor.arrives(browser, world.url, 'en', hospital.person);
    const { page, say } = visitor;
    const mutations = sent(visitor);
    await visitor.goes('/assets/new');
    const submit = visitor.button('devices:newAsset.submit');
    await submit.click();
    for (const key of ['releaseChoice.missing', 'asset.siteMissing', 'asset.connectionsMissing'])
      await visitor.text(`devices:${key}`).waitFor();
    expect(mutations).toEqual([]);

    for (const [box, option] of [
      ['product', /^Scanner/],
      ['release', /^1\.0/],
      ['site', /^Site/],
    ] as const) {
      await page.getByRole('combobox', { name: say(`devices:asset.${box}`) }).click();
      await page.getByRole('option', { name: option }).click();
    }
    await page.getByRole('checkbox', { name: say('terms:ConnectionKind.NETWORK') }).check();
    const quantity = visitor.field('devices:asset.quantity');
    for (const none of ['', '-']) {
      await quantity.fill(none);
      await submit.click();
      expect(await saidOf(visitor, quantity)).toBe(say('devices:asset.quantityMissing'));
    }
    expect(mutations).toEqual([]);
    // More than there can be does not go in.
    await quantity.fill('2');
    await quantity.pressSequentially('000000x');
    expect(await quantity.inputValue()).toBe('20000');
    await quantity.fill('2');
    await visitor.field('devices:asset.serialNumber').fill(LONG);
    expect(await visitor.field('devices:asset.serialNumber').inputValue()).toHaveLength(100);
    await submit.click();
    expect(await saidOf(visitor, quantity)).toMatch(/A serial number names one device/);

    await quantity.fill('1');
    await visitor.field('devices:asset.name').fill('Monitor \u202E 7');
    await submit.click();
    expect(await saidOf(visitor, visitor.field('devices:asset.name'))).toMatch(/control characters/);
    const { rows } = await world.behind.query('select from asset where hospital_id = $1', [hospital.id]);
    expect(rows).toEqual([]);

    await visitor.field('devices:asset.name').fill('');
    await visitor.field('devices:asset.name').focus();
    await page.keyboard.insertText('Monitor\n 7 🫀');
    await submit.click();
    await page.getByRole('heading', { level: 1, name: 'Monitor 7 🫀' }).waitFor();
    await leave(visitor);
  });

  it('of an emptied number of days is answered beside it, and no key is made and no grant given', async () => {
    const visitor = await arrives('hospital');
    const { page, say } = visitor;
    const mutations = sent(visitor);
    const dialog = page.getByRole('dialog');
    for (const [path, opens, days, missing] of [
      ['/api-keys', 'admin:keys.make', 'admin:keys.days', 'admin:keys.daysMissing'],
      ['/grants', 'audit:grants.give', 'audit:grants.days', 'audit:grants.daysMissing'],
    ] as const) {
      await visitor.goes(path);
      await visitor.button(opens).first().click();
      await visitor.field(days).fill('');
      await dialog.getByRole('button', { name: say(opens), exact: true }).click();
      expect(await saidOf(visitor, visitor.field(days))).toBe(say(missing));
    }
    expect(mutations).toEqual([]);
    await leave(visitor);
  });

  it('in an invitation and in a proposal is answered beside its field, and nobody is written to', async () => {
    const [visitor, vendor] = await Promise.all([arrives('hospital'), world.vendor()]);
    const { page, say } = visitor;
    const mutations = sent(visitor);
    await visitor.goes('/members');
    await visitor.button('admin:members.invite').click();
    const dialog = page.getByRole('dialog');
    const invite = dialog.getByRole('button', { name: say('admin:members.send'), exact: true });
    const email = dialog.getByLabel(say('admin:members.email'));
    for (const wrong of ['', 'nobody', 'one@hospital.example, two@hospital.example', '受付🏥']) {
      await email.fill(wrong);
      await invite.click();
      expect(await saidOf(visitor, email)).toBe(say('admin:members.emailWrong'));
      await dialog.getByText(say('admin:members.rolesMissing')).waitFor();
    }
    expect(mutations).toEqual([]);
    await email.fill(' colleague@hospital.example ');
    await dialog.getByRole('checkbox', { name: say('terms:Role.HOSPITAL_VIEWER') }).check();
    await invite.click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('colleague@hospital.example').waitFor();

    await visitor.goes('/relationships');
    await visitor.button('dealings:relationships.propose').first().click();
    const propose = dialog.getByRole('button', { name: say('dealings:relationships.propose'), exact: true });
    const code = dialog.getByLabel(say('dealings:relationships.code'));
    for (const [wrong, sentence] of [
      ['', 'codeMissing'],
      ['K7PM', 'codeWrong'],
      ['🏥🏥🏥🏥-🏥🏥🏥🏥', 'codeWrong'],
      [LONG, 'codeWrong'],
    ] as const) {
      await code.fill(wrong);
      await propose.click();
      expect(await saidOf(visitor, code)).toBe(say(`dealings:relationships.${sentence}`));
    }
    expect(mutations).toEqual(['InviteMember']);
    // A code that nobody has, and then the vendor's, pasted with what came along.
    await code.fill('0000-0000');
    await propose.click();
    await dialog.getByText(say('common:failed.notFound')).waitFor();
    await code.fill('');
    await code.focus();
    await page.keyboard.insertText(` ${vendor.code.toLowerCase()}\n`);
    await propose.click();
    await dialog.waitFor({ state: 'detached' });
    const { rows } = await world.behind.query('select state from relationship where vendor_id = $1', [vendor.id]);
    expect(rows).toEqual([{ state: 'REQUESTED' }]);
    await leave(visitor);
  });

  it('in the description of a publication is answered beside its field, and the draft stays as it was', async () => {
    const desk = await Desk.open(world);
    const id = await desk.drafted();
    const visitor = await Visitor.arrives(browser, world.url, 'en', desk.publisher);
    const { page } = visitor;
    await visitor.goes(`/publishing/${id}?step=description`);
    const submit = visitor.button('publishing:description.submit');
    const title = visitor.field('publishing:description.titleEn');
    const summary = visitor.field('publishing:description.summaryEn');
    const titleOf = async () => {
      const { publication } = await desk.publisher.graphql('query ($id: ID!) { publication(id: $id) { titleEn } }', {
        id,
      });
      return publication.titleEn as string;
    };
    const before = await titleOf();
    await title.fill('   ');
    await submit.click();
    await visitor.text('publishing:description.titleMissing').waitFor();
    await title.fill(LONG);
    expect(await title.inputValue()).toHaveLength(200);
    await title.fill('A title \u202E turned round');
    await submit.click();
    expect(await saidOf(visitor, title)).toMatch(/control characters/);
    await title.fill('A title');
    await summary.fill('x'.repeat(10_001));
    await submit.click();
    expect(await saidOf(visitor, summary)).toMatch(/10.?000/);
    expect(await titleOf()).toBe(before);

    await summary.fill('First line\n\nSecond line 🏥');
    await submit.click();
    await visitor.text('publishing:audience.lead').waitFor();
    expect(await titleOf()).toBe('A title');
    await page.goBack();
    await summary.waitFor();
    expect(await summary.inputValue()).toBe('First line\n\nSecond line 🏥');
    await leave(visitor);
  });

  it('of an address for something one may not see is answered as for what there is not', async () => {
    const [desk, other] = await Promise.all([Desk.open(world), world.hospital()]);
    await asset(world, other, desk.releaseId);
    await world.relationship(desk.vendor, other);
    const hidden = await desk.published();
    await world.settled();
    const { rows } = await world.behind.query<{ id: string }>('select id from asset where hospital_id = $1', [
      other.id,
    ]);
    const visitor = await arrives('hospital');
    const { page } = visitor;
    const pageOf = async (path: string) => {
      await visitor.goes(path);
      return (await page.locator('main').innerText()).replaceAll(path.split('/').at(-1) ?? '', '…');
    };
    for (const [path, id] of [
      ['/publications', hidden],
      ['/assets', rows[0]?.id],
    ]) {
      const ofNothing = await pageOf(`${path}/${newId()}`);
      expect(ofNothing).toContain(visitor.say('common:nothingHere.title'));
      expect(await pageOf(`${path}/${id}`)).toBe(ofNothing);
      expect(await pageOf(`${path}/no-id-at-all`)).not.toContain('undefined');
    }
    await leave(visitor);
  });

  it('half typed is kept when one goes back and forward, and when the page is loaded anew', async () => {
    const visitor = await arrives('hospital');
    const { page } = visitor;
    await visitor.goes('/assets');
    await page.goto(`${world.url}/assets/new`);
    await visitor.settled();
    await visitor.field('devices:asset.location').fill('West wing, third floor');
    // At once: nobody waits until what they typed was kept.
    await page.goBack();
    await visitor.heading('devices:assets.title').waitFor();
    await page.goForward();
    await visitor.heading('devices:newAsset.title').waitFor();
    expect(await visitor.field('devices:asset.location').inputValue()).toBe('West wing, third floor');
    await page.reload();
    await visitor.settled();
    expect(await visitor.field('devices:asset.location').inputValue()).toBe('West wing, third floor');

    // What was taken back does not come back.
    await visitor.field('devices:asset.location').fill('');
    await page.reload();
    await visitor.settled();
    expect(await visitor.field('devices:asset.location').inputValue()).toBe('');
    await leave(visitor);
  });

  it('in a search goes on after a pause, and is gone with all of it once the filters are cleared', async () => {
    const visitor = await arrives('hospital');
    const { page } = visitor;
    await visitor.goes('/inbox?severity=HIGH');
    const search = visitor.field('inbox:filter.search');
    await search.pressSequentially('infusion ');
    await page.waitForURL(/search=infusion/);
    await visitor.settled();
    await search.pressSequentially('pump');
    expect(await search.inputValue()).toBe('infusion pump');
    await visitor.button('common:clearFilters').click();
    await page.waitForURL((url) => url.search === '');
    await page.waitForTimeout(500);
    expect(await search.inputValue()).toBe('');
    expect(new URL(page.url()).search).toBe('');
    await leave(visitor);
  });

  it('for several sites stays for the one that it could not be recorded for', async () => {
    const [desk, hospital] = await Promise.all([Desk.open(world), world.hospital()]);
    const second = await world.site(hospital.id, 'East wing');
    await world.relationship(desk.vendor, hospital);
    await asset(world, hospital, desk.releaseId);
    await asset(world, hospital, desk.releaseId, { siteId: second });
    const id = await desk.published({ actions: [{ kind: 'REPORT_AFFECTED', dueOn: '2099-12-24' }] });
    await world.settled();
    const visitor = await Visitor.arrives(browser, world.url, 'en', hospital.person);
    const { page, say } = visitor;
    await visitor.goes(`/publications/${id}`);
    let isCut = true;
    await page.route('**/graphql', (route) =>
      isCut && (route.request().postData() ?? '').includes(`"siteId":"${second}"`) ? route.abort() : route.continue(),
    );
    await page.getByRole('radio', { name: say('terms:ActionAnswerWord.AFFECTED'), exact: true }).check();
    await visitor.field('inbox:answer.comment').fill('All pumps of the third floor.');
    // What is CRITICAL is read before it is answered: the page has said that it is open.
    await world.eventually(async () => {
      const { rows } = await world.behind.query<{ state: string }>(
        'select state from delivery_site where publication_id = $1',
        [id],
      );
      return rows.length === 2 && rows.every(({ state }) => state === 'VIEWED');
    });
    await visitor.button('inbox:answer.send').click();
    const alert = page.getByRole('alert').filter({ hasText: say('inbox:answer.notRecorded') });
    await alert.getByText('East wing').waitFor();
    // The form is drawn anew once the other site has answered.
    await page.getByRole('checkbox').first().waitFor({ state: 'detached' });
    expect(await visitor.field('inbox:answer.comment').inputValue()).toBe('All pumps of the third floor.');

    isCut = false;
    await visitor.button('inbox:answer.send').click();
    await visitor.text('inbox:answer.done').waitFor();
    const { rows } = await world.behind.query('select comment from acknowledgement where publication_id = $1', [id]);
    expect(rows).toEqual([{ comment: 'All pumps of the third floor.' }, { comment: 'All pumps of the third floor.' }]);
    await visitor.leaves();
  });

  it('when the connection is lost is sent once, when the person presses again', async () => {
    const visitor = await arrives('hospital');
    const { page, say } = visitor;
    await visitor.goes('/sites');
    await visitor.button('admin:sites.add').click();
    const dialog = page.getByRole('dialog');
    await visitor.field('admin:sites.name').fill('East wing');
    await visitor.context.setOffline(true);
    const submit = dialog.getByRole('button', { name: say('admin:save'), exact: true });
    await submit.click();
    await dialog.getByText(say('common:failed.lost')).waitFor();
    await visitor.text('common:connection.lost').waitFor();

    const mutations = sent(visitor);
    await visitor.context.setOffline(false);
    await visitor.text('common:connection.lost').waitFor({ state: 'detached' });
    expect(mutations).toEqual([]);
    expect(await visitor.field('admin:sites.name').inputValue()).toBe('East wing');
    await submit.click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('East wing', { exact: true }).waitFor();
    expect(mutations).toEqual(['AddSite']);
    await visitor.leaves();
  });

  it('of others is shown as the text that it is, and stays within its place', async () => {
    const [desk, hospital]: [Desk, Hospital] = await Promise.all([Desk.open(world), world.hospital()]);
    await world.relationship(desk.vendor, hospital);
    await asset(world, hospital, desk.releaseId);
    await world.behind.query('update product set name = $1 where vendor_id = $2', [
      `${HEBREW} ${LONG.slice(0, 180)}`,
      desk.vendor.id,
    ]);
    const unbroken = LONG.slice(0, 190);
    for (const titleEn of [MARKUP, HEBREW, unbroken]) {
      await desk.published({ titleEn, summaryEn: `${MARKUP}\n\n${HEBREW}\n\n${LONG}`, severity: 'LOW' });
    }
    await world.settled();
    const visitor = await Visitor.arrives(browser, world.url, 'en', hospital.person);
    const { page } = visitor;
    await visitor.goes('/inbox');
    expect(await visitor.widerThan(375)).toBe(0);
    for (const title of [MARKUP, HEBREW, unbroken]) {
      await visitor.goes('/inbox');
      await page.getByRole('link', { name: title, exact: true }).click();
      await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
      await visitor.settled();
      expect(await page.locator('main img, main b').count()).toBe(0);
      await page.getByText(MARKUP).first().waitFor();
      expect(await visitor.widerThan(375)).toBe(0);
      const direction = await page.evaluate<string>('getComputedStyle(document.querySelector("h1")).direction');
      expect(direction).toBe(title === HEBREW ? 'rtl' : 'ltr');
    }
    expect(await page.title()).not.toBe('1');
    await leave(visitor);
  });
});
