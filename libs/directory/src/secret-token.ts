import { createHash, randomBytes } from 'node:crypto';

/** A secret that is shown once; only its hash is kept. 32 random bytes need no slow hash. */
export function newSecret(prefix: string): { secret: string; hash: Buffer } {
  const secret = `${prefix}${randomBytes(32).toString('base64url')}`;
  return { secret, hash: hashSecret(secret) };
}

export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();
