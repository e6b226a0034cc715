import type { OwnPublication } from './publication-query.ts';

/** What of a revision is held against the former one, field by field. */
export const COMPARED = [
  'titleJa',
  'titleEn',
  'summaryJa',
  'summaryEn',
  'severity',
  'tlp',
  'effectiveOn',
  'releases',
  'actions',
  'hospitals',
  'files',
] as const;
export type ComparedField = (typeof COMPARED)[number];

type Compared = Pick<
  OwnPublication,
  | 'titleJa'
  | 'titleEn'
  | 'summaryJa'
  | 'summaryEn'
  | 'severity'
  | 'tlp'
  | 'effectiveOn'
  | 'releases'
  | 'actions'
  | 'namedHospitals'
  | 'artifacts'
>;

/** Each field as lines: lists in an order of their own, so that only what is in them counts. */
function linesOf(publication: Compared, field: ComparedField): string[] {
  switch (field) {
    case 'releases':
      return publication.releases.map(({ product, version }) => `${product.name} ${version}`).toSorted();
    case 'actions':
      return publication.actions.map(({ kind, dueOn }) => `${kind} ${dueOn}`).toSorted();
    case 'hospitals':
      return publication.namedHospitals.map(({ hospitalId, emails }) => [hospitalId, ...emails].join(' ')).toSorted();
    case 'files':
      return publication.artifacts.map(({ name, sha256 }) => `${name} ${sha256}`).toSorted();
    default:
      return publication[field] === null ? [] : [publication[field]];
  }
}

export interface FieldDifference {
  field: ComparedField;
  /** Lines that only the former revision has. */
  gone: string[];
  /** Lines that only this one has. */
  come: string[];
}

/** The fields that differ between two revisions, each with what went and what came. */
export const differencesBetween = (former: Compared, latter: Compared): FieldDifference[] =>
  COMPARED.map((field) => {
    const [before, after] = [linesOf(former, field), linesOf(latter, field)];
    return {
      field,
      gone: before.filter((line) => !after.includes(line)),
      come: after.filter((line) => !before.includes(line)),
    };
  }).filter(({ gone, come }) => gone.length > 0 || come.length > 0);
