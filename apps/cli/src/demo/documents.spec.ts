import { describe, expect, it } from '@jest/globals';
import { DocumentReader, isReadable, recognise } from '#libs/formats';
import { pdf, zip } from './documents.ts';
import { OUTSIDE } from './offer.ts';
import { publications } from './publications.ts';

const filesOfAll = () => [
  ...publications().flatMap(({ files, nextFiles = [] }) => [...files, ...nextFiles]),
  { name: OUTSIDE.document.file.name, bytes: OUTSIDE.document.file.bytes() },
];

describe('documents of the demonstration', () => {
  it('are what they claim to be', () => {
    for (const { name, bytes } of filesOfAll()) {
      const declared = { name, contentType: 'application/octet-stream' };
      const { mediaType, findings } = recognise(bytes.subarray(0, 65_536), declared, bytes);
      expect(findings.filter(({ severity }) => severity !== 'HINT')).toEqual([]);
      expect(mediaType).toBe(TYPES[name.slice(name.lastIndexOf('.'))]);
    }
  });

  it('are read without an error, and with no warning but the one that is justified', async () => {
    const reader = new DocumentReader();
    const found: string[] = [];
    try {
      for (const { name, bytes } of filesOfAll()) {
        const mediaType = TYPES[name.slice(name.lastIndexOf('.'))] ?? '';
        if (!isReadable(mediaType)) continue;
        const open = () => Promise.resolve(once(bytes));
        const findings = await reader.read({ mediaType, sizeBytes: bytes.length, open }, (read) =>
          Promise.resolve(read.findings),
        );
        found.push(...findings.filter(({ severity }) => severity !== 'HINT').map(({ reason }) => `${name}: ${reason}`));
      }
    } finally {
      await reader.close();
    }
    expect(found).toEqual(['demo-sc1-11.2-eos.json: formats.notice_is_short']);
  });

  it('are the same bytes every time', () => {
    const bytes = () => filesOfAll().map((file) => file.bytes);
    expect(Buffer.concat(bytes()).equals(Buffer.concat(bytes()))).toBe(true);
  });

  it('have SBOMs of the two releases of the pump with every minimum element of NTIA', () => {
    const sboms = publications().filter(({ kind, product }) => kind === 'SBOM' && product === 'pump');
    expect(sboms).toHaveLength(2);
    for (const { files } of sboms) {
      const bom = JSON.parse(files[0]?.bytes.toString() ?? '') as {
        metadata: { timestamp: string; authors: unknown[] };
        components: { supplier: { name: string }; name: string; version: string; purl: string }[];
        dependencies: { ref: string; dependsOn: string[] }[];
      };
      expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
      expect(bom.metadata.authors).not.toHaveLength(0);
      for (const { supplier, name, version, purl } of bom.components) {
        expect([supplier.name, name, version, purl].every((text) => text !== '')).toBe(true);
      }
      const needed = new Set(bom.dependencies.flatMap(({ dependsOn }) => dependsOn));
      expect(needed).toEqual(new Set(bom.components.map(({ purl }) => purl)));
      expect(bom.dependencies[0]?.dependsOn).not.toContain('pkg:generic/demo-bignum@1.4.0');
    }
  });

  it('have PDFs whose table of objects points at them', () => {
    const text = pdf('A (title)', ['one', 'two']).toString('latin1');
    const offsets = [...text.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
    expect(offsets).toHaveLength(5);
    offsets.forEach((offset, index) => expect(text.slice(offset)).toMatch(new RegExp(`^${index + 1} 0 obj`)));
    expect(text.slice(Number(/startxref\n(\d+)/.exec(text)?.[1]))).toMatch(/^xref/);
  });

  it('have archives with the checksum that CRC-32 has for its test word', () => {
    const bytes = zip([{ name: 'a', bytes: Buffer.from('123456789') }]);
    expect(bytes.readUInt32LE(14)).toBe(0xcbf43926);
    expect(bytes.readUInt32LE(bytes.length - 6)).toBe(bytes.indexOf('PK\x01\x02'));
  });
});

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const TYPES: Record<string, string> = {
  '.json': 'application/json',
  '.pdf': 'application/pdf',
  '.txt': 'text/plain',
  '.zip': 'application/zip',
};
