import type { Score } from '#libs/formats';
import { badCursor, checkPage, decodeCursor, isId, pageOf, type Id, type Page, type PageRequest } from '#libs/kernel';
import type { ComponentPlace, Presence } from '../components/component.repository.ts';
import type { AboutRelease } from '../holdings/holding.loaders.ts';
import type { ReleaseStanding } from '../vulnerabilities/release-standing.ts';
import type { ToldVulnerability } from '../vulnerabilities/vulnerability.service.ts';

/** From the worst. */
export const EXPOSURE_STATUSES = [
  'AFFECTED',
  'COMPONENT_PRESENT_VENDOR_SILENT',
  'UNDER_INVESTIGATION',
  'UNKNOWN_NO_SBOM',
  'NOT_STATED',
  'FIXED',
  'NOT_AFFECTED',
  'COMPONENT_ABSENT',
] as const;
export type ExposureStatus = (typeof EXPOSURE_STATUSES)[number];

/** A release that the hospital holds, with how many devices; or one of the vendor's own. */
export interface HeldRelease {
  releaseId: Id<'Release'>;
  assetCount: number;
}

/** What is known about the releases and a vulnerability. */
export interface Evidence {
  releases: readonly HeldRelease[];
  standings: ReadonlyMap<Id<'Release'>, ReleaseStanding>;
  /** For each release that has an SBOM, the document with it, and where a component is in it that has the vulnerability. */
  sboms: ReadonlyMap<Id<'Release'>, AboutRelease & Presence>;
  /** Whether it is known which component that is. */
  isComponentKnown: boolean;
}

/** How one release stands to a vulnerability, and by what. */
export class ExposureRow implements AboutRelease {
  releaseId!: Id<'Release'>;
  status!: ExposureStatus;
  publicationId!: Id<'Publication'> | null;
  filedDocumentId!: Id<'FiledDocument'> | null;
  /** What is said; it does not decide where its own status is null. */
  standing!: ReleaseStanding | null;
  /** The component that has the vulnerability. */
  place!: ComponentPlace | null;
  heldCount!: number;

  /** What a vendor says decides. Where it is silent, its SBOM does; where there is none, nobody knows. */
  static of({ releaseId, assetCount }: HeldRelease, evidence: Evidence): ExposureRow {
    const standing = evidence.standings.get(releaseId) ?? null;
    const sbom = evidence.sboms.get(releaseId) ?? null;
    const place = sbom !== null && sbom.position !== null ? { ...sbom, position: sbom.position } : null;
    const said = standing?.status ? standing : null;
    const { publicationId = null, filedDocumentId = null } = said ?? sbom ?? {};
    const status = said?.status ?? statusBySbom(sbom !== null, place !== null, evidence.isComponentKnown);
    const facts = { releaseId, status, publicationId, filedDocumentId, standing, place, heldCount: assetCount };
    return Object.assign(new ExposureRow(), facts);
  }

  /** The statement that the status rests on. */
  get said(): ReleaseStanding | null {
    return this.standing?.status ? this.standing : null;
  }
}

function statusBySbom(hasSbom: boolean, isPresent: boolean, isKnown: boolean): ExposureStatus {
  if (isPresent) return 'COMPONENT_PRESENT_VENDOR_SILENT';
  if (!hasSbom) return 'UNKNOWN_NO_SBOM';
  return isKnown ? 'COMPONENT_ABSENT' : 'NOT_STATED';
}

export interface StatusCount {
  status: ExposureStatus;
  releaseCount: number;
  assetCount: number;
}

/** What a vulnerability means for all that a hospital holds. For policies: the right to ask. */
export class Exposure {
  vulnerability!: string;
  aliases!: string[];
  title!: string | null;
  scores!: Score[];
  isComponentKnown!: boolean;
  /** The worst first. */
  all!: ExposureRow[];

  static of(vulnerability: string, { statements }: ToldVulnerability, evidence: Evidence): Exposure {
    const ids = new Set(statements.flatMap((one) => [one.vulnerability, ...one.aliases]));
    ids.delete(vulnerability);
    const scores = new Map(statements.flatMap((one) => one.scores.map((score) => [score.vector, score])));
    const all = evidence.releases.map((release) => ExposureRow.of(release, evidence));
    return Object.assign(new Exposure(), {
      vulnerability,
      aliases: [...ids].toSorted(),
      title: statements.find(({ title }) => title !== null)?.title ?? null,
      scores: [...scores.values()].toSorted((a, b) => (b.score ?? -1) - (a.score ?? -1)),
      isComponentKnown: evidence.isComponentKnown,
      all: all.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.releaseId < b.releaseId ? -1 : 1)),
    });
  }

  /** Of each status, none left out. */
  counts(): StatusCount[] {
    const byStatus = Map.groupBy(this.all, ({ status }) => status);
    return EXPOSURE_STATUSES.map((status) => {
      const rows = byStatus.get(status) ?? [];
      const assetCount = rows.reduce((sum, { heldCount }) => sum + heldCount, 0);
      return { status, releaseCount: rows.length, assetCount };
    });
  }

  /** @throws INVALID_INPUT */
  page(statuses: readonly ExposureStatus[] | null, request: PageRequest): Page<ExposureRow> {
    checkPage(request);
    const rows = statuses ? this.all.filter(({ status }) => statuses.includes(status)) : this.all;
    const [rank, releaseId] = request.after ? afterKey(request.after) : [-1, ''];
    const left = rows.filter((row) => rankOf(row) > rank || (rankOf(row) === rank && row.releaseId > releaseId));
    const shown = left.slice(0, request.first + 1);
    return pageOf(
      shown,
      request,
      (row) => [rankOf(row), row.releaseId],
      () => Promise.resolve(rows.length),
    );
  }
}

const rankOf = ({ status }: ExposureRow) => EXPOSURE_STATUSES.indexOf(status);

function afterKey(cursor: string): [rank: number, releaseId: string] {
  const [rank, releaseId] = decodeCursor(cursor, 2);
  if (typeof rank !== 'number' || typeof releaseId !== 'string' || !isId(releaseId)) throw badCursor();
  return [rank, releaseId];
}
