import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Reading, VulnerabilityStatement } from '../document.ts';
import { corpus, hasCorpus } from './cyclonedx.testing.ts';
import { readCycloneDxJson } from './cyclonedx-json.ts';

const UUID = '8a0c0f5e-6d0f-4f0e-9a53-1f2b1a6f4a10';
const pump = {
  type: 'device',
  'bom-ref': 'pump',
  supplier: { name: 'Example Medical' },
  name: 'Infusion pump',
  version: '2.1',
  cpe: 'cpe:2.3:h:example:pump:2.1:*:*:*:*:*:*:*',
};
const library = { type: 'library', 'bom-ref': 'lib', name: 'library', version: '1.0', purl: 'pkg:npm/library@1.0' };

const readBom = (members: object) =>
  readCycloneDxJson({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${UUID}`,
    version: 2,
    ...members,
  });
/** What is said of one vulnerability in a pump that contains a library. */
const read = (vulnerability: object) =>
  readBom({
    metadata: { component: pump },
    components: [library],
    vulnerabilities: [{ id: 'CVE-2024-0001', affects: [{ ref: 'pump' }], ...vulnerability }],
  });
const statementsOf = ({ facts }: Reading): VulnerabilityStatement[] => facts.statements ?? [];
const statementOf = async (vulnerability: object) => statementsOf(await read(vulnerability))[0];
const said = ({ findings }: Reading) => findings.map(({ severity, reason }) => `${severity} ${reason}`);

describe('the status of a vulnerability', () => {
  it.each([
    ['resolved', 'FIXED'],
    ['resolved_with_pedigree', 'FIXED'],
    ['exploitable', 'AFFECTED'],
    ['in_triage', 'UNDER_INVESTIGATION'],
    ['false_positive', 'NOT_AFFECTED'],
    ['not_affected', 'NOT_AFFECTED'],
  ])('is, where the analysis says %s, %s', async (state, status) => {
    const statement = await statementOf({
      analysis: { state, justification: 'code_not_present', detail: 'Not built in.' },
    });

    expect(statement).toMatchObject({
      status,
      rawStatus: state,
      justification: 'code_not_present',
      impact: 'Not built in.',
    });
  });

  it.each([
    [{ version: '1', status: 'affected' }, 'AFFECTED', 'affected'],
    [{ version: '1', status: 'unaffected' }, 'NOT_AFFECTED', 'unaffected'],
    [{ version: '1', status: 'unknown' }, 'UNDER_INVESTIGATION', 'unknown'],
    [{ version: '1' }, 'AFFECTED', 'affected'],
  ])('follows without an analysis from the version: %j', async (version, status, rawStatus) => {
    const statement = await statementOf({ affects: [{ ref: 'pump', versions: [version] }] });

    expect(statement).toMatchObject({ status, rawStatus, justification: null });
  });

  it('is under investigation where nothing is said', async () => {
    expect(await statementOf({})).toMatchObject({ status: 'UNDER_INVESTIGATION', rawStatus: '' });
  });

  it.each([
    ['exploitable', 'affected', 'AFFECTED'],
    ['exploitable', 'unaffected', 'NOT_AFFECTED'],
    ['exploitable', 'unknown', 'UNDER_INVESTIGATION'],
    ['resolved', 'affected', 'FIXED'],
    ['resolved', 'unaffected', 'NOT_AFFECTED'],
    ['not_affected', 'affected', 'NOT_AFFECTED'],
    ['in_triage', 'affected', 'UNDER_INVESTIGATION'],
  ])('where the analysis says %s and a version %s, is %s', async (state, versionStatus, status) => {
    const versions = [{ version: '1', status: versionStatus }];
    const statement = await statementOf({ analysis: { state, detail: 'So.' }, affects: [{ ref: 'pump', versions }] });

    expect(statement?.status).toBe(status);
  });
});

describe('"not affected"', () => {
  const analysed = (analysis: object) => read({ analysis: { state: 'not_affected', ...analysis } });

  it('without a reason is a warning that says where', async () => {
    const reading = await analysed({});

    expect(said(reading)).toEqual(['WARNING formats.cyclonedx_justification_missing']);
    expect(reading.findings[0]?.place).toEqual({ pointer: '/vulnerabilities/0/analysis' });
  });

  it('is well justified by a label, a detail or a response', async () => {
    for (const reason of [{ justification: 'code_not_present' }, { detail: 'Why.' }, { response: ['will_not_fix'] }]) {
      expect(said(await analysed(reason))).toEqual([]);
    }
  });
});

describe('what is affected', () => {
  const product = { ref: 'pump', name: 'Infusion pump', vendor: 'Example Medical', version: '2.1', cpe: pump.cpe };

  it('is the product that the document is about', async () => {
    const statement = await statementOf({ affects: [{ ref: 'pump' }] });

    expect(statement).toMatchObject({ product, component: null });
  });

  it('is a component of it', async () => {
    const statement = await statementOf({ affects: [{ ref: 'lib' }] });

    expect(statement).toMatchObject({
      product,
      component: { ref: 'lib', name: 'library', version: '1.0', versionRange: null, purl: 'pkg:npm/library@1.0' },
    });
  });

  it('is the product where nothing is named', async () => {
    expect(statementsOf(await read({ affects: [] }))).toMatchObject([{ product, component: null }]);
  });

  it('is the component itself where the document is about nothing in particular', async () => {
    const reading = await readBom({
      components: [library],
      vulnerabilities: [{ id: 'CVE-1', affects: [{ ref: 'lib' }] }],
    });

    expect(statementsOf(reading)).toMatchObject([{ product: { ref: 'lib', name: 'library' }, component: null }]);
  });

  it('may be a service', async () => {
    const reading = await readBom({
      services: [{ name: 'Portal', services: [{ 'bom-ref': 'store', name: 'Store', version: '7' }] }],
      vulnerabilities: [{ id: 'CVE-1', affects: [{ ref: 'store' }] }],
    });

    expect(statementsOf(reading)).toMatchObject([{ product: { ref: 'store', name: 'Store', version: '7' } }]);
  });

  it('is each version by itself', async () => {
    const versions = [{ version: '2.0' }, { range: 'vers:generic/>=1.0|<2.0', status: 'unaffected' }];
    const ofProduct = statementsOf(await read({ affects: [{ ref: 'pump', versions }] }));
    const ofComponent = statementsOf(await read({ affects: [{ ref: 'lib', versions }] }));

    expect(ofProduct.map(({ product, status }) => [product.version, product.versionRange, status])).toEqual([
      ['2.0', null, 'AFFECTED'],
      [null, 'vers:generic/>=1.0|<2.0', 'NOT_AFFECTED'],
    ]);
    expect(
      ofComponent.map(({ product, component }) => [product.version, component?.version, component?.versionRange]),
    ).toEqual([
      ['2.1', '2.0', null],
      ['2.1', null, 'vers:generic/>=1.0|<2.0'],
    ]);
  });

  it('may be named by a BOM-Link to this very document', async () => {
    const statement = await statementOf({ affects: [{ ref: `urn:cdx:${UUID}/2#lib` }] });

    expect(statement?.component).toMatchObject({ ref: 'lib', name: 'library' });
  });

  it('may be named by a BOM-Link to another document, and says of it what the link does', async () => {
    const other = 'urn:cdx:00000000-0000-4000-8000-000000000000/1#';
    const links = [`${other}pkg:npm/%40a/b@1.2`, `${other}some%20thing`, `${other}pump`, `urn:cdx:${UUID}/1#lib`];
    const statements = statementsOf(await read({ affects: links.map((ref) => ({ ref })) }));

    expect(statements.map(({ component }) => component && [component.ref, component.name, component.version])).toEqual([
      [links[0], 'b', '1.2'],
      [links[1], 'some thing', null],
      null,
      [links[3], 'lib', null],
    ]);
  });

  it('may be named by a BOM-Link in a document without anything else', async () => {
    const ref = 'urn:cdx:00000000-0000-4000-8000-000000000000/1#pkg:maven/org.example/core@2.10.0?type=jar';
    const reading = await readBom({ vulnerabilities: [{ id: 'CVE-1', affects: [{ ref }] }] });

    expect(reading.facts.sbom).toBeUndefined();
    expect(statementsOf(reading)).toMatchObject([
      { product: { ref, name: 'core', version: '2.10.0', purl: 'pkg:maven/org.example/core@2.10.0?type=jar' } },
    ]);
  });

  it('is worth a warning where it is nothing in the document', async () => {
    const reading = await read({ affects: [{ ref: 'gone' }] });

    expect(said(reading)).toEqual(['WARNING formats.cyclonedx_dangling_ref']);
    expect(reading.findings[0]?.place).toEqual({ pointer: '/vulnerabilities/0/affects/0/ref' });
    expect(statementsOf(reading)).toMatchObject([{ component: { ref: 'gone', name: 'gone' } }]);
  });

  it('is worth a warning where it is not said at all, and then nothing is kept', async () => {
    const reading = await readBom({ components: [library], vulnerabilities: [{ id: 'CVE-1' }] });

    expect(said(reading)).toEqual(['WARNING formats.cyclonedx_vulnerability_of_nothing']);
    expect(statementsOf(reading)).toEqual([]);
  });
});

