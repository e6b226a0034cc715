import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { deflateSync } from 'node:zlib';
import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { aPdf, anEncryptedPdf, HELLO, type PdfOptions, writtenPdf } from './pdf.testing.ts';
import { type PdfReading, readPdf } from './pdf.ts';

const reasons = async (bytes: Uint8Array) =>
  (await readPdf(bytes)).findings.map(({ severity, reason }) => `${severity} ${reason}`);
const told = (options: PdfOptions) => reasons(aPdf({ catalogue: TAGGED, ...options }));

const TAGGED = '/MarkInfo << /Marked true >>';
const OUTLINE = {
  catalogue: `${TAGGED} /Outlines 6 0 R`,
  objects: [
    '<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>',
    '<< /Title (One) /Parent 6 0 R /Dest [3 0 R /Fit] >>',
  ],
};
const compressed = (stream: Uint8Array) => ({ dictionary: '/Filter /FlateDecode', stream: deflateSync(stream) });

describe('a PDF', () => {
  it('that people can use is read without a word', async () => {
    const info = "<< /Title (Security guide) /Author (Maker) /CreationDate (D:20260331120000+09'00') >>";
    const objects = [...OUTLINE.objects, info];
    const bytes = aPdf({ ...OUTLINE, objects, pages: 5, trailer: '/Info 8 0 R' });
    expect(await readPdf(bytes)).toEqual({
      format: 'PDF',
      formatVersion: '1.7',
      findings: [],
      facts: {
        header: {
          id: null,
          version: null,
          title: 'Security guide',
          authors: ['Maker'],
          publisher: null,
          madeAt: '2026-03-31T03:00:00.000Z',
          tlp: null,
        },
      },
      pdf: {
        pages: 5,
        hasText: true,
        hasBookmarks: true,
        isTagged: true,
        isEncrypted: false,
        hasScripts: false,
        hasEmbeddedFiles: false,
      },
    });
  });

  it('may be read again: its bytes are left alone', async () => {
    const bytes = aPdf();
    await readPdf(bytes);
    expect(bytes).toEqual(aPdf());
  });

  it('that is a picture of a text is told so', async () => {
    const picture = { stream: Buffer.from('q 500 0 0 700 50 50 cm 0 0 1 1 re f Q') };
    expect(await told({ content: picture })).toEqual(['HINT formats.pdf_has_no_text']);
    expect(await told({ content: null })).toEqual(['HINT formats.pdf_has_no_text']);
    expect(await told({ content: { stream: Buffer.from('BT /F1 12 Tf (   ) Tj ET') } })).toEqual([
      'HINT formats.pdf_has_no_text',
    ]);
  });

  it('has text also when only a later page has, and when it is compressed', async () => {
    expect(await told({ content: compressed(HELLO.stream) })).toEqual([]);
    const empty = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>';
    const full = `${empty.slice(0, -2)} /Contents 5 0 R /Resources << /Font << /F1 6 0 R >> >> >>`;
    const bytes = writtenPdf([
      `<< /Type /Catalog /Pages 2 0 R ${TAGGED} >>`,
      '<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>',
      empty,
      full,
      { dictionary: '', stream: HELLO.stream },
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ]);
    expect(await reasons(bytes)).toEqual([]);
  });

  it('that is large is searched for text on its first pages only', async () => {
    const empty = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>';
    const objects = (padding: number) => [
      `<< /Type /Catalog /Pages 2 0 R ${TAGGED} /Outlines 12 0 R >>`,
      '<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R 6 0 R 7 0 R 8 0 R] /Count 6 >>',
      ...Array.from({ length: 5 }, () => empty),
      `${empty.slice(0, -2)} /Contents 9 0 R /Resources << /Font << /F1 10 0 R >> >> >>`,
      { dictionary: '', stream: HELLO.stream },
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      { dictionary: '', stream: Buffer.alloc(padding) },
      '<< /Type /Outlines /First 13 0 R /Last 13 0 R /Count 1 >>',
      '<< /Title (One) /Parent 12 0 R /Dest [3 0 R /Fit] >>',
    ];
    expect(await reasons(writtenPdf(objects(1)))).toEqual([]);
    const { findings } = await readPdf(writtenPdf(objects(51 * 2 ** 20)));
    expect(findings).toMatchObject([{ severity: 'HINT', reason: 'formats.pdf_has_no_text' }]);
    expect(findings[0]?.detail).toContain('The first 5 of 6 pages');
  });

  it('has text when it is Japanese in a character map that is not in the file', async () => {
    const descendant =
      '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /FontDescriptor 6 0 R >>';
    const bytes = {
      content: { stream: Buffer.from('BT /F1 12 Tf 72 720 Td <88C091538AC7979D> Tj ET') },
      font: `<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3-90ms-RKSJ-H /Encoding /90ms-RKSJ-H /DescendantFonts [${descendant}] >>`,
      objects: [
        '<< /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 4 /ItalicAngle 0 /Ascent 723 /Descent -241 /CapHeight 709 /StemV 69 /FontBBox [-123 -257 1001 910] >>',
      ],
    };
    expect(await told(bytes)).toEqual([]);
  });

  it('of more than three pages wants bookmarks, and any wants tags', async () => {
    expect(await told({ pages: 3 })).toEqual([]);
    expect(await told({ pages: 4 })).toEqual(['HINT formats.pdf_has_no_bookmarks']);
    expect(await told({ ...OUTLINE, pages: 4 })).toEqual([]);
    expect(await told({ catalogue: '' })).toEqual(['HINT formats.pdf_is_not_tagged']);
    expect(await told({ catalogue: '/MarkInfo << /Marked false >>' })).toEqual(['HINT formats.pdf_is_not_tagged']);
  });

  it('with JavaScript is told so, and none of it is run', async () => {
    const script = 'globalThis.wasRun = true; app.alert(1);';
    const action = `<< /S /JavaScript /JS (${script.replaceAll('(', '\\(').replaceAll(')', '\\)')}) >>`;
    expect(await told({ catalogue: `${TAGGED} /OpenAction ${action}` })).toEqual(['WARNING formats.pdf_has_scripts']);
    const named = `${TAGGED} /Names << /JavaScript << /Names [(a) ${action}] >> >>`;
    expect(await told({ catalogue: named })).toEqual(['WARNING formats.pdf_has_scripts']);
    expect('wasRun' in globalThis).toBe(false);
  });

  it('with other files in it is told so', async () => {
    const file = { dictionary: '/Type /EmbeddedFile', stream: Buffer.from('MZ') };
    const names =
      '<< /EmbeddedFiles << /Names [(setup.exe) << /Type /Filespec /F (setup.exe) /EF << /F 6 0 R >> >>] >> >>';
    expect(await told({ catalogue: `${TAGGED} /Names ${names}`, objects: [file] })).toEqual([
      'WARNING formats.pdf_has_embedded_files',
    ]);
  });

  it('that is encrypted is told so, and cannot be opened where it asks for a password', async () => {
    expect(await reasons(anEncryptedPdf(''))).toEqual([
      'WARNING formats.pdf_is_encrypted',
      'HINT formats.pdf_is_not_tagged',
    ]);
    const { pdf, facts, findings } = await readPdf(anEncryptedPdf('secret'));
    expect([pdf, facts]).toEqual([null, {}]);
    expect(findings).toMatchObject([{ severity: 'WARNING', reason: 'formats.pdf_needs_password' }]);
  });

  it('that is broken is told so', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('%PDF-1.7\n'), aPdf().subarray(0, 100), Buffer.alloc(5_000, 1)]) {
      expect(await reasons(bytes)).toEqual(['WARNING formats.pdf_cannot_be_opened']);
    }
  });

  it('that unpacks to more than a computer holds is not opened', async () => {
    const bomb = compressed(Buffer.alloc(120 * 2 ** 20, ' '));
    expect(await told({ content: bomb })).toEqual(['WARNING formats.pdf_unpacks_to_too_much']);
    // What is cut off or no deflate at all could have been as much.
    const shard = { dictionary: '', stream: Buffer.from('789cffff', 'hex') };
    const shards = Array.from({ length: 20 }, () => shard);
    expect(await told({ objects: shards })).toEqual(['WARNING formats.pdf_unpacks_to_too_much']);
    expect(await told({ objects: shards.slice(0, 10) })).toEqual([]);
  });

  it('fetches nothing', async () => {
    const fetched = jest.spyOn(globalThis, 'fetch');
    await readPdf(aPdf());
    expect(fetched).not.toHaveBeenCalled();
    fetched.mockRestore();
  });

  it('does not end the process that reads it, however it is damaged', async () => {
    const worker = new Worker(new URL('./pdf-worker.testing.ts', import.meta.url));
    const read = async (bytes: Uint8Array): Promise<PdfReading> => {
      worker.postMessage(bytes, []);
      const [reading] = (await once(worker, 'message')) as [PdfReading];
      return reading;
    };
    // PDF.js forgets about a last page that it cannot read.
    const objects = ['<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 << '];
    const lastPageBroken = aPdf({ objects }).toString('latin1').replace('[3 0 R] /Count 1', '[3 0 R 6 0 R] /Count 2');
    expect((await read(Buffer.from(lastPageBroken, 'latin1'))).pdf?.pages).toBe(2);

    const whole = aPdf({ ...OUTLINE, pages: 4, content: compressed(HELLO.stream) });
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(whole.length), async (changes, cutAt) => {
        const damaged = Buffer.from(whole);
        for (const [at, byte] of changes) damaged[at] = byte;
        const { pdf, findings } = await read(cutAt % 3 === 0 ? damaged.subarray(0, cutAt) : damaged);
        expect(pdf === null ? findings.length : pdf.pages).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
    await worker.terminate();
  });
});
