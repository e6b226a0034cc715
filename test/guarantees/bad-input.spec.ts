import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { getNamedType, isEnumType } from 'graphql';
import request from 'supertest';
import { encodeCursor, ROLES_OF_KIND, type Role } from '#libs/kernel';
import { JobRegistry } from '#libs/platform';
import { WITHDRAW } from '../support/publishing-desk.ts';
import { type Answer, PASSWORD, type Person, World } from '../support/world.ts';
import { accessMatrix, type Row } from './access-matrix.ts';
import { isConnection, leaves, question, type RootField, rootFields, schemaOf } from './asking.ts';
import type { PersonaName } from './personas.ts';
import { does, type MadeKey, type Pair, pair, type Rows } from './rich-world.ts';

// What is below is what no lib can test alone. The rest of the bad input that the program must withstand:
// - repeated wrong passwords: libs/platform/src/sign-in/lockout.spec.ts
// - a key revoked elsewhere: libs/platform/src/sign-in/revocation.spec.ts
// - a part shorter or longer: libs/publishing/src/uploads/file-links.spec.ts
// - a part out of range: libs/publishing/src/uploads/file-links.spec.ts
// - a file other than declared: libs/publishing/src/uploads/uploads.spec.ts
// - a file that is not what it claims: libs/publishing/src/uploads/uploads.spec.ts
// - a file name with separators: libs/publishing/src/uploads/upload-refusals.spec.ts
// - another vendor's release: libs/publishing/src/publication.spec.ts
// - another vendor's upload: libs/publishing/src/publication.spec.ts
// - approving one’s own: libs/publishing/src/publication.spec.ts
// - a due date in the past: libs/publishing/src/publication.spec.ts
// - acknowledging many times at once: libs/engagement/src/answering.spec.ts
// - a query of 10 MB: libs/platform/src/graphql/refusals.spec.ts
// - 1,000 aliases: libs/platform/src/graphql/refusals.spec.ts
// - a batch of 1,000: libs/platform/src/graphql/refusals.spec.ts

let world: World;
let ours: Pair;
let auditor: Person;
let fields: Map<string, RootField>;
const matrix = accessMatrix();

beforeAll(async () => {
  world = await World.start();
  auditor = await world.person('AUDITOR');
  ours = await pair(world, auditor.organisationId);
  fields = rootFields(await schemaOf(auditor));
});
afterAll(() => world.stop());

describe('a credential', () => {
  const VIEWER = '{ viewer { name } }';
  const refusal = async (headers: Record<string, string>) => {
    const { status, errors } = await world.ask(headers, VIEWER);
    return [status, errors[0]?.extensions.code, errors[0]?.extensions.reason];
  };
  const somebody = () => world.member(ours.hospital.organisationId, ['HOSPITAL_VIEWER']);

  it('with a wrong password is refused like one of nobody', async () => {
    const { email } = await somebody();
    const signIn = (about: object) =>
      request(world.url).post('/auth/sign-in/email').set('origin', world.url).send(about);
    const [wrong, unknown] = [
      await signIn({ email, password: `${PASSWORD}r` }),
      await signIn({ email: 'nobody@hospital.example', password: PASSWORD }),
    ];
    expect(wrong.body.error).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'sign_in.wrong_credentials' });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect({ ...unknown.body.error, requestId: '' }).toEqual({ ...wrong.body.error, requestId: '' });
  });

  it('of a session that expired, was signed by another portal, or patched together is refused', async () => {
    const [person, other] = [await somebody(), await somebody()];
    const ended = [401, 'UNAUTHENTICATED', 'sign_in.session_ended'];
    await world.behind.query(`update auth.session set "expiresAt" = now() - interval '1 second' where "userId" = $1`, [
      person.userId,
    ]);
    expect(await refusal(person.headers)).toEqual(ended);
    const [mine, theirs] = [person, other].map((one) => decodeURIComponent(one.headers['cookie']!).split('.'));
    const patched = [mine![0], mine![1], theirs![2]].join('.');
    for (const cookie of [patched, `${mine![0]}.${mine![1]}.`, 'tasuki.session_token=%E0%A4%A']) {
      expect(
        (
          await refusal({ cookie: cookie.replace(/=(.*)$/s, (_, value: string) => `=${encodeURIComponent(value)}`) })
        )[0],
      ).toBe(401);
    }
  });

  it('of a program is refused as soon as it is revoked, and once it expired', async () => {
    const admin = ours.hospital.everyone;
    const make = () =>
      does<MadeKey>(
        admin,
        'makeApiKey',
        { name: 'x', roles: ['HOSPITAL_VIEWER'], expiresAt: inADay() },
        'secret apiKey { id }',
      );
    const bad = [401, 'UNAUTHENTICATED', 'sign_in.bad_api_key'];
    const [revoked, expired] = [await make(), await make()];
    const headers = { authorization: `Bearer ${revoked.secret}` };
    expect((await world.ask(headers, VIEWER)).status).toBe(200);
    await does(admin, 'revokeApiKey', { apiKeyId: revoked.apiKey.id }, 'apiKey { id }');
    // Whom a credential stands for is remembered for up to five seconds; a revocation is heard within moments.
    const since = Date.now();
    await world.eventually(async () => (await refusal(headers))[0] === 401);
    expect(Date.now() - since).toBeLessThan(2_000);
    expect(await refusal(headers)).toEqual(bad);

    await world.behind.query(`update api_key set expires_at = now() - interval '1 second' where id = $1`, [
      expired.apiKey.id,
    ]);
    expect(await refusal({ authorization: `Bearer ${expired.secret}` })).toEqual(bad);
  });
});

