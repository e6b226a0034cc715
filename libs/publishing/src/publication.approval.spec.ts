import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, type Id } from '#libs/kernel';
import * as d from '../../../test/support/publishing-desk.ts';
import { Person, World } from '../../../test/support/world.ts';
import { SECOND_CHECK_MS } from './publication.entity.ts';

let world: World;
let desk: d.Desk;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());
beforeEach(async () => {
  desk = await d.Desk.open(world);
});

const read = async (person: Person, id: string) => (await person.graphql(d.PUBLICATION, { id })).publication;

describe('the two-person rule', () => {
  const approve = async (publicationId: Id) => ({ input: await desk.asRead(publicationId) });

  it('keeps whoever wrote or edited from approving, and records the refusal', async () => {
    const both = await desk.publisher.colleague('VENDOR_PUBLISHER', 'VENDOR_APPROVER');
    const publicationId = await desk.drafted();
    await both.graphql(d.EDIT, { input: { publicationId, titleEn: 'Edited' } });
    await both.graphql(d.SUBMIT, { input: { publicationId } });
    expect(await both.refusal(d.APPROVE, await approve(publicationId))).toBe(
      'FORBIDDEN publishing.contributor_cannot_approve',
    );
    expect((await read(both, publicationId)).state).toBe('IN_REVIEW');
    const denied = await desk.trailOf(desk.vendor.id);
    expect(denied.at(-1)).toMatchObject({
      kind: 'access.denied',
      facts: { reason: 'publishing.contributor_cannot_approve' },
    });
    await desk.approver.graphql(d.APPROVE, await approve(publicationId));
  });

  it('refuses publishers to approve, and approvers to write', async () => {
    const publicationId = await desk.submitted();
    expect(await desk.publisher.refusal(d.APPROVE, await approve(publicationId))).toBe('FORBIDDEN access.forbidden');
    expect(await desk.approver.refusal(d.DRAFT, { input: desk.advisory() })).toBe('FORBIDDEN access.forbidden');
  });

  it('never takes the approval of a program, nor that of the person who made the key it wrote with', async () => {
    const all = await desk.publisher.colleague('VENDOR_ADMIN', 'VENDOR_PUBLISHER', 'VENDOR_APPROVER');
    const { makeApiKey } = await all.graphql(
      'mutation ($input: MakeApiKeyInput!) { makeApiKey(input: $input) { secret } }',
      {
        input: {
          name: 'build server',
          roles: ['VENDOR_PUBLISHER', 'VENDOR_APPROVER'],
          expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
        },
      },
    );
    const program = new Person(world, { ...all, headers: { authorization: `Bearer ${makeApiKey.secret}` } });
    const theirs = await desk.submitted();
    for (const mutation of [d.APPROVE, d.EMERGENCY]) {
      expect(await program.refusal(mutation, await approve(theirs))).toBe(
        'FORBIDDEN publishing.program_cannot_approve',
      );
    }
    const written = await desk.drafted({}, program);
    await program.graphql(d.SUBMIT, { input: { publicationId: written } });
    expect(await all.refusal(d.APPROVE, await approve(written))).toBe(
      'FORBIDDEN publishing.contributor_cannot_approve',
    );
  });

  it('counts whoever sent an attached file among those who wrote', async () => {
    const sender = await desk.publisher.colleague('VENDOR_PUBLISHER', 'VENDOR_APPROVER');
    const uploadIds = [await desk.upload({ by: sender.userId })];
    const refused = 'FORBIDDEN publishing.contributor_cannot_approve';

    expect(await sender.refusal(d.APPROVE, await approve(await desk.submitted({ uploadIds })))).toBe(refused);

    const edited = await desk.drafted();
    await desk.publisher.graphql(d.EDIT, { input: { publicationId: edited, uploadIds } });
    await desk.publisher.graphql(d.SUBMIT, { input: { publicationId: edited } });
    const { errors } = await sender.ask(d.APPROVE, await approve(edited));
    expect(errors[0]).toMatchObject({
      message: expect.stringContaining('VENDOR_APPROVER who neither wrote nor uploaded'),
      extensions: { reason: 'publishing.contributor_cannot_approve' },
    });
    await desk.approver.graphql(d.APPROVE, await approve(edited));
  });

  it('counts the maker of the API key that sent a file, too', async () => {
    const maker = await desk.publisher.colleague('VENDOR_ADMIN', 'VENDOR_APPROVER');
    const keyId = newId();
    await world.behind.query(
      `insert into api_key (id, organisation_id, name, roles, prefix, secret_hash, created_by, created_at, expires_at)
       values ($1, $2, 'build server', '{VENDOR_PUBLISHER}', 'tsk_test', gen_random_uuid()::text::bytea, $3, now(), now() + interval '1 day')`,
      [keyId, desk.vendor.id, maker.memberId],
    );
    const publicationId = await desk.submitted({ uploadIds: [await desk.upload({ by: keyId })] });
    expect(await maker.refusal(d.APPROVE, await approve(publicationId))).toBe(
      'FORBIDDEN publishing.contributor_cannot_approve',
    );
  });

  it('publishes only the submission that the approver read', async () => {
    const publicationId = await desk.submitted();
    const read = await approve(publicationId);
    const { publication } = await desk.approver.graphql('query ($id: ID!) { publication(id: $id) { submittedAt } }', {
      id: publicationId,
    });
    expect(publication).toEqual({ submittedAt: read.input.submittedAt });

    await desk.approver.graphql(d.SEND_BACK, { input: { publicationId, reason: 'Name the versions' } });
    await desk.publisher.graphql(d.EDIT, { input: { publicationId, titleEn: 'Something else' } });
    await desk.publisher.graphql(d.SUBMIT, { input: { publicationId } });
    for (const mutation of [d.APPROVE, d.EMERGENCY]) {
      expect(await desk.approver.refusal(mutation, read)).toBe('CONFLICT publishing.changed_since_read');
    }
    await desk.approver.graphql(d.APPROVE, await approve(publicationId));
  });

  it('publishes once however many approve at the same moment', async () => {
    const publicationId = await desk.submitted();
    const variables = await approve(publicationId);
    const answers = await Promise.all([1, 2, 3].map(() => desk.approver.ask(d.APPROVE, variables)));
    const refusals = answers.flatMap(({ errors }) => errors.map((error) => error.extensions.reason));
    expect(refusals).toEqual(['publishing.not_in_review', 'publishing.not_in_review']);
    const published = (await desk.trailOf(publicationId)).filter(({ kind }) => kind === 'publication.published');
    expect(published).toHaveLength(1);
  });
});

