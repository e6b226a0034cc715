import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import { basename } from 'node:path';
import type { Terminal } from '../terminal.ts';
import type { OnProgress } from './upload.ts';

const VERBS = { reading: 'reading', sending: 'sending' } as const;

/** A bar for each file, where somebody watches; silent elsewhere. */
export class Progress {
  private readonly bars: MultiBar | null;

  constructor(terminal: Terminal) {
    this.bars = terminal.isWatched
      ? new MultiBar(
          { format: '{verb} {name} [{bar}] {percentage}% of {size}', stream: process.stderr, hideCursor: true },
          Presets.rect,
        )
      : null;
  }

  of(file: string): OnProgress {
    let bar: SingleBar | null = null;
    return (stage, doneBytes, totalBytes) => {
      const facts = { verb: VERBS[stage], name: basename(file), size: sizeOf(totalBytes) };
      bar ??= this.bars?.create(totalBytes, 0, facts) ?? null;
      bar?.update(doneBytes, facts);
    };
  }

  end(): void {
    this.bars?.stop();
  }
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB'];

function sizeOf(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const value = bytes / 1024 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${UNITS[power]}`;
}
