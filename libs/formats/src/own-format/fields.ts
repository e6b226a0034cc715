import { z } from 'zod';

/** No field of a document of our own is longer: an installation procedure of thirty pages fits. */
const MAX_TEXT = 100_000;
const MAX_NAME = 500;

/** A field that may be left out, or be null, which says the same. */
export const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? null);

/** A list that may be left out, which is the same as an empty one. */
export const list = <Schema extends z.ZodType>(item: Schema) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);

export const text = () => z.string().trim().min(1).max(MAX_TEXT);
export const name = () => z.string().trim().min(1).max(MAX_NAME);
export const calendarDate = () => z.iso.date({ error: 'a calendar date such as 2026-03-31 is expected' });

const instantOrDate = z.union([z.iso.datetime({ offset: true }), z.iso.date()], {
  error: 'an instant such as 2026-03-31T12:00:00+09:00, or a calendar date, is expected',
});

/** What every document of our own may say of itself. */
export const headerFields = {
  $schema: optional(z.string()).describe('Where the schema of this format lies, for editors.'),
  id: optional(name()).describe("The document's own name, unique for its publisher."),
  title: optional(name()),
  publisher: optional(name()).describe('The organisation that publishes the document.'),
  authors: list(name()),
  madeAt: optional(instantOrDate).describe('When the document was made: an instant or a calendar date.'),
};
