import { afterAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { recognise } from '../recognise.ts';
import { DocumentReader, type FileToRead, type ReadFile } from './document-reader.ts';
import { readDocument } from './read-document.ts';

const MIB = 1024 * 1024;
const reader = new DocumentReader(2);
afterAll(() => reader.close());

const chunksOf = (bytes: Uint8Array, size = 64 * 1024) =>
  (async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  })();
const file = (text: string | Uint8Array, mediaType = 'application/json'): FileToRead => {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return { sizeBytes: bytes.length, mediaType, open: () => Promise.resolve(chunksOf(bytes)) };
};
const read = (one: FileToRead, by = reader) => by.read(one, (found) => Promise.resolve(found));
const reasons = ({ findings }: ReadFile) => findings.map(({ severity, reason }) => `${severity} ${reason}`);

const sbom = (count: number, name = (index: number) => `part-${index}`) =>
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'device', name: 'Pump', version: '1.0', 'bom-ref': 'pump' } },
    components: Array.from({ length: count }, (_, index) => ({
      type: 'library',
      'bom-ref': `c${index}`,
      name: name(index),
      version: `1.${index}`,
      purl: `pkg:npm/part-${index}@1.${index}`,
      licenses: [{ license: { id: 'MIT' } }],
    })),
    dependencies: [
      { ref: 'pump', dependsOn: ['c0'] },
      ...Array.from({ length: count - 1 }, (_, index) => ({ ref: `c${index}`, dependsOn: [`c${index + 1}`] })),
    ],
  });

describe('a file that is read in a thread', () => {
  it('comes back as facts, and rows with the keys that it is found by, batch after batch', async () => {
    const rows = await reader.read(file(sbom(25)), async (found) => {
      expect(found).toMatchObject({ format: 'CYCLONEDX_JSON', formatVersion: '1.6', counts: { components: 26 } });
      const all: Record<string, unknown>[] = [];
      for await (const batch of found.rows('components', 10)) {
        const part = JSON.parse(batch) as Record<string, unknown>[];
        expect(part.length).toBeLessThanOrEqual(10);
        all.push(...part);
      }
      return all;
    });
    expect(rows).toHaveLength(26);
    const positionOf = (name: string) => rows.findIndex((row) => row['name'] === name);
    expect(rows[positionOf('part-3')]).toMatchObject({
      nameKey: 'part-3',
      purlBase: 'pkg:npm/part-3',
      keys: ['licence:mit'],
      reachedBy: positionOf('part-2'),
      dependsOn: [positionOf('part-4')],
    });
    expect(rows[positionOf('Pump')]).toMatchObject({ isSubject: true, reachedBy: null });
  });

  it('says what a document is not, and where it is wrong by line and pointer', async () => {
    expect(reasons(await read(file('{"hello": "world"}')))).toEqual(['HINT formats.not_recognised']);
    const broken = await read(file('{\n "bomFormat": "CycloneDX",\n "specVersion": "1.6",\n "version": "one"\n}'));
    expect(broken.findings[0]).toMatchObject({ severity: 'ERROR', place: { line: 4, pointer: '/version' } });
  });

  it('hands over nothing that a database refuses: no NUL, no half of a character, no endless text', async () => {
    const hostile = sbom(1, () => `a\u0000b\ud800c${'x'.repeat(MIB)}`);
    const rows = await reader.read(file(hostile), async (found) => {
      const batches: string[] = [];
      for await (const batch of found.rows('components', 10)) batches.push(batch);
      return batches.join('');
    });
    expect(rows).not.toMatch(/\\u0000|\\ud800/);
    expect(rows.length).toBeLessThan(100_000);
  });

  it('hands over nothing that a database cannot index or does not know: no endless hash, no year 0', async () => {
    const hash = 'a1'.repeat(10_000);
    const document = {
      spdxVersion: 'SPDX-2.3',
      dataLicense: 'CC0-1.0',
      SPDXID: 'SPDXRef-DOCUMENT',
      name: 'Pump',
      documentNamespace: 'https://vendor.example/1',
      creationInfo: { created: '2026-01-01T00:00:00Z', creators: ['Tool: x'] },
      packages: [
        {
          SPDXID: 'SPDXRef-a',
          name: 'a',
          downloadLocation: 'NOASSERTION',
          checksums: [{ algorithm: 'BLAKE3', checksumValue: hash }],
          validUntilDate: '0000-01-01T00:00:00Z',
        },
      ],
    };
    await reader.read(file(JSON.stringify(document)), async (found) => {
      for await (const batch of found.rows('components', 10)) {
        const [row] = JSON.parse(batch) as Record<string, unknown>[];
        expect(row).toMatchObject({
          hashes: [`blake3:${hash}`.slice(0, 20_000) + ' …'],
          keys: [],
          endOfSupportOn: null,
        });
      }
    });
  });

  it('is an answer also when the reader fails: trying again would not help', async () => {
    const longer: FileToRead = { ...file(sbom(3)), sizeBytes: 10 };
    expect(reasons(await read(longer))).toEqual(['ERROR formats.reading_gave_up']);
    expect((await read(file(sbom(1)))).format).toBe('CYCLONEDX_JSON');
  });

  it.each([
    ['a tag in a comment', '<!-- made by <tool> of ACME -->'],
    ['a long comment', `<!-- ${'Licence. '.repeat(10_000)} -->`],
    ['an instruction', '<?style <bom>?>\n<!----><!-- - -->'],
  ])('is recognised by its root element: behind %s', async (_, before) => {
    const xml = `<?xml version="1.0"?>\n${before}\n<c:bom xmlns:c="http://cyclonedx.org/schema/bom/1.6"/>`;
    expect((await read(file(xml, 'application/xml'))).format).toBe('CYCLONEDX_XML');
    expect((await read(file(`${before}<other><bom/></other>`, 'application/xml'))).format).toBeNull();
  });

  it('waits for its turn when all threads read', async () => {
    const formats = await Promise.all(Array.from({ length: 7 }, () => read(file(sbom(3)))));
    expect(formats.map(({ format }) => format)).toEqual(Array(7).fill('CYCLONEDX_JSON'));
  });

  it('leaves the reader whole when whoever uses it fails, or its bytes do not come', async () => {
    await expect(reader.read(file(sbom(1)), () => Promise.reject(new Error('no database')))).rejects.toThrow(
      'no database',
    );
    const lost: FileToRead = { ...file(sbom(1)), open: () => Promise.reject(new Error('no store')) };
    await expect(read(lost)).rejects.toThrow('no store');
    expect((await read(file(sbom(1)))).format).toBe('CYCLONEDX_JSON');
  });
});

