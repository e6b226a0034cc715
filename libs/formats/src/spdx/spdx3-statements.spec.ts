import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readSpdx3 } from './spdx3.ts';
import { element, expectSound, found, mutationsOf, spdx3 } from './spdx.testing.ts';

type Fields = Record<string, unknown>;

const PUMP = element('software_Package', 'pump', {
  name: 'pump',
  software_packageVersion: '2.1',
  suppliedBy: 'urn:maker',
});
const TLS = element('software_Package', 'tls', { name: 'tls', software_packageUrl: 'pkg:generic/tls@3.0.1' });
const HOLE = element('security_Vulnerability', 'hole', {
  name: 'Tumbleweed',
  summary: 'A hole in TLS',
  description: 'Anyone may listen.',
  externalIdentifier: [
    { type: 'ExternalIdentifier', externalIdentifierType: 'securityOther', identifier: 'GHSA-aaaa-bbbb-cccc' },
    { type: 'ExternalIdentifier', externalIdentifierType: 'cve', identifier: 'CVE-2026-0001' },
  ],
  externalRef: [
    { type: 'ExternalRef', externalRefType: 'cwe', locator: ['https://cwe.mitre.org/data/definitions/79.html'] },
    { type: 'ExternalRef', externalRefType: 'cwe', locator: ['CWE-200', 'elsewhere'] },
  ],
});

const CLASSES: Record<string, string> = {
  affects: 'security_VexAffectedVulnAssessmentRelationship',
  doesNotAffect: 'security_VexNotAffectedVulnAssessmentRelationship',
  fixedIn: 'security_VexFixedVulnAssessmentRelationship',
  underInvestigationFor: 'security_VexUnderInvestigationVulnAssessmentRelationship',
};
const vex = (relationshipType: string, changes: Fields = {}) =>
  element(CLASSES[relationshipType] ?? '', 'vex', { from: 'urn:hole', relationshipType, to: ['urn:pump'], ...changes });
const cvss = (name: string, version: string, security_vectorString: string, changes: Fields = {}) =>
  element(`security_CvssV${version}VulnAssessmentRelationship`, name, {
    from: 'urn:hole',
    relationshipType: 'hasAssessmentFor',
    to: ['urn:pump'],
    security_score: '9.8',
    security_severity: 'critical',
    security_vectorString,
    ...changes,
  });
const read = (...elements: Fields[]) => readSpdx3(spdx3([PUMP, TLS, HOLE, ...elements]));
const statementIn = (...elements: Fields[]) => read(...elements).facts.statements?.[0];

