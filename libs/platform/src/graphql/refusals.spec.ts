import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import { answerOf, ask as askApp, NoticeResolver, start, state } from './notice-board.testing.ts';

let app: NestFastifyApplication;
let url: string;
beforeAll(async () => {
  app = await start([NoticeResolver]);
  url = await app.getUrl();
});
afterAll(() => app.close());

const ask = (query: string, variables?: object, token?: string) => askApp(app, query, variables, token);

describe('a hostile request', () => {
  const invalid = (reason: string) => ({ code: 'INVALID_INPUT', reason });

  it('of 10 MB is refused unread', async () => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: `{ me } #${'x'.repeat(10_000_000)}` }),
    });
    expect(answerOf({ status: response.status, body: (await response.json()) as object })).toMatchObject({
      status: 413,
      ...invalid('request.too_large'),
    });
  });

  it('with a query longer than any of ours is refused unparsed', async () => {
    expect(await ask(`{ me } #${'x'.repeat(60_000)}`)).toMatchObject({ status: 400, ...invalid('request.too_large') });
    expect(await ask(`{ ${'me '.repeat(12_000)} }`)).toMatchObject({ status: 400, ...invalid('request.too_large') });
  });

  it('of 1,000 aliases is refused', async () => {
    const aliases = Array.from({ length: 1000 }, (_, index) => `a${index}: me`).join(' ');
    expect(await ask(`{ ${aliases} }`)).toMatchObject({ status: 400, ...invalid('request.too_many_aliases') });
    expect(await ask(`{ ${'me '.repeat(1000)} }`)).toMatchObject(invalid('request.too_many_aliases'));
    const few = Array.from({ length: 30 }, (_, index) => `a${index}: me`).join(' ');
    expect((await ask(`{ ${few} }`)).status).toBe(200);
  });

  it('of 1,000 operations at once is refused', async () => {
    const batch = await request(url)
      .post('/graphql')
      .send(Array(1000).fill({ query: '{ me }' }));
    expect(answerOf(batch)).toMatchObject({ status: 400, ...invalid('request.batch_refused') });
  });

  const nested = (depth: number) =>
    `{ notices { edges { node { ${'previous { '.repeat(depth)} id ${'} '.repeat(depth)} } } } }`;

  it('that nests too deeply is refused, also through fragments', async () => {
    expect((await ask(nested(8), {}, 'reader')).code).toBeUndefined();
    expect(await ask(nested(9), {}, 'reader')).toMatchObject({ status: 400, ...invalid('request.too_deep') });
    expect(await ask(`{ ${'... { '.repeat(2000)} me ${'} '.repeat(2000)} }`)).toMatchObject(
      invalid('request.too_deep'),
    );
    const chain = Array.from({ length: 12 }, (_, i) => `fragment F${i} on Notice { previous { ...F${i + 1} } }`).join(
      ' ',
    );
    expect(await ask(`{ notices { edges { node { ...F0 } } } } ${chain} fragment F12 on Notice { id }`)).toMatchObject(
      invalid('request.too_deep'),
    );
  });

  it('whose fragments run in a circle is refused as invalid', async () => {
    expect(
      await ask('{ notices { edges { node { ...A } } } } fragment A on Notice { previous { ...A } }'),
    ).toMatchObject(invalid('request.invalid_query'));
  });

  it('that asks for too many fields is refused, by the variables it was sent with', async () => {
    const query = `query ($first: Int = 100) { notices(first: $first) { edges { node { ...F0 } } } }
      ${Array.from(
        { length: 8 },
        (_, i) => `fragment F${i} on Notice { ...G${i} ...H${i} }
        fragment G${i} on Notice { ...F${i + 1} title } fragment H${i} on Notice { ...F${i + 1} id }`,
      ).join(' ')}
      fragment F8 on Notice { id title }`;
    expect(await ask(query, {}, 'reader')).toMatchObject({ status: 400, ...invalid('request.too_costly') });
    expect(await ask(query, { first: 100 }, 'reader')).toMatchObject(invalid('request.too_costly'));
    expect((await ask(query, { first: 5 }, 'reader')).status).toBe(200);
  });

  it('whose fragments double at every step is measured at once', async () => {
    const doubling = Array.from(
      { length: 58 },
      (_, i) => `fragment F${i} on Notice { ...F${i + 1} ... { ...F${i + 1} } }`,
    ).join(' ');
    const query = `{ notices { edges { node { ...F0 } } } } ${doubling} fragment F58 on Notice { id }`;
    expect(await ask(query, {}, 'reader')).toMatchObject(invalid('request.too_costly'));
  });

  it('with a heap of directives or definitions is refused', async () => {
    expect(await ask(`{ me ${'@include(if: true) '.repeat(51)} }`)).toMatchObject(invalid('request.too_costly'));
    const definitions = Array.from({ length: 61 }, (_, i) => `query Q${i} { me }`).join(' ');
    expect(await ask(definitions)).toMatchObject(invalid('request.too_large'));
  });

  it('that another site could have a browser send is refused', async () => {
    const form = await request(url).post('/graphql').type('form').send({ query: '{ me }' });
    expect(answerOf(form)).toMatchObject({ status: 400, ...invalid('request.csrf') });
    const link = await request(url).get('/graphql').query({ query: '{ me }' });
    expect(answerOf(link)).toMatchObject({ status: 400, ...invalid('request.csrf') });
  });

  it('that is no GraphQL, or not for this schema, gets a closed code', async () => {
    expect(await ask('{ me')).toMatchObject({ status: 400, ...invalid('request.invalid_query') });
    expect(await ask('{ nothing }')).toMatchObject({ status: 400, ...invalid('request.invalid_query') });
    expect(await ask('query A { me } query B { me }')).toMatchObject(invalid('request.invalid_query'));
    expect(await ask('query ($a: Int!) { sum(a: $a) }', { a: 'x' })).toMatchObject(
      invalid('request.invalid_variables'),
    );
    const broken = await request(url).post('/graphql').type('json').send('{"query":');
    expect(answerOf(broken)).toMatchObject({ status: 400, ...invalid('request.malformed') });
    const xml = await request(url).post('/graphql').type('application/xml').send('<query/>');
    expect(answerOf(xml)).toMatchObject({ status: 415, ...invalid('request.unsupported_media_type') });
    const persisted = { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } };
    const hash = await request(url).post('/graphql').send(persisted);
    expect(answerOf(hash)).toMatchObject(invalid('request.persisted_queries_off'));
  });
});

