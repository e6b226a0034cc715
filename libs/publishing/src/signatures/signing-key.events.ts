import { createHash } from 'node:crypto';
import type { Json } from '#libs/kernel';
import type { EventDraft } from '#libs/platform';
import type { SigningKey } from './signing-key.entity.ts';

/** Names in keys, and reasons, are content: they stay with the key. */
const sentence = (kind: string, key: SigningKey, facts: Record<string, Json> = {}): EventDraft => ({
  kind,
  version: 1,
  subject: { type: 'SigningKey', id: key.id },
  organisationId: key.vendorId,
  facts: { fingerprint: key.fingerprint, ...facts },
});

/** The hash is that of the text as it was handed over: a key that is registered anew may have other subkeys. */
const material = ({ algorithm, armored, expiresAt }: SigningKey) => ({
  algorithm,
  expiresAt: expiresAt?.toISOString() ?? null,
  sha256: createHash('sha256').update(armored).digest('hex'),
});

export const signingKeyRegistered = (key: SigningKey) => sentence('signing_key.registered', key, material(key));
export const signingKeyRenewed = (key: SigningKey) => sentence('signing_key.renewed', key, material(key));
export const signingKeyRevoked = (key: SigningKey) => sentence('signing_key.revoked', key);
