import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const library = createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json');

/** A schema of the CycloneDX project, out of its own library: `bom-1.6.SNAPSHOT.xsd`. */
export function readSchemaFile(name: string): string {
  return readFileSync(join(dirname(library), 'res', 'schema', name), 'utf8');
}

let licenceIds: ReadonlySet<string> | undefined;

/** The licence identifiers that CycloneDX takes from SPDX. */
export function spdxLicenceIds(): ReadonlySet<string> {
  licenceIds ??= new Set((JSON.parse(readSchemaFile('spdx.SNAPSHOT.schema.json')) as { enum: string[] }).enum);
  return licenceIds;
}
