import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SignInDesk } from '../../../../test/support/sign-in-desk.ts';

let desk: SignInDesk;
beforeAll(async () => {
  desk = await SignInDesk.open();
});
beforeEach(() => desk.startAnew());
afterAll(() => desk.close());

/** A person with two sessions, on two devices. */
async function twice() {
  const account = await desk.somebody();
  const at = async (device: string) => {
    const browser = desk.browser({ 'user-agent': device, 'x-tasuki-client-address': '192.0.2.4' });
    await browser.signIn(account.email);
    return { browser, id: (await browser.whoAmI())!.sessionId };
  };
  const [desktop, tablet] = [await at('Desktop'), await at('Tablet')];
  return { owner: { userId: account.userId, ssoOrganisationId: null }, desktop, tablet };
}

describe('the sessions of a person', () => {
  it('are listed with where and how each began, and nothing that it is recognised by', async () => {
    const { owner, desktop, tablet } = await twice();
    const listed = await desk.signIn.sessions.list(owner);
    expect(listed.map((one) => one.id)).toEqual([tablet.id, desktop.id]);
    expect(listed[0]).toEqual({
      id: tablet.id,
      device: 'Tablet',
      address: '192.0.2.4',
      createdAt: expect.anything(),
      lastUsedAt: expect.anything(),
      expiresAt: expect.anything(),
      signedInBy: 'PASSWORD',
    });
  });

  it('say when they were used last, to about five minutes', async () => {
    const { owner, desktop } = await twice();
    const used = async () => {
      await desktop.browser.whoAmI();
      await desk.signIn.drain();
      const listed = await desk.signIn.sessions.list(owner);
      return listed.find((one) => one.id === desktop.id)!.lastUsedAt.getTime();
    };
    const first = await used();
    desk.clock.passes(4);
    await expect(used()).resolves.toBe(first);
    desk.clock.passes(2);
    expect((await used()) - first).toBeGreaterThanOrEqual(6 * 60_000);
  });

  it('end one by one, or all but this', async () => {
    const { owner, desktop, tablet } = await twice();
    await desk.signIn.sessions.end(owner, tablet.id);
    await expect(tablet.browser.whoAmI()).resolves.toBeNull();
    expect(desk.revoked).toEqual([owner.userId]);

    const { owner: another, desktop: kept, tablet: ended } = await twice();
    await expect(desk.signIn.sessions.endOthers(another, kept.id)).resolves.toBe(1);
    await expect(ended.browser.whoAmI()).resolves.toBeNull();
    await expect(kept.browser.whoAmI()).resolves.not.toBeNull();
    await expect(desktop.browser.whoAmI()).resolves.not.toBeNull();
  });

  it('are nobody else’s to end, and not those of another organisation’s provider', async () => {
    const { owner, desktop } = await twice();
    const { owner: stranger } = await twice();
    const bound = { ...owner, ssoOrganisationId: randomUUID() };
    for (const one of [stranger, bound]) {
      await expect(desk.signIn.sessions.end(one, desktop.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(desk.signIn.sessions.list(bound)).resolves.toEqual([]);
    await expect(desk.signIn.sessions.endOthers(bound, randomUUID())).resolves.toBe(0);
    await expect(desktop.browser.whoAmI()).resolves.not.toBeNull();
  });
});
