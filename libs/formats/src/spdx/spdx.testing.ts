import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { Reading } from '../document.ts';

type Fields = Record<string, unknown>;

/** A document of SPDX 2.3 without fault: a pump with two libraries. */
export function spdx2(changes: Fields = {}): Fields {
  return {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: 'Infusion pump',
    documentNamespace: 'https://maker.example/sbom/pump-2.1',
    creationInfo: {
      created: '2026-02-03T04:05:06Z',
      creators: ['Tool: sbomizer-1.4', 'Organization: Maker Inc. (psirt@maker.example)', 'Person: Aki Sato ()'],
    },
    packages: [
      spdx2Package('pump', { primaryPackagePurpose: 'DEVICE', supplier: 'Organization: Maker Inc.' }),
      spdx2Package('tls', {
        versionInfo: '3.0.1',
        originator: 'Organization: TLS Project (Japan) (hello@tls.example)',
        licenseConcluded: 'Apache-2.0',
        licenseDeclared: 'MIT',
        validUntilDate: '2030-03-31T15:00:00Z',
        checksums: [{ algorithm: 'SHA256', checksumValue: 'AB'.repeat(32) }],
        externalRefs: [
          { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: 'pkg:generic/tls@3.0.1' },
          { referenceCategory: 'SECURITY', referenceType: 'cpe22Type', referenceLocator: 'cpe:/a:tls:tls:3.0.1' },
          {
            referenceCategory: 'SECURITY',
            referenceType: 'cpe23Type',
            referenceLocator: 'cpe:2.3:a:tls:tls:3.0.1:*:*:*:*:*:*:*',
          },
        ],
      }),
      spdx2Package('zip', { versionInfo: 'NOASSERTION', supplier: 'NOASSERTION' }),
    ],
    relationships: [
      relationship('DOCUMENT', 'DESCRIBES', 'pump'),
      relationship('pump', 'CONTAINS', 'tls'),
      relationship('zip', 'DEPENDENCY_OF', 'tls'),
    ],
    ...changes,
  };
}

export function spdx2Package(name: string, changes: Fields = {}): Fields {
  return {
    SPDXID: `SPDXRef-${name}`,
    name,
    downloadLocation: 'NOASSERTION',
    filesAnalyzed: false,
    licenseConcluded: 'NOASSERTION',
    licenseDeclared: 'NOASSERTION',
    copyrightText: 'NOASSERTION',
    ...changes,
  };
}

export function spdx2File(name: string, changes: Fields = {}): Fields {
  const checksums = [{ algorithm: 'SHA1', checksumValue: '0'.repeat(40) }];
  return {
    SPDXID: `SPDXRef-${name}`,
    fileName: `./${name}`,
    checksums,
    licenseConcluded: 'MIT',
    copyrightText: 'NONE',
    ...changes,
  };
}

export function relationship(left: string, relationshipType: string, right: string): Fields {
  const id = (name: string) => (/^(NONE|NOASSERTION|DocumentRef-.*)$/.test(name) ? name : `SPDXRef-${name}`);
  return { spdxElementId: id(left), relationshipType, relatedSpdxElement: id(right) };
}

/** A document of SPDX 3.0 with the given elements beside its creation information and the agents. */
export function spdx3(elements: Fields[], context: unknown = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld'): Fields {
  return {
    '@context': context,
    '@graph': [
      {
        '@id': '_:creation',
        type: 'CreationInfo',
        specVersion: '3.0.1',
        created: '2026-02-03T04:05:06Z',
        createdBy: ['urn:maker'],
        createdUsing: ['urn:tool'],
      },
      element('Organization', 'maker', { name: 'Maker Inc.' }),
      element('Tool', 'tool', { name: 'sbomizer-1.4' }),
      element('SpdxDocument', 'document', { name: 'Infusion pump', rootElement: ['urn:sbom'] }),
      element('software_Sbom', 'sbom', { rootElement: ['urn:pump'], software_sbomType: ['build'] }),
      ...elements,
    ],
  };
}

export function element(type: string, name: string, changes: Fields = {}): Fields {
  return { spdxId: `urn:${name}`, type, creationInfo: '_:creation', ...changes };
}

/** The findings of a reading as `SEVERITY reason place`. */
export function found({ findings }: Reading): string[] {
  return findings.map(({ severity, reason, place }) => {
    const at = place?.pointer ?? place?.line ?? '';
    return `${severity} ${reason.replace('formats.', '')} ${at}`.trim();
  });
}

/** What holds of every reading, whatever the file: it can be shown, stored and searched. */
export function expectSound({ findings, facts }: Reading): void {
  expect(findings.length).toBeLessThanOrEqual(200);
  for (const { detail, advice } of findings) {
    expect(detail.length).toBeLessThanOrEqual(510);
    expect(advice).toMatch(/\.$/);
  }
  expect(() => structuredClone(facts)).not.toThrow();
  if (!facts.sbom) return;
  const { components, dependsOn, subject } = facts.sbom;
  expect(new Set(components.map(({ ref }) => ref)).size).toBe(components.length);
  expect(components.filter(({ name, place }) => name === '' || place === '')).toEqual([]);
  expect(dependsOn).toHaveLength(components.length);
  dependsOn.forEach((targets, from) => {
    expect(new Set(targets).size).toBe(targets.length);
    expect(targets.filter((to) => to === from || components[to] === undefined)).toEqual([]);
  });
  expect(subject === null || components[subject] !== undefined).toBe(true);
}

/** A document with one to five of its values, anywhere in it, taken out or replaced by another. */
export function mutationsOf(document: unknown): fc.Arbitrary<unknown> {
  const strange = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>,
    fc.constantFrom<unknown>(undefined, null, '', 'SPDXRef-DOCUMENT', 'NONE', [], {}, ['urn:pump'], '__proto__'),
  );
  return fc.array(fc.tuple(fc.nat(), strange), { minLength: 1, maxLength: 5 }).map((changes) => {
    const copy = structuredClone(document);
    for (const [seed, value] of changes) {
      const places = placesIn(copy);
      const place = places[seed % Math.max(places.length, 1)];
      if (place) place.owner[place.key] = structuredClone(value);
    }
    return copy;
  });
}

function placesIn(value: unknown): { owner: Record<string, unknown>; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const owner = value as Record<string, unknown>;
  return Object.keys(owner).flatMap((key) => [{ owner, key }, ...placesIn(owner[key])]);
}
