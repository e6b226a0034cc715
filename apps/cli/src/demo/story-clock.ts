import { Clock } from '#libs/kernel';

/**
 * The clock of a portal while its demonstration is made: what people did over months is done within seconds, each time on
 * the day on which it is told to have happened. Afterwards it is a clock like any other.
 */
export class StoryClock extends Clock {
  private behindMs = 0;

  override now(): Date {
    return new Date(Date.now() - this.behindMs);
  }

  /** Turned so far back; from there it goes on. */
  goBack(hours: number): void {
    this.behindMs = hours * 3_600_000;
  }

  returnToPresent(): void {
    this.behindMs = 0;
  }
}

/** A clock that can be turned back to what was before, and forward to the present. */
export type TurnedClock = Clock & Pick<StoryClock, 'goBack' | 'returnToPresent'>;
