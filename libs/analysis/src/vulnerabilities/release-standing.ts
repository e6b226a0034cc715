import {
  cpeBase,
  productCoverage,
  purlBase,
  standingOf,
  statedName,
  type Standing,
  type StatedProduct,
  type VexStatus,
} from '#libs/formats';
import type { Id } from '#libs/kernel';
import type { AboutRelease, DocumentOf } from '../holdings/holding.loaders.ts';
import type { NamedRelease, ReleaseDocument, StatementAbout } from './statement.repository.ts';

/** What counts as said of a release and a vulnerability. */
export interface ReleaseStanding extends AboutRelease {
  /** null: the documents speak about the vulnerability, but it cannot be told what that means for this release. */
  status: VexStatus | null;
  /** False when the statement may be about another release. */
  isCertain: boolean;
  /** The statement that counts; where none does, one of which it cannot be told whether it is about this release. */
  statement: StatementAbout;
  /** Others in the same file that say otherwise, or may. */
  others: StatementAbout[];
  /** Versions that the same file says are fixed. */
  fixedIn: string[];
}

/** What is said about one vulnerability, by which files, about which releases. */
export interface Said {
  statements: readonly StatementAbout[];
  documents: readonly ReleaseDocument[];
  products: ReadonlyMap<Id<'Upload'>, readonly StatedProduct[]>;
  releases: ReadonlyMap<Id<'Release'>, NamedRelease>;
}

/**
 * What counts for each release: the vendor's own word before what the hospital filed, of each the newest document that
 * decides, and of the files in one document the one that says worst.
 */
export function standingsOf({ statements, documents, products, releases }: Said): Map<Id<'Release'>, ReleaseStanding> {
  const ofUpload = Map.groupBy(statements, ({ uploadId }) => uploadId);
  const stated = new Map([...products].map(([uploadId, all]) => [uploadId, onceByName(all)]));
  const standings = new Map<Id<'Release'>, ReleaseStanding>();
  for (const [releaseId, about] of Map.groupBy(documents, (one) => one.releaseId)) {
    const release = releases.get(releaseId);
    if (!release) continue;
    const found = about.toSorted(beforeOthers).flatMap((document) => {
      const said = ofUpload.get(document.uploadId) ?? [];
      return standingIn(document, said, stated.get(document.uploadId) ?? [], release) ?? [];
    });
    const [first] = found;
    const decided = found.find(({ status }) => status !== null);
    if (decided) standings.set(releaseId, worst(found.filter((one) => isOfSameDocument(one, decided))));
    else if (first) standings.set(releaseId, first);
  }
  return standings;
}

/** From the worst. */
const GRAVITY: readonly (VexStatus | null)[] = ['AFFECTED', 'UNDER_INVESTIGATION', 'FIXED', 'NOT_AFFECTED', null];

const worst = (standings: ReleaseStanding[]): ReleaseStanding =>
  standings.reduce((a, b) => (GRAVITY.indexOf(b.status) < GRAVITY.indexOf(a.status) ? b : a));

const isOfSameDocument = (a: DocumentOf, b: DocumentOf) =>
  a.publicationId === b.publicationId && a.filedDocumentId === b.filedDocumentId;

function beforeOthers(a: ReleaseDocument, b: ReleaseDocument): number {
  const isFiled = ({ publicationId }: ReleaseDocument) => Number(publicationId === null);
  return isFiled(a) - isFiled(b) || b.since.getTime() - a.since.getTime();
}

function standingIn(
  { publicationId, filedDocumentId }: ReleaseDocument,
  statements: readonly StatementAbout[],
  documented: readonly StatedProduct[],
  release: NamedRelease,
): ReleaseStanding | null {
  const [any] = statements;
  if (!any) return null;
  // Only the products count of the other statements.
  const document = [...statements, ...documented.map((product) => ({ ...any, product }))];
  const standing = standingOf(statements, release, document);
  const [statement] = placed(standing?.support) ?? [];
  const undecided = placed(standing?.undecided) ?? [];
  const counting = statement ?? undecided[0];
  if (!standing || !counting) return null;
  const others = [...(placed(standing.against) ?? []), ...undecided].filter((one) => one !== counting);
  return {
    releaseId: release.releaseId,
    publicationId,
    filedDocumentId,
    status: standing.status,
    isCertain: standing.isCertain,
    statement: counting,
    others,
    fixedIn: fixedVersions(statements, document, release),
  };
}

function fixedVersions(
  statements: readonly StatementAbout[],
  document: readonly StatementAbout[],
  release: NamedRelease,
): string[] {
  const fixed = statements.filter(({ status }) => status === 'FIXED');
  if (fixed.length === 0) return [];
  const products = document.map(({ product }) => product);
  const productOf = productCoverage(products, release);
  const versions = fixed
    .filter(({ product }) => productOf(product) !== 'NO')
    .flatMap(({ product }) => product.version ?? product.versionRange ?? []);
  return [...new Set(versions)];
}

/** The same objects that were asked about. */
const placed = (statements: Standing['support'] | undefined) => statements as StatementAbout[] | undefined;

/** Versions apart, a document may name a product hundreds of times; whom it is about depends on names only. */
function onceByName(products: readonly StatedProduct[]): StatedProduct[] {
  const byName = new Map(
    products.map((product) => {
      const { vendor, purl, cpe, modelNumbers } = product;
      const key = [statedName(product), vendor, purl && purlBase(purl), cpe && cpeBase(cpe), modelNumbers];
      return [JSON.stringify(key), product];
    }),
  );
  return [...byName.values()];
}
