import type { ZodType } from 'zod';
import type { RecordedEvent } from '../database/events.ts';
import type { Json } from '#libs/kernel';

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
}

/** Every kind of job, and which follow from which recorded events. Libs add theirs when they start. */
export class JobRegistry {
  private readonly definitions = new Map<string, JobDefinition>();
  private readonly followers = new Map<string, ((event: RecordedEvent) => JobDraft)[]>();

  define<Payload>(definition: JobDefinition<Payload>): void {
    if (this.definitions.has(definition.kind)) throw new Error(`job ${definition.kind} is defined twice`);
    this.definitions.set(definition.kind, definition as unknown as JobDefinition);
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
