import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { describeInChromium, openChromium, Visitor } from '../support/chromium.ts';
import { cycloneDx, json } from '../support/files.ts';
import { asset, Desk } from '../support/publishing-desk.ts';
import { type Person, type Hospital, World } from '../support/world.ts';

const LANGUAGES = ['ja', 'en'] as const;
/** A date that no program reads is warned of: whoever publishes it says why it may stand. */
const sbomWith = (openssl: string) =>
  json(
    cycloneDx([
      { name: 'openssl', version: openssl, dependsOn: ['zlib'], endOfSupportOn: 'autumn of 2026' },
      { name: 'zlib', version: '1.3.1' },
    ]),
  );
const SBOM = sbomWith('3.0.14');

describeInChromium('the three journeys, from the home page and by what a person sees', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([World.start(), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  const arrives = async (language: (typeof LANGUAGES)[number], person: Person) => {
    const visitor = await Visitor.arrives(browser, world.url, language);
    await visitor.signsIn(person.email);
    return visitor;
  };
  const deskWithHospital = async (): Promise<{ desk: Desk; hospital: Hospital }> => {
    const [desk, hospital] = await Promise.all([Desk.open(world), world.hospital()]);
    await world.relationship(desk.vendor, hospital, 'ASSETS');
    await asset(world, hospital, desk.releaseId);
    return { desk, hospital };
  };
  /** Says of each warning why it may stand, and hands the draft over. */
  const submits = async ({ page, say }: Visitor, why: string) => {
    const warnings = page.getByRole('textbox', { name: say('publishing:submit.justify') });
    for (const warning of await warnings.all()) await warning.fill(why);
    await page.getByRole('button', { name: say('publishing:submit.submit'), exact: true }).click();
    await page.getByText(say('terms:PublicationState.IN_REVIEW'), { exact: true }).waitFor();
  };
  const leave = async (...visitors: Visitor[]) => {
    for (const visitor of visitors) {
      expect(visitor.said).toEqual([]);
      await visitor.leaves();
    }
  };

  it.each(LANGUAGES)(
    'a vendor publishes what the hospital answers (%s)',
    async (language) => {
      const { desk, hospital } = await deskWithHospital();
      const title = language === 'ja' ? '画像ビューアの部品表' : 'Components of the viewer';

      // The publisher.
      const publisher = await arrives(language, desk.publisher);
      await publisher.menu('publishing').click();
      await publisher.link('publishing:list.new').click();
      const { page, say } = publisher;
      await page.getByRole('radio', { name: say('terms:PublicationKind.SBOM') }).click();
      await publisher.button('publishing:steps.next').click();
      const dropzone = publisher.text('publishing:files.drop');
      await publisher.drops(dropzone, [{ name: 'empty.json', bytes: Buffer.alloc(0) }]);
      await publisher.text('publishing:refused.empty', { name: 'empty.json' }).waitFor();
      await publisher.drops(dropzone, [{ name: 'sbom.json', bytes: SBOM }]);
      const row = page.getByRole('listitem', { name: 'sbom.json', exact: true });
      await row.getByText(say('publishing:stage.READY'), { exact: true }).waitFor();
      await publisher.button('publishing:steps.next').click();

      await publisher.field(`publishing:description.title${language === 'ja' ? 'Ja' : 'En'}`).fill(title);
      await page.getByRole('group', { name: 'Viewer' }).getByRole('checkbox', { name: '1.0' }).check();
      await page.getByRole('checkbox', { name: say('terms:RequiredActionKind.ACKNOWLEDGE'), exact: true }).check();
      await publisher.button('publishing:description.submit').click();
      await publisher.text('publishing:audience.lead').waitFor();
      await page
        .getByRole('grid', { name: say('publishing:audience.hospitals') })
        .getByText(/^HOSPITAL \d/)
        .waitFor();
      await publisher.button('publishing:steps.next').click();

      await publisher.heading('publishing:submit.findings').waitFor();
      const justified = language === 'ja' ? '終了日は開発元に確認中です' : 'Its makers have not named the day yet';
      const warnings = page.getByRole('textbox', { name: say('publishing:submit.justify') });
      expect(await warnings.count()).toBeGreaterThan(0);
      // Without a word for each warning it is not submitted.
      await publisher.button('publishing:submit.submit').click();
      await publisher.text('publishing:submit.justifyMissing').first().waitFor();
      await submits(publisher, justified);
      await leave(publisher);

      // The approver, at another machine.
      const approver = await arrives(language, desk.approver);
      await approver.menu('publishing').click();
      await approver.page.getByRole('tab', { name: say('terms:PublicationState.IN_REVIEW') }).click();
      await approver.page.getByText(title, { exact: true }).click();
      await approver.page.getByRole('heading', { level: 1, name: title }).waitFor();
      await approver.text('publishing:review.first').waitFor();
      await approver.page.getByText(justified).first().waitFor();
      await approver.button('publishing:decision.approve').click();
      await approver.page
        .getByRole('dialog', { name: say('publishing:decision.approveTitle') })
        .getByRole('button', { name: say('publishing:decision.approve') })
        .click();
      await approver.page.getByText(say('terms:PublicationState.PUBLISHED'), { exact: true }).first().waitFor();
      await leave(approver);
      await world.settled();

      // The engineer of the hospital.
      const engineer = await arrives(language, hospital.person);
      await engineer.menu('inbox').click();
      await engineer.page.getByRole('grid').getByRole('link', { name: title }).waitFor();
      await engineer.link('common:home').click();
      await engineer.page
        .getByRole('region', { name: say('inbox:home.urgent') })
        .getByText(title)
        .click();
      await engineer.page.getByRole('heading', { level: 1, name: title }).waitFor();
      // Why the vendor let the warnings stand.
      await engineer.page
        .getByRole('region', { name: say('inbox:justified.title') })
        .getByText(justified)
        .first()
        .waitFor();
      const file = await engineer.downloads(engineer.button('inbox:files.downloadOf', { name: 'sbom.json' }));
      expect(file.name).toBe('sbom.json');
      expect(file.bytes.equals(SBOM)).toBe(true);
      await engineer.button('inbox:answer.acknowledge').click();
      await engineer.text('inbox:answer.done').waitFor();
      await engineer.menu('inbox').click();
      await engineer.heading('inbox:home.calm.title').waitFor();
      expect(await engineer.page.getByText(title).count()).toBe(0);

      // The publisher sees that it was answered, and writes the next revision.
      await world.settled();
      const author = await arrives(language, desk.publisher);
      await author.menu('publishing').click();
      await author.page.getByText(title, { exact: true }).click();
      await author.link('publishing:published.responses').click();
      await author.heading('vendor:overTime.title').waitFor();
      for (const figure of ['delivered', 'viewed', 'acknowledged']) {
        await author.page.getByRole('link', { name: `${say(`vendor:figure.${figure}`)} 1`, exact: true }).waitFor();
      }
      await author.page.getByRole('link', { name: `${say('vendor:figure.overdue')} 0`, exact: true }).waitFor();
      const recipient = author.page.getByRole('grid', { name: say('vendor:recipients.title') }).getByRole('row');
      await recipient
        .filter({ hasText: say('terms:DeliveryState.ANSWERED') })
        .getByText(say('vendor:recipients.answer', { answer: say('terms:ActionAnswerWord.DONE'), sites: 1 }))
        .waitFor();
      await author.page.getByRole('link', { name: title, exact: true }).click();
      await author.button('publishing:published.revise').click();
      await author.button('publishing:file.removeOne', { name: 'sbom.json' }).click();
      const later = { name: 'sbom-2.json', bytes: sbomWith('3.0.15') };
      await author.drops(author.text('publishing:files.drop'), [later]);
      // Once it is read, it is attached to the draft by itself.
      const attached = author.page.getByRole('listitem').filter({ hasText: later.name });
      await attached.getByText(/^SHA-256 [0-9a-f]{64}$/).waitFor();
      await author.button('publishing:steps.next').click();
      const summary = language === 'ja' ? 'OpenSSLを更新しました' : 'OpenSSL was updated';
      await author.field(`publishing:description.summary${language === 'ja' ? 'Ja' : 'En'}`).fill(summary);
      await author.button('publishing:description.submit').click();
      await author.text('publishing:audience.lead').waitFor();
      await author.button('publishing:steps.next').click();
      await author.heading('publishing:submit.findings').waitFor();
      await submits(author, justified);
      await leave(author);

      // The approver sees what is different from the revision in force, in words and in the files.
      const reviewer = await arrives(language, desk.approver);
      await reviewer.menu('publishing').click();
      await reviewer.page.getByRole('tab', { name: say('terms:PublicationState.IN_REVIEW') }).click();
      const inReview = reviewer.page.getByRole('row', { name: say('terms:PublicationState.IN_REVIEW') });
      await inReview.getByText(title, { exact: true }).click();
      const difference = reviewer.page.getByRole('region', { name: say('publishing:review.difference'), exact: true });
      const changes = (key: string, cells: string) =>
        difference
          .getByRole('region', { name: say(`publishing:difference.${key}`, { count: 1 }), exact: true })
          .getByRole('row', { name: cells })
          .waitFor();
      await changes('components', `openssl 3.0.14 3.0.15 ${say('terms:ChangeKind.CHANGED')}`);
      await changes('fields', summary);
      expect(await difference.getByText('zlib').count()).toBe(0);
      await leave(reviewer);
      // What was in it is found from everywhere.
      await engineer.page.keyboard.press('Control+k');
      await engineer.page.getByRole('textbox', { name: say('common:palette.placeholder') }).fill('zlib');
      await engineer.page.getByRole('dialog').getByText('pkg:npm/zlib').click();
      await engineer.heading('devices:components.title').waitFor();
      await engineer.page.getByRole('grid').getByText('1.3.1').first().waitFor();

      // The hospital lets an auditor in.
      const auditor = await world.person('AUDITOR');
      const { organisation } = (await auditor.graphql('{ viewer { organisation { name } } }')).viewer;
      await engineer.menu('grants').click();
      await engineer.button('audit:grants.give').click();
      const dialog = engineer.page.getByRole('dialog', { name: say('audit:grants.give') });
      await dialog.getByRole('combobox', { name: say('audit:grants.auditor') }).click();
      await engineer.page.getByRole('option', { name: organisation.name, exact: true }).click();
      await dialog.getByRole('button', { name: say('audit:grants.give') }).click();
      await engineer.text('audit:grants.inForce').waitFor();
      await leave(engineer);
      await world.settled();

      // The auditor.
      const reader = await arrives(language, auditor);
      await reader.menu('grants').click();
      await reader.page
        .getByRole('grid')
        .getByRole('link', { name: say('audit:grants.read') })
        .click();
      await reader.button('kinds:TrailKind.delivery_acknowledged').click();
      // What else the same person did: it stands in the address and in the files.
      await reader.button('audit:trail.samePerson').click();
      await reader.page.waitForURL((url) => url.search.includes(hospital.person.userId));
      const csv = reader.page.getByRole('link', { name: 'CSV' });
      expect(await csv.getAttribute('href')).toContain(`personId=${hospital.person.userId}`);
      expect(await reader.field('audit:trail.person').inputValue()).toMatch(/^Person \d+$/);
      await reader.button('kinds:TrailKind.delivery_acknowledged').click();
      const receipt = await reader.downloads(reader.button('audit:trail.receipt'));
      await reader.link('audit:trail.verify').click();
      await reader.text('audit:verify.valid.receipt').waitFor();
      for (const step of ['key', 'format', 'checkpoint', 'commitment', 'inclusion'])
        await reader.page.getByText(`${say('audit:verify.passed')} ${say(`audit:verify.step.${step}`)}`).waitFor();
      expect(await reader.page.getByText(say('audit:verify.failed')).count()).toBe(0);

      await reader.menu('verify').click();
      const altered = Buffer.from(receipt.bytes);
      const place = altered.indexOf('acknowledged');
      altered.write('A', place);
      await reader.chooses(reader.page.getByText(say('audit:verify.choose')), {
        name: receipt.name,
        mimeType: 'application/json',
        buffer: altered,
      });
      await reader.text('audit:verify.invalid.receipt').waitFor();
      await reader.page.getByText(`${say('audit:verify.failed')} ${say('audit:verify.step.inclusion')}`).waitFor();
      await leave(reader);
    },
    240_000,
  );
});
