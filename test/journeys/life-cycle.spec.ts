import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LifecycleService } from '#libs/catalogue';
import { calendarDate, type Id } from '#libs/kernel';
import { systemCtx } from '#libs/platform';
import { cycloneDx, json, sendFile } from '../support/files.ts';
import { APPROVE, asset, Desk, SUBMIT, WITHDRAW } from '../support/publishing-desk.ts';
import { World } from '../support/world.ts';

const CHANGE = `mutation ($input: ChangeReleaseInput!) { changeRelease(input: $input) { release { id } } }`;
const RELEASE = `query ($id: ID!) { release(id: $id) {
  stage endOfLifeOn endOfSupportOn isShortNotice isSuddenLegacy
  lifecycleChanges { what before after reason changedBy publication { id } }
  componentSupport { endsFirstOn count components { name endOfSupportOn } } } }`;

const DAY_MS = 86_400_000;
const day = (days: number) => calendarDate(new Date(Date.now() + days * DAY_MS));
const summary = (changes: { what: string; before: string | null; after: string | null; reason: string }[]) =>
  changes.map(({ what, before, after, reason }) => `${what} ${before} ${after} ${reason}`);

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

const notice = (facts: object) => ({
  format: 'tasuki.lifecycle-notice',
  formatVersion: 1,
  publisher: 'Maker',
  madeAt: '2020-01-01',
  event: 'END_OF_SUPPORT',
  reason: 'Its operating system is no longer supported.',
  compensatingControls: ['Put it on a network of its own.'],
  ...facts,
});

/** Says why whatever was found in its file may stand. */
const FINDINGS = `query ($id: ID!) { publication(id: $id) { findings { uploadId reason severity } } }`;
async function publishedNotice(desk: Desk, facts: object, about: object = {}): Promise<Id<'Publication'>> {
  const { id, approve } = await submittedNotice(desk, facts, about);
  await desk.approver.graphql(APPROVE, { input: await approve() });
  return id;
}

async function submittedNotice(desk: Desk, facts: object, about: object = {}) {
  const uploadIds = [await sendFile(desk.publisher, 'notice.json', json(notice(facts)))];
  const id = await desk.drafted({ kind: 'LIFECYCLE_NOTICE', severity: 'MEDIUM', uploadIds, ...about });
  const { publication } = await desk.publisher.graphql(FINDINGS, { id });
  const justifications = publication.findings
    .filter(({ severity }: { severity: string }) => severity === 'WARNING')
    .map(({ uploadId, reason }: { uploadId: Id; reason: string }) => ({
      uploadId,
      reason,
      justification: 'So it is.',
    }));
  await desk.publisher.graphql(SUBMIT, { input: { publicationId: id, justifications } });
  return { id, approve: () => desk.asRead(id) };
}

const read = async (desk: Desk, by = desk.publisher) => (await by.graphql(RELEASE, { id: desk.releaseId })).release;
const dayPasses = () => world.app.get(LifecycleService, { strict: false }).reachDates(systemCtx('test'));

