import { descriptionInput, descriptionOf } from './description-values.ts';
import type { DescribedPublication } from './publication-query.ts';

/** What of a draft a form was filled from, so that saving it overwrites nothing that somebody else wrote meanwhile. */
export interface Basis {
  description: string;
  /** As the API names it: until when nothing of the description was another. */
  updatedAt: string;
}

export const basisOf = (publication: DescribedPublication): Basis => ({
  description: JSON.stringify(descriptionInput(descriptionOf(publication))),
  updatedAt: publication.review?.updatedAt ?? '',
});

/**
 * The basis against what the draft says now. While only other things of it change, as its files do, it moves along; once
 * somebody else changed the description it stays, so that the API refuses what would overwrite that.
 */
export function against(basis: Basis, publication: DescribedPublication): { basis: Basis; isOvertaken: boolean } {
  const now = basisOf(publication);
  // What is older than the own last save was on its way before it.
  if (now.updatedAt <= basis.updatedAt) return { basis, isOvertaken: false };
  const isSame = now.description === basis.description;
  return { basis: isSame ? now : basis, isOvertaken: !isSame };
}
