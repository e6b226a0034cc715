import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type PrivateKey, reformatKey, revokeKey } from 'openpgp';
import { newId, type Id } from '#libs/kernel';
import { JobRegistry, runJob } from '#libs/platform';
import { json, sendFile } from '../../../../test/support/files.ts';
import * as d from '../../../../test/support/publishing-desk.ts';
import { binarySignatureOf, daysAgo, makersKey, publicHalf, signatureOf } from '../../../../test/support/signing.ts';
import { Person, World, type Data } from '../../../../test/support/world.ts';

let world: World;
let desk: d.Desk;
let key: PrivateKey;
beforeAll(async () => {
  world = await World.start();
  key = await makersKey();
});
afterAll(() => world.stop());
beforeEach(async () => {
  desk = await d.Desk.open(world);
});

const KEY = 'id fingerprint armoredKey keyIds userIds algorithm expiresAt registeredBy revokedAt revocationReason';
const REGISTER = `mutation ($input: RegisterSigningKeyInput!) {
  registerSigningKey(input: $input) { signingKey { ${KEY} } findings { severity reason advice } } }`;
const REVOKE = `mutation ($input: RevokeSigningKeyInput!) { revokeSigningKey(input: $input) { signingKey { ${KEY} } } }`;
const KEYS = `query ($vendorId: ID!) { signingKeys(vendorId: $vendorId) { totalCount edges { node { ${KEY} } } } }`;
const SIGNATURES = `query ($id: ID!) { publication(id: $id) { state signatures {
  artifactName signatureName result fingerprint signedAt keyUserIds detail checkedAt keyRevokedAt }
  findings { severity reason uploadId artifactName detail advice } } }`;

const register = async (one: PrivateKey | string, by = desk.publisher): Promise<Data> => {
  const armoredKey = typeof one === 'string' ? one : publicHalf(one);
  return (await by.graphql(REGISTER, { input: { armoredKey } }))['registerSigningKey'];
};
const revoke = (signingKeyId: Id, by = desk.publisher) =>
  by.graphql(REVOKE, { input: { signingKeyId, reason: 'A laptop was stolen.' } });
const keysOf = async (vendorId: Id, by = desk.publisher): Promise<Data[]> =>
  (await by.graphql(KEYS, { vendorId }))['signingKeys'].edges.map(({ node }: { node: Data }) => node);

/** Files of an update package, by their names, and the draft that they are attached to. */
const drafted = async (files: Record<string, Buffer>, facts: object = {}): Promise<Id<'Publication'>> => {
  const uploadIds = [];
  for (const [name, bytes] of Object.entries(files)) uploadIds.push(await sendFile(desk.publisher, name, bytes));
  return desk.drafted({ kind: 'UPDATE_PACKAGE', severity: 'HIGH', uploadIds, ...facts });
};
/** What is known of the signatures once none is being checked. */
const checked = (id: Id, by: Person = desk.publisher): Promise<Data> =>
  world.eventually(async () => {
    const { publication } = await by.graphql(SIGNATURES, { id });
    return publication.signatures.every(({ result }: Data) => result !== 'PENDING') && publication;
  });
const submitted = async (publicationId: Id<'Publication'>): Promise<Id<'Publication'>> => {
  await desk.publisher.graphql(d.SUBMIT, { input: { publicationId, justifications: await justified(publicationId) } });
  return publicationId;
};
const published = async (publicationId: Id<'Publication'>): Promise<Id<'Publication'>> => {
  await submitted(publicationId);
  await desk.approver.graphql(d.APPROVE, { input: await desk.asRead(publicationId) });
  return publicationId;
};
const justified = async (id: Id) => {
  const { findings } = await checked(id);
  return findings
    .filter(({ severity }: Data) => severity === 'WARNING')
    .map(({ uploadId, reason }: Data) => ({ uploadId, reason, justification: 'Known.' }));
};
const found = async (id: Id): Promise<string[]> => {
  const { findings } = await checked(id);
  return findings.map(({ severity, reason }: Data) => `${severity} ${reason}`);
};
const update = () => randomBytes(100_000);
const signed = async (by = key, bytes = update()) => ({
  'update.bin': bytes,
  'update.bin.asc': await signatureOf(by, bytes),
});
const manifest = json({
  format: 'tasuki.update-manifest',
  formatVersion: 1,
  title: 'Update',
  toVersion: '1.0',
  fixes: [{ description: 'A buffer overflow.' }],
  requiresRestart: false,
  downtimeMinutes: 0,
  canRollBack: false,
  installationProcedure: 'Start the installer.',
  installers: ['HOSPITAL'],
});

