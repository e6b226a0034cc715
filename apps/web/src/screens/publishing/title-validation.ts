import type { DescriptionValues } from './description-values.ts';

/** A title in one of the two languages is needed; said at the first of the two fields. */
export const titleValidation = (missing: string) => ({
  titleJa: (value: string, { titleEn }: DescriptionValues) => (value.trim() || titleEn.trim() ? null : missing),
});
