import { Findings, type Finding, type FindingReason, type SignatureResult } from '#libs/formats';
import { conflict, type Id } from '#libs/kernel';
import type { PublicationKind } from '../publication.words.ts';
import type { PublicationSignature } from './publication-signature.ts';
import { isSignature, signedFiles, type AttachedFile } from './signed-file.ts';

/** A file of a publication, and what was found in it by itself. */
export interface FoundFile extends AttachedFile {
  findings: readonly Finding[];
}

const ADVICE = {
  'formats.signature_invalid':
    'The package is not the one that was signed, or was changed since. Sign the package that you publish, and attach both anew.',
  'formats.signature_by_revoked_key': 'Sign the package with a key that is in force, and attach the new signature.',
  'formats.signature_by_expired_key':
    'Have the key prolonged and registered again, or sign the package with the key that follows it.',
  'formats.signature_expired': 'Sign the package again, and attach the new signature.',
  'formats.signature_by_unfit_key': 'Sign the package with a key, or a subkey, that may sign files.',
  'formats.signature_too_weak':
    'Sign the package again: with Ed25519, ECDSA or RSA of 3072 bits or more, and with SHA-256 or better.',
  'formats.signature_by_unknown_key':
    'Have the public key registered by a VENDOR_ADMIN (registerSigningKey): the signature is then checked again.',
  'formats.signature_unreadable':
    'Sign the package with `gpg --detach-sign PACKAGE` and attach the file that it writes.',
  'formats.signature_not_openpgp':
    'If hospitals can check it by other means, say by which. Otherwise sign the package with OpenPGP.',
  'formats.signature_of_nothing':
    'Give the signature the name of the file that it signs, with .asc or .sig behind it, and attach both.',
  'formats.no_signature':
    'Sign the package with OpenPGP and attach the detached signature, so that hospitals can check where it comes from.',
} as const satisfies Partial<Record<FindingReason, string>>;

type Refused = Exclude<SignatureResult, 'VALID'>;
/** An ERROR: whoever installs the package would be deceived. A WARNING: nothing is proved either way. */
const FOUND: Record<Refused, { severity: 'error' | 'warning'; reason: keyof typeof ADVICE }> = {
  INVALID: { severity: 'error', reason: 'formats.signature_invalid' },
  REVOKED_KEY: { severity: 'error', reason: 'formats.signature_by_revoked_key' },
  WEAK: { severity: 'error', reason: 'formats.signature_too_weak' },
  UNREADABLE: { severity: 'error', reason: 'formats.signature_unreadable' },
  EXPIRED_KEY: { severity: 'warning', reason: 'formats.signature_by_expired_key' },
  EXPIRED_SIGNATURE: { severity: 'warning', reason: 'formats.signature_expired' },
  UNFIT_KEY: { severity: 'warning', reason: 'formats.signature_by_unfit_key' },
  UNKNOWN_KEY: { severity: 'warning', reason: 'formats.signature_by_unknown_key' },
};

/** What the signatures of a publication, or the lack of them, tell: by the upload of the file that it is about. */
export function checkSignatures(
  kind: PublicationKind,
  files: readonly FoundFile[],
  signatures: readonly PublicationSignature[],
): Map<Id<'Upload'>, Finding[]> {
  const found = new Map<Id<'Upload'>, Finding[]>();
  for (const { signature, signed } of signedFiles(files)) {
    const check = signatures.find(({ signatureUploadId }) => signatureUploadId === signature.uploadId);
    found.set(signature.uploadId, signed ? findingsOf(signature, check) : signsNothing(signature));
  }
  const [first] = files;
  if (kind === 'UPDATE_PACKAGE' && first && !files.some(isSignature)) found.set(first.uploadId, unsigned());
  return found;
}

function findingsOf(file: FoundFile, check: PublicationSignature | undefined): Finding[] {
  if (!check || check.result === 'PENDING' || check.result === 'VALID') return [];
  const { result, artifactName, detail } = check;
  // What is wrong with the file by itself was said when it was read.
  const isKnown = ['UNREADABLE', 'WEAK'].includes(result) && file.findings.some(({ severity }) => severity === 'ERROR');
  if (isKnown) return [];
  const findings = new Findings(ADVICE);
  if (result === 'UNREADABLE' && file.mediaType !== 'application/pgp-signature') {
    // Only its name says that it is a signature: it may be one of another kind of program.
    findings.warning('formats.signature_not_openpgp', `It is no OpenPGP signature of ${artifactName}.`);
  } else {
    const { severity, reason } = FOUND[result];
    findings[severity](reason, `Of ${artifactName}: ${detail}`);
  }
  return findings.list();
}

function signsNothing({ name }: FoundFile): Finding[] {
  const findings = new Findings(ADVICE);
  findings.warning(
    'formats.signature_of_nothing',
    `Which file ${name} signs cannot be told: none, or several, may be meant.`,
  );
  return findings.list();
}

function unsigned(): Finding[] {
  const findings = new Findings(ADVICE);
  findings.hint('formats.no_signature', 'The package is not signed.');
  return findings.list();
}

/** @throws CONFLICT while a signature is still being checked. */
export function refusePending(signatures: readonly PublicationSignature[]): void {
  const pending = signatures.find(({ result }) => result === 'PENDING');
  if (!pending) return;
  throw conflict(
    'publishing.signature_being_checked',
    `The signature of ${pending.artifactName} is still being checked. Try again in a moment.`,
  );
}

/** @throws CONFLICT when a signature turned out bad since the publication was submitted: its key was revoked. */
export function refuseBadSignature(signatures: readonly PublicationSignature[]): void {
  const bad = signatures.find(({ result }) => result === 'INVALID' || result === 'REVOKED_KEY' || result === 'WEAK');
  if (!bad) return;
  throw conflict(
    'publishing.signature_refused',
    `The signature of ${bad.artifactName} does not hold any more: ${bad.detail} Send the publication back.`,
  );
}
