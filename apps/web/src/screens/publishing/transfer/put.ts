import { connectionLost, partRefused, unreadableFile } from './trouble.ts';
import { ATTEMPTS, mayPassLater, pauseAfterMs } from './plan.ts';
import { pause } from './pause.ts';

/** A part is 16 MiB: at 256 kbit/s it takes nine minutes. */
const PATIENCE_MS = 15 * 60_000;

interface Answer {
  status: number;
  etag: string;
  retryAfter: string | null;
  text: string;
}

/** Bytes to an address that the API gave out; tried again while that may help. @returns the ETag of the answer. */
export async function putPart(
  url: string,
  part: Blob,
  onProgress: (doneBytes: number) => void,
  signal: AbortSignal,
): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const answer = await put(url, part, onProgress, signal);
    if (answer.status >= 200 && answer.status < 300) return answer.etag;
    onProgress(0);
    if (!mayPassLater(answer.status)) throw partRefused(`${answer.status} ${answer.text.slice(0, 200)}`);
    await assertReadable(part);
    if (attempt === ATTEMPTS) throw connectionLost();
    await pause(pauseAfterMs(attempt, answer.retryAfter, Math.random()), signal);
  }
}

/** `fetch` tells nothing of how far a body is; this older interface does. */
function put(url: string, part: Blob, onProgress: (doneBytes: number) => void, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    signal.addEventListener('abort', stop);
    request.open('PUT', url);
    request.timeout = PATIENCE_MS;
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.addEventListener('abort', () => reject(signal.reason as Error));
    request.addEventListener('loadend', () => {
      signal.removeEventListener('abort', stop);
      resolve({
        status: request.status,
        etag: request.getResponseHeader('etag') ?? '',
        retryAfter: request.getResponseHeader('retry-after'),
        text: request.responseText,
      });
    });
    request.send(part);
  });
}

/** A file that was changed or moved on the disk fails like a lost connection, but waiting does not help. */
async function assertReadable(part: Blob): Promise<void> {
  await part
    .slice(0, 1)
    .arrayBuffer()
    .catch(() => {
      throw unreadableFile('');
    });
}
