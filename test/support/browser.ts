import { createHmac } from 'node:crypto';
import type { SignIn } from '../../libs/platform/src/sign-in/sign-in.ts';

export const BASE_URL = 'http://portal.test';
export const PASSWORD = 'correct horse battery';

/** What of the answers is looked at. */
interface Answer {
  error: { code: string; reason: string; message: string; endsAt: string; requestId: string };
  totpURI: string;
  backupCodes: string[];
}

/** A person at a browser, in front of sign-in alone: keeps cookies, sends its origin. */
export class Browser {
  readonly cookies = new Map<string, string>();
  private readonly server: SignIn;
  private readonly headers: Record<string, string>;

  constructor(server: SignIn, headers: Record<string, string> = {}) {
    this.server = server;
    this.headers = headers;
  }

  get cookieHeader() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  post(path: string, body: unknown = {}) {
    return this.send(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
  }

  get(path: string) {
    return this.send(path, { method: 'GET' });
  }

  private async send(path: string, request: { method: string; body?: string }) {
    const response = await this.server.handler(
      new Request(`${BASE_URL}/auth${path}`, {
        ...request,
        headers: {
          'content-type': 'application/json',
          origin: BASE_URL,
          ...(this.cookies.size > 0 ? { cookie: this.cookieHeader } : {}),
          ...this.headers,
        },
      }),
      'request-of-a-test',
    );
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const [name = '', ...value] = pair.split('=');
      if (/max-age=0/i.test(cookie)) this.cookies.delete(name);
      else this.cookies.set(name, value.join('='));
    }
    const body = (await response.json().catch(() => null)) as Answer;
    return { ...body, body, status: response.status, headers: response.headers };
  }

  signIn(email: string, password = PASSWORD) {
    return this.post('/sign-in/email', { email, password });
  }

  whoAmI() {
    return this.server.identify({ cookie: this.cookieHeader });
  }
}

/** RFC 6238 with SHA-1, 6 digits and 30 seconds, from the secret of an otpauth URI. */
export function totp(uri: string): string {
  const bits = [...(new URL(uri).searchParams.get('secret') ?? '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = mac.readUInt8(19) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