describe('a signing key', () => {
  it('is registered by an administrator, is there for everybody signed in, and is recorded', async () => {
    const { signingKey, findings } = await register(key);
    expect(findings).toEqual([]);
    expect(signingKey).toMatchObject({
      fingerprint: key.getFingerprint(),
      armoredKey: publicHalf(key).trim(),
      keyIds: [key.getKeyID().toHex()],
      userIds: ['Release team <release@maker.example>'],
      algorithm: 'Ed25519',
      expiresAt: null,
      registeredBy: desk.publisher.userId,
      revokedAt: null,
    });
    const hospital = await world.hospital();
    expect(await keysOf(desk.vendor.id, hospital.person)).toEqual([{ ...signingKey, registeredBy: null }]);
    const facts = {
      fingerprint: key.getFingerprint(),
      algorithm: 'Ed25519',
      expiresAt: null,
      sha256: createHash('sha256').update(publicHalf(key).trim()).digest('hex'),
    };
    expect(await desk.trailOf(signingKey.id)).toEqual([{ kind: 'signing_key.registered', facts }]);
  });

  it('is taken as it is now when it is registered again, and stays one key', async () => {
    const { signingKey: first } = await register(key);
    const prolonged = await reformatKey({
      privateKey: key,
      userIDs: [{ name: 'Renamed team' }],
      keyExpirationTime: 1_000 * 86_400,
      format: 'object',
    });
    const { signingKey: second } = await register(prolonged.publicKey.armor());
    expect(second).toMatchObject({ id: first.id, userIds: ['Renamed team'], expiresAt: expect.any(String) });
    expect(await keysOf(desk.vendor.id)).toEqual([second]);
    expect((await desk.trailOf(first.id)).map(({ kind }) => kind)).toEqual([
      'signing_key.registered',
      'signing_key.renewed',
    ]);
  });

  it('that has expired is registered for what it signed before, with a warning', async () => {
    const { findings } = await register(await makersKey({ keyExpirationTime: 86_400 }));
    expect(findings).toMatchObject([{ severity: 'WARNING', reason: 'formats.key_expired' }]);
  });

  it.each([
    ['private', 'formats.key_is_private', async () => key.armor()],
    ['too weak', 'formats.key_too_weak', async () => publicHalf(await weakKey())],
    ['two', 'formats.key_several', async () => publicHalf(key) + publicHalf(await makersKey())],
    ['revoked by itself', 'formats.key_revoked', async () => (await revoked(key)).armor()],
    ['no key', 'formats.key_malformed', async () => 'key'],
  ])('that is %s is refused, with what to do, and not kept', async (_what, reason, armored) => {
    const { errors } = await desk.publisher.ask(REGISTER, { input: { armoredKey: await armored() } });
    expect(errors[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      reason: 'publishing.signing_key_refused',
      fields: [{ path: 'armoredKey', reason, message: expect.stringMatching(/\. [A-Z]/) }],
    });
    expect(await keysOf(desk.vendor.id)).toEqual([]);
  });

  it('is neither registered nor revoked by a program, nor by a publisher', async () => {
    const { signingKey } = await register(key);
    for (const somebody of [await program(), await desk.publisher.colleague('VENDOR_PUBLISHER', 'VENDOR_APPROVER')]) {
      const input = { armoredKey: publicHalf(await makersKey()) };
      expect(await somebody.refusal(REGISTER, { input })).toBe('FORBIDDEN access.forbidden');
      const given = { signingKeyId: signingKey.id, reason: 'x' };
      expect(await somebody.refusal(REVOKE, { input: given })).toBe('FORBIDDEN access.forbidden');
    }
  });

  it('is revoked by its own vendor alone, once, and for good', async () => {
    const { signingKey } = await register(key);
    const other = await world.vendor();
    const input = { signingKeyId: signingKey.id, reason: 'x' };
    expect(await other.publisher.refusal(REVOKE, { input })).toBe('FORBIDDEN access.forbidden');
    expect(await desk.publisher.refusal(REVOKE, { input: { ...input, signingKeyId: newId() } })).toMatch(/^NOT_FOUND/);

    const { revokeSigningKey } = await revoke(signingKey.id);
    expect(revokeSigningKey.signingKey).toMatchObject({
      revokedAt: expect.any(String),
      revocationReason: 'A laptop was stolen.',
    });
    expect(await desk.publisher.refusal(REVOKE, { input })).toBe('CONFLICT publishing.signing_key_already_revoked');
    expect(await desk.publisher.refusal(REGISTER, { input: { armoredKey: publicHalf(key) } })).toBe(
      'CONFLICT publishing.signing_key_revoked',
    );
    expect((await desk.trailOf(signingKey.id)).map(({ kind }) => kind)).toEqual([
      'signing_key.registered',
      'signing_key.revoked',
    ]);
  });

  it('names itself in characters that hide nothing', async () => {
    const { signingKey } = await register(await makersKey({ userIDs: [{ name: 'gnp.\u202eexe\u0007' }] }));
    expect(signingKey.userIds).toEqual(['gnp.\ufffdexe\ufffd']);
  });
});

