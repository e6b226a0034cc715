import { isatty } from 'node:tty';

/** Where a command speaks: sentences for people, or one JSON value for programs. */
export interface Terminal {
  readonly isJson: boolean;
  /** Whether somebody watches: progress bars are for people. */
  readonly isWatched: boolean;
  /** A sentence for people; nothing under `--json`. */
  say(line: string): void;
  /** The answer for programs; nothing without `--json`. */
  answer(value: object): void;
  /** To stderr, in both cases. */
  warn(line: string): void;
}

export function openTerminal(isJson: boolean): Terminal {
  return {
    isJson,
    isWatched: !isJson && isatty(process.stderr.fd),
    say: (line) => void (isJson || process.stdout.write(`${line}\n`)),
    answer: (value) => void (isJson && process.stdout.write(`${JSON.stringify(value)}\n`)),
    warn: (line) => void process.stderr.write(`${line}\n`),
  };
}

/** For a server whose stdout is its log: only what is wrong is told, on stderr. */
export const forLog = (terminal: Terminal): Terminal => ({ ...terminal, say: () => undefined });
