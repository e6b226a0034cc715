import type { CycloneDxFindings, CycloneDxVersion } from './cyclonedx-findings.ts';
import type { References } from './cyclonedx-references.ts';
import type { JsonObject } from './json-values.ts';

/**
 * A CycloneDX document as whatever reads its facts sees it: in the shape of its JSON, also when it was XML. None of it
 * can be trusted to keep to the schema.
 */
export interface CycloneDxDocument {
  version: CycloneDxVersion;
  bom: JsonObject;
  references: References;
  /** Where in the file the value at a JSON pointer stands: that pointer, or a path of elements. */
  placeOf(pointer: string): string;
  findings: CycloneDxFindings;
}
