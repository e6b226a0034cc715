import * as client from 'openid-client';
import { forbidden, invalidInput, type TasukiError, unauthenticated, unavailable } from '#libs/kernel';
import { AddressNotAllowed, NoAnswer, Outbound, type OutboundRules } from '../outbound/index.ts';

/** What an organisation says of its identity provider. */
export interface ProviderSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** What is kept between going to the provider and coming back. */
export interface Errand {
  nonce: string;
  codeVerifier: string;
}

/** What a provider says of a person, after everything about its answer held. */
export interface Vouched {
  subject: string;
  email: string | null;
  isEmailVerified: boolean;
  name: string | null;
  /** When the provider last asked the person to prove who they are; null when it does not say. */
  authenticatedAt: Date | null;
}

const TIMEOUT_S = 10;
const SCOPE = 'openid email profile';
const WELL_KNOWN = /\/\.well-known\/openid-configuration\/?$/;

/** OpenID Connect, authorization code flow with PKCE, state and nonce, by openid-client. */
export class Oidc {
  private readonly outbound: Outbound;
  private readonly redirectUri: string;

  constructor(rules: OutboundRules, redirectUri: string) {
    this.outbound = new Outbound(rules);
    this.redirectUri = redirectUri;
  }

  /**
   * Whether these settings can work: the provider is where they say and takes the client's id and secret. Returns the
   * issuer as the provider writes it.
   * @throws INVALID_INPUT that says what to change.
   */
  async check(settings: ProviderSettings): Promise<{ issuer: string }> {
    const server = await this.configure(settings).catch((error: unknown) => {
      throw refusedSettings(error);
    });
    const { issuer, authorization_endpoint: authorize, jwks_uri: keys } = server.serverMetadata();
    if (!authorize || !keys || !server.serverMetadata().token_endpoint) {
      throw invalidInput(
        'directory.issuer_unfit',
        'This provider does not offer the authorization code flow with signed ID tokens, which is needed.',
      );
    }
    await this.checkClient(server);
    return { issuer };
  }

  async begin(
    settings: ProviderSettings,
    { state, isFresh }: { state: string; isFresh: boolean },
  ): Promise<{ url: URL; errand: Errand }> {
    const server = await this.configure(settings).catch((error: unknown) => {
      throw refusedSignIn(error);
    });
    const errand = { nonce: client.randomNonce(), codeVerifier: client.randomPKCECodeVerifier() };
    const url = client.buildAuthorizationUrl(server, {
      redirect_uri: this.redirectUri,
      scope: SCOPE,
      state,
      nonce: errand.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(errand.codeVerifier),
      code_challenge_method: 'S256',
      // Without it the provider need not say when it last asked the person.
      max_age: isFresh ? '0' : String(SESSION_SECONDS),
      ...(isFresh && { prompt: 'login' }),
    });
    this.outbound.check(url.href);
    return { url, errand };
  }

