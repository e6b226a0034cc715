import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Facts, Reading } from '../document.ts';
import { corpus, hasCorpus, makeBom, readInWorker, toXml } from './cyclonedx.testing.ts';
import { CYCLONEDX_VERSIONS } from './cyclonedx-findings.ts';
import { readCycloneDxJson } from './cyclonedx-json.ts';
import { readCycloneDxXml } from './cyclonedx-xml.ts';

const bomOf = (content: string, version = '1.6', attributes = '') =>
  `<bom xmlns="http://cyclonedx.org/schema/bom/${version}" serialNumber="urn:uuid:8a0c0f5e-6d0f-4f0e-9a53-1f2b1a6f4a10"${attributes}>` +
  `\n${content}\n</bom>`;
const library = (content: string, attributes = 'type="library"') => `<component ${attributes}>${content}</component>`;
const components = (...items: string[]) => `<components>${items.join('\n')}</components>`;
const named = library('<name>a</name><version>1</version>');

const said = ({ findings }: Reading) => findings.map(({ severity, reason }) => `${severity} ${reason}`);
const errorsOf = ({ findings }: Reading) =>
  findings.filter(({ severity }) => severity === 'ERROR').map(({ place, detail }) => `${place?.line}: ${detail}`);

/** The facts without the places, which lie in different files. */
const placeless = (facts: Facts): unknown =>
  JSON.parse(JSON.stringify(facts, (key, value: unknown) => (key === 'place' ? undefined : value)));

const full = {
  ...makeBom(4, '1.7'),
  metadata: {
    timestamp: '2025-01-31T12:00:00Z',
    lifecycles: [{ phase: 'build' }, { name: 'integration' }],
    tools: { components: [{ type: 'application', publisher: 'Example', name: 'writer', version: '2' }] },
    authors: [{ name: 'Hanako Example' }],
    component: {
      type: 'device',
      'bom-ref': 'pump',
      manufacturer: { name: 'Example Medical' },
      name: 'Infusion pump',
      version: '2.1',
      components: [
        {
          type: 'firmware',
          'bom-ref': 'boot',
          name: 'Boot loader',
          version: '1.0',
          properties: [{ name: 'example:levelOfSupport', value: 'abandoned' }],
        },
      ],
    },
    supplier: { name: 'Example Trading' },
    distributionConstraints: { tlp: 'AMBER_AND_STRICT' },
  },
  services: [
    {
      'bom-ref': 'cloud',
      provider: { name: 'Example' },
      name: 'Cloud',
      services: [{ 'bom-ref': 'store', name: 'Store' }],
    },
  ],
  dependencies: [{ ref: 'pump', dependsOn: ['boot', 'cloud'] }],
  vulnerabilities: [
    {
      id: 'GHSA-aaaa-bbbb-cccc',
      references: [{ id: 'CVE-2024-0001', source: { name: 'NVD' } }],
      ratings: [{ score: 7.5, severity: 'high', method: 'CVSSv31', vector: 'AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N' }],
      cwes: [611, 79],
      description: 'A description.',
      detail: 'In depth & "quoted".',
      recommendation: 'Update.',
      workaround: 'Unplug.',
      analysis: { state: 'exploitable', response: ['update', 'workaround_available'], detail: 'Reachable.' },
      affects: [
        {
          ref: 'boot',
          versions: [
            { version: '1.0', status: 'affected' },
            { range: 'vers:generic/<1.0', status: 'unknown' },
          ],
        },
      ],
    },
    {
      id: 'CVE-2024-0002',
      analysis: { state: 'not_affected', justification: 'code_not_present' },
      affects: [{ ref: 'pump' }],
    },
  ],
};

