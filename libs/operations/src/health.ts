import type { LogState, QueueState } from './operations.repository.ts';

export const HEALTH_STATES = ['OK', 'DEGRADED', 'DOWN'] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

/** How one part fares; `error` says what is wrong, in English, for the operator. */
export interface Verdict {
  state: HealthState;
  error: string | null;
}

const OK: Verdict = { state: 'OK', error: null };
const degraded = (error: string): Verdict => ({ state: 'DEGRADED', error });
export const down = (error: string): Verdict => ({ state: 'DOWN', error });

const GiB = 1024 ** 3;
const MINUTE_MS = 60_000;

export const worstOf = (states: readonly HealthState[]): HealthState =>
  HEALTH_STATES.findLast((state) => states.includes(state)) ?? 'OK';

/** @param error why it cannot be used at all; null when it can. */
export const databaseHealth = (error: string | null): Verdict => (error === null ? OK : down(error));

/** An upload may have twenty gigabytes, but most have megabytes: what is left for some hundred of those is little. */
export function storageHealth(error: string | null, freeBytes: number | null): Verdict {
  if (error !== null) return down(error);
  if (freeBytes !== null && freeBytes < GiB) return degraded('Less than 1 GiB is free for files.');
  return OK;
}

export function mailHealth(error: string | null, failingMails: number | null): Verdict {
  if (error !== null) return down(error);
  return failingMails ? degraded(`${failingMails} mails could not be sent yet.`) : OK;
}

/** Events get their place within a second: a minute is long, and after ten nobody is at work. */
export function logHealth({ size, oldestWaitingAt }: LogState, now: Date): Verdict {
  if (size === null) return down('The log has no checkpoint: the sequencer has never run.');
  const waitedMs = oldestWaitingAt ? now.getTime() - oldestWaitingAt.getTime() : 0;
  if (waitedMs > 10 * MINUTE_MS) return down('Events have waited for their place in the log for over ten minutes.');
  return waitedMs > MINUTE_MS ? degraded('Events wait for their place in the log for over a minute.') : OK;
}

export function queueHealth({ workers, failed, oldestWaitingAt }: QueueState, now: Date): Verdict {
  if (workers === 0) return down('No worker takes jobs.');
  if (failed > 0) return degraded(`${failed} jobs failed and wait to be tried again.`);
  const waitedMs = oldestWaitingAt ? now.getTime() - oldestWaitingAt.getTime() : 0;
  return waitedMs > 5 * MINUTE_MS ? degraded('The oldest job has waited for over five minutes.') : OK;
}
