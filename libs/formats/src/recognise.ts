import { ByteScanner, bytesOf, Malformed, nameOf } from './byte-scanner.ts';
import { encodingOf } from './encoding.ts';
import type { Finding, FindingReason } from './finding.ts';
import { JsonScanner } from './json-scanner.ts';
import { byteOrderMark, notUtf8 } from './well-formed.ts';
import { XmlScanner } from './xml-scanner.ts';
import { zipNames } from './zip-names.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const BINARY = 'application/octet-stream';

export type MediaType =
  | 'application/json'
  | 'application/xml'
  | typeof XLSX
  | 'application/zip'
  | 'application/pdf'
  | 'application/gzip'
  | 'application/pgp-signature'
  | 'application/pgp-keys'
  | 'application/pgp-encrypted'
  | 'application/x-ole-storage'
  | 'image/png'
  | 'image/jpeg'
  | 'text/html'
  | 'text/plain'
  | 'text/spdx'
  | typeof BINARY;

export interface Declared {
  name: string;
  contentType: string;
}

export interface Recognition {
  mediaType: MediaType;
  /** Whether a program can read facts out of it. A later reading may still find that it is none of our formats. */
  machineReadable: boolean;
  findings: Finding[];
}

const MACHINE_READABLE: ReadonlySet<MediaType> = new Set(['application/json', 'application/xml', XLSX, 'text/spdx']);

interface Judged {
  mediaType: MediaType;
  findings: Finding[];
}

/**
 * Says what a file is by its bytes: `head` is its beginning (64 KiB, or all of it) and `tail` its end, which an archive
 * needs to be judged for certain. What the sender says of it is not believed: where it claims JSON, XML or XLSX and
 * the bytes are something else, that is an ERROR. Whether a longer JSON or XML document is well-formed to its end
 * is for checkWellFormed.
 */
export function recognise(head: Uint8Array, declared: Declared, tail?: Uint8Array): Recognition {
  if (head.length === 0) {
    const empty: Finding = { severity: 'ERROR', reason: 'formats.empty_file', detail: 'The file is empty.' };
    return { mediaType: BINARY, machineReadable: false, findings: [empty] };
  }
  const { mediaType, findings } = judgeBytes(head, tail) ?? judgeText(head, declared) ?? judgeRest(head);
  return {
    mediaType,
    machineReadable: MACHINE_READABLE.has(mediaType),
    findings: [...findings, ...brokenClaims(declared, mediaType, head)],
  };
}

