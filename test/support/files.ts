import { createHash } from 'node:crypto';
import request from 'supertest';
import type { Id } from '#libs/kernel';
import type { Person } from './world.ts';

export const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value, null, 2));

/** Sends a file as a client does, and waits until it was verified and read. @throws Error when it was refused. */
export async function sendFile(by: Person, name: string, bytes: Buffer): Promise<Id<'Upload'>> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { beginUpload } = await by.graphql(
    'mutation ($input: BeginUploadInput!) { beginUpload(input: $input) { upload { id parts { number url } } } }',
    { input: { name, sizeBytes: bytes.length, sha256, contentType: 'application/octet-stream' } },
  );
  const { id, parts } = beginUpload.upload;
  for (const part of parts) {
    const put = await request(part.url).put('').set('content-type', 'application/octet-stream').send(bytes);
    if (put.status !== 200) throw new Error(`a part was refused: ${put.status}`);
  }
  await by.graphql('mutation ($id: ID!) { completeUpload(input: { uploadId: $id }) { upload { state } } }', { id });
  const { state, refusalReason } = await by.world.eventually(async () => {
    const { upload } = await by.graphql('query ($id: ID!) { upload(id: $id) { state refusalReason } }', { id });
    return upload.state !== 'VERIFYING' && upload;
  });
  if (state !== 'READY') throw new Error(`${name} is ${state}: ${refusalReason}`);
  return id as Id<'Upload'>;
}

export interface TestComponent {
  name: string;
  version?: string;
  licence?: string;
  sha256?: string;
  endOfSupportOn?: string;
  dependsOn?: string[];
}

/** A CycloneDX SBOM of a device, with npm-like purls. Components depend on others by name; the device on all that nothing depends on. */
export function cycloneDx(
  components: readonly TestComponent[],
  {
    product = 'Viewer',
    version = '1.0',
    vulnerabilities,
  }: { product?: string; version?: string; vulnerabilities?: object[] } = {},
): object {
  const ref = ({ name, version: of }: TestComponent) => `pkg:npm/${name}@${of ?? '1.0.0'}`;
  const refOf = (name: string) => ref(components.find((one) => one.name === name) ?? { name });
  const inner = new Set(components.flatMap(({ dependsOn = [] }) => dependsOn));
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
    version: 1,
    metadata: {
      timestamp: '2026-06-01T00:00:00Z',
      authors: [{ name: 'Maker' }],
      supplier: { name: 'Maker' },
      component: { type: 'device', 'bom-ref': 'device', name: product, version },
    },
    components: components.map((one) => ({
      type: 'library',
      'bom-ref': ref(one),
      name: one.name,
      version: one.version ?? '1.0.0',
      purl: ref(one),
      supplier: { name: 'Library maker' },
      ...(one.licence && { licenses: [{ license: { id: one.licence } }] }),
      ...(one.sha256 && { hashes: [{ alg: 'SHA-256', content: one.sha256 }] }),
      ...(one.endOfSupportOn && {
        properties: [{ name: 'cdx:lifecycle:milestone:endOfSupport', value: one.endOfSupportOn }],
      }),
    })),
    dependencies: [
      { ref: 'device', dependsOn: components.filter(({ name }) => !inner.has(name)).map(ref) },
      ...components.map((one) => ({ ref: ref(one), dependsOn: (one.dependsOn ?? []).map(refOf) })),
    ],
    ...(vulnerabilities && { vulnerabilities }),
  };
}
