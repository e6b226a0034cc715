import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Component, Reading } from '../document.ts';
import { corpus, hasCorpus, makeBom, readInWorker } from './cyclonedx.testing.ts';
import { CYCLONEDX_VERSIONS } from './cyclonedx-findings.ts';
import { readCycloneDxJson } from './cyclonedx-json.ts';

const read = (members: object, specVersion = '1.6') =>
  readCycloneDxJson({ bomFormat: 'CycloneDX', specVersion, serialNumber: SERIAL, version: 1, ...members });
const SERIAL = 'urn:uuid:8a0c0f5e-6d0f-4f0e-9a53-1f2b1a6f4a10';

const library = (name: string, more: object = {}) => ({
  type: 'library',
  'bom-ref': name,
  name,
  version: '1',
  ...more,
});
const componentsOf = ({ facts }: Reading): Component[] => facts.sbom?.components ?? [];
const componentOf = async (more: object) => componentsOf(await read({ components: [library('a', more)] }))[0];
const said = ({ findings }: Reading) => findings.map(({ severity, reason }) => `${severity} ${reason}`);
const errorsOf = ({ findings }: Reading) =>
  findings.filter(({ severity }) => severity === 'ERROR').map(({ place, detail }) => `${place?.pointer}: ${detail}`);

describe('a CycloneDX document in JSON', () => {
  it.each(CYCLONEDX_VERSIONS)(
    'is read in version %s, with nothing to find in one that keeps to its schema',
    async (version) => {
      const reading = await readCycloneDxJson(makeBom(5, version));

      expect(reading).toMatchObject({ format: 'CYCLONEDX_JSON', formatVersion: version, findings: [] });
      expect(componentsOf(reading)).toHaveLength(6);
    },
  );

  it('gives everything that is read of a component', async () => {
    const { facts } = await readCycloneDxJson(makeBom(1));

    expect(facts.sbom?.components[1]).toEqual({
      ref: 'pkg:npm/%40example-0/library-0@0.0.0',
      type: 'library',
      group: '@example-0',
      name: 'library-0',
      version: '0.0.0',
      supplier: 'Supplier 0',
      purl: 'pkg:npm/%40example-0/library-0@0.0.0',
      cpe: 'cpe:2.3:a:supplier_0:library-0:0.0.0:*:*:*:*:*:*:*',
      licences: ['MIT OR Apache-2.0'],
      hashes: [`sha1:${'0'.padStart(40, 'a')}`, `sha256:${'0'.repeat(64)}`],
      supportLevel: null,
      endOfSupportOn: '2030-12-31',
      place: '/components/0',
    });
  });

  it('says of itself what its header says', async () => {
    const { facts } = await readCycloneDxJson(makeBom(0));

    expect(facts.header).toEqual({
      id: SERIAL,
      version: '3',
      title: 'Infusion pump 2.1',
      authors: ['Hanako Example'],
      publisher: 'Example Medical',
      madeAt: '2025-01-31T12:00:00Z',
      tlp: null,
    });
    expect(facts.sbom).toMatchObject({ subject: 0, tools: ['Example sbom-writer 4.2'], hasRelationships: true });
  });

  it('names the organisation that made it, where no person is named', async () => {
    const metadata = { manufacturer: { name: 'Example Medical' }, authors: [] };
    const { facts } = await read({ metadata });

    expect(facts.header).toMatchObject({ authors: ['Example Medical'], publisher: 'Example Medical' });
  });

  it.each([
    ['CLEAR', 'CLEAR'],
    ['AMBER', 'AMBER'],
    ['AMBER_AND_STRICT', 'AMBER_STRICT'],
    ['RED', 'RED'],
  ])('takes the traffic light %s of version 1.7 for %s', async (tlp, expected) => {
    const reading = await read({ metadata: { distributionConstraints: { tlp } } }, '1.7');

    expect(errorsOf(reading)).toEqual([]);
    expect(reading.facts.header?.tlp).toBe(expected);
  });

  it('tells in which phases it was made, and with which tools, in the form of 1.5 and later', async () => {
    const { facts } = await read({
      metadata: {
        lifecycles: [{ phase: 'build' }, { name: 'platform-integration' }],
        tools: { components: [library('scanner', { publisher: 'Example' })], services: [{ name: 'checker' }] },
      },
    });

    expect(facts.sbom).toMatchObject({
      generationContext: 'build, platform-integration',
      tools: ['Example scanner 1', 'checker'],
    });
  });

  it('reads nothing of a version that is not known, and says which are', async () => {
    for (const specVersion of ['1.0', '1.1', '2.0', 'abc', undefined, 1.6, { toString: null }]) {
      const reading = await readCycloneDxJson({ ...makeBom(1), specVersion });

      expect(said(reading)).toEqual(['ERROR formats.cyclonedx_version_unknown']);
      expect(reading.findings[0]?.detail).toContain('1.2, 1.3, 1.4, 1.5, 1.6, 1.7');
      expect(reading.facts).toEqual({});
    }
  });

  it('is not taken for one when it is no object', async () => {
    for (const document of [null, [], 'CycloneDX', 17]) {
      expect(said(await readCycloneDxJson(document))).toEqual(['ERROR formats.cyclonedx_version_unknown']);
    }
  });
});

