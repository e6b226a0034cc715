import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DocumentHeader, Facts, Mds2 } from '../document.ts';
import { statement } from '../identity/statement.testing.ts';
import { isSameReading } from './same-reading.ts';
import { component, npm, sbom } from './sbom.testing.ts';

const header: DocumentHeader = {
  id: 'urn:uuid:1',
  version: '1',
  title: 'SBOM of the pump',
  authors: ['A', 'B'],
  publisher: 'Acme',
  madeAt: '2024-01-01T00:00:00Z',
  tlp: 'GREEN',
};

describe('two readings', () => {
  it('are the same but for the document’s own id, version, date and order', () => {
    const after = { ...header, id: 'urn:uuid:2', version: '2', madeAt: null, authors: ['B', 'A'] };
    expect(isSameReading({ header }, { header: after })).toBe(true);
    for (const change of [{ title: 'x' }, { authors: ['A'] }, { publisher: null }, { tlp: 'RED' as const }]) {
      expect([change, isSameReading({ header }, { header: { ...header, ...change } })]).toEqual([change, false]);
    }
  });

  it('differ when a part is missing or there is another', () => {
    expect(isSameReading({ header }, {})).toBe(false);
    expect(isSameReading({}, { statements: [] })).toBe(false);
    expect(isSameReading({}, {})).toBe(true);
  });

  it('of an SBOM are the same in any order and with other references', () => {
    const [a, b] = [npm('a', '1.0.0', { licences: ['MIT', 'BSD'] }), npm('b', '1.0.0')];
    const before = sbom([a, b], { subject: 0, dependsOn: [[1], []], hasRelationships: true });
    const after = sbom(
      [
        { ...b, ref: 'x', place: '' },
        { ...a, ref: 'y', licences: ['BSD', 'MIT'] },
      ],
      { subject: 1, dependsOn: [[], [0]], hasRelationships: true },
    );
    expect(isSameReading({ sbom: before }, { sbom: after })).toBe(true);
  });

  it('of an SBOM differ in anything of a component, the subject, the dependencies or how it was made', () => {
    const components = [npm('a', '1.0.0'), npm('b', '1.0.0')];
    const before = sbom(components, { subject: 0, dependsOn: [[1], []], hasRelationships: true, tools: ['t 1'] });
    const changes = [
      { type: 'file' },
      { group: 'g' },
      { name: 'c' },
      { version: '1.0.1' },
      { supplier: 'Acme' },
      { purl: null },
      { cpe: 'cpe:/a:v:p' },
      { licences: ['MIT'] },
      { hashes: ['md5:aa'] },
      { supportLevel: 'ACTIVE' as const },
      { endOfSupportOn: '2030-01-01' },
    ];
    const others = [
      ...changes.map((change) => ({
        ...before,
        components: [components[0] ?? component('a'), npm('b', '1.0.0', change)],
      })),
      { ...before, components: components.slice(0, 1), dependsOn: [[]] },
      { ...before, subject: 1 },
      { ...before, subject: null },
      { ...before, dependsOn: [[], [0]] },
      { ...before, dependsOn: [[], []] },
      { ...before, hasRelationships: false },
      { ...before, generationContext: 'build' },
      { ...before, tools: ['t 2'] },
    ];
    for (const after of others)
      expect([after, isSameReading({ sbom: before }, { sbom: after })]).toEqual([after, false]);
  });

  it('of an SBOM with equal components differ when it is not clear which depends on which', () => {
    const twins = [component('a', { ref: '1' }), component('a', { ref: '2' }), npm('b', '1.0.0'), npm('c', '1.0.0')];
    const before = sbom(twins, { dependsOn: [[2], [3], [0], []] });
    expect(isSameReading({ sbom: before }, { sbom: sbom(twins, { dependsOn: [[2], [3], [1], []] }) })).toBe(false);
    expect(isSameReading({ sbom: before }, { sbom: structuredClone(before) })).toBe(true);
  });

  it('of statements are the same in any order and place, and differ in all else', () => {
    const [one, two] = [
      statement('AFFECTED', { version: '2.3' }),
      statement('FIXED', { version: '2.4' }, { cwes: ['CWE-1', 'CWE-2'] }),
    ];
    const moved = { ...two, place: '/x', cwes: ['CWE-2', 'CWE-1'], product: { ...two.product, ref: 'y' } };
    expect(isSameReading({ statements: [one, two] }, { statements: [moved, one] })).toBe(true);
    for (const other of [
      [one],
      [one, one],
      [one, { ...two, status: 'NOT_AFFECTED' as const }],
      [one, { ...two, text: 'x' }],
      [one, { ...two, product: { ...two.product, version: '2.5' } }],
      [one, { ...two, remediations: [{ category: 'vendor_fix', details: '', url: null, date: '2024-01-01' }] }],
    ]) {
      expect(isSameReading({ statements: [one, two] }, { statements: other })).toBe(false);
    }
  });

  it('of an MDS2 are the same but for its own id and date', () => {
    const mds2: Mds2 = {
      edition: 'HN 1-2019',
      manufacturer: 'Acme',
      deviceDescription: null,
      models: ['A', 'B'],
      documentId: '1',
      releasedOn: '2024-01-01',
      answers: [{ questionId: 'MLDP-2', section: 'MLDP', answer: 'YES', raw: null, note: null }],
    };
    expect(isSameReading({ mds2 }, { mds2: { ...mds2, documentId: '2', releasedOn: null, models: ['B', 'A'] } })).toBe(
      true,
    );
    const answers = mds2.answers.map((answer) => ({ ...answer, note: 'x' }));
    expect(isSameReading({ mds2 }, { mds2: { ...mds2, answers } })).toBe(false);
  });

  it('of other documents differ in whatever says something', () => {
    const addendum = {
      sbom: { sha256: 'aa', id: null },
      components: [{ ref: 'a', purl: null, supportLevel: null, endOfSupportOn: '2030-01-01' }],
    };
    const facts: Facts = { addendum };
    expect(isSameReading(facts, structuredClone(facts))).toBe(true);
    expect(isSameReading(facts, { addendum: { ...addendum, sbom: { sha256: 'bb', id: null } } })).toBe(false);
    expect(isSameReading(facts, { addendum: { ...addendum, components: [] } })).toBe(false);
  });

  it('are never the same after a change of one value, wherever it is', () => {
    const facts: Facts = {
      header,
      sbom: sbom([npm('a', '1.0.0', { licences: ['MIT'] }), component('b')], {
        subject: 1,
        dependsOn: [[], [0]],
        hasRelationships: true,
      }),
      statements: [statement('AFFECTED', { version: '2.3', modelNumbers: ['M'] }, { text: 'x', cwes: ['CWE-1'] })],
    };
    const paths = leavesOf(facts, []).filter((path) => !LEFT_OUT.has(String(path.at(-1))));
    fc.assert(
      fc.property(fc.constantFrom(...paths), (path) => {
        expect([path, isSameReading(facts, changedAt(facts, path))]).toEqual([path, false]);
      }),
      { numRuns: 500 },
    );
  });
});

const LEFT_OUT = new Set(['id', 'madeAt', 'ref', 'place']);

function leavesOf(value: unknown, path: string[]): string[][] {
  if (typeof value !== 'object' || value === null) return path.join('/') === 'header/version' ? [] : [path];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]));
}

function changedAt(facts: Facts, path: string[]): Facts {
  const copy = structuredClone(facts);
  const last = path.at(-1) ?? '';
  const parent = path
    .slice(0, -1)
    .reduce<Record<string, unknown>>(
      (value, key) => value[key] as Record<string, unknown>,
      copy as Record<string, unknown>,
    );
  const value = parent[last];
  if (typeof value === 'number') parent[last] = 1 - value;
  else if (typeof value === 'boolean') parent[last] = !value;
  else parent[last] = `${String(value)} changed`;
  return copy;
}
