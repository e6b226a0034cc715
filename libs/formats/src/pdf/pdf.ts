import { getResolvedPDFJS } from 'unpdf';
import type { DocumentHeader, Reading } from '../document.ts';
import { Findings } from '../finding.ts';
import { lettingGoStrayRejections } from './stray-rejections.ts';
import { unpacksToTooMuch } from './unpacked-size.ts';

/** What can be said of a PDF without understanding it. */
export interface PdfFacts {
  pages: number;
  /** Whether any of the pages that were looked at has text that can be searched and read aloud. */
  hasText: boolean;
  hasBookmarks: boolean;
  /** Whether it says what is a heading, a list, a table: what a screen reader goes by. */
  isTagged: boolean;
  isEncrypted: boolean;
  hasScripts: boolean;
  hasEmbeddedFiles: boolean;
}

export interface PdfReading extends Reading {
  /** null when it cannot be opened. */
  pdf: PdfFacts | null;
}

/** Pages that are searched for text, until there is some. A large file is most likely a scan. */
const PAGES_TO_LOOK_AT = 50;
const PAGES_OF_A_LARGE_FILE = 5;
const LARGE_BYTES = 50 * 2 ** 20;
/** A leaflet needs no bookmarks. */
const PAGES_WITHOUT_BOOKMARKS = 3;

const ADVICE = {
  'formats.pdf_cannot_be_opened': 'Make the PDF anew, and open it in a viewer before uploading it.',
  'formats.pdf_needs_password': 'Save the PDF without a password: hospitals could not open it.',
  'formats.pdf_unpacks_to_too_much': 'Make the PDF anew with smaller images: opening this one may stop a computer.',
  'formats.pdf_is_encrypted': 'Save the PDF without protection: it keeps screen readers and searches out, not thieves.',
  'formats.pdf_has_scripts': 'Save the PDF without JavaScript: hospitals block files with it.',
  'formats.pdf_has_embedded_files': 'Upload the embedded files by themselves, where they are checked and can be found.',
  'formats.pdf_has_no_text':
    'Export the PDF from the program that it was written in, or scan it with text recognition.',
  'formats.pdf_has_no_bookmarks':
    'Export the PDF with its headings as bookmarks, so that people find what they look for.',
  'formats.pdf_is_not_tagged': 'Export the PDF with tags (PDF/UA), so that it can be read aloud.',
} as const;

type PdfFindings = Findings<keyof typeof ADVICE>;

/**
 * Looks whether people can use a PDF: find, search and hear what is in it, and open it without harm. No script in it is
 * run, no font fetched, no image decoded. To be called where it can be ended: what an encrypted file unpacks to, and how
 * long its pages take, nobody can tell before.
 */
export async function readPdf(bytes: Uint8Array): Promise<PdfReading> {
  const findings: PdfFindings = new Findings(ADVICE);
  const most = bytes.length > LARGE_BYTES ? PAGES_OF_A_LARGE_FILE : PAGES_TO_LOOK_AT;
  const opened = await lettingGoStrayRejections(() => openPdf(bytes, most, findings));
  if (opened) judge(opened.pdf, most, findings);
  return {
    format: 'PDF',
    formatVersion: opened?.version ?? null,
    findings: findings.list(),
    facts: opened ? { header: opened.header } : {},
    pdf: opened?.pdf ?? null,
  };
}

function judge(pdf: PdfFacts, most: number, findings: PdfFindings): void {
  if (pdf.isEncrypted) findings.warning('formats.pdf_is_encrypted', 'The PDF is encrypted, but opens for anyone.');
  if (pdf.hasScripts) findings.warning('formats.pdf_has_scripts', 'The PDF holds JavaScript.');
  if (pdf.hasEmbeddedFiles) findings.warning('formats.pdf_has_embedded_files', 'Other files are embedded in the PDF.');
  if (!pdf.hasText) {
    const where = pdf.pages > most ? `The first ${most} of ${pdf.pages} pages hold` : 'The PDF holds';
    const detail = `${where} no text, only pictures of it: searches and screen readers find nothing.`;
    findings.hint('formats.pdf_has_no_text', detail);
  }
  if (!pdf.hasBookmarks && pdf.pages > PAGES_WITHOUT_BOOKMARKS) {
    findings.hint('formats.pdf_has_no_bookmarks', `The PDF has ${pdf.pages} pages and no bookmarks.`);
  }
  if (!pdf.isTagged) findings.hint('formats.pdf_is_not_tagged', 'The PDF is not tagged.');
}

