import { readComponentQuery, type ComponentQuery, type ComponentSearch } from '#libs/formats';
import { invalidInput } from '#libs/kernel';

/**
 * What somebody looks for, in the form of the index.
 * @param pathOf where a part of the search stands in the input.
 * @throws INVALID_INPUT with everything that cannot be read, and what to write instead.
 */
export function questionOf(
  search: { [Field in keyof ComponentSearch]: string | null | undefined },
  pathOf: (field: keyof ComponentSearch) => string = (field) => field,
): ComponentQuery {
  const said = Object.entries(search).filter(([, value]) => typeof value === 'string');
  const query = readComponentQuery(Object.fromEntries(said));
  if (!Array.isArray(query)) return query;
  const fields = query.map(({ field, refused, advice }) => ({
    path: field === null ? '' : pathOf(field),
    reason: `analysis.unreadable_${field ?? 'question'}`,
    message: `${refused} ${advice}`,
  }));
  throw invalidInput('analysis.unreadable_question', fields[0]?.message ?? 'Say what to look for.', fields);
}
