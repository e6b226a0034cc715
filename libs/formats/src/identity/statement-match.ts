import type { StatedProduct } from '../document.ts';
import { cpeVersion } from './cpe.ts';
import { areSeveral, hasIdentifiers, productMatcher, type ProductIdentity } from './product-match.ts';
import { readPurlQuery } from './purl.ts';
import { isRefusal } from './refusal.ts';
import { isSameRelease, readStatedRange, releaseIsIn } from './release-version.ts';

/** One version of a product. */
export interface ReleaseIdentity extends ProductIdentity {
  version: string;
}

/** Whether a statement speaks about a release; UNKNOWN where that cannot be told, which is never a NO. */
export type Coverage = 'YES' | 'NO' | 'UNKNOWN';

/**
 * Whether what a document states of a product holds for a release. `documented` are all the products that the document
 * names: where they are several, this one must be the release's; where it is not clear which of them is, that is UNKNOWN.
 * A product without a version stands for all of its versions.
 */
export function statementCovers(
  product: StatedProduct,
  release: ReleaseIdentity,
  documented: readonly StatedProduct[] = [product],
): Coverage {
  return both(productCoverage(documented, release)(product), versionCoverage(product, release.version) ?? 'YES');
}

/**
 * Whether a stated product is the release's product, among those that the document names.
 *
 * - A document that names one product only is about that one, however it spells the name.
 * - Of several, those are the release's that have an identifier of it (purl, CPE, model number), or its name. The name
 *   alone does not tell where several products have it, or where this one has identifiers and another has the release's.
 * - Where the document names none that is the release's, each of them may be.
 */
export function productCoverage(
  documented: readonly StatedProduct[],
  identity: ProductIdentity,
): (product: StatedProduct) => Coverage {
  if (!areSeveral(documented)) return () => 'YES';
  const recognise = productMatcher(identity);
  const isIdentified = documented.some((product) => recognise(product) === 'BY_IDENTIFIER');
  const named = documented.filter((product) => recognise(product) === 'BY_NAME');
  if (!isIdentified && named.length === 0) return () => 'UNKNOWN';
  const isNameShared = areSeveral(named);

  return (product) => {
    const recognised = recognise(product);
    if (recognised !== 'BY_NAME') return recognised === null ? 'NO' : 'YES';
    const mayBeAnother = isIdentified ? hasIdentifiers(product) : isNameShared;
    return mayBeAnother ? 'UNKNOWN' : 'YES';
  };
}

/**
 * Whether a version is one that the product is stated with: as its version, range, purl or CPE. What they say must not
 * contradict: a version in one of them and out of another is UNKNOWN. null when none of them names a version.
 */
export function versionCoverage(product: StatedProduct, version: string): Coverage | null {
  const stated = [product.version, product.versionRange, product.cpe === null ? null : cpeVersion(product.cpe)];
  const answers = stated.filter((text) => text !== null).map((text) => coverageBy(text, version));
  const query = product.purl === null ? null : readPurlQuery(product.purl);
  if (query && !isRefusal(query)) {
    if (query.version !== null) answers.push(coverageBy(query.version, version));
    if (query.range !== null) answers.push(toCoverage(releaseIsIn(query.range, version)));
  }
  if (answers.length === 0) return null;
  if (answers.includes('YES')) return answers.includes('NO') ? 'UNKNOWN' : 'YES';
  return answers.includes('UNKNOWN') ? 'UNKNOWN' : 'NO';
}

/** A document may write a range where one version is due: `12.x`, `2.3.6 and below`. What is not understood is no NO. */
function coverageBy(stated: string, version: string): Coverage {
  const range = readStatedRange(stated);
  if (range) return toCoverage(releaseIsIn(range, version));
  return isSameRelease(stated, version) ? 'YES' : 'UNKNOWN';
}

function toCoverage(answer: boolean | null): Coverage {
  if (answer === null) return 'UNKNOWN';
  return answer ? 'YES' : 'NO';
}

export function both(a: Coverage, b: Coverage): Coverage {
  if (a === 'NO' || b === 'NO') return 'NO';
  return a === 'YES' && b === 'YES' ? 'YES' : 'UNKNOWN';
}