describe('who stands for the supplier of a component', () => {
  const everybody = {
    supplier: { name: 'Supplier' },
    manufacturer: { name: 'Manufacturer' },
    publisher: 'Publisher',
    author: 'Author',
    authors: [{ name: 'One' }, { email: 'two@example.com' }],
  };

  it('is the first who is named of supplier, manufacturer, publisher, author and authors', async () => {
    const found: (string | null | undefined)[] = [];
    const named: Partial<typeof everybody> = { ...everybody };
    for (const who of Object.keys(everybody) as (keyof typeof everybody)[]) {
      found.push((await componentOf(named))?.supplier);
      delete named[who];
    }
    found.push((await componentOf(named))?.supplier);

    expect(found).toEqual(['Supplier', 'Manufacturer', 'Publisher', 'Author', 'One, two@example.com', null]);
  });
});

describe('what identifies and describes a component', () => {
  it('are kept when they are well-formed, and otherwise left out with a warning that says where', async () => {
    const reading = await read({ components: [library('a', { purl: 'pkg:npm', cpe: 'cpe:2.3:a:b' })] });

    expect(componentsOf(reading)[0]).toMatchObject({ purl: null, cpe: null });
    expect(said(reading)).toEqual([
      'WARNING formats.cyclonedx_purl_malformed',
      'WARNING formats.cyclonedx_cpe_malformed',
    ]);
    expect(reading.findings.map(({ place }) => place?.pointer)).toEqual(['/components/0/purl', '/components/0/cpe']);
  });

  it('say of support what cannot be read, and where', async () => {
    const properties = [
      { name: 'cdx:lifecycle:milestone:endOfSupport', value: 'soon' },
      { name: 'example:supportLevel', value: 'platinum' },
    ];
    const { findings } = await read({ components: [library('a', { properties })] });

    expect(findings.map(({ severity, place }) => [severity, place?.pointer])).toEqual([
      ['WARNING', '/components/0/properties/0/value'],
      ['HINT', '/components/0/properties/1/value'],
    ]);
  });

  it('are given as licences by id, by name or as an expression', async () => {
    const licenses = [{ license: { id: 'MIT' } }, { license: { name: 'House licence' } }, { license: { id: 'MIT' } }];

    expect((await componentOf({ licenses }))?.licences).toEqual(['MIT', 'House licence']);
    expect((await componentOf({ licenses: [{ expression: 'MIT AND ISC' }] }))?.licences).toEqual(['MIT AND ISC']);
  });
});