const SIGNATURES: [MediaType, number[]][] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['application/gzip', [0x1f, 0x8b, 0x08]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['application/x-ole-storage', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['application/zip', [0x50, 0x4b, 0x03, 0x04]],
  // An archive with nothing in it.
  ['application/zip', [0x50, 0x4b, 0x05, 0x06]],
];

function judgeBytes(head: Uint8Array, tail: Uint8Array | undefined): Judged | undefined {
  const found = SIGNATURES.find(([, signature]) => signature.every((byte, index) => head[index] === byte));
  if (!found) return undefined;
  const [mediaType] = found;
  if (mediaType === 'application/zip') return judgeArchive(head, tail);
  return { mediaType, findings: mediaType === 'application/pdf' ? [pdfHint()] : [] };
}

/** A workbook is an archive that names its content types and holds a folder `xl`. */
function judgeArchive(head: Uint8Array, tail: Uint8Array | undefined): Judged {
  const { names, isWhole, hasEnd } = zipNames(head, tail ?? head);
  const hasTypes = names.has('[Content_Types].xml');
  const hasSheets = [...names].some((name) => name.startsWith('xl/'));
  // Without the whole directory the list of content types may lie where we cannot see it.
  const mediaType = hasSheets && (hasTypes || !isWhole) ? XLSX : 'application/zip';
  if (tail === undefined || hasEnd) return { mediaType, findings: [] };

  const severity = mediaType === XLSX ? 'ERROR' : 'WARNING';
  const detail = 'The archive is cut off: the directory that ends it is missing.';
  return { mediaType, findings: [{ severity, reason: 'formats.archive_cut_off', detail }] };
}

const PGP_ARMOR: [string, MediaType][] = [
  ['-----BEGIN PGP SIGNATURE-----', 'application/pgp-signature'],
  ['-----BEGIN PGP SIGNED MESSAGE-----', 'application/pgp-signature'],
  ['-----BEGIN PGP PUBLIC KEY BLOCK-----', 'application/pgp-keys'],
  ['-----BEGIN PGP PRIVATE KEY BLOCK-----', 'application/pgp-keys'],
  ['-----BEGIN PGP MESSAGE-----', 'application/pgp-encrypted'],
];

function judgeText(head: Uint8Array, declared: Declared): Judged | undefined {
  const { encoding, markBytes } = encodingOf(head);
  if (encoding === 'UTF-32') return undefined;
  if (encoding !== 'UTF-8') return judgeWideText(head.subarray(markBytes), encoding);

  const bytes = head.subarray(markBytes);
  if (failureOf(new TextScanner(), bytes)) return undefined;
  const text = new TextDecoder().decode(bytes);
  const mark = markBytes > 0 ? [byteOrderMark()] : [];

  const first = text.trimStart().charAt(0);
  // `"text"` or `42` alone is JSON as well as plain text; here, and only here, it counts what it was announced as.
  const mayBeJson = first === '{' || first === '[' || (first !== '' && claims(declared, JSON_CLAIM));
  const json = mayBeJson ? judgeDocument(new JsonScanner(), bytes, 'application/json', mark) : undefined;
  if (json) return json;
  if (/^\s*<!doctype\s+html[\s>]/i.test(text)) return { mediaType: 'text/html', findings: [] };
  const xml = first === '<' ? judgeDocument(new XmlScanner(), bytes, 'application/xml', mark) : undefined;
  if (xml) return xml;
  if (/^\s*<html[\s>]/i.test(text)) return { mediaType: 'text/html', findings: [] };
  if (/^SPDXVersion:[ \t]*SPDX-\d/m.test(text)) return { mediaType: 'text/spdx', findings: [] };
  const armor = PGP_ARMOR.find(([line]) => text.trimStart().startsWith(line));
  return { mediaType: armor?.[1] ?? 'text/plain', findings: [] };
}

/** A document that keeps to the syntax but is refused all the same stays what it is: to call it plain text would help nobody. */
function judgeDocument(
  scanner: ByteScanner,
  bytes: Uint8Array,
  mediaType: 'application/json' | 'application/xml',
  mark: Finding[],
): Judged | undefined {
  const failure = failureOf(scanner, bytes);
  if (!failure) return { mediaType, findings: mark };
  const isOtherwise = failure.reason === 'formats.json_malformed' || failure.reason === 'formats.xml_malformed';
  return isOtherwise ? undefined : { mediaType, findings: [failure.toFinding()] };
}

/** A document in UTF-16 is recognised for what it is, to be refused with a reason that helps. */
function judgeWideText(bytes: Uint8Array, encoding: 'UTF-16LE' | 'UTF-16BE'): Judged | undefined {
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
  if (/[^\P{Cc}\t\n\f\r]/u.test(text)) return undefined;
  const first = text.trimStart().charAt(0);
  const findings = [notUtf8(encoding).toFinding()];
  if (first === '{' || first === '[') return { mediaType: 'application/json', findings };
  if (first === '<') return { mediaType: 'application/xml', findings };
  return { mediaType: 'text/plain', findings: [] };
}

const PDF_HEADER_WITHIN_BYTES = 1024;

/** Readers of PDF take its header anywhere in the first kilobyte. */
function judgeRest(head: Uint8Array): Judged {
  const beginning = new TextDecoder('latin1').decode(head.subarray(0, PDF_HEADER_WITHIN_BYTES));
  if (beginning.includes('%PDF-')) return { mediaType: 'application/pdf', findings: [pdfHint()] };
  return { mediaType: BINARY, findings: [] };
}

interface Claim {
  what: string;
  reason: FindingReason;
  severity: 'ERROR' | 'WARNING';
  mediaType: MediaType;
  names: RegExp;
  contentTypes: RegExp;
}

const JSON_CLAIM: Claim = {
  what: 'JSON',
  reason: 'formats.claims_json_but_is_not',
  severity: 'ERROR',
  mediaType: 'application/json',
  names: /\.(?:json|jsonld)$/i,
  contentTypes: /^(?:application|text)\/(?:json|[\w.-]+\+json)$/,
};

const CLAIMS: Claim[] = [
  JSON_CLAIM,
  {
    what: 'XML',
    reason: 'formats.claims_xml_but_is_not',
    severity: 'ERROR',
    mediaType: 'application/xml',
    names: /\.xml$/i,
    contentTypes: /^(?:application\/xml|text\/xml|\w+\/[\w.-]+\+xml)$/,
  },
  {
    what: 'an XLSX workbook',
    reason: 'formats.claims_xlsx_but_is_not',
    severity: 'ERROR',
    mediaType: XLSX,
    names: /\.xlsx$/i,
    contentTypes: /^application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet$/,
  },
  {
    what: 'a PDF',
    reason: 'formats.claims_pdf_but_is_not',
    severity: 'WARNING',
    mediaType: 'application/pdf',
    names: /\.pdf$/i,
    contentTypes: /^application\/pdf$/,
  },
  {
    what: 'SPDX tag-value',
    reason: 'formats.claims_spdx_but_is_not',
    // The same ending is now and then given to SPDX in RDF.
    severity: 'WARNING',
    mediaType: 'text/spdx',
    names: /\.spdx$/i,
    contentTypes: /^text\/spdx$/,
  },
];

function claims(declared: Declared, { names, contentTypes }: Claim): boolean {
  const contentType = (declared.contentType.split(';')[0] ?? '').trim().toLowerCase();
  return names.test(declared.name.trim()) || contentTypes.test(contentType);
}

function brokenClaims(declared: Declared, mediaType: MediaType, head: Uint8Array): Finding[] {
  return CLAIMS.filter((claim) => claim.mediaType !== mediaType && claims(declared, claim)).map((claim) => {
    const failure = failureIn(claim.mediaType, mediaType, head);
    const why = failure ? ` ${failure.message}` : hintAt(claim.mediaType, mediaType);
    const detail = `By its name or content type it is ${claim.what}; by its bytes it is ${mediaType}.${why}`;
    return { severity: claim.severity, reason: claim.reason, ...(failure && { place: failure.place }), detail };
  });
}

/** Where what was to be JSON or XML first goes wrong: a byte of another encoding, too, makes it no text at all. */
function failureIn(claimed: MediaType, mediaType: MediaType, head: Uint8Array): Malformed | undefined {
  if (!mediaType.startsWith('text/') && mediaType !== BINARY) return undefined;
  if (claimed === 'application/json') return failureOf(new JsonScanner(), withoutMark(head));
  if (claimed === 'application/xml') return failureOf(new XmlScanner(), withoutMark(head));
  if (claimed === 'text/spdx') return failureOf(new TextScanner(), withoutMark(head));
  return undefined;
}

function hintAt(claimed: MediaType, mediaType: MediaType): string {
  return claimed === XLSX && mediaType === 'application/x-ole-storage'
    ? ' An old .xls, or a workbook locked with a password, looks like this.'
    : '';
}

const withoutMark = (head: Uint8Array) => head.subarray(encodingOf(head).markBytes);

function failureOf(scanner: ByteScanner, head: Uint8Array): Malformed | undefined {
  try {
    scanner.write(head);
    return undefined;
  } catch (error) {
    if (error instanceof Malformed) return error;
    throw error;
  }
}

/** Text is UTF-8 without control characters, save those that lay it out. */
class TextScanner extends ByteScanner {
  constructor() {
    super();
    this.plain = bytesOf(0x20, 0x7e, '');
  }

  protected take(byte: number): void {
    const isLayout = byte >= 0x09 && byte <= 0x0d && byte !== 0x0b;
    if ((byte < 0x20 && !isLayout) || byte === 0x7f) {
      this.fail('formats.encoding_is_not_utf8', `Text cannot hold ${nameOf(byte)}.`);
    }
  }

  protected finish(): void {}
}

function pdfHint(): Finding {
  const detail = 'A PDF is kept and shown, but no program can read facts out of it.';
  return { severity: 'HINT', reason: 'formats.not_machine_readable', detail };
}
