import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { calendarDate, type Id } from '#libs/kernel';
import * as u from '../../libs/maintenance/test/upkeep-world.ts';
import { Upkeep } from '../../libs/maintenance/test/upkeep-world.ts';
import { describeInChromium, openChromium, Visitor } from '../support/chromium.ts';
import { WITHDRAW } from '../support/publishing-desk.ts';
import { type Person, World } from '../support/world.ts';

const LANGUAGES = ['ja', 'en'] as const;
const PHONE = { width: 375, height: 800 };

describeInChromium('updates on devices, in the portal alone', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([World.start(), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  const arrives = (person: Person, language: (typeof LANGUAGES)[number] = 'en') =>
    Visitor.arrives(browser, world.url, language, person);
  /** Devices P-1, P-2 … of a hospital that shows them to the vendor, and an update package for them. */
  const scene = async (count: number) => {
    const upkeep = await Upkeep.open(world, 'ASSETS');
    const devices: Id<'Asset'>[] = [];
    for (let number = 1; number <= count; number += 1) {
      devices.push(...(await upkeep.devices(1, { serialNumber: `P-${number}` })));
    }
    return { upkeep, devices, publicationId: await upkeep.published() };
  };
  const dialogOf = ({ page }: Visitor): Locator => page.getByRole('dialog');
  /** Chooses a step and sends it, with what is filled in between. */
  const takes = async (visitor: Visitor, to: string, fill?: (dialog: Locator) => Promise<unknown>) => {
    await visitor.button(`updates:step.${to}`).click();
    const dialog = dialogOf(visitor);
    await fill?.(dialog);
    await dialog.getByRole('button', { name: visitor.say(`updates:step.${to}`), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await visitor.page
      .getByRole('main')
      .getByText(visitor.say(`terms:UpdateState.${to}`), { exact: true })
      .first()
      .waitFor();
  };
  const leave = async (visitor: Visitor) => {
    expect(visitor.said).toEqual([]);
    await visitor.leaves();
  };

  it.each(LANGUAGES)(
    'are planned in two waves, done beside the device on a phone, seen on the board, and counted for the vendor (%s)',
    async (language) => {
      const { upkeep, publicationId } = await scene(4);
      const engineer = await arrives(upkeep.hospital.person, language);
      const { page, say } = engineer;

      // From the page of the publication.
      await engineer.goes(`/publications/${publicationId}`);
      await engineer.link('updates:ofPublication.plan').click();
      await engineer.text('updates:plan.concerned', { count: 4 }).waitFor();
      await engineer.field('updates:schedule.start').first().fill('2099-12-01T22:00');
      await engineer.button('updates:plan.submit').click();
      await engineer.text('updates:form.endMissing').waitFor();
      await engineer.field('updates:schedule.end').first().fill('2099-12-02T02:00');
      await engineer.button('updates:plan.submit').click();
      await engineer.text('updates:plan.planned', { count: 4 }).waitFor();
      // No window was agreed: nothing is outside of one. The same devices are not planned twice.
      await engineer.button('updates:plan.again').click();
      await engineer.button('updates:plan.submit').click();
      const refused = page.getByRole('table', { name: say('updates:plan.refused', { count: 4 }) });
      const why =
        language === 'ja'
          ? say('reasons:maintenance.already_planned')
          : 'This update is SCHEDULED on this device already.';
      await refused.getByText(why, { exact: true }).first().waitFor();
      await engineer.link('updates:plan.toList').click();
      const rows = page.getByRole('grid', { name: say('updates:title') }).getByRole('row');
      await rows
        .filter({ hasText: 'P-4' })
        .filter({ hasText: say('terms:UpdateState.PLANNED') })
        .waitFor();
      expect(await rows.filter({ hasText: say('terms:UpdateState.SCHEDULED') }).count()).toBe(2);

      // Beside the first device.
      await page.setViewportSize(PHONE);
      await page.getByRole('link', { name: /P-1$/ }).click();
      await page.getByRole('heading', { level: 1, name: /P-1$/ }).waitFor();
      const before = page.getByRole('region', { name: say('terms:UpdateCheckList.PREREQUISITES') });
      await before.getByRole('checkbox', { name: 'Battery above 50 %' }).click();
      await before.getByText(say('updates:checks.done', { done: 1, total: 1 }), { exact: true }).waitFor();
      await takes(engineer, 'IN_PROGRESS');
      const installed = Buffer.from('not the file that was published');
      await takes(engineer, 'APPLIED', async (dialog) => {
        await engineer.chooses(dialog.getByRole('button', { name: say('updates:hash.choose') }), {
          name: 'firmware.bin',
          mimeType: 'application/octet-stream',
          buffer: installed,
        });
        await engineer.text('updates:hash.computed', { name: 'firmware.bin' }).waitFor();
        const hash = dialog.getByRole('textbox', { name: say('updates:hash.label') });
        expect(await hash.inputValue()).toBe(createHash('sha256').update(installed).digest('hex'));
      });
      // What was installed is no file of the package, and the page says so.
      await engineer.text('updates:otherPackage.title').waitFor();
      const after = page.getByRole('region', { name: say('terms:UpdateCheckList.VERIFICATION_STEPS') });
      await after.getByRole('checkbox', { name: 'The self-test passes' }).click();
      await after.getByText(say('updates:checks.done', { done: 1, total: 2 }), { exact: true }).waitFor();
      await after.getByRole('checkbox', { name: 'The menu shows 1.1' }).click();
      await after.getByText(say('updates:checks.done', { done: 2, total: 2 }), { exact: true }).waitFor();
      await takes(engineer, 'VERIFIED', async (dialog) => {
        await engineer.chooses(dialog.getByRole('button', { name: say('publishing:files.choose') }), {
          name: 'self-test.txt',
          mimeType: 'text/plain',
          buffer: Buffer.from('passed'),
        });
        await dialog.getByText(say('publishing:stage.READY'), { exact: true }).waitFor();
      });
      const history = page.getByRole('list', { name: say('updates:history.title') });
      const evidence = await engineer.downloads(history.getByRole('button', { name: /^self-test\.txt/ }));
      expect(evidence.bytes.toString()).toBe('passed');
      expect(await engineer.widerThan(PHONE.width)).toBe(0);
      expect(await engineer.violations()).toEqual([]);

      // The second one fails, and it is said why.
      await page
        .getByRole('main')
        .getByRole('link', { name: say('updates:title'), exact: true })
        .click();
      await page.getByRole('link', { name: /P-2$/ }).click();
      await page.getByRole('heading', { level: 1, name: /P-2$/ }).waitFor();
      await takes(engineer, 'IN_PROGRESS');
      const reason = language === 'ja' ? '再起動後に起動しません' : 'It does not start again';
      await takes(engineer, 'FAILED', async (dialog) => {
        await dialog.getByRole('button', { name: say('updates:step.FAILED'), exact: true }).click();
        await engineer.text('updates:form.reasonMissing').waitFor();
        await dialog.getByRole('textbox', { name: say('updates:form.reason') }).fill(reason);
      });
      await page
        .getByRole('list', { name: say('updates:history.title') })
        .getByText(reason)
        .waitFor();

      // A wave waits for the one before it, unless somebody says why not.
      await page.setViewportSize({ width: 1440, height: 900 });
      await engineer.goes(`/updates?view=board&publicationId=${publicationId}`);
      const column = (state: string) =>
        page.getByRole('region', { name: say(`terms:UpdateState.${state}`), exact: true });
      await column('FAILED').getByRole('link', { name: /P-2$/ }).waitFor();
      await column('VERIFIED').getByRole('link', { name: /P-1$/ }).waitFor();
      await column('PLANNED')
        .getByRole('link', { name: `${say('terms:UpdateState.PLANNED')} 2` })
        .click();
      await rows.filter({ hasText: 'P-3' }).waitFor();
      expect(await rows.filter({ hasText: 'P-2' }).count()).toBe(0);
      await leave(engineer);

      const vendor = await arrives(upkeep.desk.publisher, language);
      await vendor.goes(`/publishing/${publicationId}`);
      const figures = vendor.page.getByRole('region', { name: say('updates:figures.title') });
      for (const count of ['FAILED 1', 'VERIFIED 1', 'PLANNED 2']) {
        const [state = '', number = ''] = count.split(' ');
        await figures.getByText(`${say(`terms:UpdateState.${state}`)} ${number}`, { exact: true }).waitFor();
      }
      await leave(vendor);
    },
    180_000,
  );

  it('are done by the vendor, disputed, and countersigned by the hospital in the list', async () => {
    const { upkeep, devices, publicationId } = await scene(1);
    await upkeep.plan(publicationId, { performer: 'VENDOR_ON_SITE' });
    const [device] = devices as [Id<'Asset'>];
    await upkeep.take(device, [{ to: 'SCHEDULED', schedule: u.TONIGHT }]);
    const support = await arrives(upkeep.support);
    await support.goes('/updates');
    await support.page.getByRole('link', { name: /P-1$/ }).click();
    await takes(support, 'IN_PROGRESS');
    await takes(support, 'APPLIED');
    await support.text('updates:tag.AWAITED').waitFor();
    await leave(support);

    const officer = await arrives(upkeep.hospital.person);
    const { page, say } = officer;
    // To the publication the devices answer by themselves: nobody is asked for it.
    await officer.goes(`/publications/${publicationId}`);
    const answer = `${say('terms:RequiredActionKind.APPLY_UPDATE')}: ${say('terms:ActionAnswerWord.WILL_APPLY')}`;
    await page.getByText(`${answer} ${say('inbox:site.derived')}`).waitFor();
    expect(await page.getByText(say('inbox:answer.question.APPLY_UPDATE')).count()).toBe(0);
    await officer.goes('/updates?matter=AWAITED');
    const says = async (verdict: string, note?: string) => {
      await page.getByRole('row').filter({ hasText: 'P-1' }).getByRole('checkbox').check();
      await officer.button(`updates:countersign.${verdict}`).click();
      const dialog = dialogOf(officer);
      const send = dialog.getByRole('button', { name: say(`updates:countersign.${verdict}`), exact: true });
      if (note) {
        await send.click();
        await officer.text('updates:form.noteMissing').waitFor();
        await dialog.getByRole('textbox', { name: say('updates:form.reason') }).fill(note);
      }
      await send.click();
      await dialog.waitFor({ state: 'detached' });
    };
    await says('DISPUTED', 'It was another device.');
    await officer.heading('updates:none.title').waitFor();
    await officer.goes('/updates?matter=DISPUTED');
    await says('COUNTERSIGNED');
    await officer.goes('/updates');
    await officer.text('updates:tag.COUNTERSIGNED').waitFor();
    expect(await upkeep.of(device)).toMatchObject({ countersignature: 'COUNTERSIGNED' });
    await leave(officer);
  });

  it('are put off several at once; what a colleague moved meanwhile is named with the reason', async () => {
    const { upkeep, devices, publicationId } = await scene(2);
    await upkeep.plan(publicationId);
    const engineer = await arrives(upkeep.hospital.person);
    const { page, say } = engineer;
    await engineer.goes('/updates');
    const row = (serial: string) => page.getByRole('row').filter({ hasText: serial });
    await row('P-2').focus();
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await engineer.text('updates:many.chosen', { count: 2 }).waitFor();
    // Nothing is offered that is not possible for both.
    expect(await engineer.button('updates:step.APPLIED').count()).toBe(0);
    await engineer.button('updates:step.DEFERRED').click();
    const dialog = dialogOf(engineer);
    const send = dialog.getByRole('button', { name: say('updates:step.DEFERRED'), exact: true });
    await send.click();
    for (const missing of ['reasonMissing', 'controlsMissing', 'reviewMissing'])
      await engineer.text(`updates:form.${missing}`).waitFor();
    await dialog.getByRole('textbox', { name: say('updates:form.reason') }).fill('in use day and night');
    await dialog.getByRole('checkbox', { name: say('terms:CompensatingControl.MONITORING') }).check();
    await dialog.getByLabel(say('updates:form.reviewOn')).fill('2099-12-31');
    const [, second] = devices as [Id<'Asset'>, Id<'Asset'>];
    await upkeep.take(second, [{ to: 'NOT_APPLICABLE', note: 'it is a spare part' }]);
    await send.click();
    await engineer.text('updates:many.taken', { count: 1 }).waitFor();
    await dialog.getByRole('listitem').filter({ hasText: 'P-2' }).filter({ hasText: 'Somebody else' }).waitFor();
    await dialog
      .getByRole('button', { name: say('common:close'), exact: true })
      .last()
      .click();
    await row('P-1').getByText(say('terms:UpdateState.DEFERRED'), { exact: true }).waitFor();

    // It stands in the calendar, on the day on which it comes back.
    await engineer.goes('/updates?view=calendar&from=2099-12-01');
    await page
      .getByRole('list', { name: say('updates:calendar.label') })
      .getByRole('listitem')
      .filter({ hasText: 'Thu 31 Dec' })
      .getByRole('link', { name: say('updates:calendar.reviews', { count: 1 }) })
      .click();
    await page.getByRole('heading', { level: 1, name: /P-1$/ }).waitFor();
    await leave(engineer);
  });

  it('are told by serial number, where the hospital shows the vendor numbers alone', async () => {
    const upkeep = await Upkeep.open(world);
    const [device] = (await upkeep.devices(1, { serialNumber: 'P-1' })) as [Id<'Asset'>];
    const publicationId = await upkeep.published();
    const support = await arrives(upkeep.support);
    const { page, say } = support;
    await support.goes(`/publishing/${publicationId}`);
    await support.button('updates:report.open').click();
    const dialog = dialogOf(support);
    const send = dialog.getByRole('button', { name: say('updates:report.submit'), exact: true });
    await send.click();
    for (const missing of ['hospitalMissing', 'serialMissing'])
      await support.text(`updates:report.${missing}`).waitFor();
    await dialog.getByRole('combobox', { name: say('updates:report.hospital') }).click();
    await page.getByRole('option').first().click();
    await dialog.getByLabel(say('updates:report.serialNumber')).fill('P-1');
    await send.click();
    await support.text('updates:report.done').waitFor();
    await leave(support);
    await world.settled();
    expect(await upkeep.of(device)).toMatchObject({ state: 'APPLIED', countersignature: 'AWAITED' });
  });

  it('of a withdrawn package are kept by whom decides; whoever may not act is offered nothing', async () => {
    const { upkeep, devices, publicationId } = await scene(1);
    await upkeep.plan(publicationId);
    const [device] = devices as [Id<'Asset'>];
    const { id } = await upkeep.applied(device);
    const reader = await arrives(await world.member(upkeep.hospital.id, ['HOSPITAL_VIEWER']));
    await reader.goes(`/updates/plan?publication=${publicationId}`);
    await reader.text('updates:plan.notYours').waitFor();
    await reader.goes(`/updates/${id}`);
    await reader.text('updates:next.others').waitFor();
    expect(await reader.page.getByRole('main').getByRole('button').count()).toBe(0);
    expect(await reader.page.getByRole('checkbox').count()).toBe(0);
    await leave(reader);

    await upkeep.desk.approver.graphql(WITHDRAW, { input: { publicationId, reason: 'bricks devices' } });
    await world.settled();
    const officer = await arrives(upkeep.hospital.person);
    const { page, say } = officer;
    await officer.goes(`/updates/plan?publication=${publicationId}`);
    await officer.text('updates:plan.notPlannable').waitFor();
    await officer.goes('/updates?matter=HALTED');
    await page.getByRole('row').filter({ hasText: 'P-1' }).getByText(say('updates:tag.undecided')).waitFor();
    await page.getByRole('link', { name: /P-1$/ }).click();
    await officer.text('updates:halted.undecided').waitFor();
    await officer.button('terms:WithdrawalDecision.KEEP').click();
    const dialog = dialogOf(officer);
    const send = dialog.getByRole('button', { name: say('terms:WithdrawalDecision.KEEP'), exact: true });
    await send.click();
    await officer.text('updates:form.noteMissing').waitFor();
    await dialog.getByRole('textbox', { name: say('updates:form.reason') }).fill('It works here.');
    await send.click();
    await dialog.waitFor({ state: 'detached' });
    // It stays, and so it can be verified after all.
    await officer.button('updates:step.VERIFIED').waitFor();
    for (const gone of ['halted.title', 'tag.halted']) expect(await officer.text(`updates:${gone}`).count()).toBe(0);
    await leave(officer);
  });

  it('are recorded by a service provider on behalf of the hospital, until that takes its mandate back', async () => {
    const { upkeep, devices, publicationId } = await scene(1);
    await upkeep.plan(publicationId);
    const provider = await world.vendor('SERVICE_PROVIDER');
    const [device] = devices as [Id<'Asset'>];
    const { id } = await upkeep.take(device, [{ to: 'SCHEDULED', schedule: u.TONIGHT }]);
    const { rows } = await world.behind.query<{ id: string; name: string }>(
      'select id, name from organisation where id = any ($1)',
      [[upkeep.hospital.id, provider.id]],
    );
    const nameOf = (one: string) => rows.find((row) => row.id === one)?.name ?? '';
    // Other vendors have products of the usual name: the chooser offers them all.
    const product = 'Viewer under a mandate';
    await world.behind.query('update product set name = $2 where id = (select product_id from release where id = $1)', [
      upkeep.desk.releaseId,
      product,
    ]);

    const officer = await arrives(upkeep.hospital.person);
    await officer.goes('/mandates');
    await officer.heading('dealings:mandates.empty').waitFor();
    await officer.button('dealings:mandates.grant').click();
    const dialog = dialogOf(officer);
    const send = dialog.getByRole('button', { name: officer.say('dealings:mandates.grant'), exact: true });
    await send.click();
    await officer.text('dealings:mandates.productsMissing').waitFor();
    await officer.field('dealings:relationships.code').fill(provider.code);
    await officer.field('dealings:mandates.products').fill(product);
    await officer.page
      .getByRole('option', { name: new RegExp(`^${product}`) })
      .first()
      .click();
    await officer.page.keyboard.press('Tab');
    for (const day of ['from', 'untilDay']) {
      await officer.field(`dealings:mandates.${day}`).fill(calendarDate(new Date()));
    }
    expect(await officer.violations()).toEqual([]);
    await send.click();
    const row = officer.page.getByRole('row').filter({ hasText: nameOf(provider.id) });
    await row.getByText(officer.say('terms:MandateState.IN_FORCE')).waitFor();

    const engineer = await arrives(await world.member(provider.id, ['VENDOR_SUPPORT']));
    await engineer.goes(`/updates/${id}`);
    await engineer.text('updates:tag.onBehalfOf', { grantor: nameOf(upkeep.hospital.id) }).waitFor();
    expect(await engineer.button('updates:step.DEFERRED').count()).toBe(0);
    await takes(engineer, 'IN_PROGRESS');
    await officer.goes(`/updates/${id}`);
    const grantor = officer.say('updates:history.onBehalfOf', { grantor: nameOf(upkeep.hospital.id) });
    await officer.page
      .getByText(`${nameOf(provider.id)} · ${grantor}`)
      .first()
      .waitFor();

    await engineer.button('updates:step.APPLIED').click();
    await officer.goes('/mandates');
    await officer.button('dealings:mandates.revoke').click();
    await officer.field('dealings:mandates.revokeReason').fill('The contract ended.');
    await dialog.getByRole('button', { name: officer.say('dealings:mandates.revoke'), exact: true }).click();
    await row.getByText(officer.say('terms:MandateState.REVOKED')).waitFor();
    const apply = { name: engineer.say('updates:step.APPLIED'), exact: true };
    await dialogOf(engineer).getByRole('button', apply).click();
    await engineer.page.getByText(/has ended or was revoked/).waitFor();
    for (const visitor of [officer, engineer]) await leave(visitor);
  });

  it('have windows that a site agrees and removes', async () => {
    const upkeep = await Upkeep.open(world);
    const engineer = await arrives(upkeep.hospital.person);
    const { page, say } = engineer;
    await engineer.goes('/maintenance-windows');
    await engineer.heading('updates:windows.empty').waitFor();
    await engineer.button('updates:windows.agree').click();
    const dialog = dialogOf(engineer);
    const send = dialog.getByRole('button', { name: say('updates:windows.agree'), exact: true });
    await send.click();
    for (const missing of ['nameMissing', 'daysMissing']) await engineer.text(`updates:windows.${missing}`).waitFor();
    await dialog.getByLabel(say('updates:windows.name')).fill('At night');
    await dialog.getByRole('checkbox', { name: say('terms:Weekday.TUESDAY') }).check();
    await send.click();
    const row = page.getByRole('row').filter({ hasText: 'At night' });
    await row.getByText(say('updates:windows.from', { start: '22:00', minutes: 240 })).waitFor();
    await row.getByRole('button', { name: say('updates:windows.remove') }).click();
    await dialog.getByRole('button', { name: say('updates:windows.remove'), exact: true }).click();
    await engineer.heading('updates:windows.empty').waitFor();
    expect(await row.count()).toBe(0);
    await leave(engineer);
  });
});
