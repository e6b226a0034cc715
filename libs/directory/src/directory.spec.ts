import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Data, World, type Hospital, type Person, type Vendor } from '../../../test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

const PROPOSE =
  'mutation ($input: ProposeRelationshipInput!) { proposeRelationship(input: $input) { relationship { id state shares } } }';
const CONFIRM =
  'mutation ($input: RelationshipInput!) { confirmRelationship(input: $input) { relationship { id state } } }';
const INVITE =
  'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { invitation { id email expiresAt } } }';
const ACCEPT = 'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { member { id roles } } }';
const MAKE_KEY =
  'mutation ($input: MakeApiKeyInput!) { makeApiKey(input: $input) { secret apiKey { id prefix roles } } }';
const VIEWER =
  '{ viewer { name organisation { id kind } organisationCode roles memberships { organisation { id } roles } } }';
const inAYear = () => new Date(Date.now() + 365 * 86_400_000).toISOString();

/** The token of an invitation, as it stands in the mail that waits to be sent. */
async function tokenFor(email: string): Promise<string> {
  return world.eventually(async () => {
    const { readdir, readFile } = await import('node:fs/promises');
    const folder = `${world.runtime.config.dataFolder}/mail`;
    for (const name of await readdir(folder).catch(() => [])) {
      if (!name.includes(email) || name.endsWith('.part')) continue;
      const text = (await readFile(`${folder}/${name}`, 'utf8')).replaceAll('=\r\n', '').replaceAll('=3D', '=');
      const token = /invitation#([\w-]+)/.exec(text)?.[1];
      if (token) return token;
    }
    return null;
  });
}

