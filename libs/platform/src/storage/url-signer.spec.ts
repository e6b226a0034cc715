import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UrlSigner } from './index.ts';

const signer = new UrlSigner('a secret of at least thirty-two bytes');
const NOW = 1_800_000_000;

function queryOf(signedPath: string) {
  const url = new URL(signedPath, 'http://localhost');
  return {
    path: url.pathname,
    expires: url.searchParams.get('expires')!,
    signature: url.searchParams.get('signature')!,
  };
}

describe('a signed URL', () => {
  const signed = queryOf(signer.signedPath({ method: 'PUT', path: '/files/uploads/1/parts/2', expires: NOW + 60 }));

  it('is valid until the moment it expires', () => {
    expect(signer.check({ method: 'PUT', ...signed }, NOW)).toBe('VALID');
    expect(signer.check({ method: 'PUT', ...signed }, NOW + 59)).toBe('VALID');
    expect(signer.check({ method: 'PUT', ...signed }, NOW + 60)).toBe('EXPIRED');
  });

  it('is good for its own method, path and time only', () => {
    for (const other of [{ method: 'GET' }, { path: '/files/uploads/1/parts/3' }, { expires: String(NOW + 61) }]) {
      expect(signer.check({ method: 'PUT', ...signed, ...other }, NOW)).toBe('FORGED');
    }
  });

  it('is worth nothing under another secret', () => {
    const other = new UrlSigner('another secret of at least 32 bytes!');
    expect(other.check({ method: 'PUT', ...signed }, NOW)).toBe('FORGED');
  });

  it('is refused, never a crash, whatever arrives in its query', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (expires, signature) => {
        expect(signer.check({ method: 'PUT', path: signed.path, expires, signature }, NOW)).toBe('FORGED');
        expect(signer.check({ ...signed, method: 'PUT', signature }, NOW)).toBe('FORGED');
      }),
    );
    expect(signer.check({ method: 'PUT', ...signed, expires: `${NOW + 60}x` }, NOW)).toBe('FORGED');
    expect(signer.check({ method: 'PUT', ...signed, expires: '1e99' }, NOW)).toBe('FORGED');
    expect(signer.check({ method: 'PUT', ...signed, expires: [signed.expires] }, NOW)).toBe('FORGED');
  });

  it('needs a secret that cannot be guessed', () => {
    expect(() => new UrlSigner('short')).toThrow(RangeError);
  });
});
