const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
const SIZES_FOLLOW_THE_DATA = 0x08;
const MAX_NAMES = 10_000;

export interface ZipNames {
  names: Set<string>;
  /** True when the archive's directory was read from its first to its last entry: then there are no other names. */
  isWhole: boolean;
  /** Whether the record that ends every archive was seen. */
  hasEnd: boolean;
}

/** The names in an archive, from its first and its last bytes, as far as they lie there. Nothing is unpacked. */
export function zipNames(head: Uint8Array, tail: Uint8Array): ZipNames {
  const directory = namesInDirectory(tail);
  if (directory.isWhole) return directory;
  return { ...directory, names: new Set([...namesInHead(head), ...directory.names]) };
}

function namesInDirectory(tail: Uint8Array): ZipNames {
  const view = viewOf(tail);
  const end = lastSignature(view, END_OF_DIRECTORY, END_BYTES);
  if (end < 0) return { names: new Set(), isWhole: false, hasEnd: false };

  const start = end - view.getUint32(end + 12, true);
  const isWhole = start >= 0;
  const names = new Set<string>();
  let at = isWhole ? start : nextSignature(view, CENTRAL_HEADER, 0, end);
  while (at >= 0 && at + CENTRAL_BYTES <= end && names.size < MAX_NAMES) {
    if (view.getUint32(at, true) !== CENTRAL_HEADER) return { names, isWhole: false, hasEnd: true };
    const nameBytes = view.getUint16(at + 28, true);
    names.add(nameAt(tail, at + CENTRAL_BYTES, nameBytes));
    at += CENTRAL_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return { names, isWhole: isWhole && at === end, hasEnd: true };
}

function namesInHead(head: Uint8Array): string[] {
  const view = viewOf(head);
  const names: string[] = [];
  let at = 0;
  while (at >= 0 && at + LOCAL_BYTES <= head.length && names.length < MAX_NAMES) {
    if (view.getUint32(at, true) !== LOCAL_HEADER) break;
    const nameBytes = view.getUint16(at + 26, true);
    const data = at + LOCAL_BYTES + nameBytes + view.getUint16(at + 28, true);
    if (at + LOCAL_BYTES + nameBytes > head.length) break;
    names.push(nameAt(head, at + LOCAL_BYTES, nameBytes));
    // Where the size is known the data is jumped over: it may be an archive itself, whose names are not ours.
    const isSizeKnown = (view.getUint16(at + 6, true) & SIZES_FOLLOW_THE_DATA) === 0;
    at = isSizeKnown
      ? data + view.getUint32(at + 18, true)
      : nextSignature(view, LOCAL_HEADER, data, head.length - LOCAL_BYTES);
  }
  return names;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function nextSignature(view: DataView, signature: number, from: number, to: number): number {
  for (let at = from; at + 4 <= view.byteLength && at < to; at++) if (view.getUint32(at, true) === signature) return at;
  return -1;
}

function lastSignature(view: DataView, signature: number, recordBytes: number): number {
  for (let at = view.byteLength - recordBytes; at >= 0; at--) if (view.getUint32(at, true) === signature) return at;
  return -1;
}

function nameAt(bytes: Uint8Array, at: number, length: number): string {
  return new TextDecoder('latin1').decode(bytes.subarray(at, at + length));
}
