import { lookup as resolve, type LookupAddress, type LookupOptions } from 'node:dns';
import { request as requestHttp, type ClientRequest } from 'node:http';
import { request as requestHttps, type RequestOptions } from 'node:https';
import { BlockList, isIP } from 'node:net';
import type { CustomFetch, CustomFetchOptions } from 'openid-client';
import { isLoopbackHost } from '../sign-in/passkeys.ts';

const TIMEOUT_MS = 10_000;
/** Nothing that a provider answers is longer. */
const MAX_ANSWER_BYTES = 1024 * 1024;
/** Of an answer whose words do not matter, so much is taken before the connection is cut. */
const MAX_UNREAD_BYTES = 64 * 1024;

/** Addresses that are not of the public internet: RFC 6890 and its kin, and those that carry such an address inside. */
const PRIVATE = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(net, prefix, 'ipv4');
}
for (const [net, prefix] of [
  ['::', 127],
  ['64:ff9b::', 32],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(net, prefix, 'ipv6');
}

/** The address may not be asked, by the rules of this portal. */
export class AddressNotAllowed extends Error {
  override readonly name = 'AddressNotAllowed';
}

/** No answer came that could be read: wrong name, nobody listens, too slow, too long. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

export interface OutboundRules {
  /** The portal itself is on this machine alone: so may be the provider, without https. */
  allowsLoopback: boolean;
  /** Hosts that may have private addresses, as the operator set them. */
  privateHosts: readonly string[];
  /** The operator lets every address be private, and without https. */
  allowsPrivate?: boolean;
}

/** What is told to somebody else's server, and how long it may take. */
export interface Post {
  headers: Record<string, string>;
  body: string;
  signal: AbortSignal;
}

/**
 * Asks a server whose address an organisation's administrator typed, which may be meant to reach into our own network.
 * What is checked is the address that is connected to, not an earlier look at the name; no redirect is followed.
 */
export class Outbound {
  private readonly rules: OutboundRules;

  constructor(rules: OutboundRules) {
    this.rules = rules;
  }

  /** @throws AddressNotAllowed for what needs no look-up: the scheme, and a bare address. */
  check(address: string): URL {
    const url = new URL(address);
    const isHere = this.rules.allowsLoopback && isLoopbackHost(url.hostname);
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && (isHere || this.rules.allowsPrivate))) {
      throw new AddressNotAllowed(`${url.origin} is not https`);
    }
    const bare = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(bare) !== 0) this.checkAddress(url.hostname, bare);
    return url;
  }

  readonly fetch: CustomFetch = async (address, options) => {
    const url = this.check(address);
    try {
      return await this.ask(url, options);
    } catch (error) {
      if (error instanceof AddressNotAllowed) throw error;
      throw new NoAnswer(`${url.host} did not answer`, { cause: error });
    }
  };

  /**
   * Tells a server something, and returns the status of its answer. What else it says is not waited for.
   * @throws AddressNotAllowed, NoAnswer
   */
  async post(address: string, { headers, body, signal }: Post): Promise<number> {
    const url = this.check(address);
    const length = String(Buffer.byteLength(body));
    const options = { method: 'POST', headers: { ...headers, 'content-length': length }, signal };
    try {
      return await new Promise<number>((answer, refuse) => {
        const request = this.open(url, options);
        // It goes on to be heard: what breaks after the answer must not end the process.
        request.on('error', refuse);
        request.on('response', (response) => {
          let read = 0;
          response.on('error', () => undefined);
          response.on('data', (chunk: Buffer) => {
            read += chunk.length;
            if (read > MAX_UNREAD_BYTES) request.destroy();
          });
          answer(response.statusCode ?? 500);
        });
        request.end(body);
      });
    } catch (error) {
      if (error instanceof AddressNotAllowed) throw error;
      throw new NoAnswer(`${url.host} did not answer`, { cause: error });
    }
  }

  private open(url: URL, options: RequestOptions): ClientRequest {
    const pinned: RequestOptions = {
      ...options,
      agent: false,
      lookup: (host, how, done) => this.lookUp(host, how, done),
    };
    return url.protocol === 'https:' ? requestHttps(url, pinned) : requestHttp(url, pinned);
  }

  private ask(url: URL, { method, headers, body, signal }: CustomFetchOptions): Promise<Response> {
    const options: RequestOptions = {
      method,
      headers,
      signal: signal ? AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) : AbortSignal.timeout(TIMEOUT_MS),
    };
    return new Promise<Response>((answer, refuse) => {
      const request = this.open(url, options);
      request.on('error', refuse);
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        response.on('error', refuse);
        response.on('data', (chunk: Buffer) => {
          length += chunk.length;
          if (length > MAX_ANSWER_BYTES) request.destroy(new Error('the answer is too long'));
          else chunks.push(chunk);
        });
        response.on('end', () => {
          const { statusCode: status = 500 } = response;
          const fields = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
          const text = [204, 205, 304].includes(status) ? null : Buffer.concat(chunks);
          answer(new Response(text, { status, headers: Object.fromEntries(fields) as Record<string, string> }));
        });
      });
      // Forms, and nothing else, are what this protocol sends.
      request.end(body instanceof URLSearchParams ? body.toString() : body);
    });
  }

  private lookUp(
    host: string,
    how: LookupOptions,
    done: (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void,
  ): void {
    resolve(host, { ...how, all: true }, (error, found) => {
      if (error) return done(error, []);
      try {
        for (const { address } of found) this.checkAddress(host, address);
      } catch (refusal) {
        return done(refusal as Error, []);
      }
      const [first] = found;
      if (how.all === true || !first) return done(null, found);
      return done(null, first.address, first.family);
    });
  }

  private checkAddress(host: string, address: string): void {
    if (!PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')) return;
    if (this.rules.allowsPrivate) return;
    if (this.rules.privateHosts.includes(host)) return;
    if (this.rules.allowsLoopback && isLoopbackHost(host)) return;
    throw new AddressNotAllowed(`${host} has a private address`);
  }
}