describe('components within components', () => {
  const nested = {
    components: [
      library('a', { components: [library('b', { components: [library('c')] }), library('d')] }),
      library('e'),
    ],
  };

  it('are listed in the order of the document, and contained by what they stand in', async () => {
    const { facts } = await read(nested);

    expect(facts.sbom?.components.map(({ ref, place }) => [ref, place])).toEqual([
      ['a', '/components/0'],
      ['b', '/components/0/components/0'],
      ['c', '/components/0/components/0/components/0'],
      ['d', '/components/0/components/1'],
      ['e', '/components/1'],
    ]);
    expect(facts.sbom).toMatchObject({ dependsOn: [[1, 3], [2], [], [], []], hasRelationships: true });
  });

  it('count within the subject, too', async () => {
    const { facts } = await read({ metadata: { component: library('device', { components: [library('board')] }) } });

    expect(facts.sbom).toMatchObject({ subject: 0, dependsOn: [[1], []] });
  });

  it('are refused where they are nested too deeply to be checked, at any depth that JSON may have', async () => {
    for (const depth of [101, 480, 5_000]) {
      let component = library('deepest');
      for (let level = 0; level < depth; level++) component = library(`level ${level}`, { components: [component] });
      const reading = await read({ components: [component] });

      expect(said(reading)).toEqual(['ERROR formats.cyclonedx_nested_too_deeply']);
    }
  });

  it('are read just below that depth', async () => {
    let component = library('deepest');
    for (let level = 0; level < 95; level++) component = library(`level ${level}`, { components: [component] });

    expect(said(await read({ components: [component] }, '1.7'))).toEqual([]);
  });
});

describe('the references of a document', () => {
  const dependencies = (...edges: [string, string[]][]) => edges.map(([ref, dependsOn]) => ({ ref, dependsOn }));

  it('become edges, each once', async () => {
    const { facts } = await read({
      components: [library('a'), library('b'), library('c')],
      dependencies: dependencies(['a', ['b', 'c']], ['c', ['b']], ['a', ['b']]),
    });

    expect(facts.sbom).toMatchObject({ dependsOn: [[1, 2], [], [1]], hasRelationships: true });
  });

  it('may lead to services, and as BOM-Links into this document and into others', async () => {
    const reading = await read({
      components: [library('a'), library('pkg:npm/%40b/c@1')],
      services: [{ 'bom-ref': 'cloud', name: 'Cloud' }],
      dependencies: dependencies([
        'a',
        [
          'cloud',
          'urn:cdx:8a0c0f5e-6d0f-4f0e-9a53-1f2b1a6f4a10/1#pkg:npm/%40b/c@1',
          'urn:cdx:00000000-0000-4000-8000-000000000000/1#x',
        ],
      ]),
    });

    expect(said(reading)).toEqual([]);
    expect(reading.facts.sbom?.dependsOn).toEqual([[1], []]);
  });

  it('are taken as they are where their BOM-Link cannot be decoded', async () => {
    const reading = await read({
      components: [library('a'), library('%')],
      dependencies: dependencies(['a', [`urn:cdx:${SERIAL.slice(9)}/1#%`, `urn:cdx:${SERIAL.slice(9)}/1#%%`]]),
    });

    expect(reading.facts.sbom?.dependsOn).toEqual([[1], []]);
    expect(reading.findings[0]?.detail).toBe('"%%" is the bom-ref of nothing in the document.');
  });

  it('are reported once each where they lead nowhere, and not taken for a name that was made up', async () => {
    const reading = await read({
      components: [library('a'), { type: 'library', name: 'without a reference', version: '1' }],
      dependencies: dependencies(['a', ['gone', '#1']], ['gone', ['a']]),
    });

    expect(said(reading)).toEqual(['WARNING formats.cyclonedx_dangling_ref', 'WARNING formats.cyclonedx_dangling_ref']);
    expect(reading.findings[0]?.place).toEqual({ pointer: '/dependencies/0/dependsOn/0' });
    expect(reading.facts.sbom?.dependsOn).toEqual([[], []]);
  });

  it('are errors where two components have the same', async () => {
    const reading = await read({
      components: [library('a'), library('b', { components: [library('a', { version: '2' })] })],
    });

    expect(errorsOf(reading)).toEqual(['/components/1/components/0/bom-ref: The bom-ref "a" is given once more.']);
  });

  it('are warnings where two have the same that nothing depends on', async () => {
    const licence = { license: { 'bom-ref': 'l', id: 'MIT' } };
    const reading = await read({
      components: [library('a', { licenses: [licence] }), library('b', { licenses: [licence] })],
    });

    expect(said(reading)).toEqual(['WARNING formats.cyclonedx_duplicate_ref']);
  });

  it('may not lead from a component to itself', async () => {
    const reading = await read({ components: [library('a')], dependencies: dependencies(['a', ['a']]) });

    expect(said(reading)).toEqual(['WARNING formats.cyclonedx_self_dependency']);
    expect(reading.facts.sbom?.dependsOn).toEqual([[]]);
  });

  it('may go in a cycle, which is worth a hint that shows it', async () => {
    const reading = await read({
      components: [library('a'), library('b'), library('c')],
      dependencies: dependencies(['a', ['b']], ['b', ['c']], ['c', ['b']]),
    });

    expect(said(reading)).toEqual(['HINT formats.cyclonedx_dependency_cycle']);
    expect(reading.findings[0]?.detail).toBe('There is a cycle: "b" → "c" → "b".');
  });

  it('are found cyclic also over tens of thousands of components', async () => {
    const names = Array.from({ length: 20_000 }, (_none, index) => `n${index}`);
    const reading = await read({
      components: names.map((name) => library(name)),
      dependencies: dependencies(...names.map((name, index): [string, string[]] => [name, [names[index + 1] ?? 'n0']])),
    });

    expect(said(reading)).toEqual(['HINT formats.cyclonedx_dependency_cycle']);
  });

  it('are made up for components without one, unlike any that is there', async () => {
    const nameless = { type: 'library', name: 'nameless', version: '1' };
    const { facts } = await read({ components: [nameless, library('#1'), { ...nameless, version: '2' }] });

    expect(facts.sbom?.components.map(({ ref }) => ref)).toEqual(['#2', '#1', '#3']);
  });
});

