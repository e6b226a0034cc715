import { json, sha256 } from './documents.ts';

/** A part of a demonstration's device; everything that NTIA, CISA and FDA ask of it is there. */
interface Part {
  name: string;
  version: string;
  supplier: string;
  licence: string;
  /** Names of other parts that it needs. */
  needs?: readonly string[];
  supportLevel: 'active' | 'limited';
  endOfSupportOn: string;
}

export interface Sbom {
  vendor: string;
  product: string;
  version: string;
  madeAt: string;
  parts: readonly Part[];
}

const purlOf = (name: string, version: string) =>
  `pkg:generic/${encodeURIComponent(name)}@${encodeURIComponent(version)}`;

/** Parts that no other part needs: the device itself does. */
function directParts(parts: readonly Part[]): Part[] {
  const needed = new Set(parts.flatMap(({ needs = [] }) => needs));
  return parts.filter(({ name }) => !needed.has(name));
}

function partOf(parts: readonly Part[], name: string): Part {
  const part = parts.find((one) => one.name === name);
  if (!part) throw new Error(`the demonstration has no part ${name}`);
  return part;
}

/** CycloneDX 1.6; the same bytes for the same facts. */
export function cycloneDx({ vendor, product, version, madeAt, parts }: Sbom): Buffer {
  const root = purlOf(product, version);
  const refOf = (part: Part) => purlOf(part.name, part.version);
  return json({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(root)}`,
    version: 1,
    metadata: {
      timestamp: madeAt,
      lifecycles: [{ phase: 'build' }],
      tools: { components: [{ type: 'application', name: 'demo-sbom-maker', version: '1.0.0' }] },
      authors: [{ name: vendor }],
      supplier: { name: vendor },
      component: { type: 'device', 'bom-ref': root, name: product, version, supplier: { name: vendor } },
    },
    components: parts.map((part) => ({
      type: 'library',
      'bom-ref': refOf(part),
      supplier: { name: part.supplier },
      name: part.name,
      version: part.version,
      hashes: [{ alg: 'SHA-256', content: sha256(refOf(part)) }],
      licenses: [{ license: { id: part.licence } }],
      purl: refOf(part),
      properties: [
        { name: 'demo:fda:level-of-support', value: part.supportLevel },
        { name: 'cdx:lifecycle:milestone:endOfSupport', value: part.endOfSupportOn },
      ],
    })),
    dependencies: [
      { ref: root, dependsOn: directParts(parts).map(refOf) },
      ...parts.map((part) => ({
        ref: refOf(part),
        dependsOn: (part.needs ?? []).map((name) => refOf(partOf(parts, name))),
      })),
    ],
  });
}

/** SPDX 2.3 in JSON; likewise. */
export function spdx({ vendor, product, version, madeAt, parts }: Sbom): Buffer {
  const idOf = (name: string) => `SPDXRef-${name}`;
  const unsaid = { downloadLocation: 'NOASSERTION', filesAnalyzed: false, copyrightText: 'NOASSERTION' };
  const relation = (from: string, relationshipType: string, to: string) => ({
    spdxElementId: from,
    relationshipType,
    relatedSpdxElement: to,
  });
  return json({
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: `${product} ${version}`,
    documentNamespace: `https://sbom.example/${product}/${version}`,
    creationInfo: { created: madeAt, creators: ['Tool: demo-sbom-maker-1.0.0', `Organization: ${vendor}`] },
    packages: [
      {
        ...unsaid,
        SPDXID: idOf(product),
        name: product,
        versionInfo: version,
        supplier: `Organization: ${vendor}`,
        primaryPackagePurpose: 'DEVICE',
      },
      ...parts.map((part) => ({
        ...unsaid,
        SPDXID: idOf(part.name),
        name: part.name,
        versionInfo: part.version,
        supplier: `Organization: ${part.supplier}`,
        licenseConcluded: part.licence,
        validUntilDate: `${part.endOfSupportOn}T00:00:00Z`,
        checksums: [{ algorithm: 'SHA256', checksumValue: sha256(purlOf(part.name, part.version)) }],
        externalRefs: [
          {
            referenceCategory: 'PACKAGE-MANAGER',
            referenceType: 'purl',
            referenceLocator: purlOf(part.name, part.version),
          },
        ],
      })),
    ],
    relationships: [
      relation('SPDXRef-DOCUMENT', 'DESCRIBES', idOf(product)),
      ...directParts(parts).map(({ name }) => relation(idOf(product), 'DEPENDS_ON', idOf(name))),
      ...parts.flatMap(({ name, needs = [] }) => needs.map((other) => relation(idOf(name), 'DEPENDS_ON', idOf(other)))),
    ],
  });
}

/** An UUID that stands for a text (version 8, RFC 9562). */
function uuidOf(text: string): string {
  const hex = sha256(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