describe('the life cycle of a release', () => {
  it('follows its dates day by day, once, and says what it was before and why', async () => {
    const desk = await Desk.open(world);
    const hospital = await world.hospital();
    const change = (input: object) =>
      desk.publisher.graphql(CHANGE, { input: { releaseId: desk.releaseId, ...input } });
    await change({ endOfLifeOn: day(1), endOfSupportOn: day(900) });
    expect(await read(desk)).toMatchObject({ stage: 'SUPPORTED', isShortNotice: false, isSuddenLegacy: false });
    await dayPasses();
    expect((await read(desk)).stage).toBe('SUPPORTED');

    world.clock.advance(DAY_MS);
    try {
      for (let twice = 0; twice < 2; twice += 1) await dayPasses();
    } finally {
      world.clock.returnToPresent();
    }
    const { stage, lifecycleChanges } = await read(desk, hospital.person);
    expect(stage).toBe('LIMITED_SUPPORT');
    expect(summary(lifecycleChanges)).toEqual([
      'STAGE SUPPORTED LIMITED_SUPPORT DATE_REACHED',
      expect.stringMatching(/^END_OF_(LIFE|SUPPORT)_ON null .* BY_HAND$/),
      expect.stringMatching(/^END_OF_(LIFE|SUPPORT)_ON null .* BY_HAND$/),
    ]);
    expect(lifecycleChanges.map((one: { changedBy: null }) => one.changedBy)).toEqual([null, null, null]);
    expect((await read(desk)).lifecycleChanges[2].changedBy).toBe(desk.publisher.userId);
    const { rows } = await world.behind.query<{ facts: string; organisation_id: string }>(
      `select facts, organisation_id from trail.event where subject_id = $1 and kind = 'release.changed' order by id`,
      [desk.releaseId],
    );
    expect(rows.map((row) => row.organisation_id)).toEqual([desk.vendor.id, desk.vendor.id]);
    expect((JSON.parse(rows[1]!.facts) as { facts: object }).facts).toMatchObject({
      stageBefore: 'SUPPORTED',
      stage: 'LIMITED_SUPPORT',
      reason: 'DATE_REACHED',
    });
  });

  it('is what a published notice says, and tells by which', async () => {
    const desk = await Desk.open(world);
    const hospital = await world.hospital();
    await world.relationship(desk.vendor, hospital);
    await asset(world, hospital, desk.releaseId);
    const submitted = await submittedNotice(desk, {
      endOfLifeOn: day(-1),
      endOfSupportOn: day(900),
      event: 'END_OF_LIFE',
    });
    expect(await read(desk)).toMatchObject({ stage: 'SUPPORTED', endOfLifeOn: null, lifecycleChanges: [] });
    await desk.approver.graphql(APPROVE, { input: await submitted.approve() });
    await world.settled();

    const seen = await read(desk, hospital.person);
    expect(seen).toMatchObject({ stage: 'LIMITED_SUPPORT', endOfLifeOn: day(-1), endOfSupportOn: day(900) });
    expect(seen.lifecycleChanges).toHaveLength(3);
    for (const one of seen.lifecycleChanges) {
      expect(one).toMatchObject({ reason: 'NOTICE', publication: { id: submitted.id }, changedBy: null });
    }
    const stranger = await world.hospital();
    expect((await read(desk, stranger.person)).lifecycleChanges[0].publication).toBeNull();
  });

  it('concerns the versions that the notice names, and no release for a notice of TLP:RED', async () => {
    const desk = await Desk.open(world);
    const hospital = await world.hospital();
    await world.relationship(desk.vendor, hospital);
    await publishedNotice(desk, { versions: ['9.9'], endOfSupportOn: day(900) });
    const namedHospitals = [{ hospitalId: hospital.id, emails: [hospital.person.email] }];
    await publishedNotice(desk, { endOfSupportOn: day(900) }, { tlp: 'RED', namedHospitals });
    expect(await read(desk)).toMatchObject({ endOfSupportOn: null, lifecycleChanges: [] });
  });

  it('ends suddenly when a vulnerability cannot be fixed, and goes back only by a notice that prolongs it', async () => {
    const desk = await Desk.open(world);
    await publishedNotice(desk, { endOfLifeOn: day(400), endOfSupportOn: day(900), event: 'END_OF_LIFE' });
    await publishedNotice(desk, { endOfSupportOn: day(-1), isSudden: true });
    expect(await read(desk)).toMatchObject({
      stage: 'END_OF_SUPPORT',
      endOfLifeOn: day(-1),
      endOfSupportOn: day(-1),
      isSuddenLegacy: true,
      isShortNotice: true,
    });

    await publishedNotice(desk, { event: 'DATE_CHANGE', formerEndOfSupportOn: day(-1), endOfSupportOn: day(90) });
    const { lifecycleChanges, ...now } = await read(desk);
    expect(now).toMatchObject({ stage: 'LIMITED_SUPPORT', endOfSupportOn: day(90), isSuddenLegacy: false });
    expect(summary(lifecycleChanges)).toEqual(
      expect.arrayContaining(['SUDDEN_LEGACY false true NOTICE', 'SUDDEN_LEGACY true false NOTICE']),
    );
  });

  it('is not changed by hand once hospitals were told: by a notice in force, or because they hold it', async () => {
    const desk = await Desk.open(world);
    const input = { releaseId: desk.releaseId, endOfSupportOn: day(800) };
    const refusal = (change: object = input) =>
      desk.publisher.refusal(CHANGE, { input: { releaseId: desk.releaseId, ...change } });
    await desk.publisher.graphql(CHANGE, { input });
    await desk.publisher.graphql(CHANGE, { input: { ...input, endOfSupportOn: day(850) } });

    // Whom its vendor does not know of does not show by a refusal.
    const hospital = await world.hospital();
    await asset(world, hospital, desk.releaseId);
    await desk.publisher.graphql(CHANGE, { input });
    await world.relationship(desk.vendor, hospital);
    expect(await refusal({ endOfSupportOn: day(900) })).toBe('CONFLICT catalogue.date_was_told');
    expect(await refusal({ endOfSupportOn: null })).toBe('CONFLICT catalogue.date_was_told');
    // What nobody was told yet is told now.
    await desk.publisher.graphql(CHANGE, { input: { releaseId: desk.releaseId, endOfLifeOn: day(400) } });
    await world.behind.query(`update relationship set state = 'ENDED', ended_at = now() where hospital_id = $1`, [
      hospital.id,
    ]);
    await desk.publisher.graphql(CHANGE, { input });

    const publicationId = await publishedNotice(desk, { endOfSupportOn: day(900), formerEndOfSupportOn: day(800) });
    expect(await refusal({ endOfSupportOn: day(901) })).toBe('CONFLICT catalogue.date_was_told');
    expect((await read(desk)).endOfSupportOn).toBe(day(900));
    await desk.approver.graphql(WITHDRAW, { input: { publicationId, reason: 'Wrong.' } });
    await desk.publisher.graphql(CHANGE, { input });
  });

  it('refuses an end of support before the end of life, by hand and by a notice', async () => {
    const desk = await Desk.open(world);
    expect(
      await desk.publisher.refusal(CHANGE, {
        input: { releaseId: desk.releaseId, endOfLifeOn: day(2), endOfSupportOn: day(1) },
      }),
    ).toBe('INVALID_INPUT catalogue.dates_out_of_order');
    await desk.publisher.graphql(CHANGE, { input: { releaseId: desk.releaseId, releasedOn: '2026-01-01' } });
    const { approve } = await submittedNotice(desk, { endOfSupportOn: '2025-12-31' });
    expect(await desk.approver.refusal(APPROVE, { input: await approve() })).toBe(
      'INVALID_INPUT catalogue.dates_out_of_order',
    );
    expect(await read(desk)).toMatchObject({ endOfSupportOn: null, stage: 'SUPPORTED' });
  });

  it('shows components whose support ends before its own, to whom the SBOM was shown', async () => {
    const desk = await Desk.open(world);
    await desk.publisher.graphql(CHANGE, { input: { releaseId: desk.releaseId, endOfSupportOn: '2030-03-31' } });
    const sbom = cycloneDx([
      { name: 'later', endOfSupportOn: '2030-03-31' },
      { name: 'sooner', endOfSupportOn: '2028-01-01' },
      { name: 'soonest', endOfSupportOn: '2027-01-01' },
      { name: 'unknown' },
    ]);
    const uploadIds = [await sendFile(desk.publisher, 'sbom.cdx.json', json(sbom))];
    const publicationId = await desk.drafted({ kind: 'SBOM', severity: 'INFO', uploadIds });
    const { publication } = await desk.publisher.graphql(FINDINGS, { id: publicationId });
    const justifications = publication.findings
      .filter(({ severity }: { severity: string }) => severity === 'WARNING')
      .map(({ uploadId, reason }: { uploadId: Id; reason: string }) => ({ uploadId, reason, justification: 'Yes.' }));
    await desk.publisher.graphql(SUBMIT, { input: { publicationId, justifications } });
    expect((await read(desk)).componentSupport).toEqual({ endsFirstOn: null, count: 0, components: [] });
    await desk.approver.graphql(APPROVE, { input: await desk.asRead(publicationId) });

    expect((await read(desk)).componentSupport).toEqual({
      endsFirstOn: '2027-01-01',
      count: 2,
      components: [
        { name: 'soonest', endOfSupportOn: '2027-01-01' },
        { name: 'sooner', endOfSupportOn: '2028-01-01' },
      ],
    });
    const stranger = await world.hospital();
    expect((await read(desk, stranger.person)).componentSupport.count).toBe(0);
  });
});
