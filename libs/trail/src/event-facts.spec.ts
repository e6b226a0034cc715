import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Actor, canonicalJson, type Json, newId } from '#libs/kernel';
import { TrailWorld } from '../../../test/support/trail-world.ts';
import { factsOf } from './event-facts.ts';

/** What PostgreSQL can hold: no NUL, no lone surrogates. */
const text = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0') && value.isWellFormed());
const key = fc.oneof(
  fc.string({ unit: 'binary-ascii' }).filter((value) => !value.includes('\0')),
  fc.constantFrom('publicationId', 'a', 'B', 'aa', '__proto__x', '"', '\\'),
);
const fact = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(text, fc.maxSafeInteger(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 6, noNullPrototype: true }),
  ),
})).value;
const facts = fc.dictionary(key, fact, { maxKeys: 8, noNullPrototype: true });

describe('the facts of an event', () => {
  let world: TrailWorld;
  beforeAll(async () => {
    world = await TrailWorld.start();
  });
  afterAll(() => world.stop());

  it('are the same bytes whether the program or a statement of SQL writes them', async () => {
    const ids = fc.option(fc.uuid(), { nil: null });
    await fc.assert(
      fc.asyncProperty(
        facts,
        ids,
        ids,
        ids,
        fc.date({ min: new Date(0), noInvalidDate: true, max: new Date('9999-12-31') }),
        text,
        async (content, organisationId, counterpartId, siteId, at, subjectType) => {
          const event = {
            id: newId<'Event'>(),
            kind: 'delivery.queued',
            version: 3,
            subject: { type: subjectType, id: newId() },
            ...(organisationId && { organisationId }),
            counterpartId,
            siteId,
            facts: content,
          };
          const { rows } = await world.admin.query<{ written: string }>(
            'select trail.event_facts($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as written',
            [
              event.kind,
              event.version,
              event.id,
              at,
              organisationId,
              counterpartId,
              siteId,
              subjectType,
              event.subject.id,
              JSON.stringify(content),
            ],
          );
          expect(rows[0]?.written).toBe(factsOf(Actor.system, event, at));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are canonical JSON in SQL for every value that an event may hold', async () => {
    await fc.assert(
      fc.asyncProperty(fact, async (value) => {
        const { rows } = await world.admin.query<{ written: string }>('select trail.canonical($1) as written', [
          JSON.stringify(value),
        ]);
        expect(rows[0]?.written).toBe(canonicalJson(value));
      }),
      { numRuns: 300 },
    );
  });

  it.each(['1.5', '9007199254740992', '1e400', '{"ｋ": 1}', '{"a": {"𝕜": 1}}'])(
    'are refused by SQL where it could not be sure of their one spelling: %s',
    async (value) => {
      await expect(world.admin.query('select trail.canonical($1)', [value])).rejects.toMatchObject({ code: '22023' });
    },
  );

  it('name no person, and a program by its key', async () => {
    const person = JSON.parse(
      factsOf(
        world.hospital,
        { id: newId(), kind: 'a.b', version: 1, subject: { type: 'A', id: newId() }, facts: {} },
        new Date(0),
      ),
    ) as object;
    expect(person).toMatchObject({
      by: 'PERSON',
      memberUserId: world.hospital.userId,
      organisationId: world.hospital.organisationId,
      roles: ['HOSPITAL_SECURITY'],
      at: '1970-01-01T00:00:00.000Z',
    });
    expect(JSON.stringify(person)).not.toContain('example.jp');

    const apiKeyId = newId<'ApiKey'>();
    const program = new Actor({ kind: 'PROGRAM', apiKeyId, organisationId: newId() });
    const written = factsOf(
      program,
      { id: newId(), kind: 'a.b', version: 1, subject: { type: 'A', id: newId() }, facts: {} },
      new Date(0),
    );
    expect(JSON.parse(written)).toMatchObject({ by: 'PROGRAM', apiKeyId });
  });
});
