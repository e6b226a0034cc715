import { crc32, inflateRawSync } from 'node:zlib';
import { type Entry, partName, readDirectory } from './directory.ts';
import { Refusal } from './refusal.ts';

const MEGABYTE = 1024 * 1024;
const MAX_PART_BYTES = 32 * MEGABYTE;
const MAX_TOTAL_BYTES = 64 * MEGABYTE;
/** Sheets of empty formatted rows shrink to a fiftieth; what shrinks further was made to burst. */
const MAX_RATIO = 200;
const ANY_RATIO_BYTES = MEGABYTE;

/**
 * The parts of a workbook. The directory was checked before anything is unpacked; unpacking counts what really comes
 * out and stops where that is more than the archive declares.
 */
export class Archive {
  private readonly entries: Map<string, Entry>;
  private leftBytes = MAX_TOTAL_BYTES;

  /** @throws Refusal */
  constructor(bytes: Uint8Array) {
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
    const limit = Math.min(MAX_PART_BYTES, this.leftBytes, Math.max(ANY_RATIO_BYTES, MAX_RATIO * entry.data.length));
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
