import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { buildSchema, parse } from 'graphql';
import { serverAudits } from 'graphql-http';
import request from 'supertest';
import { Access, AccessDeclarations, printedSchema, Public, rootFieldsOf, schemaOf, undescribed } from './index.ts';
import {
  answerOf,
  ask as askApp,
  ForgetfulResolver,
  Notice,
  NoticeResolver,
  start,
  state,
} from './notice-board.testing.ts';

let app: NestFastifyApplication;
let url: string;
beforeAll(async () => {
  app = await start([NoticeResolver]);
  url = await app.getUrl();
});
afterAll(() => app.close());

const ask = (query: string, variables?: object, token?: string) => askApp(app, query, variables, token);

describe('access to root fields', () => {
  it('keeps the application from starting while a root field declares nothing', async () => {
    await expect(start([NoticeResolver, ForgetfulResolver])).rejects.toThrow(
      'Query.leak must declare @Access(verb, Subject) or @Public()',
    );
  });

  it('knows what every root field declares', () => {
    const declared = app.get(AccessDeclarations, { strict: false }).all();
    expect([...declared.keys()].toSorted()).toEqual(rootFieldsOf(schemaOf(app)).toSorted());
    expect(declared.get('Mutation.pin')).toEqual({ verb: 'pin', subject: Notice });
    expect(declared.get('Query.me')).toBe('public');
  });

  it('refuses a field that declares its access twice', () => {
    expect(() => {
      class Undecided {
        @Access('read', Notice)
        @Public()
        both(): void {}
      }
      return Undecided;
    }).toThrow('Undecided.both declares its access twice');
  });

  it('answers a public field to anybody, with the Ctx of the request', async () => {
    const response = await request(url).post('/graphql').set('x-request-id', 'trace-0001').send({ query: '{ me }' });
    expect(response.body).toEqual({ data: { me: 'ANONYMOUS trace-0001' } });
    expect(response.headers['x-request-id']).toBe('trace-0001');
  });

  it('asks the anonymous to sign in, and records nothing', async () => {
    state.denials.length = 0;
    expect(await ask('{ notices { totalCount } }')).toMatchObject({
      status: 200,
      code: 'UNAUTHENTICATED',
      reason: 'sign_in.required',
    });
    expect(state.denials).toEqual([]);
  });

  it('refuses whom no policy grants the verb, and records it', async () => {
    state.denials.length = 0;
    expect(await ask('mutation { pin(input: { title: "x" }) { id } }', {}, 'reader')).toMatchObject({
      code: 'FORBIDDEN',
      reason: 'access.forbidden',
    });
    expect(state.denials.map(({ denial }) => denial)).toEqual([
      { field: 'Mutation.pin', verb: 'pin', subject: 'Notice', reason: 'access.forbidden' },
    ]);
    expect(state.denials[0]?.ctx.actor.kind).toBe('PERSON');
  });

  it('records what a service refuses after seeing the row', async () => {
    state.denials.length = 0;
    expect(await ask('mutation { other: fail(how: "refused") }', {}, 'reader')).toMatchObject({
      code: 'FORBIDDEN',
      reason: 'notice.not_yours',
    });
    expect(state.denials.map(({ denial }) => denial.field)).toEqual(['Mutation.fail']);
  });

  it('answers a credential that is wrong with its reason, before any field', async () => {
    expect(await ask('{ me }', {}, 'revoked')).toMatchObject({
      status: 401,
      data: undefined,
      code: 'UNAUTHENTICATED',
      reason: 'sign_in.key_revoked',
    });
  });
});

describe('lists and scalars', () => {
  it('answers a page, and counts only when asked', async () => {
    const before = state.counted;
    const page =
      '{ notices { edges { cursor node { title pinnedAt until sizeBytes } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }';
    expect((await ask(page, {}, 'reader')).data).toEqual({
      notices: {
        edges: [
          {
            cursor: 'one',
            node: {
              title: 'first 20',
              pinnedAt: '2026-11-23T04:05:06.000Z',
              until: '2026-12-31',
              sizeBytes: 5_000_000_000,
            },
          },
        ],
        pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: 'one', endCursor: 'one' },
      },
    });
    expect(state.counted).toBe(before);
    expect((await ask('{ notices(first: 3) { totalCount } }', {}, 'reader')).data).toEqual({
      notices: { totalCount: before + 1 },
    });
  });

  it('refuses a page out of range', async () => {
    expect(await ask('{ notices(first: 101) { totalCount } }', {}, 'reader')).toMatchObject({
      code: 'INVALID_INPUT',
      reason: 'page.first_out_of_range',
    });
  });

  it('refuses dates that do not exist and instants without an offset', async () => {
    expect(await ask('{ sum(a: 1, on: "2026-02-30") }')).toMatchObject({
      code: 'INVALID_INPUT',
      reason: 'request.invalid_query',
    });
    expect(await ask('query ($at: DateTime) { sum(a: 1, at: $at) }', { at: '2026-11-23T04:05:06' })).toMatchObject({
      status: 400,
      code: 'INVALID_INPUT',
      reason: 'request.invalid_variables',
    });
    expect((await ask('{ sum(a: 1, on: "2028-02-29", at: "2026-11-23T13:05+09:00") }')).data).toEqual({ sum: 1 });
  });

  it('parses the input of a mutation by its schema', async () => {
    expect((await ask('mutation { pin(input: { title: " ok " }) { title } }', {}, 'publisher')).data).toEqual({
      pin: { title: 'ok' },
    });
    const refused = await ask('mutation { pin(input: { title: "a\\u0000b" }) { title } }', {}, 'publisher');
    expect(refused).toMatchObject({ code: 'INVALID_INPUT', reason: 'input.invalid' });
    expect(refused.error?.extensions['fields']).toEqual([
      { path: 'title', reason: 'input.control_character', message: 'Leave out control characters.' },
    ]);
  });
});

describe('the schema', () => {
  it('describes every type, field and argument', () => {
    expect(undescribed(schemaOf(app))).toEqual([]);
  });

  it('names what lacks a description', () => {
    const bare = buildSchema('type Query { "Said." a(b: Int): E } enum E { X } input I { "Said." f: Int }');
    expect(undescribed(bare).toSorted()).toEqual(['E', 'E.X', 'I', 'Query.a(b)']);
  });

  it('is printed in one order that can be read back', () => {
    const printed = printedSchema(schemaOf(app));
    expect(() => parse(printed)).not.toThrow();
    expect(printed).toContain('type NoticeConnection');
  });

  it('is told to nobody in production, nor are its names guessed aloud', async () => {
    const production = await start([NoticeResolver], false);
    try {
      const server = await production.getUrl();
      const introspect = await request(server).post('/graphql').send({ query: '{ __schema { types { name } } }' });
      expect(answerOf(introspect)).toMatchObject({
        status: 400,
        code: 'INVALID_INPUT',
        reason: 'request.invalid_query',
      });
      const misspelt = await request(server).post('/graphql').send({ query: '{ notice { id } }' });
      expect(misspelt.text).not.toContain('Did you mean');
      const page = await request(server).get('/graphql').set('accept', 'text/html');
      expect(page.headers['content-type']).not.toContain('html');
    } finally {
      await production.close();
    }
  });
});

describe('GraphQL over HTTP', () => {
  for (const audit of serverAudits({ url: () => `${url}/graphql`, fetchFn: fetch })) {
    if (!audit.name.startsWith('MUST')) continue;
    it(audit.name, async () => {
      const result = await audit.fn();
      expect(result).toMatchObject({ status: 'ok' });
    });
  }
});