describe('what is missing in a document', () => {
  it('is worth a hint: serial number and components', async () => {
    expect(said(await readCycloneDxJson({ bomFormat: 'CycloneDX', specVersion: '1.6' }))).toEqual([
      'HINT formats.cyclonedx_no_serial_number',
      'HINT formats.cyclonedx_no_components',
    ]);
  });

  it('is no finding where a component has no version', async () => {
    expect(said(await read({ components: [{ type: 'library', name: 'a' }] }))).toEqual([]);
  });
});

describe('a document that breaks its schema', () => {
  it.each<[string, object, string]>([
    [
      'an unknown value',
      { components: [library('a', { scope: 'x' })] },
      '/components/0/scope: "x" is none of the values allowed: required, optional, excluded.',
    ],
    ['a missing member', { components: [{ type: 'library' }] }, '/components/0: "name" is missing.'],
    [
      'an unknown member',
      { components: [library('a', { colour: 'red' })] },
      '/components/0: "colour" is nothing that the format knows here.',
    ],
    [
      'a number for a text',
      { components: [library('a', { version: 17 })] },
      '/components/0/version: 17 stands where text is asked for.',
    ],
    ['no list', { components: {} }, '/components: An object stands where a list is asked for.'],
    [
      'no instant',
      { metadata: { timestamp: '2025-01-31' } },
      '/metadata/timestamp: "2025-01-31" is not a date with time and time zone, such as 2025-01-31T12:00:00Z.',
    ],
    [
      'no address',
      { metadata: { authors: [{ email: 'nobody' }] } },
      '/metadata/authors/0/email: "nobody" is not an e-mail address.',
    ],
    [
      'no hash',
      { components: [library('a', { hashes: [{ alg: 'MD5', content: 'xyz' }] })] },
      '/components/0/hashes/0/content: "xyz" is not a hash in hexadecimal digits, of a length that hashes have.',
    ],
    [
      'an unknown licence',
      { components: [library('a', { licenses: [{ license: { id: 'Mine' } }] })] },
      '/components/0/licenses/0/license/id: "Mine" is no licence identifier of SPDX; other licences are given by name.',
    ],
    [
      'a licence without anything',
      { components: [library('a', { licenses: [{ license: {} }] })] },
      '/components/0/licenses/0/license: One of "id", "name" has to be there.',
    ],
    [
      'an empty reference',
      { components: [library('a', { 'bom-ref': '' })] },
      '/components/0/bom-ref: The text is empty.',
    ],
    [
      'equal items',
      { dependencies: [{ ref: 'a', dependsOn: ['b', 'b'] }] },
      '/dependencies/0/dependsOn: Two items of the list are equal.',
    ],
    [
      'equal components',
      {
        components: [
          { type: 'library', name: 'a' },
          { name: 'a', type: 'library' },
        ],
      },
      '/components: Two items of the list are equal.',
    ],
    ['a number too small', { version: 0 }, '/version: 0 must be >= 1.'],
    [
      'a version too long',
      { components: [library('a', { version: '1'.repeat(2_000) })] },
      `/components/0/version: "${'1'.repeat(120)}…" is too long.`,
    ],
    ['null', { components: [null] }, '/components/0: null stands where an object is asked for.'],
    ['a list', { metadata: [] }, '/metadata: A list stands where an object is asked for.'],
    [
      'text that is neither of two things',
      { metadata: { tools: 'writer' } },
      '/metadata/tools: "writer" stands where an object or a list is asked for.',
    ],
  ])('is told where and how, for %s', async (_what, members, expected) => {
    expect(errorsOf(await read(members))).toEqual([expected]);
  });

  it('is told where a text of version 1.2 has several lines', async () => {
    const reading = await read({ components: [library('a', { version: '1\n2' })] }, '1.2');

    expect(errorsOf(reading)).toEqual(['/components/0/version: "1 2" has to stand on one line.']);
  });

  it('is told in the words of the schema where a rule is about several members', async () => {
    const external = { isExternal: true, versionRange: 'vers:npm/>=1' };
    const [error] = errorsOf(await read({ components: [library('a', external)] }, '1.7'));

    expect(error).toMatch(/^\/components\/0: It breaks a rule of the format\. .*versionRange/);
  });

  it('may not give a range of versions for what it contains', async () => {
    const component = { type: 'library', name: 'a', versionRange: 'vers:npm/>=1' };

    expect(said(await read({ components: [component] }, '1.7'))).toContain('ERROR formats.cyclonedx_version_range');
    expect(said(await read({ components: [{ ...component, isExternal: true }] }, '1.7'))).toEqual([]);
  });

  it('is told of at every part that is wrong, and is read all the same', async () => {
    const reading = await read({
      colour: 'red',
      metadata: { timestamp: 'yesterday', supplier: 'Example' },
      components: [library('a', { scope: 'x' }), library('b'), library('c', { scope: 'y' })],
      dependencies: [{ ref: 'a', dependsOn: 'b' }],
    });

    expect(errorsOf(reading).map((error) => error.split(':')[0])).toEqual([
      '',
      '/metadata/timestamp',
      '/metadata/supplier',
      '/components/0/scope',
      '/components/2/scope',
      '/dependencies/0/dependsOn',
    ]);
    expect(componentsOf(reading)).toHaveLength(3);
  });

  it('says no more than anybody reads', async () => {
    const components = Array.from({ length: 5_000 }, (_none, index) => library(`a${index}`, { scope: 'x' }));
    const { findings } = await read({ components });

    expect(findings).toHaveLength(21);
    expect(findings.at(-1)?.detail).toBe('And 980 more of this kind.');
  });
});