describe('who asks', () => {
  it('is nobody without a credential', async () => {
    expect((await world.ask({}, VIEWER)).data).toEqual({ viewer: null });
  });

  it('is the person of the session, acting for their only organisation', async () => {
    const { person, id, code } = await world.hospital();
    const { viewer } = await person.graphql(VIEWER);
    expect(viewer).toMatchObject({ organisation: { id, kind: 'HOSPITAL' }, organisationCode: code });
  });

  it('is told what the shell of a page shows: address, second factor, and what they may do', async () => {
    const SHELL = '{ viewer { email hasSecondFactor permissions { verb subject } } }';
    const { publisher, approver } = await world.vendor();
    const may = async (person: Person, verb: string, subject: string) => {
      const { viewer } = await person.graphql(SHELL);
      const pairs = viewer.permissions.map((one: Data) => `${one['verb']} ${one['subject']}`);
      expect(pairs).toEqual([...new Set(pairs)]);
      return pairs.includes(`${verb} ${subject}`);
    };
    expect(await may(approver, 'approve', 'Publication')).toBe(true);
    expect(await may(publisher, 'approve', 'Publication')).toBe(false);
    expect(await may(publisher, 'invite', 'Member')).toBe(true);
    expect(await may(await world.person('OPERATOR'), 'admit', 'Organisation')).toBe(true);

    expect((await publisher.graphql(SHELL))['viewer']).toMatchObject({
      email: publisher.email,
      hasSecondFactor: false,
    });
    await world.behind.query(`update auth."user" set "twoFactorEnabled" = true where id = $1`, [publisher.userId]);
    await world.eventually(async () => (await publisher.graphql(SHELL))['viewer'].hasSecondFactor === true);
  });

  it('refuses a session that is not ours, and an unknown API key', async () => {
    const forged = { cookie: 'tasuki.session_token=nonsense.signature' };
    for (const headers of [forged, { authorization: 'Bearer tsk_unknown' }, { authorization: 'Basic Zm9v' }]) {
      const { errors, status } = await world.ask(headers, VIEWER);
      expect([status, errors[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    }
  });

  it('lets a person of two organisations choose, and act for no other', async () => {
    const [a, b, other] = [await world.hospital(), await world.hospital(), await world.hospital()];
    await world.behind.query(
      `insert into member (id, organisation_id, user_id, name, email, roles, state, created_at)
       values (gen_random_uuid(), $1, $2, 'x', 'x@hospital.example', '{HOSPITAL_VIEWER}', 'ACTIVE', now())`,
      [b.id, a.person.userId],
    );
    const actFor = 'mutation ($id: ID!) { actFor(input: { organisationId: $id }) { organisation { id } } }';
    await a.person.graphql(actFor, { id: b.id });
    const { viewer } = await a.person.graphql(VIEWER);
    expect(viewer).toMatchObject({ organisation: { id: b.id }, roles: ['HOSPITAL_VIEWER'] });
    expect(viewer.memberships).toHaveLength(2);
    expect(await a.person.refusal(actFor, { id: other.id })).toBe('NOT_FOUND not_found');
  });
});

describe('a relationship', () => {
  let vendor: Vendor;
  let hospital: Hospital;
  beforeAll(async () => {
    [vendor, hospital] = [await world.vendor(), await world.hospital()];
  });

  it('is proposed by one side with the code that the other told, and confirmed by the other only', async () => {
    const { proposeRelationship } = await vendor.publisher.graphql(PROPOSE, {
      input: { code: hospital.code.toLowerCase() },
    });
    const input = { relationshipId: proposeRelationship.relationship.id };
    expect(proposeRelationship.relationship).toMatchObject({ state: 'REQUESTED', shares: 'COUNTS' });
    expect(await vendor.publisher.refusal(CONFIRM, { input })).toBe('FORBIDDEN directory.proposer_cannot_confirm');
    expect((await hospital.person.graphql(CONFIRM, { input })).confirmRelationship.relationship.state).toBe('ACTIVE');
    expect(await hospital.person.refusal(CONFIRM, { input })).toBe('CONFLICT directory.relationship_state');
    expect(await vendor.publisher.refusal(PROPOSE, { input: { code: hospital.code } })).toBe(
      'CONFLICT directory.relationship_exists',
    );
  });

  it('is not found by a code of nobody, or of the same kind of organisation', async () => {
    const another = await world.hospital();
    expect(await hospital.person.refusal(PROPOSE, { input: { code: another.code } })).toBe('NOT_FOUND not_found');
    expect(await hospital.person.refusal(PROPOSE, { input: { code: 'ZZZZ-ZZZZ' } })).toBe('NOT_FOUND not_found');
    expect(await hospital.person.refusal(PROPOSE, { input: { code: 'nonsense' } })).toBe('INVALID_INPUT input.invalid');
  });

  it('shows a hospital to nobody whom it does not deal with', async () => {
    const stranger = await world.vendor();
    const query = 'query ($id: ID!) { organisation(id: $id) { id } }';
    expect(await stranger.publisher.refusal(query, { id: hospital.id })).toBe('NOT_FOUND not_found');
    await expect((await world.hospital()).person.refusal(query, { id: hospital.id })).resolves.toBe(
      'NOT_FOUND not_found',
    );
    const { organisations } = await stranger.publisher.graphql(
      '{ organisations(first: 100, kind: HOSPITAL) { totalCount edges { node { id } } } }',
    );
    expect(organisations).toEqual({ totalCount: 0, edges: [] });
    expect((await vendor.publisher.graphql(query, { id: hospital.id })).organisation.id).toBe(hospital.id);
  });

  it('is one, when both sides propose it at once', async () => {
    const [maker, clinic] = [await world.vendor(), await world.hospital()];
    const answers = await Promise.all([
      maker.publisher.ask(PROPOSE, { input: { code: clinic.code } }),
      clinic.person.ask(PROPOSE, { input: { code: maker.code } }),
    ]);
    const reasons = answers.flatMap(({ errors }) => errors.map((error) => error.extensions.reason));
    expect(reasons).toEqual(['directory.relationship_exists']);
  });

  it('is another organisation’s business for a third party', async () => {
    const third = await world.hospital();
    const { relationships } = await hospital.person.graphql('{ relationships { edges { node { id } } } }');
    const input = { relationshipId: relationships.edges[0].node.id };
    expect(await third.person.refusal(CONFIRM, { input })).toBe('NOT_FOUND not_found');
  });
});

describe('an invitation', () => {
  it('comes by mail and makes an account with a membership', async () => {
    const { publisher } = await world.vendor();
    const email = `new-${Date.now()}@vendor.example`;
    await publisher.graphql(INVITE, { input: { email, roles: ['VENDOR_APPROVER'], isOutside: true } });
    const token = await tokenFor(email);
    expect((await world.ask({}, ACCEPT, { input: { token } })).errors[0]?.extensions.reason).toBe(
      'directory.name_and_password_needed',
    );
    const accepted = await world.ask<Data>({}, ACCEPT, {
      input: { token, name: 'Approver', password: 'a long enough password' },
    });
    expect(accepted.data?.['acceptInvitation'].member.roles).toEqual(['VENDOR_APPROVER']);
    const again = await world.ask({}, ACCEPT, {
      input: { token, name: 'Approver', password: 'a long enough password' },
    });
    expect(again.errors[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'directory.invitation_used' });
  });

  it('expires, can be revoked, and is not guessed', async () => {
    const { publisher } = await world.vendor();
    const email = `late-${Date.now()}@vendor.example`;
    const { inviteMember } = await publisher.graphql(INVITE, { input: { email, roles: ['VENDOR_SUPPORT'] } });
    const token = await tokenFor(email);
    const revoke =
      'mutation ($id: ID!) { revokeInvitation(input: { invitationId: $id }) { invitation { revokedAt } } }';
    await publisher.graphql(revoke, { id: inviteMember.invitation.id });
    for (const [given, reason] of [
      [token, 'directory.invitation_expired'],
      ['not-a-token', 'not_found'],
    ]) {
      const { errors } = await world.ask({}, ACCEPT, {
        input: { token: given, name: 'N', password: 'a long enough password' },
      });
      expect(errors[0]?.extensions.reason).toBe(reason);
    }
  });

  it('gives only roles of the organisation’s kind', async () => {
    const { publisher } = await world.vendor();
    const input = { email: 'x@vendor.example', roles: ['HOSPITAL_ADMIN'] };
    expect(await publisher.refusal(INVITE, { input })).toBe('INVALID_INPUT directory.role_of_other_kind');
  });

  it('is the administrator’s to send', async () => {
    const { approver } = await world.vendor();
    expect(await approver.refusal(INVITE, { input: { email: 'x@vendor.example', roles: ['VENDOR_ADMIN'] } })).toBe(
      'FORBIDDEN access.forbidden',
    );
  });
});

describe('an API key', () => {
  const asProgram = (secret: string) => ({ authorization: `Bearer ${secret}` });
  const makeKey = async (person: Person, roles: string[], expiresAt = inAYear()) =>
    (await person.graphql(MAKE_KEY, { input: { name: 'build', roles, expiresAt } })).makeApiKey as {
      secret: string;
      apiKey: { id: string };
    };

  it('acts for its organisation with its own roles until it is revoked', async () => {
    const { publisher, id } = await world.vendor();
    const { secret, apiKey } = await makeKey(publisher, ['VENDOR_PUBLISHER']);
    const { data } = await world.ask<Data>(asProgram(secret), VIEWER);
    expect(data?.['viewer']).toMatchObject({ name: null, organisation: { id }, roles: ['VENDOR_PUBLISHER'] });
    await publisher.graphql('mutation ($id: ID!) { revokeApiKey(input: { apiKeyId: $id }) { apiKey { revokedAt } } }', {
      id: apiKey.id,
    });
    expect((await world.ask(asProgram(secret), VIEWER)).status).toBe(401);
  });

  it('makes no members and no further keys', async () => {
    const { publisher } = await world.vendor();
    const { secret } = await makeKey(publisher, ['VENDOR_ADMIN']);
    const { errors } = await world.ask(asProgram(secret), MAKE_KEY, {
      input: { name: 'x', roles: ['VENDOR_ADMIN'], expiresAt: inAYear() },
    });
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('does not outlive two years, nor begin in the past', async () => {
    const { publisher } = await world.vendor();
    const make = (expiresAt: string) =>
      publisher.refusal(MAKE_KEY, { input: { name: 'x', roles: ['VENDOR_SUPPORT'], expiresAt } });
    expect(await make(new Date(Date.now() + 4 * 365 * 86_400_000).toISOString())).toBe('INVALID_INPUT input.invalid');
    expect(await make('2020-01-01T00:00:00Z')).toBe('INVALID_INPUT directory.expiry_in_past');
  });

  it('is kept as a hash only', async () => {
    const { publisher } = await world.vendor();
    const { secret } = await makeKey(publisher, ['VENDOR_SUPPORT']);
    const { rows } = await world.behind.query('select row_to_json(k)::text as row from api_key k');
    expect(rows.some(({ row }) => row.includes(secret.slice(10)))).toBe(false);
  });
});

describe('the operator', () => {
  const ADMIT =
    'mutation ($input: AdmitOrganisationInput!) { admitOrganisation(input: $input) { organisation { id state } } }';

  it('admits an organisation whose first administrator joins by mail, and suspends it at once', async () => {
    const operator = await world.person('OPERATOR');
    const email = `admin-${Date.now()}@clinic.example`;
    const input = { kind: 'HOSPITAL', name: '新しい診療所', administratorEmail: email };
    const { admitOrganisation } = await operator.graphql(ADMIT, { input });
    const token = await tokenFor(email);
    const { data } = await world.ask<Data>({}, ACCEPT, {
      input: { token, name: 'Admin', password: 'a long enough password' },
    });
    expect(data?.['acceptInvitation'].member.roles).toContain('HOSPITAL_MANAGER');

    const person = await world.member(admitOrganisation.organisation.id, ['HOSPITAL_ADMIN']);
    expect((await person.graphql('{ sites { totalCount } }')).sites.totalCount).toBe(1);
    const suspend =
      'mutation ($id: ID!) { suspendOrganisation(input: { organisationId: $id }) { organisation { state } } }';
    await operator.graphql(suspend, { id: admitOrganisation.organisation.id });
    await world.eventually(
      async () => (await person.ask('{ sites { totalCount } }')).errors[0]?.extensions.code === 'FORBIDDEN',
    );
  });

  it('cannot keep itself out', async () => {
    const operator = await world.person('OPERATOR');
    const suspend =
      'mutation ($id: ID!) { suspendOrganisation(input: { organisationId: $id }) { organisation { state } } }';
    expect(await operator.refusal(suspend, { id: operator.organisationId })).toBe('FORBIDDEN directory.operator_stays');
  });

  it('is named as who acted on what it admits', async () => {
    const operator = await world.person('OPERATOR');
    const input = { kind: 'HOSPITAL', name: '別の診療所', administratorEmail: `named-${Date.now()}@clinic.example` };
    const { admitOrganisation } = await operator.graphql(ADMIT, { input });
    const { rows } = await world.behind.query(
      'select kind, organisation_id as by from trail.event where counterpart_id = $1 order by kind',
      [admitOrganisation.organisation.id],
    );
    expect(rows).toEqual(
      ['member.invited', 'organisation.admitted', 'site.added'].map((kind) => ({ kind, by: operator.organisationId })),
    );
  });

  it('alone admits', async () => {
    const { publisher } = await world.vendor();
    const input = { kind: 'HOSPITAL', name: 'x', administratorEmail: 'x@hospital.example' };
    expect(await publisher.refusal(ADMIT, { input })).toBe('FORBIDDEN access.forbidden');
  });
});

describe('members', () => {
  it('do not come back by an invitation that was sent before they left', async () => {
    const hospital = await world.hospital();
    const email = `twice-${Date.now()}@hospital.example`;
    const invite = () => hospital.person.graphql(INVITE, { input: { email, roles: ['HOSPITAL_ADMIN'] } });
    await invite();
    const first = await tokenFor(email);
    const { rows } = await world.behind.query('select token_hash from invitation where email = $1', [email]);
    expect(rows).toHaveLength(1);
    await invite();
    const input = { token: first, name: 'Returning', password: 'a long enough password' };
    expect((await world.ask({}, ACCEPT, { input })).errors).toEqual([]);
    const open =
      'select count(*)::int as open from invitation where email = $1 and accepted_at is null and revoked_at is null';
    expect((await world.behind.query(open, [email])).rows).toEqual([{ open: 0 }]);
  });

  it('cannot end each other at once, so that nobody is left', async () => {
    const hospital = await world.hospital();
    const colleague = await hospital.person.colleague('HOSPITAL_ADMIN');
    const end = 'mutation ($id: ID!) { endMembership(input: { memberId: $id }) { member { state } } }';
    const answers = await Promise.all([
      hospital.person.ask(end, { id: colleague.memberId }),
      colleague.ask(end, { id: hospital.person.memberId }),
    ]);
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
  });

  it('cannot leave an organisation without an administrator', async () => {
    const { publisher } = await world.vendor();
    const change = 'mutation ($input: ChangeMemberInput!) { changeMember(input: $input) { member { roles } } }';
    expect(
      await publisher.refusal(change, { input: { memberId: publisher.memberId, roles: ['VENDOR_PUBLISHER'] } }),
    ).toBe('CONFLICT directory.last_administrator');
  });

  it('lose what they may do the moment their membership ends', async () => {
    const hospital = await world.hospital();
    const leaving = await hospital.person.colleague('HOSPITAL_VIEWER');
    expect((await leaving.graphql('{ sites { totalCount } }')).sites.totalCount).toBe(1);
    await hospital.person.graphql(
      'mutation ($id: ID!) { endMembership(input: { memberId: $id }) { member { state } } }',
      { id: leaving.memberId },
    );
    await world.eventually(
      async () => (await leaving.ask('{ sites { totalCount } }')).errors[0]?.extensions.code === 'FORBIDDEN',
    );
  });
});

describe('refusals', () => {
  it('are recorded in the trail, once each', async () => {
    const { approver, id } = await world.vendor();
    await approver.refusal(INVITE, { input: { email: 'x@vendor.example', roles: ['VENDOR_ADMIN'] } });
    const { rows } = await world.behind.query(
      `select facts::jsonb -> 'facts' as facts from trail.event where kind = 'access.denied' and organisation_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ facts: expect.objectContaining({ field: 'Mutation.inviteMember' }) }]);
  });
});

describe('the list of organisations', () => {
  const LIST = `query ($search: String, $state: OrganisationState) { organisations(search: $search, state: $state) {
    totalCount edges { node { id name kind state
      admission { admittedAt memberCount siteCount suspendedAt suspensionReason } } } } }`;
  const SUSPEND = `mutation ($input: SuspendOrganisationInput!) { suspendOrganisation(input: $input) {
    organisation { state admission { suspendedAt suspensionReason } } } }`;
  const READMIT = `mutation ($input: OrganisationInput!) { readmitOrganisation(input: $input) {
    organisation { state admission { suspendedAt suspensionReason } } } }`;
  const search = 'Hospital for the operator';
  let operator: Person;
  let organisationId: string;
  beforeAll(async () => {
    operator = await world.person('OPERATOR');
    organisationId = (await world.organisation('HOSPITAL', search)).id;
    await world.member(organisationId, ['HOSPITAL_VIEWER']);
    for (let i = 0; i < 2; i += 1) await world.site(organisationId);
  });

  it('tells the operator how large each is, and is narrowed by name and state', async () => {
    const { organisations } = await operator.graphql(LIST, { search, state: 'ADMITTED' });
    expect(organisations).toMatchObject({
      totalCount: 1,
      edges: [{ node: { id: organisationId, admission: { memberCount: 1, siteCount: 2, suspendedAt: null } } }],
    });
    expect((await operator.graphql(LIST, { search, state: 'SUSPENDED' }))['organisations'].totalCount).toBe(0);
  });

  it('keeps why one was suspended, until it takes part again', async () => {
    const input = { organisationId, reason: 'The contract has ended.' };
    const { suspendOrganisation } = await operator.graphql(SUSPEND, { input });
    const { state, admission } = suspendOrganisation.organisation;
    expect([state, admission.suspensionReason]).toEqual(['SUSPENDED', 'The contract has ended.']);
    expect(Date.parse(admission.suspendedAt)).not.toBeNaN();
    expect(await operator.refusal(SUSPEND, { input })).toBe('CONFLICT directory.already_suspended');
    expect((await operator.graphql(LIST, { search, state: 'SUSPENDED' }))['organisations'].totalCount).toBe(1);
    const tooLong = { input: { organisationId, reason: 'x'.repeat(501) } };
    expect(await operator.refusal(SUSPEND, tooLong)).toBe('INVALID_INPUT input.invalid');

    const { readmitOrganisation } = await operator.graphql(READMIT, { input: { organisationId } });
    expect(readmitOrganisation.organisation).toEqual({
      state: 'ADMITTED',
      admission: { suspendedAt: null, suspensionReason: null },
    });
  });

  it('tells that to nobody but the operator', async () => {
    const { publisher, id } = await world.vendor();
    const { organisation } = await publisher.graphql(
      'query ($id: ID!) { organisation(id: $id) { id admission { memberCount } } }',
      { id },
    );
    expect(organisation).toEqual({ id, admission: null });
  });
});
