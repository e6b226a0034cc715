/** Why the program cannot start, for the person at the terminal: `reason` is a stable key, `hint` says what to do about it. */
export class StartError extends Error {
  readonly reason: string;
  readonly hint: string;

  constructor(reason: string, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.reason = reason;
    this.hint = hint;
  }
}

/** Another process owns this data folder, and its database runs. That process was not disturbed. */
export class DataFolderInUseError extends StartError {
  /** The running PostgreSQL server's process id, 0 when it could not be learnt. */
  readonly pid: number;
  /** The port on 127.0.0.1 that it listens on, 0 when it could not be learnt. */
  readonly port: number;

  constructor(cluster: string, pid: number, port: number) {
    super(
      'start.already_running',
      `The database in ${cluster} is already running (process ${pid}, port ${port}).`,
      'Stop the other one first, or give this one a data folder of its own.',
    );
    this.pid = pid;
    this.port = port;
  }
}

/** The `code` of a system, PostgreSQL or loader error. Not `instanceof`: errors of Node's core may come from another realm. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}
