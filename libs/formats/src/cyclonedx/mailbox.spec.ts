import { Validation } from '@cyclonedx/cyclonedx-library';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isMailbox } from './mailbox.ts';

const validator = new Validation.JsonValidator('1.6' as ConstructorParameters<typeof Validation.JsonValidator>[0]);
const isMailboxToTheLibrary = async (email: string) =>
  (await validator.validate(
    JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', metadata: { authors: [{ email }] } }),
  )) === null;

describe('an e-mail address', () => {
  it.each([
    'hanako@example.com',
    '"Hanako Example"@example.co.jp',
    'a.b+c@sub.example.com',
    '花子@例え.テスト',
    'a@[192.168.0.1]',
    'a@[IPv6:::1]',
  ])('is %s', (text) => {
    expect(isMailbox(text)).toBe(true);
  });

  it.each([
    '',
    'nobody',
    '@example.com',
    'a@',
    'a@localhost',
    'a@example.c',
    'a..b@example.com',
    '.a@example.com',
    'a@-a.com',
    'a b@example.com',
    'a@[300.0.0.1]',
    `a@${'b'.repeat(64)}.com`,
    `${'a'.repeat(1_000)}@example.com`,
    'a@[::1]',
  ])('is not %j', (text) => {
    expect(isMailbox(text)).toBe(false);
  });

  it('is one exactly when the validator of the CycloneDX library takes it for one', async () => {
    const piece = fc.constantFrom(
      'a',
      'B',
      '9',
      '.',
      '-',
      '_',
      '@',
      '"',
      '\\',
      ' ',
      '[',
      ']',
      ':',
      'é',
      '例',
      'IPv6:',
      '1.2.3.4',
      '::1',
      'com',
      '\t',
      '(',
    );
    const domain = fc.constantFrom('', '@example.com', '@a.b', '@[1.2.3.4]', '@[IPv6:1::2]', '@a-b.co');
    const text = fc.tuple(fc.array(piece, { maxLength: 8 }), domain).map(([pieces, end]) => pieces.join('') + end);
    await fc.assert(
      fc.asyncProperty(text, async (email) =>
        expect([email, isMailbox(email)]).toEqual([email, await isMailboxToTheLibrary(email)]),
      ),
      { numRuns: 1_500 },
    );
  });
});
