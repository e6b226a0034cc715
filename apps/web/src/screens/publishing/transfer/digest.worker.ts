import { sha256Of } from './digest.ts';

/** What the worker says: how far it is, then the hash, or that the file cannot be read. */
export type DigestMessage =
  { kind: 'progress'; doneBytes: number } | { kind: 'done'; sha256: string } | { kind: 'unreadable' };

const say = (message: DigestMessage) => postMessage(message);

addEventListener('message', ({ data }: MessageEvent<File>) => {
  sha256Of(data, (doneBytes) => say({ kind: 'progress', doneBytes })).then(
    (sha256) => say({ kind: 'done', sha256 }),
    () => say({ kind: 'unreadable' }),
  );
});
