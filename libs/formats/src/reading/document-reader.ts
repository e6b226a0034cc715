import { Findings } from '../finding.ts';
import { type Part, PARTS, type ReadingSummary } from './messages.ts';
import { GaveUp, ReaderThread } from './reader-thread.ts';

const MIB = 1024 * 1024;

/**
 * What one reading may take. A file that wants more is not read, and is told so. V8 cannot end a thread inside JSON.parse:
 * past its limit there the whole process ends. So what is parsed is counted before, and the limit lies well above what so
 * much can take.
 */
const LIMITS = { fileBytes: 160 * MIB, memoryMib: 1_536, baseMs: 30_000, msPerMib: 1_000 };
type Limits = typeof LIMITS;

/** A thread that has nothing to do ends after a while: what it read was large, and its memory is somebody else's. */
const IDLE_MS = 20_000;

const ADVICE = {
  'formats.too_large_to_read': 'It is kept and delivered, but not searched or compared. Split it if you can.',
  'formats.reading_gave_up':
    'Check the file with a validator of its format. If it is right, report it to the operator with the file.',
} as const;

export interface FileToRead {
  sizeBytes: number;
  /** As `recognise` judged it from the bytes. */
  mediaType: string;
  /** Begins to read the file; may be asked again. */
  open(): Promise<AsyncIterable<Uint8Array>>;
}

/** What was read, and its rows as JSON arrays of at most `size`, in order. Good until `use` ends. */
export interface ReadFile extends ReadingSummary {
  rows(part: Part, size: number): AsyncIterable<string>;
}

/**
 * Reads files in threads of their own with limits of memory and time, so that no file keeps the server from answering
 * others, or ends it. As many at once as there are threads; others wait.
 */
export class DocumentReader {
  private readonly limits: Limits;
  private readonly idle: { thread: ReaderThread; end: NodeJS.Timeout | null }[];
  private readonly waiting: ((thread: ReaderThread) => void)[] = [];

  constructor(threads = 1, limits: Limits = LIMITS) {
    this.limits = limits;
    this.idle = Array.from({ length: threads }, () => ({ thread: new ReaderThread(limits.memoryMib), end: null }));
  }

  /**
   * Reads one file and hands what was read to `use`. What is wrong with the file is a finding: then `use` may be called
   * once more, with nothing but that. What goes wrong in `open` or `use` is thrown.
   */
  async read<T>(file: FileToRead, use: (read: ReadFile) => Promise<T>): Promise<T> {
    if (file.sizeBytes > this.limits.fileBytes) {
      const detail = `It has ${Math.ceil(file.sizeBytes / MIB)} MiB; files of up to ${this.limits.fileBytes / MIB} MiB are read.`;
      return use(nothingRead('warning', 'formats.too_large_to_read', detail));
    }
    const thread = await this.take();
    try {
      return await use(await this.readIn(thread, file));
    } catch (error) {
      if (!(error instanceof GaveUp)) throw error;
      return await use(nothingRead('error', 'formats.reading_gave_up', `It was not read to its end. ${error.message}`));
    } finally {
      this.giveBack(thread);
    }
  }

  /** Ends the threads that wait for work, and each other one with its work. */
  async close(): Promise<void> {
    await Promise.all(
      this.idle.map(({ thread, end }) => {
        if (end) clearTimeout(end);
        return thread.end();
      }),
    );
  }

  private async readIn(thread: ReaderThread, file: FileToRead): Promise<ReadFile> {
    const { baseMs, msPerMib } = this.limits;
    thread.tell({ kind: 'begin', mediaType: file.mediaType, sizeBytes: file.sizeBytes });
    for await (const bytes of await file.open()) await thread.ask({ kind: 'chunk', bytes }, 'ready', baseMs);
    const withinMs = baseMs + (file.sizeBytes / MIB) * msPerMib;
    const { summary } = await thread.ask({ kind: 'read' }, 'reading', withinMs);
    const rows = async function* (part: Part, size: number): AsyncGenerator<string> {
      for (let from = 0; from < summary.counts[part]; from += size) {
        const { json } = await thread.ask({ kind: 'rows', part, from, to: from + size }, 'rows', baseMs);
        yield json;
      }
    };
    return { ...summary, rows };
  }

  private async take(): Promise<ReaderThread> {
    const free = this.idle.pop();
    if (!free) return new Promise((resolve) => this.waiting.push(resolve));
    if (free.end) clearTimeout(free.end);
    return free.thread;
  }

  private giveBack(thread: ReaderThread): void {
    const next = this.waiting.shift();
    if (next) return next(thread);
    const end = setTimeout(() => void thread.end(), IDLE_MS).unref();
    this.idle.push({ thread, end });
  }
}

/** What stands in place of a reading that did not come to its end. */
export const gaveUp = (detail: string): ReadFile => nothingRead('error', 'formats.reading_gave_up', detail);

function nothingRead(severity: 'warning' | 'error', reason: keyof typeof ADVICE, detail: string): ReadFile {
  const findings = new Findings(ADVICE);
  findings[severity](reason, detail);
  return {
    format: null,
    formatVersion: null,
    findings: findings.list(),
    factsJson: '{}',
    completeness: [],
    counts: Object.fromEntries(PARTS.map((part) => [part, 0])) as Record<Part, number>,
    rows: async function* () {},
  };
}