const VENDORS = ['VENDOR_ADMIN', 'VENDOR_PUBLISHER', 'VENDOR_APPROVER', 'VENDOR_SUPPORT'] as const;

describe('nonsense', () => {
  /** Somebody whom the access matrix lets ask. */
  function entitled(row: Row): { person: Person; role: Role; rows: Rows } {
    const may = (name: PersonaName) => row[name] === 'yes';
    const { vendor, hospital } = ours;
    if (VENDORS.some(may)) return { person: vendor.everyone, role: 'VENDOR_SUPPORT', rows: vendor.rows };
    if (ROLES_OF_KIND.HOSPITAL.some(may))
      return { person: hospital.everyone, role: 'HOSPITAL_VIEWER', rows: hospital.rows };
    return may('OPERATOR')
      ? { person: operator, role: 'OPERATOR', rows: hospital.rows }
      : { person: auditor, role: 'AUDITOR', rows: hospital.rows };
  }
  let operator: Person;
  beforeAll(async () => {
    operator = await world.person('OPERATOR');
  });

  /** Every leaf of one kind of type, told something that it must refuse. */
  async function refusals(kind: RegExp | 'enum', nonsense: readonly unknown[]): Promise<string[]> {
    const accepted: string[] = [];
    let asked = 0;
    for (const [name, field] of fields) {
      const paths = leaves(field, (type) =>
        kind === 'enum' ? isEnumType(getNamedType(type)) : kind.test(getNamedType(type).name),
      );
      const { person, role, rows } = entitled(matrix.get(name)!);
      for (const path of paths.filter((one) => one !== 'first' && one !== 'after')) {
        for (const told of nonsense) {
          const { query, variables } = question(name, field, { rows, role, instead: { [path]: told } });
          const answer = await person.ask(query, variables);
          asked += 1;
          if (!isRefused(answer, path))
            accepted.push(`${name}.${path} = ${JSON.stringify(told).slice(0, 30)}: ${summary(answer)}`);
        }
      }
    }
    expect(asked).toBeGreaterThan(10);
    return accepted;
  }

  const isRefused = ({ errors: [error] }: Answer<unknown>, path = '') => {
    if (!error?.extensions.reason) return false;
    const { code } = error.extensions;
    // A password may hold anything: it is wrong, not nonsense.
    return code === 'INVALID_INPUT' || (path.endsWith('password') && ['NOT_FOUND', 'FORBIDDEN'].includes(code));
  };
  const summary = ({ errors: [error] }: Answer<unknown>) =>
    error ? `${error.extensions.code} ${error.extensions.reason}` : 'taken';

  /** Whatever was refused left no trace, and nothing half-written. */
  async function written(): Promise<unknown> {
    const { rows: tables } = await world.behind.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`,
    );
    const counted = [
      ...tables.map(({ name }) => `select '${name}' as what, count(*) from ${name}`),
      // That somebody was refused is on record, and should be.
      `select 'events', count(*) from trail.event where kind <> 'access.denied'`,
    ];
    return (await world.behind.query(`${counted.join(' union all ')} order by 1`)).rows;
  }

  it.each<[string, RegExp | 'enum', readonly unknown[]]>([
    ['an id', /^ID$/, ['nonsense', '', '00000000-0000-0000-0000-00000000000g', "' or true --"]],
    ['an enum', 'enum', ['NONSENSE', '', 'critical']],
    ['a date', /^CalendarDate$/, ['2026-02-31', 'tomorrow', '']],
    ['an instant', /^DateTime$/, ['2026-02-31T00:00:00Z', '2026-11-23', 'now']],
    ['a number', /^(Int|ByteCount)$/, [-1, 1.5, 2 ** 60, 'many']],
    ['a text', /^String$/, ['a\u0000b', 'x'.repeat(100_000)]],
  ])('instead of %s is refused wherever one is asked for, and nothing is written', async (_what, kind, told) => {
    const before = await written();
    expect(await refusals(kind, told)).toEqual([]);
    expect(await written()).toEqual(before);
  });

  const CURSORS = [
    'nonsense',
    'W10',
    encodeCursor([]),
    encodeCursor(['x']),
    encodeCursor([1, 2, 3, 4]),
    encodeCursor(["' or true --", null]),
  ];
  it('as a cursor or the size of a page is refused by every list', async () => {
    const accepted: string[] = [];
    const lists = [...fields].filter(([, field]) => isConnection(field));
    for (const [name, field] of lists) {
      const { person, role, rows } = entitled(matrix.get(name)!);
      for (const instead of [
        ...CURSORS.map((after) => ({ after })),
        ...[0, -1, 101, 2 ** 31].map((first) => ({ first })),
      ]) {
        const { query, variables } = question(name, field, { rows, role, instead });
        const answer = await person.ask(query, variables);
        if (!isRefused(answer)) accepted.push(`${name} ${JSON.stringify(instead)}: ${summary(answer)}`);
      }
    }
    expect(accepted).toEqual([]);
    expect(lists.length).toBeGreaterThan(10);
  });
});

describe('an acknowledgement', () => {
  const acknowledge = (person: Person, deliveryId: string, siteId: string) =>
    person.ask('mutation ($input: AcknowledgeInput!) { acknowledge(input: $input) { delivery { openSites } } }', {
      input: { deliveryId, siteId, comment: 'Read.' },
    });
  const reasonOf = ({ errors: [error] }: Answer<unknown>) => `${error?.extensions.code} ${error?.extensions.reason}`;

  async function delivered() {
    const { desk, hospital } = ours;
    const publicationId = await desk.published({ severity: 'HIGH' });
    await world.settled();
    const { rows } = await world.behind.query<{ id: string }>(
      'select id from delivery where publication_id = $1 and hospital_id = $2',
      [publicationId, hospital.organisationId],
    );
    return { publicationId, deliveryId: rows[0]!.id };
  }

  it('said twice is the same one, recorded once', async () => {
    const { deliveryId } = await delivered();
    const { everyone, siteId } = ours.hospital;
    const [first, second] = [
      await acknowledge(everyone, deliveryId, siteId),
      await acknowledge(everyone, deliveryId, siteId),
    ];
    expect(second.data).toEqual(first.data);
    const { rows } = await world.behind.query(
      `select (select count(*)::int from acknowledgement where delivery_id = $1) as said,
         (select count(*)::int from trail.event where subject_id = $1 and kind = 'delivery.acknowledged') as recorded`,
      [deliveryId],
    );
    expect(rows).toEqual([{ said: 1, recorded: 1 }]);
  });

  it('for a site that is not one’s own is refused, and for one of another hospital not found', async () => {
    const { deliveryId } = await delivered();
    const { organisationId, siteId, rows } = ours.hospital;
    const ofOneSite = await world.member(organisationId, ['HOSPITAL_DEVICE'], { siteIds: [siteId] });
    expect(reasonOf(await acknowledge(ofOneSite, deliveryId, rows['secondSiteId']!))).toBe(
      'FORBIDDEN engagement.not_your_site',
    );
    const other = await world.hospital();
    expect(reasonOf(await acknowledge(ofOneSite, deliveryId, other.siteId))).toBe('NOT_FOUND not_found');
    expect(reasonOf(await acknowledge(other.person, deliveryId, siteId))).toBe('NOT_FOUND not_found');
  });

  it('of what was withdrawn is refused', async () => {
    const { publicationId, deliveryId } = await delivered();
    await ours.desk.approver.graphql(WITHDRAW, { input: { publicationId, reason: 'Wrong.' } });
    expect(reasonOf(await acknowledge(ours.hospital.everyone, deliveryId, ours.hospital.siteId))).toBe(
      'CONFLICT engagement.publication_withdrawn',
    );
  });
});

describe('a job', () => {
  it('with a payload of an unknown version stays queued, whatever its kind, is told as an error, and does nothing', async () => {
    const told = jest.spyOn(world.runtime.logger, 'error').mockImplementation(() => undefined);
    const kinds = world.app
      .get(JobRegistry, { strict: false })
      .all()
      // What is done every hour is told nothing.
      .filter((job) => !job.isHourly)
      .map((job) => job.kind)
      .sort();
    await world.settled();
    const events = () => world.behind.query('select count(*)::int as n from trail.event').then(({ rows }) => rows[0]);
    const before = await events();
    for (const kind of kinds) {
      await world.behind.query(`select jobs.queue_job($1, '{"version": 99}', $1 || ' of tomorrow', now())`, [kind]);
    }
    const waiting = await world.eventually(async () => {
      const { rows } = await world.behind.query<{ kind: string; why: string | null }>(
        `select task_identifier as kind, last_error as why from graphile_worker.jobs where key like '% of tomorrow' order by 1`,
      );
      return rows.every((row) => row.why !== null) && rows;
    });
    expect(waiting).toEqual(
      kinds.map((kind) => ({ kind, why: `The payload of a ${kind} job is not one that this version knows.` })),
    );
    expect(kinds.length).toBeGreaterThan(5);
    expect(await events()).toEqual(before);
    for (const kind of kinds) {
      expect(told).toHaveBeenCalledWith(
        expect.objectContaining({ job: kind, err: expect.objectContaining({ reason: 'jobs.unknown_payload' }) }),
        expect.any(String),
      );
    }
  });
});

const inADay = () => new Date(Date.now() + 86_400_000).toISOString();
