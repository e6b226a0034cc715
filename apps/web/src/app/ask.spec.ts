import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { ask, send } from './ask.ts';
import { graphql } from './graphql.ts';

const AnyQuery = graphql(`
  query Any {
    viewer {
      userId
    }
  }
`);

const answering = (body: BodyInit, status = 200) =>
  jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(body, { status }));

/** An answer that begins, and then the connection is gone. */
const cut = () =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"data":{"viewer":'));
      controller.error(new TypeError('network error'));
    },
  });

describe('an answer of the API', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('is lost when it breaks off: what was asked may have been done', async () => {
    answering(cut());
    await expect(ask(AnyQuery, {})).rejects.toMatchObject({ code: 'LOST' });
    answering(cut());
    await expect(send('/auth/sign-out', {})).rejects.toMatchObject({ code: 'LOST' });
  });

  it('is unreadable when it came whole and no API of ours gives it', async () => {
    answering('<html>proxy</html>');
    await expect(ask(AnyQuery, {})).rejects.toMatchObject({ reason: 'portal.unreadable' });
  });

  it('is lost when a proxy says that nobody is behind it', async () => {
    answering('<html>Bad Gateway</html>', 502);
    await expect(ask(AnyQuery, {})).rejects.toMatchObject({ code: 'LOST' });
  });

  it('is a refusal in its own words, and its data otherwise', async () => {
    answering(JSON.stringify({ errors: [{ message: 'No.', extensions: { code: 'FORBIDDEN', reason: 'a.b' } }] }));
    await expect(ask(AnyQuery, {})).rejects.toMatchObject({ code: 'FORBIDDEN', reason: 'a.b', message: 'No.' });
    answering(JSON.stringify({ data: { viewer: null } }));
    await expect(ask(AnyQuery, {})).resolves.toEqual({ viewer: null });
  });
});
