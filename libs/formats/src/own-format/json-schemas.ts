import { z } from 'zod';
import { lifecycleNoticeSchema } from '../lifecycle/lifecycle-notice.ts';
import { mds2FormSchema } from '../mds2/mds2-json.ts';
import { questionnaireSchema } from '../questionnaire/questionnaire-json.ts';
import { sbomAddendumSchema } from '../sbom/sbom-addendum.ts';
import { updateManifestSchema } from '../update/update-manifest.ts';

/** The JSON Schemas (draft 2020-12) of our own formats, by the name under which they are published. */
export function jsonSchemas(): ReadonlyMap<string, object> {
  return new Map(
    [...SCHEMAS].map(([name, schema]) => {
      // Of the input: the output has fields filled in that a document may leave out.
      return [name, z.toJSONSchema(schema, { io: 'input' })];
    }),
  );
}

const SCHEMAS = new Map<string, z.ZodObject>([
  ['update-manifest', updateManifestSchema],
  ['lifecycle-notice', lifecycleNoticeSchema],
  ['questionnaire', questionnaireSchema],
  ['mds2', mds2FormSchema],
  ['sbom-addendum', sbomAddendumSchema],
]);
