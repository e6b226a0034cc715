import { TasukiError } from '#libs/kernel';
import type { Terminal } from './terminal.ts';

/** What the shell is told. */
export const EXIT = { ok: 0, failed: 1, usage: 2, notVerified: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A refusal for the person at the terminal: what is wrong, and what to do next. */
export class CliError extends Error {
  readonly reason: string;
  readonly hint: string;
  readonly exitCode: ExitCode;

  constructor(reason: string, message: string, hint: string, exitCode: ExitCode = EXIT.failed) {
    super(message);
    this.name = 'CliError';
    this.reason = reason;
    this.hint = hint;
    this.exitCode = exitCode;
  }
}

export const usageError = (message: string, hint: string) => new CliError('cli.usage', message, hint, EXIT.usage);

interface Told {
  reason: string;
  message: string;
  hint: string;
  fields?: readonly { path: string; message: string }[];
}

const CHECK_PATH = 'Check the path.';
const noSuchFile = (path: string) => `There is no file ${path}.`;

/** What the system says when it cannot do what the program asks of it; no stack helps with these. */
const SYSTEM: Record<string, [reason: string, hint: string]> = {
  ENOSPC: ['system.disk_full', 'Make room on the disk, then run the command again.'],
  EDQUOT: ['system.disk_full', 'Your quota of the disk is used up: make room, then run the command again.'],
  EROFS: ['system.read_only', 'The disk is read-only. Choose a folder that can be written.'],
  EACCES: ['system.not_allowed', 'Run the command as the user who owns the file or folder.'],
  EPERM: ['system.not_allowed', 'Run the command as the user who owns the file or folder.'],
  ENOENT: ['system.no_such_file', CHECK_PATH],
  EISDIR: ['system.is_a_folder', 'Name a file, not a folder.'],
};

/** Tells what went wrong, without a stack where somebody is meant to read it. @returns the exit code that fits. */
export function tellFailure(error: unknown, terminal: Terminal): ExitCode {
  const told = toldOf(error);
  if (terminal.isJson) {
    terminal.warn(JSON.stringify({ error: told }));
  } else {
    terminal.warn(told.message);
    for (const { path, message } of told.fields ?? []) terminal.warn(`  ${path}: ${message}`);
    if (told.hint) terminal.warn(told.hint);
  }
  return error instanceof CliError ? error.exitCode : EXIT.failed;
}

function toldOf(error: unknown): Told {
  if (error instanceof TasukiError) {
    return { reason: error.reason, message: error.message, hint: '', fields: error.fields };
  }
  const { code, message, stack, name, path, reason, hint } = (error ?? {}) as Partial<Record<string, string>>;
  // CliError, and the platform's StartError; by shape, so that verifying loads no server.
  if (message && reason && hint !== undefined) return { reason, message, hint };
  if (message && name === 'ConfigError') {
    return { reason: 'config.invalid', message, hint: 'Correct the environment, then run the command again.' };
  }
  if (code === 'ENOENT' && path) return { reason: 'system.no_such_file', message: noSuchFile(path), hint: CHECK_PATH };
  const known = SYSTEM[code ?? ''];
  if (known) return { reason: known[0], message: message ?? String(code), hint: known[1] };
  return {
    reason: 'internal',
    message: stack ?? message ?? String(error),
    hint: 'This is a defect of Tasuki. Please report it with the lines above.',
  };
}