describe('a signed package', () => {
  it('is shown to be signed to everybody who reads it, and the record says so', async () => {
    await register(key);
    const files = await signed();
    const id = await drafted({ ...files, 'manifest.json': manifest }, { tlp: 'CLEAR' });
    expect(await found(id)).not.toContainEqual(expect.stringContaining('signature'));
    await published(id);

    const hospital = await world.hospital();
    expect((await hospital.person.graphql(SIGNATURES, { id })).publication.signatures).toEqual([
      {
        artifactName: 'update.bin',
        signatureName: 'update.bin.asc',
        result: 'VALID',
        fingerprint: key.getFingerprint(),
        signedAt: expect.any(String),
        keyUserIds: ['Release team <release@maker.example>'],
        detail: expect.any(String),
        checkedAt: expect.any(String),
        keyRevokedAt: null,
      },
    ]);
    const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    const fact = {
      sha256: sha256(files['update.bin']),
      signatureSha256: sha256(files['update.bin.asc']),
      result: 'VALID',
      fingerprint: key.getFingerprint(),
    };
    const events = (await desk.trailOf(id)).filter(({ facts }) => 'signatures' in facts);
    expect(events.map(({ kind, facts }) => [kind, facts['signatures']])).toEqual([
      ['publication.submitted', [fact]],
      ['publication.published', [fact]],
    ]);
  });

  it('may have a signature in binary', async () => {
    await register(key);
    const bytes = update();
    const id = await drafted({ 'update.bin': bytes, 'update.bin.sig': await binarySignatureOf(key, bytes) });
    expect((await checked(id)).signatures).toMatchObject([{ signatureName: 'update.bin.sig', result: 'VALID' }]);
  });

  it('that was changed since is not submitted', async () => {
    await register(key);
    const id = await drafted({ ...(await signed()), 'update.bin': update() });
    expect((await checked(id)).signatures).toMatchObject([{ result: 'INVALID', fingerprint: key.getFingerprint() }]);
    expect(await found(id)).toContain('ERROR formats.signature_invalid');
    expect(await desk.publisher.refusal(d.SUBMIT, { input: { publicationId: id } })).toBe(
      'INVALID_INPUT publishing.findings_to_mend',
    );
  });

  it('with a key that the vendor did not register is submitted with a word; another vendor’s registration does not count', async () => {
    const other = await world.vendor();
    await register(key, other.publisher);
    const id = await drafted(await signed());
    expect((await checked(id)).signatures).toMatchObject([
      { result: 'UNKNOWN_KEY', fingerprint: null, keyUserIds: [], signedAt: expect.any(String) },
    ]);
    expect(await found(id)).toContain('WARNING formats.signature_by_unknown_key');
    expect(await desk.publisher.refusal(d.SUBMIT, { input: { publicationId: id } })).toBe(
      'INVALID_INPUT publishing.warnings_need_justification',
    );
    await submitted(id);
  });

  it('is checked again when the key is registered', async () => {
    const id = await drafted(await signed());
    expect((await checked(id)).signatures).toMatchObject([{ result: 'UNKNOWN_KEY' }]);
    await register(key);
    expect((await checked(id)).signatures).toMatchObject([{ result: 'VALID' }]);
  });

  it('with a revoked key is not submitted, and not approved when it was submitted before', async () => {
    const { signingKey } = await register(key);
    const files = await signed();
    const [draft, review] = [await drafted(files), await submitted(await drafted(files))];
    await revoke(signingKey.id);
    expect((await checked(draft)).signatures).toMatchObject([
      { result: 'REVOKED_KEY', keyRevokedAt: expect.any(String), detail: expect.stringContaining('stolen') },
    ]);
    expect(await found(draft)).toContain('ERROR formats.signature_by_revoked_key');
    expect(await desk.publisher.refusal(d.SUBMIT, { input: { publicationId: draft } })).toBe(
      'INVALID_INPUT publishing.findings_to_mend',
    );
    await checked(review);
    expect(await desk.approver.refusal(d.APPROVE, { input: await desk.asRead(review) })).toBe(
      'CONFLICT publishing.signature_refused',
    );
  });

  it('that is published stays as it was found when its key is revoked, and is marked; the next revision is checked anew', async () => {
    const { signingKey } = await register(key);
    const id = await published(await drafted(await signed()));
    const before = (await checked(id)).signatures[0];
    await revoke(signingKey.id);
    await world.settled();
    expect((await checked(id)).signatures).toEqual([{ ...before, keyRevokedAt: expect.any(String) }]);

    const { draftRevision } = await desk.publisher.graphql(d.REVISE, { input: { publicationId: id } });
    expect((await checked(draftRevision.publication.id)).signatures).toMatchObject([{ result: 'REVOKED_KEY' }]);
    expect((await checked(id)).signatures).toMatchObject([{ result: 'VALID' }]);
  });

  it('made with an expired key, or too late, is told apart and needs a word', async () => {
    const expiring = await makersKey({ keyExpirationTime: 100 * 86_400 });
    await register(expiring);
    const bytes = update();
    const inTime = await signatureOf(expiring, bytes, daysAgo(300));
    expect((await checked(await drafted({ 'a.bin': bytes, 'a.bin.asc': inTime }))).signatures).toMatchObject([
      { result: 'VALID' },
    ]);
    // The program does not sign with an expired key; a thief would.
    const { privateKey: endless } = await reformatKey({
      privateKey: expiring,
      userIDs: [{ name: 'Release team' }],
      date: daysAgo(364),
      format: 'object',
    });
    const late = await drafted({ 'a.bin': bytes, 'a.bin.asc': await signatureOf(endless, bytes) });
    expect((await checked(late)).signatures).toMatchObject([{ result: 'EXPIRED_KEY' }]);
    expect(await found(late)).toContain('WARNING formats.signature_by_expired_key');
  });

  it('may have a signature of another kind, with a word', async () => {
    const id = await drafted({ 'update.bin': update(), 'update.bin.sig': randomBytes(256) });
    expect((await checked(id)).signatures).toMatchObject([{ result: 'UNREADABLE', fingerprint: null }]);
    expect(await found(id)).toContain('WARNING formats.signature_not_openpgp');
  });

  it('with a broken signature is refused, and that is said once', async () => {
    const broken = Buffer.from('-----BEGIN PGP SIGNATURE-----\n\nbm90aGluZw==\n-----END PGP SIGNATURE-----\n');
    const id = await drafted({ 'update.bin': update(), 'update.bin.asc': broken });
    expect((await found(id)).filter((one) => one.startsWith('ERROR'))).toHaveLength(1);
  });

  it('with a signature of none of its files needs a word, and without any gets a hint', async () => {
    const files = await signed();
    const stray = await drafted({ 'a.bin': update(), 'b.bin': update(), 'update.bin.asc': files['update.bin.asc'] });
    expect((await checked(stray)).signatures).toEqual([]);
    expect(await found(stray)).toContain('WARNING formats.signature_of_nothing');
    expect(await found(await drafted({ 'a.bin': update() }))).toContain('HINT formats.no_signature');
  });
});

