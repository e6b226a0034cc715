import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Reading } from '../document.ts';
import { readSpdxJson } from './spdx-json.ts';
import { readSpdxTagValue } from './spdx-tag-value.ts';
import { readSpdx3 } from './spdx3.ts';
import { expectSound, mutationsOf } from './spdx.testing.ts';

const corpus = join(process.cwd(), '../shared/corpus/spdx');
const describeCorpus = existsSync(corpus) ? describe : describe.skip;

describeCorpus('an SPDX document that other people made (../shared/corpus)', () => {
  const names = existsSync(corpus) ? readdirSync(corpus) : [];
  const textOf = (name: string) => readFileSync(join(corpus, name), 'utf8');
  const jsonOf = (name: string) => JSON.parse(textOf(name)) as unknown;
  const readJson = (name: string, document: unknown): Reading =>
    name.endsWith('.spdx3.json') ? readSpdx3(document) : readSpdxJson(document);
  const read = (name: string): Reading =>
    name.endsWith('.json') ? readJson(name, jsonOf(name)) : readSpdxTagValue(textOf(name));

  it.each(names)('%s is read without an ERROR or WARNING, and says what it is about', (name) => {
    const reading = read(name);
    expectSound(reading);
    expect(reading.findings.filter(({ severity }) => severity !== 'HINT')).toEqual([]);
    expect(name).toContain(`spdx${reading.formatVersion?.slice(0, 3)}`);
    const { header, sbom } = reading.facts;
    expect(header).toMatchObject({ id: expect.stringContaining(':'), madeAt: expect.stringMatching(/Z$/) });
    expect(sbom?.components.length).toBeGreaterThan(0);
    expect(sbom?.subject).not.toBeNull();
  });

  it.each(['example9', 'example11', 'example12'])('%s says of its packages the same in SPDX 2 and 3', (example) => {
    const told = names
      .filter((name) => name.startsWith(`${example}--`))
      .map((name) => {
        const { components = [], subject = null } = read(name).facts.sbom ?? {};
        const told = components.map(({ name, version, purl, supplier }) => ({ name, version, purl, supplier }));
        return { components: told.toSorted((a, b) => a.name.localeCompare(b.name)), subject: told[subject ?? -1] };
      });
    expect(told).toHaveLength(2);
    expect(told[1]).toEqual(told[0]);
  });

  it.each(names.filter((name) => name.endsWith('.json')))(
    '%s may be changed in any way: it is read or refused',
    (name) => {
      fc.assert(
        fc.property(mutationsOf(jsonOf(name)), (mutated) => expectSound(readJson(name, mutated))),
        { numRuns: 30 },
      );
    },
  );

  it.each(names.filter((name) => name.endsWith('.spdx')))(
    '%s may lose or mix its lines: it is read or refused',
    (name) => {
      const lines = textOf(name).split('\n');
      const mixed = fc.shuffledSubarray(lines, { minLength: lines.length - 20 });
      const lost = fc.subarray(lines, { minLength: lines.length - 20 });
      fc.assert(
        fc.property(fc.oneof(mixed, lost), (changed) => expectSound(readSpdxTagValue(changed.join('\n')))),
        { numRuns: 100 },
      );
    },
  );
});
