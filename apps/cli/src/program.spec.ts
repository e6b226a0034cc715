import { describe, expect, it } from '@jest/globals';
import { SignerKey } from '#libs/transparency';
import { Child } from './child.testing.ts';

const tasuki = (...args: string[]) => new Child(args, { TASUKI_API_KEY: '', TASUKI_URL: '' }).ended;

describe('the command line', () => {
  it('shows help for every command and calls that no error', async () => {
    const all = [
      [],
      ['start'],
      ['worker'],
      ['migrate'],
      ['demo'],
      ['operator'],
      ['operator', 'create'],
      ['mail', 'bounce'],
    ];
    const helps = await Promise.all(
      [...all, ['publish'], ['verify'], ['verify', 'log']].map((words) => tasuki(...words, '--help')),
    );
    for (const { code, out } of helps) {
      expect(code).toBe(0);
      expect(out).toContain('Usage: tasuki');
    }
  });

  it.each([
    ['no command at all', []],
    ['a command that there is not', ['destroy']],
    ['an option that there is not', ['start', '--fast']],
    ['a kind of document that there is not', ['publish', 'x', '--kind', 'NOVEL', '--title', 'x']],
    ['a document without a title', ['publish', 'x', '--kind', 'SBOM']],
    ['no API key', ['publish', 'x', '--kind', 'SBOM', '--title', 'x']],
    ['a product without a release', ['publish', 'x', '--kind', 'SBOM', '--title', 'x', '--key', 'k', '--product', 'p']],
    [
      'a day that the calendar lacks',
      ['publish', 'x', '--kind', 'SBOM', '--title', 'x', '--key', 'k', '--due', '2099-02-30'],
    ],
    ['a date that is none', ['publish', 'x', '--kind', 'SBOM', '--title', 'x', '--key', 'k', '--due', 'soon']],
    ['a key that is none', ['verify', 'receipt', 'x', '--key', 'x']],
    ['a log whose name has a space', ['log-key', 'trail of ours']],
    ['an operator without an address', ['operator', 'create', '--name', 'x']],
  ])('answers 2 to %s, and says what is right', async (_what, args) => {
    const { code, err } = await tasuki(...args);
    expect(code).toBe(2);
    expect(err).not.toMatch(/\n\s+at /);
    expect(err.trim()).not.toBe('');
  });

  it('answers 1 when a file is not there, before it looks for a portal', async () => {
    const args = ['publish', '/nowhere/sbom.json', '--kind', 'SBOM', '--title', 'x', '--key', 'k'];
    expect(await tasuki(...args)).toMatchObject({
      code: 1,
      err: 'There is no file /nowhere/sbom.json.\nCheck the path.\n',
    });
  });

  it('refuses a due date in the past before it asks anybody', async () => {
    const args = [
      'publish',
      'package.json',
      '--kind',
      'SBOM',
      '--title',
      'x',
      '--key',
      'k',
      '--ask',
      'REPLY=2020-01-31',
    ];
    expect(await tasuki(...args)).toMatchObject({
      code: 2,
      err: expect.stringContaining('2020-01-31 lies in the past'),
    });
  });

  it('says where the key comes from when there is none to verify with', async () => {
    for (const what of ['receipt', 'log']) {
      const { code, err } = await tasuki('verify', what, 'package.json');
      expect(code).toBe(2);
      expect(err).toContain('/trail/key');
    }
  });

  it('makes a signing key with its public key', async () => {
    const { code, out } = await tasuki('log-key', 'trail.example.jp', '--json');
    const { signerKey, verifierKey } = JSON.parse(out) as Record<string, string>;
    expect(code).toBe(0);
    expect(SignerKey.parse(signerKey ?? '').verifier.encode()).toBe(verifierKey);
  });

  it('answers 3 to a receipt that proves nothing, as JSON when asked', async () => {
    const key = 'tasuki.invalid/ca834cd218203a34+632d93fd+Ab1qCP6NiKrKJV0iELCLb3DAWkAeXFHjU3KdytbyDzvQ';
    const { code, out } = await tasuki('verify', 'receipt', 'package.json', '--key', key, '--json');
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ isValid: false, event: null });
  });

  it('refuses what is no notice of a mail server, before it looks for a database', async () => {
    const { code, err } = await new Child(['mail', 'bounce']).type('Subject: Lunch?\n\nToday?\n').ended;
    expect(code).toBe(1);
    expect(err).toBe('This is no notice of a mail server that a mail could not be delivered.\nNothing was recorded.\n');
  });

  it('names every wrong variable of the environment at once', async () => {
    const { code, err } = await new Child(['migrate'], {
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x',
      TASUKI_PORT: 'many',
    }).ended;
    expect(code).toBe(1);
    for (const name of ['TASUKI_PORT', 'TASUKI_SECRET', 'TASUKI_LOG_KEY', 'TASUKI_URL', 'docs/configuration.md'])
      expect(err).toContain(name);
  });
});