describe('a CycloneDX document in XML', () => {
  it.each(CYCLONEDX_VERSIONS)('gives the same facts as in JSON, in version %s', async (version) => {
    const bom = makeBom(7, version);
    const xml = await readCycloneDxXml(toXml(bom));

    expect(xml).toMatchObject({ format: 'CYCLONEDX_XML', formatVersion: version, findings: [] });
    expect(placeless(xml.facts)).toEqual(placeless((await readCycloneDxJson(bom)).facts));
  });

  it('gives the same facts as in JSON of everything that is read', async () => {
    const xml = await readCycloneDxXml(toXml(full));
    const json = await readCycloneDxJson(full);

    expect(errorsOf(xml)).toEqual([]);
    expect(json.facts.statements).toHaveLength(3);
    expect(placeless(xml.facts)).toEqual(placeless(json.facts));
  });

  it('says where things stand by the path of elements', async () => {
    const inner = library('<name>b</name><version>1</version><purl>nothing</purl>');
    const { facts, findings } = await readCycloneDxXml(
      bomOf(components(named, library(`<name>c</name><version>1</version>${components(inner)}`))),
    );

    expect(facts.sbom?.components.map(({ place }) => place)).toEqual([
      '/bom/components/component[1]',
      '/bom/components/component[2]',
      '/bom/components/component[2]/components/component[1]',
    ]);
    expect(findings[0]?.place).toEqual({ pointer: '/bom/components/component[2]/components/component[1]/purl' });
  });

  it('says where things stand also in dependencies and properties', async () => {
    const property = '<properties><property name="endOfSupport">soon</property></properties>';
    const component = library(`<name>a</name><version>1</version>${property}`, 'type="library" bom-ref="a"');
    const targets = '<dependency ref="gone"/><dependency ref="a"/>';
    const { findings } = await readCycloneDxXml(
      bomOf(`${components(component)}<dependencies><dependency ref="a">${targets}</dependency></dependencies>`),
    );

    expect(findings.map(({ reason, place }) => [reason, place?.pointer])).toEqual([
      ['formats.cyclonedx_milestone_date', '/bom/components/component[1]/properties/property[1]'],
      ['formats.cyclonedx_dangling_ref', '/bom/dependencies/dependency[1]/dependency[1]'],
      ['formats.cyclonedx_self_dependency', '/bom/dependencies/dependency[1]/dependency[2]'],
    ]);
  });

  it('may hold the elements of others, which are not read', async () => {
    const foreign = '<x:name xmlns:x="urn:example">other</x:name>';
    const reading = await readCycloneDxXml(bomOf(components(library(`<name>a</name><version>1</version>${foreign}`))));

    expect(said(reading)).toEqual([]);
    expect(reading.facts.sbom?.components[0]?.name).toBe('a');
  });

  it('may hold long texts, comments and character data sections', async () => {
    const long = 'A'.repeat(11_000_000);
    const licence = `<license><name>a</name><text encoding="base64">${long}</text></license>`;
    const reading = await readCycloneDxXml(
      bomOf(
        components(
          library(`<name><!-- no --><![CDATA[a & b]]> c</name><version>1</version><licenses>${licence}</licenses>`),
        ),
      ),
    );

    expect(said(reading)).toEqual([]);
    expect(reading.facts.sbom?.components[0]?.name).toBe('a & b c');
  });

  it('reads nothing of a version that is not known, and says which are', async () => {
    for (const text of [
      bomOf('', '1.0'),
      bomOf('', '1.1'),
      bomOf('', '2.0'),
      '<bom/>',
      '<html xmlns="http://www.w3.org/1999/xhtml"/>',
    ]) {
      const reading = await readCycloneDxXml(text);

      expect(said(reading)).toEqual(['ERROR formats.cyclonedx_version_unknown']);
      expect(reading.findings[0]?.detail).toContain('1.2, 1.3, 1.4, 1.5, 1.6, 1.7');
      expect(reading.facts).toEqual({});
    }
  });

  it('may have a timestamp without a time zone, which is then no instant', async () => {
    const reading = await readCycloneDxXml(
      bomOf(`<metadata><timestamp>2025-01-31T12:00:00</timestamp></metadata>${components(named)}`),
    );

    expect(said(reading)).toEqual(['WARNING formats.cyclonedx_timestamp']);
    expect(reading.findings[0]?.place).toEqual({ pointer: '/bom/metadata/timestamp' });
    expect(reading.facts.header?.madeAt).toBeNull();
  });
});

