import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import type { CycloneDxVersion } from './cyclonedx-findings.ts';
import { tell, type Violation } from './cyclonedx-json-errors.ts';
import { readSchemaFile } from './cyclonedx-schema-files.ts';
import { listOf, objectOf, type JsonObject } from './json-values.ts';
import { isMailbox } from './mailbox.ts';
import { UniqueItems } from './unique-items.ts';

type Validate = (document: unknown) => ErrorObject[];

const validators = new Map<CycloneDxVersion, Validate>();

/**
 * Compiles the schema as the library's JsonValidator does, with two keywords of our own that come to the same verdicts.
 * The library's validator cannot be used itself: it parses the text once more, stops at the first error, compares each
 * component with each other one (40 s for 10,000), and parses mail addresses at a millisecond each.
 */
function validatorOf(version: CycloneDxVersion): Validate {
  const known = validators.get(version);
  if (known) return known;

  const ajv = new Ajv({ strict: false, addUsedSchema: false, verbose: true });
  for (const name of ['spdx', 'cryptography-defs', 'jsf-0.82']) {
    const file = `${name}.SNAPSHOT.schema.json`;
    ajv.addSchema(parsed(file), `http://cyclonedx.org/schema/${file}`);
  }
  addFormats.default(ajv);
  ajv.addFormat('idn-email', isMailbox);
  // Nobody has written a check of this one that works; the library lets everything pass, too.
  ajv.addFormat('iri-reference', true);
  const items = new UniqueItems();
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    errors: false,
    validate: (isAsked: boolean, list: unknown[]) => !isAsked || items.areUnique(list),
  });
  const compiled = ajv.compile(parsed(`bom-${version}.SNAPSHOT.schema.json`));

  const validate: Validate = (document) => {
    compiled(document);
    const errors = compiled.errors ?? [];
    // Neither may hold on to the document, which can be large.
    compiled.errors = null;
    items.forget();
    return errors;
  };
  validators.set(version, validate);
  return validate;
}

const parsed = (file: string) => JSON.parse(readSchemaFile(file)) as Record<string, unknown>;

/** Enough for anybody to see what is wrong. */
const MAX_VIOLATIONS = 1_000;

/**
 * Where the document does not keep to its schema. A validator says the first thing only, or else everything that any
 * branch of the schema would have liked better. So a document that is not valid is asked part by part: each component,
 * dependency and vulnerability by itself, and of each the first thing is told.
 */
export function violationsOf(bom: JsonObject, version: CycloneDxVersion): Violation[] {
  const validate = validatorOf(version);
  const errors = validate(bom);
  if (errors.length === 0) return [];

  const violations = new Map<string, Violation>();
  const add = (violation: Violation) => violations.set(`${violation.pointer} ${violation.detail}`, violation);
  add(tell(errors));
  for (const part of partsOf(bom)) {
    if (violations.size >= MAX_VIOLATIONS) break;
    const found = validate({ bomFormat: 'CycloneDX', specVersion: version, ...part.members });
    if (found.length === 0) continue;
    const { pointer, detail } = tell(found);
    add({ pointer: part.place && pointer.startsWith(part.place.alone) ? moved(pointer, part.place) : pointer, detail });
  }
  return [...violations.values()];
}

interface Part {
  members: JsonObject;
  /** Where an item of a list stands when it is alone, and where it stands in the document. */
  place?: { alone: string; really: string };
}

function* partsOf(bom: JsonObject): Generator<Part> {
  for (const [key, value] of Object.entries(bom)) {
    if (key === 'metadata' && objectOf(value)) {
      for (const [member, content] of Object.entries(value as JsonObject)) {
        yield { members: { metadata: { [member]: content } } };
      }
      continue;
    }
    for (const [index, item] of listOf(value).entries()) {
      yield { members: { [key]: [item] }, place: { alone: `/${key}/0`, really: `/${key}/${index}` } };
    }
    yield { members: { [key]: value } };
  }
}

function moved(pointer: string, { alone, really }: { alone: string; really: string }): string {
  return `${really}${pointer.slice(alone.length)}`;
}
