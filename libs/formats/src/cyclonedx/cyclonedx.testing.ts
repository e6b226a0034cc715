import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** Real documents that others made; they lie beside the repository, and not everybody has them. */
export const corpus = join(fileURLToPath(new URL('../../../../..', import.meta.url)), 'shared', 'corpus', 'cyclonedx');
export const hasCorpus = existsSync(corpus);

/** Reads in a worker thread, which runs the sources as they are. */
export async function readInWorker(module: string, reader: string, document: unknown): Promise<unknown> {
  const source = `
    const { parentPort, workerData } = require('node:worker_threads');
    import(workerData.module)
      .then((readers) => readers[workerData.reader](workerData.document))
      .then((reading) => parentPort.postMessage(reading));`;
  const workerData = { module: new URL(module, import.meta.url).href, reader, document };
  const worker = new Worker(source, { eval: true, workerData });
  try {
    return await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  } finally {
    await worker.terminate();
  }
}

/** An SBOM of a device with as many libraries as asked for, each with all that a real one has. */
export function makeBom(count: number, specVersion = '1.6') {
  const components = Array.from({ length: count }, (_none, index) => ({
    ...makeComponent(index),
    // Since 1.3.
    ...(specVersion !== '1.2' && {
      properties: [{ name: 'cdx:lifecycle:milestone:endOfSupport', value: '2030-12-31' }],
    }),
  }));
  const dependencies = components.map((component, index) => ({
    ref: component['bom-ref'],
    dependsOn: [2 * index + 1, 2 * index + 2, 3 * index + 4]
      .filter((target, position, targets) => target < count && targets.indexOf(target) === position)
      .map((target) => refOf(target)),
  }));
  return {
    bomFormat: 'CycloneDX',
    specVersion,
    serialNumber: 'urn:uuid:8a0c0f5e-6d0f-4f0e-9a53-1f2b1a6f4a10',
    version: 3,
    metadata: {
      timestamp: '2025-01-31T12:00:00Z',
      tools: [{ vendor: 'Example', name: 'sbom-writer', version: '4.2' }],
      authors: [{ name: 'Hanako Example', email: 'hanako@example.com' }],
      component: { type: 'device', 'bom-ref': 'pump', name: 'Infusion pump', version: '2.1' },
      supplier: { name: 'Example Medical' },
    },
    components,
    dependencies: [{ ref: 'pump', dependsOn: count > 0 ? [refOf(0)] : [] }, ...dependencies],
  };
}

const nameOf = (index: number) => `library-${index}`;
const versionOf = (index: number) => `${index % 9}.${index % 31}.${index % 77}`;
const refOf = (index: number) => `pkg:npm/%40example-${index % 100}/${nameOf(index)}@${versionOf(index)}`;

function makeComponent(index: number) {
  return {
    type: 'library',
    'bom-ref': refOf(index),
    supplier: { name: `Supplier ${index % 200}` },
    group: `@example-${index % 100}`,
    name: nameOf(index),
    version: versionOf(index),
    description: `What library ${index} does for the pump, in a sentence of the usual length.`,
    hashes: [
      { alg: 'SHA-1', content: index.toString(16).padStart(40, 'a') },
      { alg: 'SHA-256', content: index.toString(16).padStart(64, '0') },
    ],
    licenses: [index % 3 === 0 ? { expression: 'MIT OR Apache-2.0' } : { license: { id: 'BSD-3-Clause' } }],
    cpe: `cpe:2.3:a:supplier_${index % 200}:${nameOf(index)}:${versionOf(index)}:*:*:*:*:*:*:*`,
    purl: refOf(index),
    externalReferences: [{ type: 'vcs', url: `https://git.example/${nameOf(index)}` }],
  };
}

/** The names of items, where they are not the list's without its last letter. */
const ITEMS = new Map([
  ['dependencies', 'dependency'],
  ['externalReferences', 'reference'],
  ['vulnerabilities', 'vulnerability'],
  ['properties', 'property'],
  ['hashes', 'hash'],
  ['affects', 'target'],
  ['response', 'response'],
]);
const ATTRIBUTES = new Set(['bom-ref', 'alg', 'isExternal']);
/** The XML schema wants the parts of a document in this order. */
const ORDER = ['metadata', 'components', 'services', 'dependencies', 'vulnerabilities'];

type Json = Record<string, unknown>;

/** The same document in XML, for whatever the fixtures of these tests hold. */
export function toXml(bom: Json): string {
  const identity = ['serialNumber', 'version']
    .filter((name) => name in bom)
    .map((name) => ` ${name}="${String(bom[name])}"`)
    .join('');
  const parts = Object.fromEntries(ORDER.filter((part) => part in bom).map((part) => [part, bom[part]]));
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n` +
    `<bom xmlns="http://cyclonedx.org/schema/bom/${String(bom.specVersion)}"${identity}>\n${membersOf(parts, 'bom')}</bom>\n`
  );
}

function isAttribute(key: string, element: string): boolean {
  if (key === 'ref') return element === 'dependency';
  return ATTRIBUTES.has(key) || (key === 'type' && ['component', 'reference'].includes(element));
}

function membersOf(value: Json, element: string): string {
  return Object.entries(value)
    .filter(([key]) => !isAttribute(key, element))
    .map(([key, member]) => memberOf(key, member))
    .join('');
}

function memberOf(key: string, member: unknown): string {
  if (!Array.isArray(member)) return elementOf(key, member);
  if (key === 'dependsOn') return member.map((ref) => `<dependency ref="${escaped(ref)}"/>\n`).join('');
  const list = key === 'response' ? 'responses' : key;
  return `<${list}>\n${member.map((item) => itemOf(key, item)).join('')}</${list}>\n`;
}

function itemOf(list: string, item: unknown): string {
  const value = item as Json;
  if (list === 'licenses') return membersOf(value, 'licences');
  if (list === 'hashes') return `<hash alg="${escaped(value.alg)}">${escaped(value.content)}</hash>\n`;
  if (list === 'properties') return `<property name="${escaped(value.name)}">${escaped(value.value)}</property>\n`;
  return elementOf(ITEMS.get(list) ?? list.slice(0, -1), item);
}

function elementOf(name: string, value: unknown): string {
  if (typeof value !== 'object' || value === null) return `<${name}>${escaped(value)}</${name}>\n`;
  const attributes = Object.entries(value)
    .filter(([key]) => isAttribute(key, name))
    .map(([key, attribute]) => ` ${key}="${escaped(attribute)}"`)
    .join('');
  return `<${name}${attributes}>${membersOf(value as Json, name)}</${name}>\n`;
}

function escaped(text: unknown): string {
  return String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