describe('a document that breaks the XML schema', () => {
  it.each<[string, string, string]>([
    [
      'an unknown value',
      components(library('<name>a</name>', 'type="thing"')),
      '2: "type" of <component>: "thing" is none of the values allowed: application, framework, library, container, platform, operating-system, device, device-driver, firmware, file, machine-learning-model, data, cryptographic-asset.',
    ],
    [
      'an element that lacks one',
      components(library('<version>1</version>')),
      '2: <version>: it cannot stand here; next could come supplier, manufacturer, authors, author, publisher, group, name.',
    ],
    [
      'an empty element',
      components(library('')),
      '2: <component>: an element is missing in it: supplier, manufacturer, authors, author, publisher, group, name.',
    ],
    [
      'a missing attribute',
      components(library('<name>a</name>', '')),
      '2: <component>: the attribute "type" is missing.',
    ],
    [
      'no hash',
      components(library('<name>a</name><hashes><hash alg="MD5">xyz</hash></hashes>')),
      '2: <hash>: "xyz" is not a hash in hexadecimal digits, of a length that hashes have.',
    ],
    [
      'an unknown licence',
      components(library('<name>a</name><licenses><license><id>Mine</id></license></licenses>')),
      '2: "Mine" is no licence identifier of SPDX; other licences are given by name.',
    ],
    [
      'no instant',
      '<metadata><timestamp>2025-01-31</timestamp></metadata>',
      '2: <timestamp>: "2025-01-31" is not a date with time, such as 2025-01-31T12:00:00Z.',
    ],
    [
      'an empty reference',
      components(library('<name>a</name>', 'type="library" bom-ref=""')),
      '2: "bom-ref" of <component>: the text is empty.',
    ],
    [
      'an unknown attribute',
      '<dependencies><dependency ref="a" colour="red"/></dependencies>',
      '2: "colour" of <dependency>: the format knows no attribute "colour" here.',
    ],
    [
      'equal references',
      components(
        library('<name>a</name>', 'type="library" bom-ref="a"'),
        library('<name>b</name>', 'type="library" bom-ref="a"'),
      ),
      '3: The bom-ref "a" is given once more.',
    ],
  ])('is told where and how, for %s', async (_what, content, expected) => {
    expect(errorsOf(await readCycloneDxXml(bomOf(content)))).toEqual([expected]);
  });

  it('may not give a range of versions for what it contains, though its schema cannot say so', async () => {
    const component = (attributes: string) =>
      components(library('<name>a</name><versionRange>vers:npm/1</versionRange>', `type="library"${attributes}`));

    expect(said(await readCycloneDxXml(bomOf(component(''), '1.7')))).toEqual([
      'ERROR formats.cyclonedx_version_range',
    ]);
    expect(said(await readCycloneDxXml(bomOf(component(' isExternal="true"'), '1.7')))).toEqual([]);
  });

  it('says no more than anybody reads, however much is wrong', async () => {
    const wrong = Array.from({ length: 20_000 }, () => library('<x/>', ''));
    const { findings } = await readCycloneDxXml(bomOf(components(...wrong)));

    expect(findings.filter(({ severity }) => severity === 'ERROR')).toHaveLength(21);
  });
});

