import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contentDisposition } from './index.ts';

describe('the name of a download', () => {
  it.each([
    ['bom.json', 'attachment; filename="bom.json"'],
    ['release notes (1).pdf', 'attachment; filename="release notes (1).pdf"'],
    ['製品.json', `attachment; filename="__.json"; filename*=UTF-8''%E8%A3%BD%E5%93%81.json`],
    ['it\'s "100%".txt', `attachment; filename="it_s _100__.txt"; filename*=UTF-8''it%27s%20%22100%25%22.txt`],
    [
      'a/b\\c\r\nSet-Cookie: x',
      'attachment; filename="a_b_c__Set-Cookie_ x"; filename*=UTF-8\'\'a_b_c__Set-Cookie%3A%20x',
    ],
  ])('%j is given as %s', (name, header) => {
    expect(contentDisposition(name)).toBe(header);
  });

  it('never breaks out of its header, and always gives the whole name back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
        const header = contentDisposition(name);
        expect(header).toMatch(
          /^attachment; filename="[\x20\x21\x23-\x5b\x5d-\x7e]+"(; filename\*=UTF-8''[A-Za-z0-9%!_.~-]+)?$/,
        );
        const encoded = /filename\*=UTF-8''(.*)$/.exec(header)?.[1];
        const plain = /filename="([^"]*)"/.exec(header)?.[1];
        const given = encoded === undefined ? plain : decodeURIComponent(encoded);
        expect(given).toBe(name.replace(/[\p{Cc}/\\]/gu, '_'));
      }),
    );
    expect(contentDisposition('\ud800.json')).toContain('%EF%BF%BD.json');
  });
});
