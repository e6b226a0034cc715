import type { Mds2, Mds2Answer, Mds2Choice } from '#libs/formats';
import type { Asset } from '#libs/inventory';
import type { Id } from '#libs/kernel';
import type { AboutRelease, DocumentOf } from '../holdings/holding.loaders.ts';

type Edition = Mds2['edition'];

/** The form in force of a release, in one edition; or that it has none. */
export interface Mds2Source extends AboutRelease {
  edition: Edition | null;
  uploadId: Id<'Upload'> | null;
}

/** One question, with the answer for each release in the order asked for. */
export interface Mds2ComparisonRow {
  edition: Edition;
  questionId: string;
  section: string;
  isDifferent: boolean;
  /** null: no form of this edition, or not this question. */
  answers: (Mds2Answer | null)[];
}

export type SourcedAnswer = Mds2Answer & { uploadId: Id<'Upload'>; position: number };

/** Forms side by side. For policies: the right to compare. */
export class Mds2Comparison {
  sources!: Mds2Source[];
  rows!: Mds2ComparisonRow[];

  /** What differs comes first; within that, each edition in its own order. The editions ask questions of their own. */
  static of(
    releaseIds: readonly Id<'Release'>[],
    sources: readonly Mds2Source[],
    answers: readonly SourcedAnswer[],
  ): Mds2Comparison {
    const ofRelease = Map.groupBy(sources, ({ releaseId }) => releaseId);
    const rows = EDITIONS.flatMap((edition) => {
      const forms = releaseIds.map((id) => ofRelease.get(id)?.find((source) => source.edition === edition) ?? null);
      return rowsOf(edition, forms, answers);
    });
    return Object.assign(new Mds2Comparison(), {
      sources: releaseIds.flatMap((id) => ofRelease.get(id) ?? without(id)),
      rows: rows.toSorted((a, b) => Number(b.isDifferent) - Number(a.isDifferent)),
    });
  }
}

const EDITIONS: readonly Edition[] = ['HN 1-2019', 'HN 1-2013'];

const without = (releaseId: Id<'Release'>): Mds2Source => ({
  releaseId,
  edition: null,
  uploadId: null,
  publicationId: null,
  filedDocumentId: null,
});

function rowsOf(
  edition: Edition,
  forms: readonly (Mds2Source | null)[],
  answers: readonly SourcedAnswer[],
): Mds2ComparisonRow[] {
  const uploads = new Set(forms.map((form) => form?.uploadId));
  const inForms = answers.filter(({ uploadId }) => uploads.has(uploadId)).toSorted((a, b) => a.position - b.position);
  return [...Map.groupBy(inForms, ({ questionId }) => questionId)].map(([questionId, given]) => {
    const byUpload = new Map(given.map((answer) => [answer.uploadId, answer]));
    const inOrder = forms.map((form) => (form?.uploadId ? (byUpload.get(form.uploadId) ?? null) : null));
    const said = forms.flatMap((form, index) => (form ? [wordOf(inOrder[index] ?? null)] : []));
    const section = given[0]?.section ?? '';
    return { edition, questionId, section, isDifferent: new Set(said).size > 1, answers: inOrder };
  });
}

/** Notes are words: they differ from form to form, and say the same. */
const wordOf = (answer: Mds2Answer | null) => (answer?.answer === 'OTHER' ? `OTHER ${answer.raw}` : answer?.answer);

/** What the form in force says of a device. For policies: the right to ask. */
export class AssetMds2Answer implements DocumentOf {
  asset!: Asset;
  /** null: no form in force answers the question. */
  answer!: Mds2Choice | null;
  raw!: string | null;
  note!: string | null;
  publicationId!: Id<'Publication'> | null;
  filedDocumentId!: Id<'FiledDocument'> | null;

  static of(facts: AssetMds2Answer): AssetMds2Answer {
    return Object.assign(new AssetMds2Answer(), facts);
  }
}
