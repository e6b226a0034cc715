import { describe, expect, it } from '@jest/globals';
import { passkeysHinderedBy } from './passkeys-hindered.ts';

const at = (hostname: string, isSecureContext: boolean, PublicKeyCredential: unknown = class {}) =>
  passkeysHinderedBy({ isSecureContext, location: { hostname }, PublicKeyCredential });

describe('passkeys', () => {
  it('can be had by https at a name, and on localhost', () => {
    expect(at('portal.example', true)).toBeNull();
    expect(at('localhost', true)).toBeNull();
  });

  it('cannot without https, whatever else is wrong: a browser hides them there', () => {
    expect(at('portal.example', false, undefined)).toBe('insecure');
    expect(at('192.0.2.7', false, undefined)).toBe('insecure');
  });

  it('cannot at a bare address', () => {
    expect(at('127.0.0.1', true)).toBe('address');
    expect(at('[::1]', true)).toBe('address');
  });

  it('cannot in a browser that does not know them', () => {
    expect(at('portal.example', true, null)).toBe('browser');
  });
});