describe('what an SPDX 3 document says of a vulnerability', () => {
  it('names the vulnerability, the product and the part of it', () => {
    const statement = vex('affects', {
      security_assessedElement: 'urn:tls',
      security_actionStatement: 'Install 2.2.',
      security_statusNotes: 'Only with remote access.',
    });
    const reading = read(statement);
    expect(reading.findings).toEqual([]);
    expect(reading.facts.statements).toEqual([
      {
        vulnerability: 'CVE-2026-0001',
        aliases: ['GHSA-aaaa-bbbb-cccc'],
        title: 'A hole in TLS',
        text: 'Anyone may listen.\n\nOnly with remote access.',
        cwes: ['CWE-79', 'CWE-200'],
        product: {
          ref: 'urn:pump',
          name: 'pump',
          vendor: 'Maker Inc.',
          version: '2.1',
          versionRange: null,
          purl: null,
          cpe: null,
          modelNumbers: [],
        },
        component: {
          ref: 'urn:tls',
          name: 'tls',
          vendor: null,
          version: null,
          versionRange: null,
          purl: 'pkg:generic/tls@3.0.1',
          cpe: null,
          modelNumbers: [],
        },
        status: 'AFFECTED',
        rawStatus: 'affects',
        justification: null,
        impact: null,
        remediations: [{ category: 'mitigation', details: 'Install 2.2.', url: null, date: null }],
        scores: [],
        place: '/@graph/8',
      },
    ]);
  });

  it.each([
    ['doesNotAffect', 'NOT_AFFECTED'],
    ['fixedIn', 'FIXED'],
    ['underInvestigationFor', 'UNDER_INVESTIGATION'],
  ])('%s: the product is %s', (type, status) => {
    expect(statementIn(vex(type))).toMatchObject({ status, rawStatus: type });
  });

  it('gives the reason in the words of VEX', () => {
    const security_justificationType = 'vulnerableCodeNotInExecutePath';
    expect(statementIn(vex('doesNotAffect', { security_justificationType }))?.justification).toBe(
      'vulnerable_code_not_in_execute_path',
    );
    expect(statementIn(vex('doesNotAffect', { security_impactStatement: 'No harm.' }))?.impact).toBe('No harm.');
  });

  it('speaks of each of its products, also of those that stand elsewhere', () => {
    const { statements } = read(vex('fixedIn', { to: ['urn:pump', 'urn:elsewhere'] })).facts;
    expect(statements?.map(({ product }) => product.name)).toEqual(['pump', 'urn:elsewhere']);
  });

  it('has the scores that were given for its component, else for its product, else anywhere', () => {
    const [three, four] = [
      'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
      'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
    ];
    const onPump = cvss('three', '3', three);
    const onTls = cvss('four', '4', four, { to: ['urn:tls'] });
    const scores = (...elements: Fields[]) => statementIn(...elements)?.scores.map(({ vector }) => vector);
    const ofTls = vex('fixedIn', { security_assessedElement: 'urn:tls' });
    expect(scores(vex('fixedIn'), onPump, onTls)).toEqual([three]);
    expect(scores(ofTls, onPump, onTls)).toEqual([four]);
    expect(scores(vex('fixedIn'), onTls)).toEqual([four]);
    expect(statementIn(vex('fixedIn'), onPump)?.scores[0]).toMatchObject({ score: 9.8, statedScore: 9.8 });
  });

  it('has no score where none is written', () => {
    const scored = (changes: Fields) => statementIn(vex('fixedIn'), cvss('x', '3', 'x', changes))?.scores;
    expect(scored({ security_vectorString: '' })).toEqual([]);
    expect(scored({ security_vectorString: 'CVSS' })).toEqual([]);
    const security_vectorString = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
    for (const security_score of [{ valueOf: 1, toString: 1 }, '', 'high', null]) {
      expect(scored({ security_vectorString, security_score })?.[0]?.statedScore).toBeNull();
    }
  });

  it('has no end of scores that are repeated', () => {
    const many = Array.from({ length: 50 }, (_, index) => cvss(`score-${index}`, '2', 'AV:N/AC:M/Au:N/C:P/I:N/A:N'));
    expect(statementIn(vex('fixedIn'), ...many)?.scores).toHaveLength(1);
  });

  it('says nothing any more once it is withdrawn', () => {
    expect(statementIn(vex('fixedIn', { security_withdrawnTime: '2026-02-03T04:05:06Z' }))).toBeUndefined();
  });

  it('may be all that a document holds', () => {
    const { '@graph': all, ...rest } = spdx3([HOLE, vex('fixedIn')]);
    const graph = (all as Fields[]).filter(({ type }) => type !== 'software_Sbom');
    const { facts } = readSpdx3({ ...rest, '@graph': graph });
    expect(facts.statements).toHaveLength(1);
    expect(facts.sbom).toBeUndefined();
  });

  it.each([
    [vex('affects'), 'ERROR spdx_field_missing /@graph/8/security_actionStatement'],
    [vex('doesNotAffect'), 'ERROR spdx_statement_incomplete /@graph/8'],
    [vex('fixedIn', { relationshipType: 'affects' }), 'ERROR spdx_value_not_allowed /@graph/8/relationshipType'],
    [vex('fixedIn', { from: 'urn:tls' }), 'ERROR spdx_statement_incomplete /@graph/8/from'],
    [vex('fixedIn', { from: 'urn:gone' }), 'WARNING spdx_reference_dangling /@graph/8/from'],
    [
      vex('doesNotAffect', { security_justificationType: 'because' }),
      'ERROR spdx_value_not_allowed /@graph/8/security_justificationType',
    ],
    [cvss('x', '3', ''), 'ERROR spdx_field_missing /@graph/8/security_vectorString'],
    [cvss('x', '3', 'x', { security_score: 'high' }), 'ERROR spdx_field_malformed /@graph/8/security_score'],
  ])('breaks its format: %j', (statement, finding) => {
    expect(found(read(statement))).toContain(finding);
  });

  it('is missed where a vulnerability is only named', () => {
    expect(found(read())).toEqual(['HINT spdx_vulnerability_without_status /@graph/7']);
  });

  it('never throws, whatever stands where', () => {
    const document = spdx3([
      PUMP,
      TLS,
      HOLE,
      vex('affects', { security_assessedElement: 'urn:tls', security_actionStatement: 'Install 2.2.' }),
      cvss('three', '3', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'),
    ]);
    fc.assert(
      fc.property(mutationsOf(document), (mutated) => expectSound(readSpdx3(mutated))),
      { numRuns: 400 },
    );
  });
});
