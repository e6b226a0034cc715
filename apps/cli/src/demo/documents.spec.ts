import { describe, expect, it } from '@jest/globals';
import { recognise } from '#libs/formats';
import { publications } from './offer.ts';
import { pdf, zip } from './documents.ts';

describe('documents of the demonstration', () => {
  it('are what they claim to be', () => {
    const files = publications().flatMap((one) => one.files);
    const found = files.map(({ name, bytes }) => {
      const { mediaType, findings } = recognise(
        bytes.subarray(0, 65_536),
        { name, contentType: 'application/octet-stream' },
        bytes,
      );
      expect(findings.filter(({ severity }) => severity !== 'HINT')).toEqual([]);
      return mediaType;
    });
    expect(found.toSorted()).toEqual([
      'application/json',
      'application/pdf',
      'application/zip',
      'text/plain',
      'text/plain',
      'text/plain',
    ]);
  });

  it('are the same bytes every time', () => {
    const bytes = () => publications().flatMap((one) => one.files.map((file) => file.bytes));
    expect(Buffer.concat(bytes()).equals(Buffer.concat(bytes()))).toBe(true);
  });

  it('have SBOMs with every minimum element of NTIA', () => {
    const [sbom] = publications().filter(({ kind }) => kind === 'SBOM');
    const bom = JSON.parse(sbom?.files[0]?.bytes.toString() ?? '') as {
      metadata: { timestamp: string; authors: unknown[] };
      components: { supplier: { name: string }; name: string; version: string; purl: string }[];
      dependencies: { ref: string; dependsOn: string[] }[];
    };
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
    expect(bom.metadata.authors).not.toHaveLength(0);
    for (const { supplier, name, version, purl } of bom.components) {
      expect([supplier.name, name, version, purl].every((text) => text !== '')).toBe(true);
    }
    expect(bom.dependencies[0]?.dependsOn).toEqual(bom.components.map(({ purl }) => purl));
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
