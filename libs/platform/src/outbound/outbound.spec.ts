import { describe, expect, it } from '@jest/globals';
import { AddressNotAllowed, NoAnswer, Outbound, type OutboundRules } from './outbound.ts';

const outbound = (rules: Partial<OutboundRules> = {}) =>
  new Outbound({ allowsLoopback: false, privateHosts: [], ...rules });
const ask = (address: string, rules: Partial<OutboundRules> = {}) =>
  outbound(rules).fetch(address, { method: 'GET', headers: {}, body: undefined, redirect: 'manual' });

describe('an address that somebody typed', () => {
  it.each([
    'http://login.example.jp',
    'ftp://login.example.jp',
    'file:///etc/passwd',
    'http://localhost',
    'https://127.0.0.1',
    'https://127.1',
    'https://2130706433',
    'https://0x7f.0.0.1',
    'https://0.0.0.0',
    'https://10.1.2.3',
    'https://100.64.0.1',
    'https://169.254.169.254',
    'https://172.31.255.255',
    'https://192.168.1.1',
    'https://224.0.0.1',
    'https://255.255.255.255',
    'https://[::1]',
    'https://[::]',
    'https://[::ffff:192.168.1.1]',
    'https://[64:ff9b::a00:1]',
    'https://[2002:a00:1::]',
    'https://[fd00::1]',
    'https://[fe80::1]',
  ])('is not asked at %s', async (address) => {
    await expect(ask(address)).rejects.toBeInstanceOf(AddressNotAllowed);
  });

  it.each(['https://8.8.8.8', 'https://[2606:4700::1111]', 'https://login.example.jp/realms/a'])(
    'may be %s',
    (address) => {
      expect(() => outbound().check(address)).not.toThrow();
    },
  );

  it('is judged by where its name leads, at the moment of asking', async () => {
    await expect(ask('https://localhost:1')).rejects.toBeInstanceOf(AddressNotAllowed);
  });

  it('may be private where the operator said so, and on this machine for a portal on this machine', async () => {
    await expect(ask('https://localhost:1', { privateHosts: ['localhost'] })).rejects.toBeInstanceOf(NoAnswer);
    await expect(ask('http://localhost:1', { privateHosts: ['localhost'] })).rejects.toBeInstanceOf(AddressNotAllowed);
    for (const address of ['http://localhost:1', 'http://127.0.0.1:1', 'http://[::1]:1']) {
      await expect(ask(address, { allowsLoopback: true })).rejects.toBeInstanceOf(NoAnswer);
    }
    await expect(ask('https://10.0.0.1', { allowsLoopback: true })).rejects.toBeInstanceOf(AddressNotAllowed);
  });
});
