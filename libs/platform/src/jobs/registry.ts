import { z, type ZodType } from 'zod';
import { newId, type Json } from '#libs/kernel';
import { systemCtx, type Ctx } from '../authorisation/index.ts';
import type { RecordedEvent } from '../database/events.ts';

export interface JobDraft {
  kind: string;
  payload: { [key: string]: Json };
  /** Jobs under one key that have not started are one job. */
  key?: string;
  runAt?: Date;
}

/**
 * A kind of job: what its payload looks like and what is done with it. `run` is called at least once for each queued
 * job, so it must be idempotent. A payload that the schema refuses (another version) stays queued and is told as an
 * error: nothing is guessed.
 */
export interface JobDefinition<Payload = never> {
  kind: string;
  payload: ZodType<Payload>;
  run(payload: Payload): Promise<void>;
  isHourly?: boolean;
}

/** Every kind of job, and which follow from which recorded events. Libs add theirs when they start. */
export class JobRegistry {
  private readonly definitions = new Map<string, JobDefinition>();
  private readonly followers = new Map<string, ((event: RecordedEvent) => JobDraft)[]>();

  define<Payload>(definition: JobDefinition<Payload>): void {
    if (this.definitions.has(definition.kind)) throw new Error(`job ${definition.kind} is defined twice`);
    this.definitions.set(definition.kind, definition as unknown as JobDefinition);
  }

  /**
   * Work that the passing of time brings: done when a worker starts, and on every full hour of the server. That hour is
   * not the program's own, which may be turned back: what queues itself again by such a clock never rests.
   */
  hourly(kind: string, run: (ctx: Ctx) => Promise<void>): void {
    this.define({ kind, payload: z.unknown(), run: () => run(systemCtx(newId())), isHourly: true });
  }

  /** Queues a job, in the same transaction, whenever an event of this kind is recorded. */
  follow(eventKind: string, job: (event: RecordedEvent) => JobDraft): void {
    this.followers.set(eventKind, [...(this.followers.get(eventKind) ?? []), job]);
  }

  jobsFollowing(event: RecordedEvent): JobDraft[] {
    return (this.followers.get(event.kind) ?? []).map((job) => job(event));
  }

  all(): readonly JobDefinition[] {
    return [...this.definitions.values()];
  }
}
