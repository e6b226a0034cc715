import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Validation } from '@cyclonedx/cyclonedx-library';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Reading, Sbom } from '../document.ts';
import { MAX_FINDINGS } from '../finding.ts';
import { corpus, hasCorpus, makeBom, toXml } from './cyclonedx.testing.ts';
import { CYCLONEDX_VERSIONS } from './cyclonedx-findings.ts';
import { readCycloneDxJson } from './cyclonedx-json.ts';
import { readCycloneDxXml } from './cyclonedx-xml.ts';
import { completenessOf } from '../sbom/completeness.ts';

/** A document with something of everything that is read. */
const sample = (version = '1.6') => ({
  ...makeBom(3, version),
  services: [{ 'bom-ref': 'cloud', name: 'Cloud' }],
  vulnerabilities: [
    {
      id: 'CVE-2024-0001',
      ratings: [{ method: 'CVSSv31', vector: 'AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N', score: 7.5 }],
      cwes: [611],
      analysis: { state: 'not_affected', justification: 'code_not_present', response: ['update'] },
      affects: [{ ref: 'pump', versions: [{ version: '1', status: 'affected' }] }],
    },
  ],
});

function expectSound({ findings, facts }: Reading): void {
  expect(findings.length).toBeLessThanOrEqual(MAX_FINDINGS);
  for (const { reason, detail } of findings) {
    expect(reason).toMatch(/^formats\.[a-z_]+$/);
    expect(detail.length).toBeLessThan(600);
  }
  if (facts.sbom) expectSoundSbom(facts.sbom);
  for (const { vulnerability, product } of facts.statements ?? []) {
    expect([typeof vulnerability, typeof product.ref, typeof product.name]).toEqual(['string', 'string', 'string']);
  }
  if (facts.sbom && facts.header) {
    for (const { score } of completenessOf(facts.sbom, facts.header)) {
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
    }
  }
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
}

function expectSoundSbom({ components, dependsOn, subject }: Sbom): void {
  expect(dependsOn).toHaveLength(components.length);
  expect(subject === null || components[subject] !== undefined).toBe(true);
  for (const [from, targets] of dependsOn.entries()) {
    expect(new Set(targets).size).toBe(targets.length);
    for (const to of targets) expect(to !== from && components[to] !== undefined).toBe(true);
  }
  for (const { ref, name, licences, hashes } of components) {
    expect([typeof ref, typeof name]).toEqual(['string', 'string']);
    expect(ref).not.toBe('');
    expect([...licences, ...hashes].every((text) => typeof text === 'string' && text !== '')).toBe(true);
  }
}

const hostileKeys = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  'bom-ref',
  'ref',
  'name',
  'components',
  'length',
);
const anything = fc.oneof(
  { arbitrary: fc.jsonValue({ maxDepth: 4 }), weight: 4 },
  { arbitrary: fc.dictionary(hostileKeys, fc.jsonValue({ maxDepth: 2 })), weight: 2 },
  {
    arbitrary: fc.constantFrom<unknown>({ polluted: true }, { toString: null }, [], '', 'x'.repeat(100_000), -0, 1e308),
    weight: 1,
  },
);

type Container = Record<string | number, unknown>;

/** Puts something else in the place of some value of the document. */
function mutated(document: object, where: number, change: unknown): object {
  const copy = structuredClone(document);
  const places: [Container, string | number][] = [];
  const waiting: unknown[] = [copy];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, member] of Object.entries(value)) {
      places.push([value as Container, key]);
      waiting.push(member);
    }
  }
  const [container, key] = places[where % places.length] as [Container, string | number];
  container[key] = change;
  return JSON.parse(JSON.stringify(copy)) as object;
}

const place = fc.nat(100_000);

/** The library itself fails to compare two items that have a member toString. */
const comparable = anything.filter((value) => !JSON.stringify(value).includes('"toString"'));

