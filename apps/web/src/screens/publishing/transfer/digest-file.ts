import { connectionLost, unreadableFile } from './trouble.ts';
import type { DigestMessage } from './digest.worker.ts';

/**
 * The SHA-256 of a file, computed beside the page so that it stays quick.
 * @throws Failure when the file cannot be read (moved, changed, a folder), or there is no connection; the reason of the signal when it was stopped.
 */
export function digestFile(file: File, onProgress: (doneBytes: number) => void, signal: AbortSignal): Promise<string> {
  const worker = new Worker(new URL('./digest.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<string>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
    signal.throwIfAborted();
    // What goes wrong within it has a message; without one its script did not come.
    worker.addEventListener('error', (event) =>
      reject(event instanceof ErrorEvent ? unreadableFile(file.name) : connectionLost()),
    );
    worker.addEventListener('message', ({ data }: MessageEvent<DigestMessage>) => {
      if (data.kind === 'progress') onProgress(data.doneBytes);
      else if (data.kind === 'done') resolve(data.sha256);
      else reject(unreadableFile(file.name));
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
    worker.postMessage(file);
  }).finally(() => worker.terminate());
}
