import type { StatedProduct } from '../document.ts';
import { cpeBase } from './cpe.ts';
import { normalisedName } from './name.ts';
import { purlBase } from './purl.ts';

/** A product as the portal's catalogue knows it. */
export interface ProductIdentity {
  /** All its names and model numbers. */
  productNames: readonly string[];
  /** purls, CPEs, UDI-DIs, part numbers. */
  identifiers: readonly string[];
}

/**
 * Tells whether a product that a document states is this one: the same package or CPE product, or the same name or model
 * number. Names are forgiving in case, width, blanks and punctuation, in the vendor's name in front, in what stands after
 * `: `, and in the version behind; they are the same or they are not: `Pump` is not `Pump Plus`.
 */
export function productMatcher(identity: ProductIdentity): (stated: StatedProduct) => boolean {
  const known = [...identity.productNames, ...identity.identifiers];
  const packages = new Set(known.map(purlBase).filter((base) => base !== null));
  const cpes = new Set(known.map(cpeBase).filter((base) => base !== null));
  const names = known.map(wordsOf);
  const namesWithout = new Map<string | null, ReadonlySet<string>>();

  return (stated) => {
    if (stated.purl !== null && packages.has(purlBase(stated.purl) ?? '')) return true;
    if (stated.cpe !== null && cpes.has(cpeBase(stated.cpe) ?? '')) return true;
    const { vendor } = stated;
    const ours = namesWithout.get(vendor) ?? new Set(names.flatMap((name) => compactForms(name, vendor)));
    namesWithout.set(vendor, ours);
    return formsOf(stated).some((form) => ours.has(form));
  };
}

/** The same for two products that differ in their version alone. */
export function statedName(stated: StatedProduct): string {
  return formsOf(stated).at(-1) ?? '';
}

/** From the whole name to the barest. */
function formsOf(stated: StatedProduct): string[] {
  const { name, vendor, modelNumbers } = stated;
  const names = [name, beforeColon(name)].map(wordsOf);
  const bare = names.map((words) => withoutVersion(words, stated));
  return [...modelNumbers.map(wordsOf), ...names, ...bare].flatMap((words) => compactForms(words, vendor));
}

function beforeColon(name: string): string {
  const colon = name.indexOf(': ');
  return colon > 0 ? name.slice(0, colon) : name;
}

function wordsOf(name: string): string[] {
  return normalisedName(name.replace(/[®™©℠]/g, '')).match(/[\p{L}\p{N}+]+/gu) ?? [];
}

function withoutVersion(words: string[], { version, versionRange }: StatedProduct): string[] {
  for (const text of [version, versionRange]) {
    const ending = text === null ? [] : wordsOf(text);
    const rest = words.slice(0, words.length - ending.length);
    if (rest.length === 0 || ending.length === 0) continue;
    const isEnding = words.slice(rest.length).every((word, index) => word.replace(/^[vr](?=\d)/, '') === ending[index]);
    if (isEnding) return /^(?:v|ver|version|rel|release)$/.test(rest.at(-1) ?? '') ? rest.slice(0, -1) : rest;
  }
  return words;
}

/** With and without the vendor in front. A product may be named as its vendor is. */
function compactForms(words: string[], vendor: string | null): string[] {
  const vendorWords = vendor === null ? [] : wordsOf(vendor);
  const hasVendor =
    vendorWords.length > 0 &&
    vendorWords.length < words.length &&
    vendorWords.every((word, index) => word === words[index]);
  const forms = hasVendor ? [words, words.slice(vendorWords.length)] : [words];
  return forms.map((form) => form.join('')).filter((form) => form !== '');
}