describe('whatever stands in a JSON document', () => {
  it('is read without throwing, into sound facts', async () => {
    await fc.assert(
      fc.asyncProperty(
        anything,
        fc.constantFrom(...CYCLONEDX_VERSIONS),
        hostileKeys,
        async (value, specVersion, key) => {
          expectSound(await readCycloneDxJson(value));
          expectSound(
            await readCycloneDxJson({ bomFormat: 'CycloneDX', specVersion, components: [value], [key]: value }),
          );
          expectSound(await readCycloneDxJson({ ...sample(specVersion), [key]: value, metadata: value }));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('breaks its schema exactly when the validator of the CycloneDX library says so', async () => {
    for (const version of CYCLONEDX_VERSIONS) {
      const library = new Validation.JsonValidator(
        version as ConstructorParameters<typeof Validation.JsonValidator>[0],
      );
      const document = sample(version);
      await fc.assert(
        fc.asyncProperty(place, comparable, async (where, change) => {
          const changed = { ...mutated(document, where, change), specVersion: version };
          const reading = await readCycloneDxJson(changed);
          expectSound(reading);
          const isBroken = reading.findings.some(({ reason }) => reason === 'formats.cyclonedx_schema');
          expect((await library.validate(JSON.stringify(changed))) !== null).toBe(isBroken);
        }),
        { numRuns: 100 },
      );
    }
  });

  it('leaves no trace on other objects', async () => {
    const text = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
    const component: unknown = JSON.parse(
      `{"type":"library","name":"a","components":[${text}],"properties":[${text}]}`,
    );

    expectSound(await readCycloneDxJson({ ...sample(), components: [component, JSON.parse(text)] }));
  });
});

describe('whatever stands in an XML document', () => {
  const text = toXml(sample());

  it('is read without throwing, into sound facts', async () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        '<',
        '>',
        '&',
        '"',
        ']]>',
        '<![CDATA[',
        '<!--',
        '<?x ?>',
        '<!DOCTYPE bom>',
        '&#0;',
        '\u0000',
        '\uD800',
        '<components>',
        '</component>',
        ' bom-ref="pump"',
      ),
    );
    await fc.assert(
      fc.asyncProperty(piece, fc.nat(text.length), fc.nat(40), async (inserted, at, removed) => {
        expectSound(await readCycloneDxXml(inserted));
        expectSound(await readCycloneDxXml(text.slice(0, at) + inserted + text.slice(at + removed)));
      }),
      { numRuns: 400 },
    );
  });

  it('is read when elements stand where they should not, or are missing', async () => {
    const elements = text.match(/<[^>]+>/g) ?? [];
    await fc.assert(
      fc.asyncProperty(fc.nat(elements.length - 1), fc.nat(elements.length - 1), async (one, other) => {
        expectSound(await readCycloneDxXml(text.replace(elements[one]!, elements[other]!)));
        expectSound(await readCycloneDxXml(text.replaceAll(elements[one]!, elements[other]!)));
      }),
      { numRuns: 200 },
    );
  });
});

const withCorpus = hasCorpus ? describe : describe.skip;

withCorpus('real documents, changed somewhere (need ../shared/corpus beside the repository)', () => {
  const small = /^(?:bom|laravel.*|proton.*1\.6\.3.*|.*vex)\.json$/;
  const files = hasCorpus ? readdirSync(corpus).filter((name) => small.test(name)) : [];

  it.each(files)('%s is read without throwing, into sound facts', async (name) => {
    const document = JSON.parse(readFileSync(join(corpus, name), 'utf8')) as object;
    await fc.assert(
      fc.asyncProperty(place, anything, async (where, change) => {
        expectSound(await readCycloneDxJson(mutated(document, where, change)));
      }),
      { numRuns: 25 },
    );
  });
});

it('refuses XML of more elements and attributes than a parser should hold, before it holds them', async () => {
  const many = '<a b=""/>'.repeat(2_100_000);
  const { findings } = await readCycloneDxXml(`<bom xmlns="http://cyclonedx.org/schema/bom/1.6">${many}</bom>`);

  expect(findings.map(({ severity, reason }) => `${severity} ${reason}`)).toEqual([
    'ERROR formats.cyclonedx_too_large',
  ]);
});
