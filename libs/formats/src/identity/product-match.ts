import type { StatedProduct } from '../document.ts';
import { cpeBase } from './cpe.ts';
import { normalisedName } from './name.ts';
import { purlBase } from './purl.ts';
import { readStatedRange } from './release-version.ts';

/** A product as the portal's catalogue knows it. */
export interface ProductIdentity {
  /** All its names and model numbers. */
  productNames: readonly string[];
  /** purls, CPEs, UDI-DIs, part numbers. */
  identifiers: readonly string[];
}

/** By what a stated product was recognised. */
export type Recognised = 'BY_IDENTIFIER' | 'BY_NAME' | null;

/**
 * Tells whether a product that a document states is this one: by its purl, CPE or model number, or by its name. Names are
 * forgiving in case, width, blanks and punctuation, in the vendor's name in front and in the version behind; they are the
 * same or they are not: `Pump` is not `Pump Plus`.
 */
export function productMatcher(identity: ProductIdentity): (stated: StatedProduct) => Recognised {
  const known = [...identity.productNames, ...identity.identifiers];
  const packages = new Set(known.map(purlBase).filter((base) => base !== null));
  const cpes = new Set(known.map(cpeBase).filter((base) => base !== null));
  const words = known.map(wordsOf);
  const formsBeside = new Map<string | null, ReadonlySet<string>>();
  const knownBeside = (vendor: string | null) => {
    const forms = formsBeside.get(vendor) ?? new Set(words.flatMap((name) => compactForms(name, vendor)));
    formsBeside.set(vendor, forms);
    return forms;
  };

  return (stated) => {
    const { purl, cpe, modelNumbers, vendor } = stated;
    const ours = knownBeside(vendor);
    const isIdentified =
      (purl !== null && packages.has(purlBase(purl) ?? '')) ||
      (cpe !== null && cpes.has(cpeBase(cpe) ?? '')) ||
      modelNumbers.some((number) => ours.has(wordsOf(number).join('')));
    if (isIdentified) return 'BY_IDENTIFIER';
    return formsOf(stated).some((form) => ours.has(form)) ? 'BY_NAME' : null;
  };
}

/** Whether products are told apart by more than their versions: by name, package, CPE product or model numbers. */
export function areSeveral(products: readonly StatedProduct[]): boolean {
  const marks: ((stated: StatedProduct) => string | null)[] = [
    statedName,
    ({ purl }) => purl && purlBase(purl),
    ({ cpe }) => cpe && cpeBase(cpe),
    ({ modelNumbers }) =>
      modelNumbers
        .map((number) => wordsOf(number).join(''))
        .toSorted()
        .join(' ') || null,
  ];
  return marks.some((mark) => new Set(products.map(mark).filter((value) => value !== null)).size > 1);
}

export function hasIdentifiers({ purl, cpe, modelNumbers }: StatedProduct): boolean {
  return purl !== null || cpe !== null || modelNumbers.length > 0;
}

/** A name that is the same for two products that differ in their version alone. */
export function statedName(stated: StatedProduct): string {
  return formsOf(stated).at(-1) ?? '';
}

/** From the whole name to the barest. */
function formsOf(stated: StatedProduct): string[] {
  const whole = wordsOf(stated.name);
  const bare = withoutVersion(wordsOf(withoutRange(stated.name)), stated);
  return [...compactForms(whole, stated.vendor), ...compactForms(bare, stated.vendor)];
}

/** `Pump: versions prior to 2.4` is about the pump, but `Pump: for children` is a product of its own. */
function withoutRange(name: string): string {
  const colon = name.indexOf(': ');
  return colon > 0 && readStatedRange(name.slice(colon + 2)) ? name.slice(0, colon) : name;
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
