import { invalidInput, type Id } from '#libs/kernel';
import type { Artifact } from './artifact.entity.ts';
import { KINDS_WITH_ARTIFACT, type PublicationKind, type RequiredActionKind, type Tlp } from './publication.words.ts';

/** What the hospital is asked to do, and until when (`2026-12-24`, in Japan). */
export interface RequiredAction {
  kind: RequiredActionKind;
  dueOn: string;
}

/** A hospital named by the vendor; for TLP:RED with the e-mail addresses of the members who alone may read. */
export interface NamedHospital {
  hospitalId: Id<'Organisation'>;
  emails: readonly string[];
}

/** What hangs on one revision in tables of its own. */
export interface PublicationContents {
  releaseIds: readonly Id<'Release'>[];
  actions: readonly RequiredAction[];
  artifacts: readonly Artifact[];
  namedHospitals: readonly NamedHospital[];
  /** Accounts and API keys that wrote or edited it: none of them approves it. */
  contributorIds: readonly Id[];
}

/**
 * @param former the revision that is being revised: what it asked, with its date, may be copied unchanged.
 * @throws INVALID_INPUT
 */
export function refusePastDueDates(
  actions: readonly RequiredAction[],
  today: string,
  former: readonly RequiredAction[] = [],
): void {
  const isCopied = (action: RequiredAction) =>
    former.some((other) => other.kind === action.kind && other.dueOn === action.dueOn);
  const fields = actions.flatMap((action, index) =>
    action.dueOn < today && !isCopied(action)
      ? [
          {
            path: `actions.${index}.dueOn`,
            reason: 'publishing.due_in_past',
            message: `${action.dueOn} is before today, ${today}.`,
          },
        ]
      : [],
  );
  if (fields.length > 0) {
    throw invalidInput('publishing.due_in_past', 'A due date lies in the past. Give the hospitals time.', fields);
  }
}

/** TLP:RED is for the people named, not for their organisation. @throws INVALID_INPUT */
export function refuseRedWithoutPeople(tlp: Tlp, hospitals: readonly NamedHospital[]): void {
  if (tlp !== 'RED' || hospitals.every(({ emails }) => emails.length > 0)) return;
  throw invalidInput(
    'publishing.red_needs_people',
    'TLP:RED reaches named people only: give at least one e-mail address of a member for every hospital named.',
  );
}

/** What a reviewer needs to have in front of them. @throws INVALID_INPUT */
export function refuseIncomplete(kind: PublicationKind, tlp: Tlp, contents: PublicationContents): void {
  if (contents.releaseIds.length === 0 && contents.namedHospitals.length === 0) {
    throw invalidInput('publishing.concerns_nobody', 'Name at least one release that it is about, or one hospital.');
  }
  if (tlp === 'RED' && contents.namedHospitals.length === 0) {
    throw invalidInput('publishing.red_needs_people', 'TLP:RED reaches named people only: name at least one hospital.');
  }
  if (KINDS_WITH_ARTIFACT.includes(kind) && contents.artifacts.length === 0) {
    throw invalidInput('publishing.nothing_attached', `Attach at least one file: without one, ${kind} says nothing.`);
  }
}

/** Whether two revisions have the same releases and required actions, whatever their order. */
export function asksTheSame(one: PublicationContents, other: PublicationContents): boolean {
  const substance = ({ releaseIds, actions }: PublicationContents) =>
    JSON.stringify([releaseIds.toSorted(), actions.map(({ kind, dueOn }) => `${kind} ${dueOn}`).toSorted()]);
  return substance(one) === substance(other);
}
