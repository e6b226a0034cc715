import { createHmac, timingSafeEqual } from 'node:crypto';

export interface SignedRequest {
  method: string;
  /** The path alone, as it is requested: no origin, no query. */
  path: string;
  /** Seconds since 1970. */
  expires: number;
}

const SECRET_MIN_BYTES = 32;

/** Makes and checks URLs that allow one method on one path until a moment, without a session (HMAC-SHA256). */
export class UrlSigner {
  private readonly secret: Buffer;

  /** @throws RangeError for a secret of fewer than 32 bytes */
  constructor(secret: Uint8Array | string) {
    this.secret = Buffer.from(secret);
    if (this.secret.length < SECRET_MIN_BYTES) {
      throw new RangeError(`The secret that signs URLs needs at least ${SECRET_MIN_BYTES} bytes.`);
    }
  }

  /** The path with `expires` and `signature` as its query. */
  signedPath(request: SignedRequest): string {
    return `${request.path}?expires=${request.expires}&signature=${this.signature(request).toString('base64url')}`;
  }

  /** Judges a request by the two query parameters as they arrived, which may be anything. */
  check(
    request: { method: string; path: string; expires: unknown; signature: unknown },
    nowEpochSeconds: number,
  ): 'VALID' | 'EXPIRED' | 'FORGED' {
    const { method, path, expires, signature } = request;
    if (typeof signature !== 'string' || typeof expires !== 'string' || !/^\d{1,12}$/.test(expires)) return 'FORGED';

    const expected = this.signature({ method, path, expires: Number(expires) });
    const given = Buffer.from(signature, 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'FORGED';
    return Number(expires) > nowEpochSeconds ? 'VALID' : 'EXPIRED';
  }

  private signature({ method, path, expires }: SignedRequest): Buffer {
    // As JSON, because joined strings could be cut at another place and mean another request.
    const message = JSON.stringify(['tasuki-url-1', method.toUpperCase(), path, expires]);
    return createHmac('sha256', this.secret).update(message).digest();
  }
}
