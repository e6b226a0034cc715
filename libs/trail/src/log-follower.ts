import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { newId, type Id } from '#libs/kernel';
import { systemCtx, type Tx, UnitOfWork } from '#libs/platform';
import { type LoggedEvent, TrailRepository } from './trail.repository.ts';

/** Entries that one statement goes through. */
const ENTRIES = 10_000;
/** Of one stream, before it says "more than can be told one by one". */
const MAX_WAITING = 1_000;

type Listener = (event: LoggedEvent | 'gap') => void;

interface ChangesOptions<Told> {
  /** Whose trail: what it did, and what concerns it. */
  organisationId: Id<'Organisation'>;
  /** What the event is a change of; null: of nothing that is asked for. */
  subjectOf(event: LoggedEvent): Id | null;
  /**
   * What is told of one change; `null` of more changes than are told one by one. Null where it is not for whoever asks.
   * @throws what ends the stream
   */
  tell(subjectId: Id | null): Promise<Told | null>;
  /** Milliseconds between two: what changes often meanwhile is told once. */
  pauseMs?: number;
}

/**
 * What comes to stand in the log, as it comes, for whoever waits in this process. It hears of new entries from the sequencer,
 * wherever that runs, and reads them once for all who wait. What was not heard while the database was away is made up for.
 */
@Injectable()
export class LogFollower implements OnModuleDestroy {
  private readonly uow: UnitOfWork;
  private readonly trail: TrailRepository;
  private readonly logger = new Logger('Log');
  private readonly listeners = new Map<Id<'Organisation'>, Set<Listener>>();
  /** The first index that was not read yet; null until the length of the log is known. */
  private next: number | null = null;
  private size = 0;
  private reading: Promise<void> | null = null;
  private isStopping = false;

  constructor(uow: UnitOfWork, trail: TrailRepository) {
    this.uow = uow;
    this.trail = trail;
  }

  /** What is being read then has no connection any more, and nobody waits for it. */
  onModuleDestroy(): void {
    this.isStopping = true;
  }

  /** The log has at least this many entries now. */
  grownTo(size: number): void {
    this.size = Math.max(this.size, size);
    this.next ??= size;
    this.reading ??= this.readOn().finally(() => {
      this.reading = null;
    });
  }

  /** Something may have gone unheard. */
  async catchUp(): Promise<void> {
    try {
      this.grownTo(await this.asSystem((tx) => this.trail.logSize(tx)));
    } catch (error) {
      this.report('The log is out of reach', error);
    }
  }

  /** Changes from now on, each told once however often it happened before it was asked for. Ends when `return` is called. */
  changes<Told>({ organisationId, subjectOf, tell, pauseMs = 0 }: ChangesOptions<Told>): Changes<Told> {
    const changes: Changes<Told> = new Changes(tell, pauseMs, () => this.drop(organisationId, listener));
    const listener: Listener = (event) => {
      if (event === 'gap') return changes.add(null);
      const subjectId = subjectOf(event);
      if (subjectId) changes.add(subjectId);
    };
    const listeners = this.listeners.get(organisationId) ?? new Set();
    this.listeners.set(organisationId, listeners.add(listener));
    return changes;
  }

  private drop(organisationId: Id<'Organisation'>, listener: Listener): void {
    const listeners = this.listeners.get(organisationId);
    listeners?.delete(listener);
    if (listeners?.size === 0) this.listeners.delete(organisationId);
  }

  private async readOn(): Promise<void> {
    try {
      while (this.next !== null && this.next < this.size) {
        // Whoever was away for long asks anew for everything, which is less than to be told of each.
        const isFarBehind = this.size - this.next > 10 * ENTRIES;
        const end = isFarBehind ? this.size : Math.min(this.size, this.next + ENTRIES);
        if (isFarBehind) this.tellOfGap();
        else await this.tell(this.next, end);
        this.next = end;
      }
    } catch (error) {
      this.report('The log is read later', error);
    }
  }

  private async tell(from: number, until: number): Promise<void> {
    const waiting = [...this.listeners.keys()];
    if (waiting.length === 0) return;
    for (const event of await this.asSystem((tx) => this.trail.logged(tx, from, until, waiting))) {
      for (const party of new Set([event.organisationId, event.counterpartId, event.onBehalfOfId])) {
        if (!party) continue;
        for (const listener of this.listeners.get(party) ?? []) listener(event);
      }
    }
  }

  private report(what: string, error: unknown): void {
    if (!this.isStopping) this.logger.warn(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }

  private tellOfGap(): void {
    for (const listeners of this.listeners.values()) for (const listener of listeners) listener('gap');
  }

  private asSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.uow.runAsSystem(systemCtx(newId()), work);
  }
}

/** A stream that is asked for its next element, and can be ended while it waits: an async generator cannot. */
class Changes<Told> implements AsyncIterableIterator<Told> {
  private readonly tell: (subjectId: Id | null) => Promise<Told | null>;
  private readonly pauseMs: number;
  private readonly onEnd: () => void;
  private readonly waiting = new Set<Id | null>();
  private wake: () => void = () => undefined;
  private toldAt = -Infinity;
  private isOver = false;

  constructor(tell: (subjectId: Id | null) => Promise<Told | null>, pauseMs: number, onEnd: () => void) {
    this.tell = tell;
    this.pauseMs = pauseMs;
    this.onEnd = onEnd;
  }

  add(subjectId: Id | null): void {
    const isTooMany = subjectId === null || this.waiting.has(null) || this.waiting.size >= MAX_WAITING;
    if (isTooMany) this.waiting.clear();
    this.waiting.add(isTooMany ? null : subjectId);
    this.wake();
  }

  async next(): Promise<IteratorResult<Told>> {
    try {
      while (!this.isOver) {
        const [subjectId] = this.waiting;
        const restMs = this.toldAt + this.pauseMs - performance.now();
        if (subjectId === undefined || restMs > 0) {
          await this.pause(subjectId === undefined ? null : restMs);
          continue;
        }
        this.waiting.delete(subjectId);
        const told = await this.tell(subjectId);
        this.toldAt = performance.now();
        if (told !== null && !this.isOver) return { value: told, done: false };
      }
    } catch (error) {
      this.end();
      throw error;
    }
    return { value: undefined, done: true };
  }

  return(): Promise<IteratorResult<Told>> {
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  throw(error: Error): Promise<IteratorResult<Told>> {
    this.end();
    return Promise.reject(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.onEnd();
    this.wake();
  }

  /** Until something is added, the stream ends, or the time is over. */
  private pause(milliseconds: number | null): Promise<void> {
    return new Promise((resolve) => {
      const timer = milliseconds === null ? null : setTimeout(() => this.wake(), milliseconds);
      this.wake = () => {
        if (timer) clearTimeout(timer);
        this.wake = () => undefined;
        resolve();
      };
    });
  }
}