interface OpenedPdf {
  version: string | null;
  header: DocumentHeader;
  pdf: PdfFacts;
}

type PdfJs = Awaited<ReturnType<typeof getResolvedPDFJS>>;
type PdfDocument = Awaited<ReturnType<PdfJs['getDocument']>['promise']>;

async function openPdf(bytes: Uint8Array, most: number, findings: PdfFindings): Promise<OpenedPdf | null> {
  if (unpacksToTooMuch(bytes)) {
    findings.warning('formats.pdf_unpacks_to_too_much', 'The PDF is far larger unpacked than any document is.');
    return null;
  }
  const pdfJs = await getResolvedPDFJS();
  let characterMaps = 0;
  const task = pdfJs.getDocument({
    ...OFFLINE,
    // It takes over the memory that it is given.
    data: new Uint8Array(bytes),
    verbosity: pdfJs.VerbosityLevel.ERRORS,
    BinaryDataFactory: filesRefused((kind) => (characterMaps += kind === 'cMapUrl' ? 1 : 0)),
  });
  try {
    const document = await task.promise;
    // A Japanese text that is set in a character map known to every viewer can be read there, though not here.
    const hasText = (await someText(document, most)) || characterMaps > 0;
    return await describe(document, hasText, pdfJs);
  } catch (error) {
    tellWhy(error, findings);
    return null;
  } finally {
    await task.destroy();
  }
}

const OFFLINE = {
  useWorkerFetch: false,
  useSystemFonts: false,
  useWasm: false,
  disableFontFace: true,
  isOffscreenCanvasSupported: false,
  isImageDecoderSupported: false,
  maxImageSize: 0,
  enableXfa: false,
};

/** In place of what PDF.js fetches fonts and character maps with. */
function filesRefused(tell: (kind: string) => void): object {
  return class {
    fetch({ kind }: { kind: string }): Promise<Uint8Array> {
      tell(kind);
      return Promise.reject(new Error('Nothing is fetched.'));
    }
  };
}

async function someText(document: PdfDocument, most: number): Promise<boolean> {
  for (let number = 1; number <= Math.min(document.numPages, most); number += 1) {
    try {
      const page = await document.getPage(number);
      if (await hasText(page.streamTextContent() as ReadableStream<TextChunk>)) return true;
    } catch {
      // A page that is broken has no text that anyone could read.
    }
  }
  return false;
}

interface TextChunk {
  items: { str?: string }[];
}

/** To the end, though the first word would do: PDF.js survives neither that a text is left unread nor that it is cancelled. */
async function hasText(stream: ReadableStream<TextChunk>): Promise<boolean> {
  const reader = stream.getReader();
  let isFound = false;
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    isFound ||= chunk.value.items.some(({ str }) => str?.trim());
  }
  return isFound;
}

async function describe(document: PdfDocument, hasText: boolean, { PDFDateString }: PdfJs): Promise<OpenedPdf> {
  const { info } = await document.getMetadata();
  // The declared type leaves out that there may be none.
  const outline: unknown[] | null = await document.getOutline();
  const marks = await document.getMarkInfo();
  const fields = new Map<string, unknown>(Object.entries(info));
  const field = (name: string) => {
    const value = fields.get(name);
    return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, MAX_FIELD) : null;
  };
  const author = field('Author');
  return {
    version: field('PDFFormatVersion'),
    header: {
      id: null,
      version: null,
      title: field('Title'),
      authors: author === null ? [] : [author],
      publisher: null,
      madeAt: PDFDateString.toDateObject(field('CreationDate') ?? '')?.toISOString() ?? null,
      tlp: null,
    },
    pdf: {
      pages: document.numPages,
      hasText,
      hasBookmarks: outline !== null && outline.length > 0,
      isTagged: marks?.Marked === true,
      isEncrypted: field('EncryptFilterName') !== null,
      hasScripts: await document.hasJSActions(),
      hasEmbeddedFiles: (await document.getAttachments()) !== null,
    },
  };
}

const MAX_FIELD = 500;

function tellWhy(error: unknown, findings: PdfFindings): void {
  if (error instanceof Error && error.name === 'PasswordException') {
    findings.warning('formats.pdf_needs_password', 'The PDF asks for a password before it opens.');
  } else {
    findings.warning('formats.pdf_cannot_be_opened', 'The PDF is broken, or cut off: it cannot be opened.');
  }
}
