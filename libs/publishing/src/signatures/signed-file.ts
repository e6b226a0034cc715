import type { Id } from '#libs/kernel';

/** What is looked at of a file of a publication, to tell signatures from what they sign. */
export interface AttachedFile {
  uploadId: Id<'Upload'>;
  name: string;
  sizeBytes: number;
  /** Judged from the bytes. */
  mediaType: string;
  /** It is a structured document: a manifest, an SBOM. */
  isMachineReadable: boolean;
}

const SUFFIX = /\.(?:asc|sig|gpg|pgp)$/i;
const BINARY_SUFFIX = /\.(?:sig|gpg)$/i;
/** A signature has a few hundred bytes; several people may sign in one file. */
export const MAX_SIGNATURE_BYTES = 64 * 1024;

/** An armoured signature says what it is; one in binary is told by its name and size. */
export const isSignature = ({ name, sizeBytes, mediaType }: AttachedFile): boolean =>
  mediaType === 'application/pgp-signature' ||
  (mediaType === 'application/octet-stream' && sizeBytes <= MAX_SIGNATURE_BYTES && BINARY_SUFFIX.test(name));

/**
 * Each signature among the files of a publication, with the file that it signs: the one whose name it extends
 * (`update.zip.asc`), or else the only one that is neither a signature nor a structured document; null when there is
 * no such file, or more than one.
 */
export function signedFiles<File extends AttachedFile>(
  files: readonly File[],
): { signature: File; signed: File | null }[] {
  const others = files.filter((file) => !isSignature(file));
  const packages = others.filter((file) => !file.isMachineReadable);
  return files.filter(isSignature).map((signature) => {
    const named = others.filter(({ name }) => name === signature.name.replace(SUFFIX, ''));
    return { signature, signed: only(named.length > 0 ? named : packages) };
  });
}

const only = <T>([first, ...rest]: readonly T[]): T | null => (first === undefined || rest.length > 0 ? null : first);
