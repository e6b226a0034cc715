import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import type { Reading } from '../document.ts';
import { MAX_FINDINGS } from '../finding.ts';
import { readLifecycleNotice } from '../lifecycle/lifecycle-notice.ts';
import { lifecycleNoticeExample } from '../lifecycle/lifecycle-notice.testing.ts';
import { readMds2Json } from '../mds2/mds2-json.ts';
import { readQuestionnaireJson } from '../questionnaire/questionnaire-json.ts';
import { questionnaireExample } from '../questionnaire/questionnaire.testing.ts';
import { readSbomAddendum } from '../sbom/sbom-addendum.ts';
import { readUpdateManifest } from '../update/update-manifest.ts';
import { updateManifestExample } from '../update/update-manifest.testing.ts';
import { jsonSchemas } from './json-schemas.ts';

interface OwnFormat {
  read: (document: unknown) => Reading;
  example: Record<string, unknown>;
}

const now = new Date('2026-03-31T12:00:00Z');
const OWN_FORMATS: [string, OwnFormat][] = [
  ['update-manifest', { read: readUpdateManifest, example: updateManifestExample }],
  ['lifecycle-notice', { read: readLifecycleNotice, example: lifecycleNoticeExample }],
  ['questionnaire', { read: (document) => readQuestionnaireJson(document, now), example: questionnaireExample }],
];

const told = ({ findings }: Reading) =>
  findings.map(({ severity, reason, place }) => `${severity} ${reason} ${place?.pointer}`);

function validatorOf(schema: object) {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

describe.each(OWN_FORMATS)('our own format: %s', (name, { read, example }) => {
  const schema = jsonSchemas().get(name) as { properties: object };

  it('has a JSON schema that anyone can validate with, and the example keeps to it', () => {
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false, title: expect.any(String) });
    const validate = validatorOf(schema);
    expect([validate(example), validate.errors]).toEqual([true, null]);
    expect(validate({ ...example, unknown: 1 })).toBe(false);
    expect(read(example).findings).toEqual([]);
  });

  it('refuses what it does not know, and says what it does', () => {
    const reading = read({ ...example, constructor: 1, 'a/b~c': 2, [`__proto__${'x'.repeat(1_000)}`]: 3 });
    expect(told(reading)).toEqual([
      'ERROR formats.field_unknown /constructor',
      'ERROR formats.field_unknown /a~1b~0c',
      `ERROR formats.field_unknown /__proto__${'x'.repeat(51)}…`,
    ]);
    const [finding] = reading.findings;
    const fields = Object.keys(schema.properties).join(', ');
    expect(finding?.detail).toBe(`There is no field "constructor" here. The fields are: ${fields}.`);
    expect(told(read(JSON.parse(`{"__proto__": 1, ${JSON.stringify(example).slice(1)}`)))).toEqual([
      'ERROR formats.field_unknown /__proto__',
    ]);
  });

  it.each([null, [], 'text', 1, true, undefined])('refuses %j', (document) => {
    const reading = read(document);
    expect(reading.facts).toEqual({});
    expect(reading.findings).toMatchObject([{ severity: 'ERROR', place: { pointer: '' } }]);
  });

  it('refuses another format, and a version that is not known yet', () => {
    expect(told(read({ ...example, format: 'tasuki.other' }))).toEqual(['ERROR formats.field_malformed /format']);
    expect(told(read({ ...example, formatVersion: 2 }))).toEqual(['ERROR formats.field_malformed /formatVersion']);
    const detailOf = (title: unknown) => read({ ...example, title }).findings[0]?.detail;
    expect(detailOf(['x'])).toBe('/title is a list; a text is expected.');
    expect(detailOf({ x: 1 })).toBe('/title is an object; a text is expected.');
    expect(detailOf('x'.repeat(501))).toBe(`/title is "${'x'.repeat(60)}…"; the most is 500 characters.`);
    expect(read({ ...example, formatVersion: 2 }).findings[0]?.detail).toBe('/formatVersion is 2; 1 is expected.');
  });

  it('refuses a document of a million values without looking at each', () => {
    const many = Array.from({ length: 50_001 }, () => 0);
    expect(told(read({ ...example, authors: many }))).toEqual(['ERROR formats.document_too_large undefined']);
    const wrong = Array.from({ length: 40_000 }, () => 0);
    const { findings } = read({ ...example, authors: wrong });
    expect(findings.length).toBeLessThanOrEqual(MAX_FINDINGS);
    expect(findings.at(-1)?.detail).toContain('39980 more');
  });

  it('reads any JSON without a throw, and no facts without a finding where it is broken', () => {
    const keys = Object.keys(example);
    const changed = fc
      .tuple(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 4 }))
      .map(([key, value]) => ({ ...example, [key]: value }));
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), changed), (document) => {
        const { facts, findings } = read(document);
        const isBroken = findings.some(({ severity, reason }) => severity === 'ERROR' && reason.includes('.field_'));
        expect(Object.keys(facts).length === 0).toBe(isBroken);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is not nested without end by whoever wants to exhaust us', () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 1_000; depth += 1) deep = depth % 2 === 0 ? [deep] : { a: deep };
    for (const key of Object.keys(example)) expect(read({ ...example, [key]: deep }).findings).not.toEqual([]);
  });
});

describe('a format of our own that has a reader elsewhere', () => {
  it('has a JSON schema, too: an MDS2 form', () => {
    const validate = validatorOf(jsonSchemas().get('mds2') as object);
    const answers = [{ id: 'MLDP-1', answer: 'YES' }];
    const form = { format: 'tasuki.mds2', formatVersion: 1, edition: 'HN 1-2019', answers };
    expect([validate(form), validate.errors]).toEqual([true, null]);
    expect(validate({ ...form, unknown: 1 })).toBe(false);
    expect(readMds2Json(form).facts.mds2).toBeDefined();
  });

  it('has a JSON schema, too: an addendum to an SBOM', () => {
    const validate = validatorOf(jsonSchemas().get('sbom-addendum') as object);
    const components = [{ purl: 'pkg:npm/express@4.18.2', supportLevel: 'ACTIVE', endOfSupportOn: '2027-12-31' }];
    const addendum = {
      format: 'tasuki.sbom-addendum',
      formatVersion: 1,
      sbom: { sha256: 'ab'.repeat(32) },
      components,
    };
    expect([validate(addendum), validate.errors]).toEqual([true, null]);
    expect(validate({ ...addendum, unknown: 1 })).toBe(false);
    expect(readSbomAddendum(addendum).facts.addendum).toBeDefined();
  });
});
