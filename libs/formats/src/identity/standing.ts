import type { VexStatus, VulnerabilityStatement } from '../document.ts';
import { both, productCoverage, versionCoverage, type Coverage, type ReleaseIdentity } from './statement-match.ts';
import { vulnerabilityKey } from './vulnerability-id.ts';

/** How a release stands to one vulnerability by one document. */
export interface Standing {
  vulnerability: string;
  /** null: the document speaks about the vulnerability, but it cannot be told what that means for this release. */
  status: VexStatus | null;
  /** False when the status rests on a statement that may be about another release, or when such a one says worse. */
  isCertain: boolean;
  /** The statements that the status rests on. */
  support: VulnerabilityStatement[];
  /** Statements about this release that say otherwise: the document contradicts itself. */
  against: VulnerabilityStatement[];
  /** Statements of which it cannot be told whether they are about this release. */
  undecided: VulnerabilityStatement[];
}

/** From the worst. A hospital that has to choose between two readings of a document takes the worse. */
const BY_GRAVITY: readonly VexStatus[] = ['AFFECTED', 'UNDER_INVESTIGATION', 'FIXED', 'NOT_AFFECTED'];
const OPEN: readonly VexStatus[] = ['AFFECTED', 'UNDER_INVESTIGATION'];

/** For each vulnerability that a document says something about for this release, how the release stands. */
export function standingsIn(document: readonly VulnerabilityStatement[], release: ReleaseIdentity): Standing[] {
  const statements = Map.groupBy(document, ({ vulnerability }) => vulnerabilityKey(vulnerability));
  const productOf = productCoverage(productsOf(document), release);
  return [...statements.values()]
    .map((ofOne) => standing(ofOne, release.version, productOf))
    .filter((found) => found !== null);
}

/**
 * How a release stands to a vulnerability by the statements of one document about it:
 *
 * 1. A statement that is about this release decides; one that may be about it does not (`statementCovers`).
 * 2. Statements that decide differently contradict each other: the worst counts, AFFECTED before UNDER_INVESTIGATION
 *    before FIXED before NOT_AFFECTED.
 * 3. Where no statement about the product names a version, each is about all of its releases. Where some do, one that does
 *    not may be about any of the others, and does not decide.
 * 4. Where none decides, one that may be about this release makes it AFFECTED or UNDER_INVESTIGATION, not for certain.
 *    It never makes it FIXED or NOT_AFFECTED: then the status is null.
 * 5. Where none is or may be about this release there is no standing (null): silence is no NOT_AFFECTED.
 *
 * `document` are all statements of the document: what it names several of must be told apart.
 */
export function standingOf(
  statements: readonly VulnerabilityStatement[],
  release: ReleaseIdentity,
  document: readonly VulnerabilityStatement[] = statements,
): Standing | null {
  return standing(statements, release.version, productCoverage(productsOf(document), release));
}

function productsOf(statements: readonly VulnerabilityStatement[]) {
  return statements.map(({ product }) => product);
}

function standing(
  statements: readonly VulnerabilityStatement[],
  version: string,
  productOf: (product: VulnerabilityStatement['product']) => Coverage,
): Standing | null {
  const [first] = statements;
  const ofProduct = statements
    .map((statement) => ({
      statement,
      product: productOf(statement.product),
      version: versionCoverage(statement.product, version),
    }))
    .filter(({ product }) => product !== 'NO');
  const withoutVersion = ofProduct.some((found) => found.version !== null) ? 'UNKNOWN' : 'YES';
  const deciding: VulnerabilityStatement[] = [];
  const undecided: VulnerabilityStatement[] = [];
  for (const { statement, product, version } of ofProduct) {
    const coverage = both(product, version ?? withoutVersion);
    if (coverage === 'YES') deciding.push(statement);
    if (coverage === 'UNKNOWN') undecided.push(statement);
  }
  if (!first || deciding.length + undecided.length === 0) return null;
  return { vulnerability: vulnerabilityKey(first.vulnerability), ...statusBy(deciding, undecided) };
}

function statusBy(
  deciding: VulnerabilityStatement[],
  undecided: VulnerabilityStatement[],
): Omit<Standing, 'vulnerability'> {
  const decided = worstOf(deciding);
  const possible = worstOf(undecided);
  if (decided !== null) {
    const { support, rest } = withStatus(deciding, decided);
    const isCertain = possible === null || BY_GRAVITY.indexOf(decided) <= BY_GRAVITY.indexOf(possible);
    return { status: decided, isCertain, support, against: rest, undecided };
  }
  const status = possible !== null && OPEN.includes(possible) ? possible : null;
  const { support, rest } = withStatus(undecided, status);
  return { status, isCertain: false, support, against: [], undecided: rest };
}

function worstOf(statements: VulnerabilityStatement[]): VexStatus | null {
  return BY_GRAVITY.find((status) => statements.some((statement) => statement.status === status)) ?? null;
}

function withStatus(statements: VulnerabilityStatement[], status: VexStatus | null) {
  return {
    support: statements.filter((statement) => statement.status === status),
    rest: statements.filter((statement) => statement.status !== status),
  };
}
