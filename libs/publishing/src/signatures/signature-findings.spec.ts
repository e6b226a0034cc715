import { describe, expect, it } from '@jest/globals';
import type { Finding, SignatureResult } from '#libs/formats';
import { newId } from '#libs/kernel';
import type { PublicationKind } from '../publication.words.ts';
import type { PublicationSignature } from './publication-signature.ts';
import { checkSignatures, type FoundFile, refuseBadSignature, refusePending } from './signature-findings.ts';

const file = (name: string, mediaType: string, findings: Finding[] = []): FoundFile => ({
  uploadId: newId(),
  name,
  sizeBytes: 500,
  mediaType,
  isMachineReadable: false,
  findings,
});
const update = file('update.bin', 'application/octet-stream');
const armored = file('update.bin.asc', 'application/pgp-signature');
const checkOf = ({ uploadId, name }: FoundFile, result: SignatureResult | 'PENDING'): PublicationSignature => ({
  publicationId: newId(),
  artifactName: update.name,
  sha256: 'a'.repeat(64),
  signatureName: name,
  signatureSha256: 'b'.repeat(64),
  signatureUploadId: uploadId,
  result,
  fingerprint: null,
  signedAt: null,
  detail: 'Why.',
  checkedAt: new Date(),
  keyUserIds: [],
  keyRevokedAt: null,
});
const found = (files: FoundFile[], checks: PublicationSignature[] = [], kind: PublicationKind = 'UPDATE_PACKAGE') =>
  [...checkSignatures(kind, files, checks).values()].flat().map(({ severity, reason }) => `${severity} ${reason}`);

describe('what a signature tells', () => {
  it.each([
    ['VALID', []],
    ['PENDING', []],
    ['INVALID', ['ERROR formats.signature_invalid']],
    ['REVOKED_KEY', ['ERROR formats.signature_by_revoked_key']],
    ['WEAK', ['ERROR formats.signature_too_weak']],
    ['UNREADABLE', ['ERROR formats.signature_unreadable']],
    ['EXPIRED_KEY', ['WARNING formats.signature_by_expired_key']],
    ['EXPIRED_SIGNATURE', ['WARNING formats.signature_expired']],
    ['UNFIT_KEY', ['WARNING formats.signature_by_unfit_key']],
    ['UNKNOWN_KEY', ['WARNING formats.signature_by_unknown_key']],
  ] as const)('is, for %s, %j', (result, expected) => {
    expect(found([update, armored], [checkOf(armored, result)])).toEqual(expected);
  });

  it('is said of the file that holds it, with what to do', () => {
    const findings = checkSignatures('SBOM', [update, armored], [checkOf(armored, 'INVALID')]);
    expect([...findings.keys()]).toEqual([armored.uploadId]);
    expect(findings.get(armored.uploadId)).toMatchObject([
      { detail: 'Of update.bin: Why.', advice: expect.any(String) },
    ]);
  });

  it('is not said again where reading the file said it', () => {
    const unreadable: Finding = { severity: 'ERROR', reason: 'formats.signature_malformed', detail: 'Broken.' };
    const broken = file('update.bin.asc', 'application/pgp-signature', [unreadable]);
    expect(found([update, broken], [checkOf(broken, 'UNREADABLE')])).toEqual([]);
    expect(found([update, broken], [checkOf(broken, 'INVALID')])).toEqual(['ERROR formats.signature_invalid']);
  });

  it('may be nothing for OpenPGP: a file of another kind is called .sig, too', () => {
    const other = file('update.bin.sig', 'application/octet-stream');
    expect(found([update, other], [checkOf(other, 'UNREADABLE')])).toEqual(['WARNING formats.signature_not_openpgp']);
  });

  it('is asked for where it cannot be told what it signs, and hinted at where there is none in an update package', () => {
    expect(found([update, file('other.bin', 'image/png'), file('x.asc', 'application/pgp-signature')])).toEqual([
      'WARNING formats.signature_of_nothing',
    ]);
    expect(found([update])).toEqual(['HINT formats.no_signature']);
    expect(found([update], [], 'SECURITY_GUIDE')).toEqual([]);
    expect(found([])).toEqual([]);
  });
});

it('keeps a publication back while one is being checked, and what was submitted before one turned out bad', () => {
  const checks = (result: SignatureResult | 'PENDING') => [checkOf(armored, 'VALID'), checkOf(armored, result)];
  expect(() => refusePending(checks('PENDING'))).toThrow(
    expect.objectContaining({ code: 'CONFLICT', reason: 'publishing.signature_being_checked' }),
  );
  expect(() => refuseBadSignature(checks('REVOKED_KEY'))).toThrow(
    expect.objectContaining({ code: 'CONFLICT', reason: 'publishing.signature_refused' }),
  );
  refusePending(checks('INVALID'));
  refuseBadSignature(checks('UNKNOWN_KEY'));
});
