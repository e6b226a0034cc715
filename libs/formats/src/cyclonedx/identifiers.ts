import { PackageURL } from 'packageurl-js';

export interface PackageName {
  name: string;
  version: string | null;
}

/** What a package URL names, or why it is none. */
export function readPurl(text: string): PackageName | { problem: string } {
  // The library reads URLs, and lets blanks around and within them pass.
  if (/\s/.test(text)) return { problem: 'it holds a blank' };
  try {
    const { name, version } = PackageURL.fromString(text);
    return { name, version: version ?? null };
  } catch (error) {
    const isSaid = error instanceof Error && error.message.startsWith('Invalid purl: ');
    return { problem: isSaid ? error.message.slice('Invalid purl: '.length) : 'its parts do not fit its type' };
  }
}

const CPE_URI = /^cpe:\/[aho]?(?::[a-z0-9._\-~%]*){0,6}$/i;
const CPE_PART = /^[aho*-]$/;
/** Quoted or plain characters, with `?` or `*` at either end; or `*` (any) alone. `-` (not applicable) is among the plain. */
const CPE_VALUE = /^(?:(?:\?+|\*)?(?:[a-zA-Z0-9._-]|\\[\\*?!"#$%&'()+,/:;<=>@[\]^`{|}~-])+(?:\?+|\*)?|\*)$/;
const CPE_LANGUAGE = /^(?:[a-zA-Z]{2,3}(?:-(?:[a-zA-Z]{2}|\d{3}))?|[*-])$/;
const CPE_LANGUAGE_INDEX = 6;
const CPE_VALUES = 11;
const CPE_MAX_CHARACTERS = 4_096;

/** Whether a text is a CPE name: a formatted string of 2.3 or a URI of 2.2 (NISTIR 7695). */
export function isCpe(text: string): boolean {
  if (text.length > CPE_MAX_CHARACTERS) return false;
  if (!text.startsWith('cpe:2.3:')) return CPE_URI.test(text);
  const [part = '', ...values] = splitAtPlainColons(text.slice('cpe:2.3:'.length));
  if (values.length !== CPE_VALUES - 1 || !CPE_PART.test(part)) return false;
  return values.every((value, index) => (index === CPE_LANGUAGE_INDEX - 1 ? CPE_LANGUAGE : CPE_VALUE).test(value));
}

function splitAtPlainColons(text: string): string[] {
  return text.match(/(?:^|:)(?:[^:\\]|\\[^])*/g)?.map((value) => value.replace(/^:/, '')) ?? [];
}
