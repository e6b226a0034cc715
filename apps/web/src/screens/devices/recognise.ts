/** What a component may be searched by. */
export interface ComponentSearch {
  name?: string;
  purl?: string;
  versionRange?: string;
  cpe?: string;
  hash?: string;
  licence?: string;
  vulnerability?: string;
}

const HASH_BY_LENGTH: Record<number, string> = { 32: 'md5', 40: 'sha1', 64: 'sha256', 96: 'sha384', 128: 'sha512' };
const HASH = /^(?:(?<algorithm>md5|sha-?\d+)[:=\s]\s*)?(?<digits>[0-9a-f]{32,128})$/i;
const VULNERABILITY = /^(cve|ghsa|jvndb|jvn|osv|rhsa|gsd)[-#]/i;
const LICENCE = /^(?:licen[cs]e|ライセンス)\s*[:：]\s*(?<licence>.+)$/i;
/** `log4j-core < 2.17.1`, `openssl >= 3.0, < 3.0.7`. */
const NAME_AND_RANGE = /^(?<name>\S.*?)\s+(?<range>(?:vers:|[<>]=?|=).+)$/;
/** `log4j-core 2.14.1`, `openssl@3.0.2`: a version has a dot in it, so that "Windows 10" stays a name. */
const NAME_AND_VERSION = /^(?<name>\S.*?)(?:\s+v?|@)(?<version>\d+\.[\w.+~-]+)$/i;

/** One box for everything: tells from what was typed or pasted what it is. Anything else is a name. */
export function recognise(typed: string): ComponentSearch {
  const text = typed.trim().replace(/[‐‑‒–—−]/g, '-');
  if (text === '') return {};
  if (/^pkg:/i.test(text)) return { purl: text };
  if (/^cpe:/i.test(text)) return { cpe: text };
  if (VULNERABILITY.test(text)) return { vulnerability: text.replace(/^[a-z]+/i, (letters) => letters.toUpperCase()) };
  const hash = HASH.exec(text)?.groups;
  const digits = hash?.['digits']?.toLowerCase() ?? '';
  const algorithm = hash?.['algorithm']?.toLowerCase().replace('-', '') ?? HASH_BY_LENGTH[digits.length];
  if (hash && algorithm) return { hash: `${algorithm}:${digits}` };
  const licence = LICENCE.exec(text)?.groups?.['licence'];
  if (licence) return { licence };
  const ranged = NAME_AND_RANGE.exec(text)?.groups;
  if (ranged) return { name: ranged['name'] ?? text, versionRange: ranged['range'] ?? '' };
  const versioned = NAME_AND_VERSION.exec(text)?.groups;
  if (versioned) return { name: versioned['name'] ?? text, versionRange: `= ${versioned['version']}` };
  return { name: text };
}

/** The other way round: what stands in the box for a search that an address names. */
export function typedOf({ name, purl, versionRange, cpe, hash, licence, vulnerability }: ComponentSearch): string {
  const head = purl ?? cpe ?? vulnerability ?? hash ?? (licence && `license:${licence}`) ?? name ?? '';
  return head === name && versionRange ? `${name} ${versionRange}` : head;
}
