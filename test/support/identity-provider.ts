import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import { Provider } from 'oidc-provider';

/** Somebody whom the provider knows. */
export interface Subject {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
}

export const CLIENT = { id: 'tasuki', secret: 'a client secret that only the tests know' };

/** A real OpenID Connect server (oidc-provider) on this machine, at which `person` is whoever sits before the browser. */
export class IdentityProvider {
  readonly issuer: string;
  /** Whoever signs in there next; null: they press "cancel". */
  person: Subject | null = null;
  /** What the last one was asked by the portal. */
  lastAsked: Record<string, unknown> = {};
  private readonly subjects = new Map<string, Subject>();
  private readonly server: Server;
  private readonly provider: Provider;

  private constructor(server: Server, port: number, redirectUri: string, isTokenTalkative: boolean) {
    this.server = server;
    this.issuer = `http://127.0.0.1:${port}`;
    const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
    // It would warn that it keeps everything in memory, which is what a test wants.
    const warnings = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    this.provider = new Provider(this.issuer, {
      clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] }],
      jwks: { keys: [{ ...key, kid: 'one', use: 'sig', alg: 'RS256' }] },
      cookies: { keys: ['a key of cookies'] },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      // Whether what it knows of a person is in the token, or has to be fetched.
      conformIdTokenClaims: !isTokenTalkative,
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
      ttl: { Session: 3_600, Interaction: 600, Grant: 3_600, AccessToken: 600, IdToken: 600 },
      findAccount: (_ctx, sub) => {
        const { sub: accountId, ...claims } = this.subjects.get(sub) ?? { sub };
        return { accountId, claims: () => ({ sub: accountId, ...claims }) };
      },
    });
    warnings.mockRestore();
    const answer = this.provider.callback();
    server.on('request', (request, response) => {
      if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
      this.interact(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
    });
  }

  static async start(redirectUri: string, { isTokenTalkative = false } = {}): Promise<IdentityProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new IdentityProvider(server, (server.address() as AddressInfo).port, redirectUri, isTokenTalkative);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** What a person at its pages would type and press. */
  private async interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { prompt, params, session, grantId } = await this.provider.interactionDetails(request, response);
    this.lastAsked = params;
    if (!this.person) {
      return this.provider.interactionFinished(request, response, { error: 'access_denied' });
    }
    if (prompt.name === 'login') {
      this.subjects.set(this.person.sub, this.person);
      return this.provider.interactionFinished(request, response, { login: { accountId: this.person.sub } });
    }
    const accountId = session?.accountId ?? this.person.sub;
    const known = grantId ? await this.provider.Grant.find(grantId) : undefined;
    const grant = known ?? new this.provider.Grant({ accountId, clientId: CLIENT.id });
    grant.addOIDCScope('openid email profile');
    const consent = { grantId: await grant.save() };
    return this.provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
  }
}

/** A browser that goes where it is led, with cookies for each server. */
export class WebBrowser {
  private readonly jars = new Map<string, Map<string, string>>();
  /** What the last answer set, in full. */
  setCookies: string[] = [];

  cookiesOf(origin: string): Map<string, string> {
    const jar = this.jars.get(origin) ?? new Map<string, string>();
    this.jars.set(origin, jar);
    return jar;
  }

  headersFor(address: string): Record<string, string> {
    const cookie = [...this.cookiesOf(new URL(address).origin)].map(([name, value]) => `${name}=${value}`).join('; ');
    return { 'user-agent': 'Web browser', ...(cookie && { cookie }) };
  }

  /** One step; null when it leads nowhere. */
  async step(address: string): Promise<string | null> {
    const response = await fetch(address, { redirect: 'manual', headers: this.headersFor(address) });
    this.setCookies = response.headers.getSetCookie();
    for (const cookie of this.setCookies) {
      const [pair = ''] = cookie.split(';');
      const [name = '', ...value] = pair.split('=');
      const jar = this.cookiesOf(new URL(address).origin);
      if (value.join('=') === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(cookie)) jar.delete(name);
      else jar.set(name, value.join('='));
    }
    const location = response.headers.get('location');
    if (location === null && response.status >= 400) throw new Error(`${response.status} ${await response.text()}`);
    return location === null ? null : new URL(location, address).href;
  }

  /** From address to address, until one that `isEnough`. Returns it, not opened. */
  async follow(address: string, isEnough: (url: URL) => boolean): Promise<string> {
    let here = address;
    for (let steps = 0; steps < 15; steps += 1) {
      const next = await this.step(here);
      if (next === null) throw new Error(`${here} leads nowhere`);
      if (isEnough(new URL(next))) return next;
      here = next;
    }
    throw new Error(`${address} leads round and round`);
  }
}
