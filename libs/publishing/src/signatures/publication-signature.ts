import type { SignatureResult } from '#libs/formats';
import type { Id } from '#libs/kernel';

/** PENDING until it was checked. */
export type SignatureState = 'PENDING' | SignatureResult;

/** The signature of a file of a publication, and what came of checking it. */
export interface PublicationSignature {
  publicationId: Id<'Publication'>;
  artifactName: string;
  sha256: string;
  signatureName: string;
  signatureSha256: string;
  signatureUploadId: Id<'Upload'>;
  result: SignatureState;
  /** Of the vendor's registered key that the signature names, in lower-case hexadecimal. */
  fingerprint: string | null;
  /** What the signature says; true only if it is VALID. */
  signedAt: Date | null;
  detail: string | null;
  checkedAt: Date | null;
  /** Of the registered key, as it is now. */
  keyUserIds: string[];
  keyRevokedAt: Date | null;
}