it('reads in a worker thread that runs the sources as they are', async () => {
  const bom = makeBom(3);
  const reading = await readInWorker('cyclonedx-json.ts', 'readCycloneDxJson', bom);

  expect(reading).toEqual(await readCycloneDxJson(bom));
});

const withCorpus = hasCorpus ? describe : describe.skip;

withCorpus('real documents (needs ../shared/corpus beside the repository)', () => {
  const files = hasCorpus ? readdirSync(corpus).filter((name) => name.endsWith('.json')) : [];
  const readFile = (name: string) => readCycloneDxJson(JSON.parse(readFileSync(join(corpus, name), 'utf8')));

  it.each(files)('%s is read without an error', async (name) => {
    const reading = await readFile(name);

    expect(errorsOf(reading)).toEqual([]);
    expect(Object.keys(reading.facts).length).toBeGreaterThan(1);
  });

  it('hold what they are known to hold', async () => {
    const { facts } = await readFile('juice-shop--v11.1.2--bom.json');

    expect(facts.sbom?.components).toHaveLength(841);
    expect(facts.sbom?.components[0]).toMatchObject({ name: 'juice-shop', version: '11.1.2' });
    expect(facts.sbom?.components.every(({ purl }) => purl?.startsWith('pkg:npm/'))).toBe(true);
  });
});