describe('an error', () => {
  it('that nobody foresaw is masked, and logged with its stack under the same request id', async () => {
    state.logged.length = 0;
    const answer = await ask('mutation { fail(how: "unknown") }');
    expect(answer).toMatchObject({ status: 200, data: { fail: null }, code: 'INTERNAL', reason: 'internal' });
    expect(JSON.stringify(answer)).not.toContain('SELECT');
    const line = state.logged.find((one) => one['msg'] === 'a request failed');
    expect(line).toMatchObject({
      requestId: answer.error?.extensions['requestId'],
      err: { message: 'SELECT secret FROM users', stack: expect.stringContaining('notice-board') },
    });
  });

  it('in one field leaves the others their data', async () => {
    const answer = await ask('{ me notices { edges { node { title broken } } } }', {}, 'reader');
    expect(answer).toMatchObject({
      status: 200,
      code: 'INTERNAL',
      data: { notices: { edges: [{ node: { broken: null } }] } },
    });
    expect(answer.error?.path).toEqual(['notices', 'edges', 0, 'node', 'broken']);
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  it('is masked even when something else than an error was thrown', async () => {
    const answer = await ask('mutation { fail(how: "string") }');
    expect(answer.code).toBe('INTERNAL');
    expect(JSON.stringify(answer)).not.toContain('bare string');
  });

  it.each([
    ['socket', 'service.unavailable'],
    ['query', 'service.unavailable'],
    ['pool', 'service.unavailable'],
    ['store', 'storage.unavailable'],
  ])('of a service that is away (%s) is 503 and UNAVAILABLE', async (how, reason) => {
    expect(await ask(`mutation { fail(how: "${how}") }`)).toMatchObject({ status: 503, code: 'UNAVAILABLE', reason });
  });

  it('while finding out who asks is 503 when the database is away, and over when it is back', async () => {
    state.isDatabaseAway = true;
    try {
      expect(await ask('{ me }')).toMatchObject({ status: 503, code: 'UNAVAILABLE', reason: 'service.unavailable' });
    } finally {
      state.isDatabaseAway = false;
    }
    expect((await ask('{ me }')).status).toBe(200);
  });
});