describe('a vulnerability', () => {
  it('is known by its CVE, where the document names one, and by its own id otherwise', async () => {
    const references = [
      { id: 'SNYK-1', source: { name: 'x' } },
      { id: 'CVE-2024-7', source: { name: 'x' } },
    ];

    expect(await statementOf({ id: 'GHSA-1', references })).toMatchObject({
      vulnerability: 'CVE-2024-7',
      aliases: ['GHSA-1', 'SNYK-1'],
    });
    expect(await statementOf({ id: 'GHSA-1' })).toMatchObject({ vulnerability: 'GHSA-1', aliases: [] });
  });

  it('without any id is not kept', async () => {
    const reading = await readBom({ components: [library], vulnerabilities: [{ affects: [{ ref: 'lib' }] }] });

    expect(said(reading)).toEqual(['WARNING formats.cyclonedx_vulnerability_unnamed']);
    expect(statementsOf(reading)).toEqual([]);
  });

  it('keeps description, detail, weaknesses and place', async () => {
    expect(await statementOf({ description: 'Short.', detail: 'Long.', cwes: [611, 79] })).toMatchObject({
      text: 'Short.\n\nLong.',
      cwes: ['CWE-611', 'CWE-79'],
      title: null,
      place: '/vulnerabilities/0',
    });
  });

  it('keeps what can be done, in words of its own where the document gives none', async () => {
    const analysis = { state: 'exploitable', response: ['update', 'can_not_fix', 'will_not_fix', 'rollback'] };
    const statement = await statementOf({ recommendation: 'Update to 2.2.', workaround: 'Unplug it.', analysis });

    expect(statement?.remediations.map(({ category, details }) => [category, details])).toEqual([
      ['vendor_fix', 'Update to 2.2.'],
      ['workaround', 'Unplug it.'],
      ['none_available', 'It cannot be fixed.'],
      ['no_fix_planned', 'It will not be fixed.'],
      ['mitigation', 'Go back to another version.'],
    ]);
  });

  it('keeps each vector once, with the version of CVSS that its method names', async () => {
    const vector = 'AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N';
    const statement = await statementOf({
      ratings: [
        { method: 'CVSSv31', vector, score: 7.5 },
        { method: 'CVSSv31', vector: `CVSS:3.1/${vector}` },
        { method: 'CVSSv3', vector },
        { method: 'OWASP', vector: 'SL:1/M:1', score: 2 },
        { severity: 'high' },
      ],
    });

    expect(statement?.scores.map((score) => [score.scheme, score.vector, score.statedScore])).toEqual([
      ['CVSS_3_1', `CVSS:3.1/${vector}`, 7.5],
      ['CVSS_3_0', `CVSS:3.0/${vector}`, null],
    ]);
  });

  it('is not repeated without measure', async () => {
    const affects = Array.from({ length: 20_000 }, (_none, index) => ({
      ref: 'lib',
      versions: [{ version: `${index}` }],
    }));
    const reading = await read({ description: 'x'.repeat(1_000_000), affects });

    expect(said(reading)).toEqual(['ERROR formats.cyclonedx_too_many_statements']);
    expect(statementsOf(reading).length).toBeGreaterThan(5_000);
    expect(JSON.stringify(statementsOf(reading)).length).toBeLessThan(60_000_000);
  });
});

const withCorpus = hasCorpus ? describe : describe.skip;

withCorpus('real VEX documents (need ../shared/corpus beside the repository)', () => {
  const readFile = (name: string) => readCycloneDxJson(JSON.parse(readFileSync(join(corpus, name), 'utf8')));

  it('are statements about the product that they are about', async () => {
    const statements = statementsOf(await readFile('CISA-Use-Cases--Case-3--vex.json'));

    expect(statements).toHaveLength(19);
    expect(statements.every(({ product, component }) => product.name === 'GHI' && component === null)).toBe(true);
    expect(new Set(statements.map(({ status }) => status))).toEqual(
      new Set(['UNDER_INVESTIGATION', 'NOT_AFFECTED', 'AFFECTED', 'FIXED']),
    );
  });

  it('are statements about products of other documents', async () => {
    const [statement] = statementsOf(await readFile('vex.json'));

    expect(statement).toMatchObject({
      vulnerability: 'CVE-2020-25649',
      status: 'NOT_AFFECTED',
      product: { name: 'jackson-databind', version: '2.10.0' },
    });
  });
});