describe('a check', () => {
  const checkOf = async (publicationId: Id): Promise<Data> => {
    const { rows } = await world.behind.query<Data>('select * from signature_check where publication_id = $1', [
      publicationId,
    ]);
    return rows[0]!;
  };
  const run = (checkId: Id) => {
    const job = world.app
      .get(JobRegistry, { strict: false })
      .all()
      .find(({ kind }) => kind === 'publishing.check_signature');
    return runJob(job!, { version: 1, checkId });
  };
  /** As if the worker had been killed before it could write what it found. */
  const unanswered = (id: Id) =>
    world.behind.query(
      `update signature_check set result = 'PENDING', checked_at = null, detail = null, fingerprint = null where id = $1`,
      [id],
    );

  it('under way keeps the publication from being submitted', async () => {
    await register(key);
    const id = await drafted(await signed());
    const justifications = await justified(id);
    await unanswered((await checkOf(id))['id']);
    const submit = { input: { publicationId: id, justifications } };
    expect(await desk.publisher.refusal(d.SUBMIT, submit)).toBe('CONFLICT publishing.signature_being_checked');
    await run((await checkOf(id))['id']);
    await desk.publisher.graphql(d.SUBMIT, submit);
  });

  it('that is repeated after a crash, or made twice at once, finds the same', async () => {
    await register(key);
    const id = await drafted(await signed());
    await checked(id);
    const before = await checkOf(id);
    await unanswered(before['id']);
    await Promise.all([run(before['id']), run(before['id'])]);
    const after = await checkOf(id);
    expect(after).toEqual({ ...before, checked_at: expect.any(Date) });
    await run(before['id']);
    expect(await checkOf(id)).toEqual(after);
  });

  it('of what is not attached any more, or was asked for anew, comes to nothing', async () => {
    const id = await drafted(await signed());
    await checked(id);
    const former = await checkOf(id);
    await register(key);
    await checked(id);
    const latter = await checkOf(id);
    expect(latter['id']).not.toBe(former['id']);
    await run(former['id']);
    expect(await checkOf(id)).toEqual(latter);
  });

  it('stays when a draft is edited, and is made anew for another file', async () => {
    await register(key);
    const files = await signed();
    const id = await drafted(files);
    await checked(id);
    const before = await checkOf(id);
    await desk.publisher.graphql(d.EDIT, { input: { publicationId: id, titleEn: 'Another title' } });
    expect(await checkOf(id)).toEqual(before);

    const other = await sendFile(desk.publisher, 'update.bin', update());
    const uploadIds = [other, before['signature_upload_id']];
    await desk.publisher.graphql(d.EDIT, { input: { publicationId: id, uploadIds } });
    expect((await checked(id)).signatures).toMatchObject([{ result: 'INVALID' }]);
    await desk.publisher.graphql(d.EDIT, { input: { publicationId: id, uploadIds: [other] } });
    expect((await checked(id)).signatures).toEqual([]);
    expect(await checkOf(id)).toBeUndefined();
  });
});

const weakKey = () => makersKey({ type: 'rsa', rsaBits: 1_024, config: { minRSABits: 1_024 } });

async function revoked(one: PrivateKey) {
  const { publicKey } = await revokeKey({ key: one, format: 'object' });
  return publicKey;
}

/** An API key with every role of the vendor. */
async function program(): Promise<Person> {
  const roles = ['VENDOR_ADMIN', 'VENDOR_PUBLISHER'];
  const input = { name: 'program', roles, expiresAt: new Date(Date.now() + 86_400_000).toISOString() };
  const { makeApiKey } = await desk.publisher.graphql(
    'mutation ($input: MakeApiKeyInput!) { makeApiKey(input: $input) { secret } }',
    { input },
  );
  return new Person(world, { ...desk.publisher, headers: { authorization: `Bearer ${makeApiKey.secret}` } });
}