describe('a file that wants too much', () => {
  it('is not read when it is larger than is read at all, and that is a warning', async () => {
    const small = new DocumentReader(1, { fileBytes: 1 * MIB, memoryMib: 200, baseMs: 10_000, msPerMib: 1_000 });
    expect(reasons(await read(file(`"${'x'.repeat(2 * MIB)}"`), small))).toEqual(['WARNING formats.too_large_to_read']);
    await small.close();
  });

  it('ends with an error when it wants more memory than there is, and the next file is read', async () => {
    const small = new DocumentReader(1, { fileBytes: 100 * MIB, memoryMib: 60, baseMs: 60_000, msPerMib: 1_000 });
    const large = `[${'{"a":1},'.repeat(2_000_000)}{}]`;
    expect(reasons(await read(file(large), small))).toEqual(['ERROR formats.reading_gave_up']);
    expect((await read(file('{"a": 1}'), small)).format).toBeNull();
    await small.close();
  });

  it('is refused before it is parsed when it holds millions upon millions of values', async () => {
    expect(reasons(await read(file(`[${'{},'.repeat(8_100_000)}{}]`)))).toEqual(['ERROR formats.too_many_values']);
  });

  it('ends with an error when it takes too long, while the server goes on', async () => {
    const impatient = new DocumentReader(1, { fileBytes: 100 * MIB, memoryMib: 500, baseMs: 1, msPerMib: 0 });
    let ticks = 0;
    const ticking = setInterval(() => (ticks += 1), 1);
    expect(reasons(await read(file(sbom(1)), impatient))).toEqual(['ERROR formats.reading_gave_up']);
    await sleep(20);
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(0);
    await impatient.close();
  });
});

describe('whatever the bytes', () => {
  const mediaTypes = fc.constantFrom(
    'application/json',
    'application/xml',
    'text/spdx',
    'application/pdf',
    'application/pgp-signature',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/octet-stream',
  );

  it('a reading is an answer, never an exception', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), mediaTypes, async (bytes, mediaType) => {
        const reading = await readDocument(bytes, mediaType);
        expect(Array.isArray(reading.findings)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  const NAMES = ['bomFormat', 'specVersion', 'spdxVersion', 'SPDXID', '@context', '@graph', 'document', 'format'];
  it('any JSON is read, whatever it pretends to be', async () => {
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>('CycloneDX', '1.6', 'SPDX-2.3', 'tasuki.mds2', []));
    const document = fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), fc.string()), value);
    await fc.assert(
      fc.asyncProperty(document, async (one) => {
        const reading = await readDocument(new TextEncoder().encode(JSON.stringify(one)), 'application/json');
        expect(reading.findings.every(({ reason }) => reason !== 'formats.reader_failed')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

const corpus = join(import.meta.dirname, '../../../../..', 'shared/corpus');
const documents = existsSync(corpus)
  ? ['cyclonedx', 'spdx', 'csaf'].flatMap((folder) =>
      readdirSync(join(corpus, folder)).map((name) => join(corpus, folder, name)),
    )
  : [];
const withCorpus = documents.length > 0 ? describe : describe.skip;

withCorpus('documents that other people made (needs ../shared/corpus)', () => {
  const typeOf = (name: string, bytes: Uint8Array) =>
    recognise(bytes.subarray(0, 64 * 1024), { name, contentType: '' }, bytes.subarray(-64 * 1024)).mediaType;

  it.each(documents)('%s is read without an error', async (path) => {
    const bytes = readFileSync(path);
    const found = await read(file(bytes, typeOf(path, bytes)));
    expect(found.format).not.toBeNull();
    expect(found.findings.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
  });

  it('with bytes changed at random each is an answer all the same, never an exception', async () => {
    const small = documents.filter((path) => readFileSync(path).length < 60_000);
    const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }), cut: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...small),
        fc.array(change, { minLength: 1, maxLength: 5 }),
        async (path, changes) => {
          let bytes = Uint8Array.from(readFileSync(path));
          const mediaType = typeOf(path, bytes);
          for (const { at, byte, cut } of changes) {
            bytes[at % bytes.length] = byte;
            if (cut && byte < 8) bytes = bytes.slice(0, Math.max(1, at % bytes.length));
          }
          const reading = await readDocument(bytes, mediaType);
          const failed = reading.findings.filter(({ reason }) => reason === 'formats.reader_failed');
          // What is no JSON any more is refused before it is read.
          expect(failed.every(({ detail }) => detail.includes('JSON'))).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});
