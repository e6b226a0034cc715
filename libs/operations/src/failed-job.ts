/** A job that failed and waits to be tried again, or will not be. Never what it was about: that is somebody's. */
export interface FailedJob {
  /** The queue's own number. */
  id: string;
  kind: string;
  attempts: number;
  maxAttempts: number;
  isExhausted: boolean;
  lastError: string;
  failedAt: Date;
  /** null: it is not tried again by itself. */
  nextAttemptAt: Date | null;
  isRunning: boolean;
}