describe('an emergency', () => {
  it('is published by its author right after signing in, and marked until another confirms', async () => {
    const alone = await desk.publisher.colleague('VENDOR_PUBLISHER', 'VENDOR_APPROVER');
    const publicationId = await desk.drafted({}, alone);
    await alone.graphql(d.SUBMIT, { input: { publicationId } });
    const { publishEmergency } = await alone.graphql(d.EMERGENCY, { input: await desk.asRead(publicationId) });
    expect(publishEmergency.publication).toMatchObject({ state: 'PUBLISHED', isSecondCheckPending: true });
    const waiting = async (isPending: boolean) => {
      const { publications } = await alone.graphql(
        'query ($isPending: Boolean) { publications(isSecondCheckPending: $isPending) { edges { node { id } } } }',
        { isPending },
      );
      return publications.edges.map((edge: { node: { id: string } }) => edge.node.id);
    };
    expect(await waiting(true)).toEqual([publicationId]);
    expect(await waiting(false)).not.toContain(publicationId);
    expect(await alone.refusal(d.CONFIRM, { input: { publicationId } })).toBe(
      'FORBIDDEN publishing.second_check_needs_another',
    );
    const { confirmSecondCheck } = await desk.approver.graphql(d.CONFIRM, { input: { publicationId } });
    expect(confirmSecondCheck.publication.isSecondCheckPending).toBe(false);
    expect(await waiting(true)).toEqual([]);
    expect(await waiting(false)).toContain(publicationId);
  });

  it('asks to sign in again after five minutes', async () => {
    const alone = await desk.publisher.colleague('VENDOR_PUBLISHER', 'VENDOR_APPROVER');
    const publicationId = await desk.drafted({}, alone);
    await alone.graphql(d.SUBMIT, { input: { publicationId } });
    world.clock.advance(6 * 60_000);
    expect(await alone.refusal(d.EMERGENCY, { input: await desk.asRead(publicationId) })).toBe(
      'FORBIDDEN publishing.sign_in_again',
    );
  });

  it('is told as missed, once, when nobody confirms for 72 hours', async () => {
    const publicationId = await desk.submitted();
    const approver = await desk.approver.colleague('VENDOR_APPROVER');
    await approver.graphql(d.EMERGENCY, { input: await desk.asRead(publicationId) });
    // Until the database's clock says so, 72 hours are waited for in vain: both clocks are put forward here.
    world.clock.advance(SECOND_CHECK_MS);
    await startCheck(publicationId);
    const missed = await world.eventually(async () =>
      (await desk.trailOf(publicationId)).find(({ kind }) => kind === 'publication.second_check_missed'),
    );
    expect(missed.facts).toMatchObject({ revision: 1 });
    const { publication } = await desk.approver.graphql(
      'query ($id: ID!) { publication(id: $id) { isSecondCheckPending secondCheckMissedAt } }',
      { id: publicationId },
    );
    expect(publication).toEqual({ isSecondCheckPending: true, secondCheckMissedAt: expect.any(String) });
  });

  it('is still told as missed when the clock of the database ran ahead and started the check too early', async () => {
    const publicationId = await desk.submitted();
    const approver = await desk.approver.colleague('VENDOR_APPROVER');
    await approver.graphql(d.EMERGENCY, { input: await desk.asRead(publicationId) });
    world.clock.advance(SECOND_CHECK_MS - 60_000);
    await startCheck(publicationId);
    const job = await world.eventually(async () => (await checkOf(publicationId)).find(({ is_waiting }) => is_waiting));
    expect(job.run_at.getTime()).toBeGreaterThan(world.clock.now().getTime() + 60_000);

    world.clock.advance(60_000);
    await startCheck(publicationId);
    await world.eventually(async () =>
      (await desk.trailOf(publicationId)).find(({ kind }) => kind === 'publication.second_check_missed'),
    );
  });

  const CHECK = `graphile_worker._private_jobs where key = 'publishing.check_second_check:' || $1`;
  const checkOf = async (publicationId: Id) => {
    const sql = `select run_at, run_at > now() and locked_at is null as is_waiting from ${CHECK}`;
    return (await world.behind.query<{ run_at: Date; is_waiting: boolean }>(sql, [publicationId])).rows;
  };
  const startCheck = async (publicationId: Id) => {
    const set = `update graphile_worker._private_jobs set run_at = now()`;
    await world.behind.query(`${set} where key = 'publishing.check_second_check:' || $1`, [publicationId]);
    await world.behind.query(`notify "jobs:insert", '{"count":1}'`);
  };
});
