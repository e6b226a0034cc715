import { createHash } from 'node:crypto';

/** An object of a PDF: a dictionary or array as it stands in the file, and the bytes of its stream. */
export type PdfObject = string | { dictionary: string; stream: Uint8Array };

/** A PDF of these objects, numbered from 1; the first is the catalogue. */
export function writtenPdf(objects: PdfObject[], trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let offset = parts[0]!.length;
  const add = (part: Buffer) => {
    parts.push(part);
    offset += part.length;
  };
  for (const [index, object] of objects.entries()) {
    offsets.push(offset);
    add(Buffer.from(`${index + 1} 0 obj\n`));
    if (typeof object === 'string') add(Buffer.from(object, 'latin1'));
    else {
      const { dictionary, stream } = object;
      add(Buffer.from(`<< ${dictionary} /Length ${stream.length} >>\nstream\n`, 'latin1'));
      add(Buffer.from(stream));
      add(Buffer.from('\nendstream'));
    }
    add(Buffer.from('\nendobj\n'));
  }
  const entries = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  add(Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${entries}`));
  parts.push(
    Buffer.from(`trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${offset}\n%%EOF\n`, 'latin1'),
  );
  return Buffer.concat(parts);
}

export interface PdfOptions {
  pages?: number;
  /** What is drawn on each page; none: nothing. */
  content?: { dictionary?: string; stream: Uint8Array } | null;
  /** Further entries of the catalogue. */
  catalogue?: string;
  font?: string;
  /** Further objects; the first has the number 6. */
  objects?: PdfObject[];
  trailer?: string;
}

export const HELLO: { dictionary?: string; stream: Buffer } = {
  stream: Buffer.from('BT /F1 12 Tf 72 720 Td (Security guide) Tj ET'),
};

/** A plain document: 1 catalogue, 2 pages, 3 page, 4 content, 5 font. */
export function aPdf(options: PdfOptions = {}): Buffer {
  const { pages = 1, content = HELLO, catalogue = '', objects = [], trailer = '' } = options;
  const { font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>' } = options;
  const first = 6 + objects.length;
  const page =
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>';
  const kids = ['3 0 R', ...Array.from({ length: pages - 1 }, (_, index) => `${first + index} 0 R`)];
  return writtenPdf(
    [
      `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
      `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages} >>`,
      page,
      { dictionary: content?.dictionary ?? '', stream: content?.stream ?? Buffer.alloc(0) },
      font,
      ...objects,
      ...kids.slice(1).map(() => page),
    ],
    trailer,
  );
}

/** The same, encrypted with RC4 (the standard handler's second revision) under a password that opens it. */
export function anEncryptedPdf(password: string): Buffer {
  const id = Buffer.from('0123456789abcdef');
  const permissions = -4;
  const padding = Buffer.from('28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A', 'hex');
  const padded = (text: string) => Buffer.concat([Buffer.from(text), padding]).subarray(0, 32);
  const md5 = (...parts: Uint8Array[]) => createHash('md5').update(Buffer.concat(parts)).digest();
  const flags = Buffer.alloc(4);
  flags.writeInt32LE(permissions);
  const owner = rc4(md5(padded('owner')).subarray(0, 5), padded(password));
  const key = md5(padded(password), owner, flags, id).subarray(0, 5);
  const user = rc4(key, padding);
  const stream = rc4(md5(key, Buffer.from([4, 0, 0, 0, 0])).subarray(0, 10), HELLO.stream);
  const hex = (bytes: Uint8Array) => `<${Buffer.from(bytes).toString('hex')}>`;
  const encrypt = `/Encrypt << /Filter /Standard /V 1 /R 2 /P ${permissions} /O ${hex(owner)} /U ${hex(user)} >>`;
  return aPdf({ content: { stream }, trailer: `${encrypt} /ID [${hex(id)} ${hex(id)}]` });
}

function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  const swap = (a: number, b: number) => ([state[a], state[b]] = [state[b]!, state[a]!]);
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + state[i]! + key[i % key.length]!) & 255;
    swap(i, j);
  }
  let i = 0;
  let j = 0;
  return data.map((byte) => {
    i = (i + 1) & 255;
    j = (j + state[i]!) & 255;
    swap(i, j);
    return byte ^ state[(state[i]! + state[j]!) & 255]!;
  });
}
