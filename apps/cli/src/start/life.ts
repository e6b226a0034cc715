import { CliError } from '../failure.ts';
import type { Terminal } from '../terminal.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** After this a thing that does not end is left behind, so that the database, which is last, still ends well. */
const PATIENCE_MS = 20_000;

class Stopped extends Error {}

/** One run of the program: what was started, and is ended in reverse order, however the run ends. */
export class Life {
  private readonly controller = new AbortController();
  private readonly ends: [what: string, end: () => Promise<void>][] = [];

  /** Aborted by Ctrl-C, and by what makes it pointless to go on. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Names something that was started just now. */
  onEnd(what: string, end: () => Promise<void>): void {
    this.ends.push([what, end]);
  }

  /** Ends the run with this error. */
  fail(error: unknown): void {
    this.controller.abort(error);
  }

  /** Between two steps of a start: goes no further once somebody pressed Ctrl-C. */
  check(): void {
    this.signal.throwIfAborted();
  }

  /** Ends the run well. */
  stop(): void {
    this.controller.abort(new Stopped('stopped'));
  }

  /** Ends everything, newest first; what fails to end is told and does not keep the rest from ending. */
  async end(terminal: Terminal): Promise<void> {
    for (const [what, end] of this.ends.splice(0).toReversed()) {
      const failure = await withinPatience(end()).catch((error: unknown) => String(error));
      if (failure) terminal.warn(`Stopping the ${what}: ${failure}`);
    }
  }
}

/**
 * Runs `work` until it is done or, when it stays, until Ctrl-C; then ends what it started. A second Ctrl-C changes nothing:
 * the end is under way, and a database that is cut off in it would have to be repaired.
 * @throws what made the run fail; not for a stop that was asked for.
 */
export async function live(
  terminal: Terminal,
  work: (life: Life) => Promise<void>,
  { staysOpen = false }: { staysOpen?: boolean } = {},
): Promise<void> {
  const life = new Life();
  const onSignal = () => {
    if (life.signal.aborted) return terminal.say('Still stopping; the data is being put away safely.');
    terminal.say('Stopping …');
    life.stop();
  };
  const onDefect = (error: unknown) => life.fail(error);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  process.on('uncaughtException', onDefect).on('unhandledRejection', onDefect);
  try {
    await work(life);
    if (staysOpen) await untilAborted(life.signal);
    else life.check();
  } catch (error) {
    const reason = reasonOf(life, error);
    if (!(reason instanceof Stopped)) throw reason;
    if (!staysOpen) throw new CliError('cli.stopped', 'Stopped before it was done.', 'Run the command again.');
  } finally {
    await life.end(terminal);
    for (const signal of SIGNALS) process.off(signal, onSignal);
    process.off('uncaughtException', onDefect).off('unhandledRejection', onDefect);
  }
}

/** After a stop, whatever else failed failed because of it. */
const reasonOf = (life: Life, error: unknown): unknown => (life.signal.aborted ? life.signal.reason : error);

async function untilAborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  throw signal.reason;
}

async function withinPatience(work: Promise<void>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`not within ${PATIENCE_MS / 1000} s, left behind`), PATIENCE_MS);
  });
  return Promise.race([work.then(() => undefined), late]).finally(() => clearTimeout(timer));
}