describe('XML that means harm', () => {
  it('is refused when it is not well-formed', async () => {
    for (const text of [
      '',
      '<',
      'no XML',
      '<bom',
      bomOf('<components>'),
      bomOf('&unknown;'),
      '<a:bom/>',
      bomOf('\u0001'),
    ]) {
      expect(said(await readCycloneDxXml(text))).toEqual(['ERROR formats.xml_malformed']);
    }
  });

  it('is refused with a document type, before an entity could be replaced or a file opened', async () => {
    const entities = '<!DOCTYPE bom [<!ENTITY a "aaaaaaaaaa"><!ENTITY f SYSTEM "file:///etc/passwd">]>';

    expect(said(await readCycloneDxXml(`${entities}${bomOf(components(library('<name>&a;&f;</name>')))}`))).toEqual([
      'ERROR formats.xml_dtd_refused',
    ]);
  });

  it('cannot name other schemas', async () => {
    const schema = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="';
    for (const place of [
      'http://cyclonedx.org/schema/spdx spdx.SNAPSHOT.xsd',
      'urn:x file:///etc/passwd',
      'urn:x http://localhost:1/x.xsd',
    ]) {
      expect(said(await readCycloneDxXml(bomOf(components(named), '1.6', `${schema}${place}"`)))).toEqual([]);
    }
  });

  it('is refused where only the one parser reads it', async () => {
    const reading = await readCycloneDxXml(`<?xml version="1.1"?>${bomOf(components(library('<name>a&#1;</name>')))}`);

    expect(errorsOf(reading)).toEqual([expect.stringMatching(/^1: The XML cannot be validated: \w+/)]);
  });

  it('is refused where it is larger than can be validated', async () => {
    const reading = await readCycloneDxXml('<bom/>'.padEnd(300_000_000));

    expect(said(reading)).toEqual(['ERROR formats.cyclonedx_too_large']);
  });

  it('is refused where it is nested too deeply', async () => {
    for (const depth of [100, 400, 100_000]) {
      const open = '<components><component type="library"><name>a</name>'.repeat(depth);
      const reading = await readCycloneDxXml(bomOf(open + '</component></components>'.repeat(depth)));

      expect(said(reading)).toEqual(['ERROR formats.cyclonedx_nested_too_deeply']);
    }
  });

  it('does no harm by the names of its elements', async () => {
    const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];
    const reading = await readCycloneDxXml(bomOf(names.map((name) => `<${name} ref="x">y</${name}>`).join('')));

    expect(errorsOf(reading)).toHaveLength(1);
    expect(({} as { ref?: string }).ref).toBeUndefined();
  });
});

it('reads in a worker thread that runs the sources as they are', async () => {
  const text = toXml(full);
  const reading = await readInWorker('cyclonedx-xml.ts', 'readCycloneDxXml', text);

  expect(reading).toEqual(await readCycloneDxXml(text));
});

const withCorpus = hasCorpus ? describe : describe.skip;

withCorpus('real documents in both forms (needs ../shared/corpus beside the repository)', () => {
  const read = (name: string) => readFileSync(join(corpus, name), 'utf8');

  it.each(['juice-shop--v11.1.2--bom', 'laravel-7.12.0--bom.1.4', 'proton-bridge--proton-bridge-v1.6.3.bom'])(
    '%s gives the same facts, save for the number and the time that its two files differ in',
    async (name) => {
      const xml = await readCycloneDxXml(read(`${name}.xml`));
      const { facts } = await readCycloneDxJson(JSON.parse(read(`${name}.json`)));
      const header = { id: expect.anything(), madeAt: expect.anything() };

      expect(errorsOf(xml)).toEqual([]);
      expect(placeless({ ...xml.facts, header: facts.header! })).toEqual(placeless(facts));
      expect({ ...xml.facts.header, ...header }).toEqual({ ...facts.header, ...header });
    },
  );

  it('cern-lhc-vdm-editor is read without an error', async () => {
    const reading = await readCycloneDxXml(read('cern-lhc-vdm-editor-e564943--bom.xml'));

    expect(said(reading)).toEqual([]);
    expect(reading.facts.sbom?.components).toHaveLength(44);
  });
});
