/**
 * A package URL as written, when its syntax is right; null otherwise. What single package types demand beyond the
 * general syntax (that a Go module's version be semantic) is not asked: documents break it and mean what they say.
 */
export function wellFormedPurl(text: string): string | null {
  if (!/^pkg:/i.test(text) || /[\p{Cc}\s]|%(?![0-9a-f]{2})/iu.test(text)) return null;
  const [beforeSubpath = ''] = text.split('#', 1);
  const [path, qualifiers] = splitAt(beforeSubpath, beforeSubpath.indexOf('?'));
  if (qualifiers !== undefined && !qualifiers.split('&').every((pair) => QUALIFIER.test(pair))) return null;

  const [type, rest = ''] = splitAt(path, path.indexOf('/', TYPE_BEGINS.exec(path)?.[0].length));
  if (!PURL_TYPE.test(type)) return null;
  // A scope of npm is often written with a bare @ (`pkg:npm/@angular/core@1`): only one after the name begins a version.
  const at = rest.lastIndexOf('@');
  const [names, version] = splitAt(rest, at > rest.lastIndexOf('/') + 1 ? at : -1);
  const name = names.slice(names.lastIndexOf('/') + 1);
  return name !== '' && version !== '' ? text : null;
}

const TYPE_BEGINS = /^pkg:\/*/i;
const PURL_TYPE = /^pkg:\/*[a-z][a-z0-9.+-]*$/i;
const QUALIFIER = /^[a-z._-][a-z0-9._-]*=/i;

/** Cuts a text in two, leaving out the character at `index`; -1 cuts nothing. */
function splitAt(text: string, index: number): [string, string?] {
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}

/** A CPE as written, when it is a URI of CPE 2.2 or a formatted string of CPE 2.3; null otherwise. */
export function wellFormedCpe(text: string): string | null {
  return CPE_22.test(text) || CPE_23.test(text) ? text : null;
}

const CPE_22 = /^cpe:\/[aho]?(?::[\w.\-~%]*){0,6}$/i;
const ATTRIBUTE = String.raw`(?:\*|(?:\?+|\*)?(?:[\w.-]|\\[\\*?!"#$%&'()+,/:;<=>@[\]^${'`'}{|}~-])+(?:\?+|\*)?)`;
const LANGUAGE = String.raw`(?:[A-Za-z]{2,3}(?:-(?:[A-Za-z]{2}|\d{3}))?|[*-])`;
const CPE_23 = new RegExp(`^cpe:2\\.3:[aho*-](?::${ATTRIBUTE}){5}:${LANGUAGE}(?::${ATTRIBUTE}){4}$`);

/**
 * A checksum as the model writes it (`sha256:0a1b…`): the algorithm in lower case without dashes, the value in lower
 * case. null when the algorithm is none that is known or the value has not its length in hexadecimal digits.
 */
export function hashOf(algorithm: string, value: string): string | null {
  const name = algorithm.toLowerCase().replaceAll(/[-_]/g, '');
  const digits = HEXADECIMAL_DIGITS.get(name);
  if (digits === undefined || !/^[0-9a-f]+$/i.test(value)) return null;
  const hasLength = digits === ANY_LENGTH ? value.length % 2 === 0 : value.length === digits;
  return hasLength ? `${name}:${value.toLowerCase()}` : null;
}

/** Algorithms whose output is as long as one wishes. */
const ANY_LENGTH = 0;
const HEXADECIMAL_DIGITS: ReadonlyMap<string, number> = new Map([
  ['adler32', 8],
  ['md2', 32],
  ['md4', 32],
  ['md5', 32],
  ['md6', ANY_LENGTH],
  ['sha1', 40],
  ['sha224', 56],
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
  ['sha3224', 56],
  ['sha3256', 64],
  ['sha3384', 96],
  ['sha3512', 128],
  ['blake2b256', 64],
  ['blake2b384', 96],
  ['blake2b512', 128],
  ['blake3', ANY_LENGTH],
  ['streebog256', 64],
  ['streebog512', 128],
]);