  /** @param query as the provider sent the person back with it. @throws what the sign-in page says. */
  async finish(settings: ProviderSettings, query: string, kept: Errand & { state: string }): Promise<Vouched> {
    try {
      const server = await this.configure(settings);
      // The code came through the person's browser; who signed the token is checked all the same, not only who sent it.
      client.enableNonRepudiationChecks(server);
      const tokens = await client.authorizationCodeGrant(server, new URL(`${this.redirectUri}?${query}`), {
        pkceCodeVerifier: kept.codeVerifier,
        expectedNonce: kept.nonce,
        expectedState: kept.state,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw badAnswer();
      const told =
        claims['email'] === undefined ? await this.userInfo(server, tokens.access_token, claims.sub) : claims;
      return {
        subject: claims.sub,
        email: textOf(told['email']),
        isEmailVerified: told['email_verified'] === true,
        name: textOf(told['name']),
        authenticatedAt: typeof claims.auth_time === 'number' ? new Date(claims.auth_time * 1_000) : null,
      };
    } catch (error) {
      throw refusedSignIn(error);
    }
  }

  /** Many providers put the address there and not into the token. */
  private async userInfo(
    server: client.Configuration,
    accessToken: string,
    subject: string,
  ): Promise<Record<string, unknown>> {
    const isOffered = server.serverMetadata().userinfo_endpoint !== undefined;
    return isOffered ? client.fetchUserInfo(server, accessToken, subject) : {};
  }

  private async configure({ issuer, clientId, clientSecret }: ProviderSettings): Promise<client.Configuration> {
    const url = this.outbound.check(issuer);
    const authenticate: client.ClientAuth = (as, ...rest) => {
      const ways = as.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
      const by = ways.includes('client_secret_basic') ? client.ClientSecretBasic : client.ClientSecretPost;
      by(clientSecret)(as, ...rest);
    };
    return client.discovery(url, clientId, undefined, authenticate, {
      [client.customFetch]: this.outbound.fetch,
      timeout: TIMEOUT_S,
      // Outbound decides that, for every request: on one's own machine only.
      // oxlint-disable-next-line typescript/no-deprecated -- it is marked so to be seen
      execute: url.protocol === 'http:' ? [client.allowInsecureRequests] : [],
    });
  }

  /** Offers a code that cannot be good: a provider that knows the client refuses the code, another the client. */
  private async checkClient(server: client.Configuration): Promise<void> {
    try {
      await client.genericGrantRequest(server, 'authorization_code', {
        code: client.randomState(),
        redirect_uri: this.redirectUri,
        code_verifier: client.randomPKCECodeVerifier(),
      });
    } catch (error) {
      if (isClientRefused(error)) {
        throw invalidInput('directory.client_refused', 'The provider refuses the client id or its secret. Check both.');
      }
      if (!(error instanceof client.ResponseBodyError)) throw refusedSettings(error);
    }
  }
}

/** How long a session lives at most without being prolonged. */
const SESSION_SECONDS = 24 * 3_600;

const textOf = (claim: unknown): string | null => (typeof claim === 'string' && claim.trim() !== '' ? claim : null);

const isClientRefused = (error: unknown): boolean =>
  (error instanceof client.ResponseBodyError && ['invalid_client', 'unauthorized_client'].includes(error.error)) ||
  (error instanceof client.WWWAuthenticateChallengeError && error.status === 401);

const causes = function* (error: unknown): Generator {
  for (let one = error; one instanceof Error; one = one.cause) yield one;
};
const has = (error: unknown, kind: typeof AddressNotAllowed | typeof NoAnswer) =>
  [...causes(error)].some((one) => one instanceof kind);

/** openid-client's own words for a server that answers, but not as a provider does. */
const isNoProvider = (error: unknown) =>
  error instanceof client.ClientError &&
  ['OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON', 'OAUTH_PARSE_ERROR', 'OAUTH_TIMEOUT'].includes(
    error.code ?? '',
  );

/** What to say to the administrator who sets the provider. */
function refusedSettings(error: unknown): TasukiError {
  if (has(error, AddressNotAllowed)) {
    return invalidInput(
      'directory.issuer_not_allowed',
      'The address of the provider must begin with https:// and be a public one. A provider inside a private network is ' +
        'allowed by the operator, in TASUKI_SSO_PRIVATE_HOSTS.',
    );
  }
  if (has(error, NoAnswer) || isNoProvider(error)) {
    return invalidInput(
      'directory.issuer_unreachable',
      'No provider answers at this address: /.well-known/openid-configuration is looked for below it. Check the address.',
    );
  }
  if (error instanceof client.ClientError && error.code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED') {
    return invalidInput(
      'directory.issuer_mismatch',
      'The provider calls itself by another address. Enter the issuer exactly as its own settings show it.',
    );
  }
  return invalidInput(
    'directory.issuer_unfit',
    'What answers at this address is not a usable OpenID Connect provider.',
  );
}

const badAnswer = () =>
  unauthenticated(
    'sign_in.sso_bad_answer',
    'What the provider answered does not hold. Try again, or tell your administrator.',
  );

/** What to say to the person who signs in. */
function refusedSignIn(error: unknown): TasukiError {
  if (has(error, AddressNotAllowed) || has(error, NoAnswer) || isNoProvider(error)) {
    return unavailable('sign_in.sso_provider_away', "Your organisation's provider does not answer. Try again shortly.");
  }
  if (error instanceof client.AuthorizationResponseError) {
    return forbidden('sign_in.sso_provider_refused', "Your organisation's provider did not let you in.");
  }
  if (isClientRefused(error)) {
    return unavailable(
      'sign_in.sso_client_refused',
      "Your organisation's provider does not take this portal's credentials any more. Tell your administrator.",
    );
  }
  return badAnswer();
}

/** People copy the address of the document instead of the issuer's. */
export const issuerOf = (typed: string): string => typed.trim().replace(WELL_KNOWN, '');
