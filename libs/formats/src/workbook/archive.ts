import { crc32, inflateRawSync } from 'node:zlib';
import { type Entry, partName, readDirectory } from './directory.ts';
import { Refusal } from './refusal.ts';

const MEGABYTE = 1024 * 1024;
/** Sheets of empty formatted rows shrink to a fiftieth; what shrinks further was made to burst. */
const MAX_RATIO = 200;
const ANY_RATIO_BYTES = MEGABYTE;

/** What may come out of a workbook, over all of its sheets. */
export interface WorkbookLimits {
  /** Unpacked, of one part and of all. */
  partBytes: number;
  totalBytes: number;
  cells: number;
  /** Cells can share one long text: without this a small file would give its readers gigabytes to go through. */
  characters: number;
}

/** Of a form that people filled in. */
export const FORM_LIMITS: WorkbookLimits = {
  partBytes: 32 * MEGABYTE,
  totalBytes: 64 * MEGABYTE,
  cells: 200_000,
  characters: 16_000_000,
};

/**
 * The parts of a workbook. The directory was checked before anything is unpacked; unpacking counts what really comes
 * out and stops where that is more than the archive declares.
 */
export class Archive {
  private readonly entries: Map<string, Entry>;
  private readonly partBytes: number;
  private leftBytes: number;

  /** @throws Refusal */
  constructor(bytes: Uint8Array, { partBytes, totalBytes }: WorkbookLimits = FORM_LIMITS) {
    this.partBytes = partBytes;
    this.leftBytes = totalBytes;
    this.entries = readDirectory(bytes);
  }

  /** In lower case. */
  names(): string[] {
    return [...this.entries.keys()];
  }

  /** @throws Refusal also when the part is not there. */
  read(name: string): Uint8Array {
    const entry = this.entries.get(partName(name));
    if (!entry) throw new Refusal('formats.workbook_malformed', `The workbook lacks its part "${name.slice(0, 80)}".`);
    const limit = Math.min(this.partBytes, this.leftBytes, Math.max(ANY_RATIO_BYTES, MAX_RATIO * entry.data.length));
    if (entry.declaredBytes > limit) tooLarge(entry);
    const part = entry.isDeflated ? inflate(entry) : entry.data;
    if (part.length !== entry.declaredBytes || crc32(part) !== entry.checksum) damaged(entry);
    this.leftBytes -= part.length;
    return part;
  }
}

/** Stops where more comes out than was declared, which was found bearable before. */
function inflate(entry: Entry): Uint8Array {
  try {
    return inflateRawSync(entry.data, { maxOutputLength: Math.max(1, entry.declaredBytes) });
  } catch {
    return damaged(entry);
  }
}

function tooLarge({ name, data }: Entry): never {
  const detail = `"${name.slice(0, 80)}" (${data.length} bytes packed) is larger unpacked than a workbook may be.`;
  throw new Refusal('formats.workbook_too_large', detail);
}

function damaged({ name }: Entry): never {
  const detail = `"${name.slice(0, 80)}" in the archive is damaged: it does not unpack to what the directory says.`;
  throw new Refusal('formats.workbook_archive_broken', detail);
}
