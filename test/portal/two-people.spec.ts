import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { describeInChromium, openChromium, Visitor } from '../support/chromium.ts';
import { asset, Desk, EDIT } from '../support/publishing-desk.ts';
import { type Person, World } from '../support/world.ts';

describeInChromium('two people on one record', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([World.start(), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  const arrivesAt = async (path: string, ...people: Person[]): Promise<Visitor[]> => {
    const visitors: Visitor[] = [];
    for (const person of people) {
      const visitor = await Visitor.arrives(browser, world.url, 'en', person);
      await visitor.goes(path);
      visitors.push(visitor);
    }
    return visitors;
  };
  /** How often a browser sent an operation. */
  const countOf = ({ page }: Visitor, operation: string) => {
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && (request.postData() ?? '').includes(`mutation ${operation}`))
        sent.push(operation);
    });
    return sent;
  };
  const leave = async (...visitors: Visitor[]) => {
    for (const visitor of visitors) {
      expect(visitor.said).toEqual([]);
      await visitor.leaves();
    }
  };
  const titleOf = async (desk: Desk, id: string): Promise<string> => {
    const { publication } = await desk.publisher.graphql(`query ($id: ID!) { publication(id: $id) { titleEn } }`, {
      id,
    });
    return publication.titleEn;
  };
  const confirmsApproval = ({ page, say }: Visitor) =>
    page
      .getByRole('dialog', { name: say('publishing:decision.approveTitle') })
      .getByRole('button', { name: say('publishing:decision.approve') });

  it('shows the second approver that the first one decided, and lets nobody decide twice', async () => {
    const desk = await Desk.open(world);
    const id = await desk.submitted();
    const second = await desk.approver.colleague('VENDOR_APPROVER');
    const [one, other] = (await arrivesAt(`/publishing/${id}/review`, desk.approver, second)) as [Visitor, Visitor];
    const approvals = countOf(one, 'ApprovePublication');
    for (const visitor of [one, other]) await visitor.button('publishing:decision.approve').click();
    await confirmsApproval(one).dblclick();
    await one.page.getByText(one.say('terms:PublicationState.PUBLISHED'), { exact: true }).first().waitFor();
    expect(approvals).toHaveLength(1);

    await confirmsApproval(other).click();
    await other.text('publishing:notInReview.decided').waitFor();
    await other.page.getByText(other.say('terms:PublicationState.PUBLISHED'), { exact: true }).first().waitFor();
    const { publication } = await desk.publisher.graphql(
      `query ($id: ID!) { publication(id: $id) { review { approvedBy } } }`,
      { id },
    );
    expect(publication.review.approvedBy).toBe(desk.approver.userId);
    await leave(one, other);
  }, 120_000);

  it('lets two of a hospital answer once, and shows the later one what the first one said', async () => {
    const [desk, hospital] = await Promise.all([Desk.open(world), world.hospital()]);
    await world.relationship(desk.vendor, hospital);
    await asset(world, hospital, desk.releaseId);
    const id = await desk.published({ actions: [{ kind: 'REPORT_AFFECTED', dueOn: '2099-12-24' }] });
    await world.settled();
    const colleague = await world.member(hospital.id, ['HOSPITAL_SECURITY']);
    const [one, other] = (await arrivesAt(`/publications/${id}`, hospital.person, colleague)) as [Visitor, Visitor];
    const choose = ({ page, say }: Visitor, word: string) =>
      page.getByRole('radio', { name: say(`terms:ActionAnswerWord.${word}`), exact: true }).check();
    await choose(one, 'AFFECTED');
    await choose(other, 'NOT_AFFECTED');
    await one.button('inbox:answer.send').dblclick();
    await one.text('inbox:answer.done').waitFor();

    await other.button('inbox:answer.send').click();
    const alert = other.page.getByRole('alert').filter({ hasText: other.say('inbox:answer.notRecorded') });
    await alert.getByText(/answered in the meantime/).waitFor();
    await other.page.getByText(other.say('terms:ActionAnswerWord.AFFECTED'), { exact: true }).waitFor();
    const answers = (
      await desk.world.behind.query('select answers from acknowledgement where publication_id = $1', [id])
    ).rows;
    expect(answers).toEqual([{ answers: [{ action: 'REPORT_AFFECTED', answer: 'AFFECTED', comment: null }] }]);

    // Who has read it may correct it.
    await other.button('inbox:site.correct').click();
    await choose(other, 'NOT_AFFECTED');
    await other.page
      .getByRole('dialog')
      .getByRole('button', { name: other.say('inbox:answer.send') })
      .click();
    await other.page.getByRole('dialog').waitFor({ state: 'detached' });
    await other.page.getByText(other.say('terms:ActionAnswerWord.NOT_AFFECTED'), { exact: true }).waitFor();
    await leave(one, other);
  }, 120_000);

  it('lets nobody save a draft over the words of a colleague without having seen them', async () => {
    const desk = await Desk.open(world);
    const id = await desk.drafted();
    const colleague = await desk.publisher.colleague('VENDOR_PUBLISHER');
    const path = `/publishing/${id}?step=description`;
    const [one, other] = (await arrivesAt(path, desk.publisher, colleague)) as [Visitor, Visitor];
    const saves = (visitor: Visitor) => visitor.button('publishing:description.submit').click();
    await one.field('publishing:description.titleEn').fill('Theirs');
    await other.field('publishing:description.titleEn').fill('Mine');
    await saves(one);
    await one.page.waitForURL(/step=audience/);

    await saves(other);
    await other.text('publishing:draft.overtaken').waitFor();
    expect(await titleOf(desk, id)).toBe('Theirs');
    await other.button('publishing:draft.insist').click();
    await other.text('publishing:draft.overtaken').waitFor({ state: 'detached' });
    await saves(other);
    await other.page.waitForURL(/step=audience/);
    expect(await titleOf(desk, id)).toBe('Mine');

    // A form in which nothing was typed shows what the draft says now; one in which something was can be filled anew.
    await one.goes(path);
    await one.field('publishing:description.titleEn').fill('Theirs again');
    await desk.publisher.graphql(EDIT, { input: { publicationId: id, titleEn: 'A third one' } });
    await saves(one);
    await one.button('publishing:draft.fillAnew').click();
    expect(await one.field('publishing:description.titleEn').inputValue()).toBe('A third one');
    await leave(one, other);
  }, 120_000);
});
