import { ask } from '../../../app/ask.ts';
import { type Failure, failureOf } from '../../../app/failure.ts';
import { digestFile } from './digest-file.ts';
import { drop, keep, type Kept, type Owner, recalled } from './memory.ts';
import { AbandonUpload, type UploadState } from './operations.ts';
import { arrivedBytes } from './plan.ts';
import { awaitVerdict, look, sendFile } from './send.ts';
import { otherFile, sameBytes, troubleOf } from './trouble.ts';

/**
 * WAITING its turn, HASHING, SENDING, VERIFYING (by the portal), READY or REFUSED; PAUSED by a person, FAILED for now, or
 * INTERRUPTED by a reload and without its file.
 */
export type Stage =
  'WAITING' | 'HASHING' | 'SENDING' | 'VERIFYING' | 'READY' | 'REFUSED' | 'PAUSED' | 'FAILED' | 'INTERRUPTED';

export interface Transfer extends Kept {
  stage: Stage;
  /** Hashed or sent, by its stage. */
  doneBytes: number;
  upload: UploadState | null;
  failure: Failure | null;
}

/** Files on their way at once; the others wait. */
const FILES_AT_ONCE = 2;
const ACTIVE: ReadonlySet<Stage> = new Set(['HASHING', 'SENDING', 'VERIFYING']);

/**
 * Files on their way, of this tab: they go on while one looks at other screens, and are found again after a reload. React
 * listens by `subscribe` and reads by `list`.
 */
class Transfers {
  private all: readonly Transfer[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly files = new Map<string, File>();
  private readonly stops = new Map<string, AbortController>();
  private recalledFor: string | null = null;

  constructor() {
    // What stopped because there was no connection goes on when there is one.
    window.addEventListener('online', () => {
      for (const { key, failure } of this.all) if (failure && isOfConnection(failure)) void this.goOn(key);
    });
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly list = () => this.all;

  /** Once a tab: what was on its way before it was loaded anew. */
  async recall({ userId, organisationId }: Owner): Promise<void> {
    const whose = `${userId}:${organisationId}`;
    if (this.recalledFor === whose) return;
    this.recalledFor = whose;
    for (const kept of await recalled({ userId, organisationId })) {
      if (this.find(kept.key)) continue;
      this.put({ ...kept, stage: 'INTERRUPTED', doneBytes: 0, upload: null, failure: null });
      void this.lookUp(kept);
    }
  }

  add(
    { userId, organisationId }: Owner,
    place: string,
    files: readonly { file: File; handle: FileSystemFileHandle | null }[],
  ): void {
    for (const { file, handle } of files) {
      const { name, size: sizeBytes } = file;
      const key = crypto.randomUUID();
      this.files.set(key, file);
      const kept: Kept = { key, userId, organisationId, place, name, sizeBytes, sha256: null, uploadId: null, handle };
      this.put({ ...kept, stage: 'WAITING', doneBytes: 0, upload: null, failure: null });
      void keep(kept);
    }
    this.startNext();
  }

  pause(key: string): void {
    this.stops.get(key)?.abort();
    this.change(key, { stage: 'PAUSED' });
    this.startNext();
  }

  /** After a pause or a failure, and after a reload where the browser kept the way to the file. */
  async goOn(key: string): Promise<void> {
    const transfer = this.find(key);
    if (!transfer) return;
    if (!this.files.has(key)) {
      const file = await fileBehind(transfer.handle);
      if (file) this.giveAgain(key, file);
      return;
    }
    this.change(key, { stage: 'WAITING', failure: null });
    this.startNext();
  }

  /** The same file, chosen a second time after a reload: compared by name and size now, by its hash before it is sent. */
  giveAgain(key: string, file: File): void {
    const transfer = this.find(key);
    if (!transfer) return;
    if (file.name !== transfer.name || file.size !== transfer.sizeBytes) {
      this.change(key, { stage: 'INTERRUPTED', failure: otherFile(file.name) });
      return;
    }
    this.files.set(key, file);
    this.change(key, { stage: 'WAITING', failure: null });
    this.startNext();
  }

  /** Gives the upload up: what arrived of it is thrown away. */
  cancel(key: string): void {
    const transfer = this.find(key);
    this.forget(key);
    if (!transfer?.uploadId || transfer.stage === 'REFUSED') return;
    // One that is over already, or that expires by itself when this does not arrive.
    void ask(AbandonUpload, { input: { uploadId: transfer.uploadId } }).catch(() => undefined);
  }

  /** It is attached, or was looked at: nothing is remembered of it here any more. */
  forget(key: string): void {
    this.stops.get(key)?.abort();
    this.files.delete(key);
    this.all = this.all.filter((one) => one.key !== key);
    void drop(key);
    this.tell();
    this.startNext();
  }

  /** They were attached by what was sent; others that are ready by now were not. */
  forgetUploads(uploadIds: readonly string[]): void {
    for (const { key, uploadId } of this.all) if (uploadId && uploadIds.includes(uploadId)) this.forget(key);
  }

  /** A draft was begun: what was sent for the new one belongs to it. */
  move(moving: readonly Transfer[], to: string): void {
    for (const { key } of moving) this.change(key, { place: to }, true);
  }

  private find(key: string): Transfer | undefined {
    return this.all.find((one) => one.key === key);
  }

  private startNext(): void {
    const active = this.all.filter(({ stage }) => ACTIVE.has(stage)).length;
    const waiting = this.all.filter(({ stage }) => stage === 'WAITING').slice(0, Math.max(0, FILES_AT_ONCE - active));
    for (const { key } of waiting) void this.run(key);
  }

  private async run(key: string): Promise<void> {
    const transfer = this.find(key);
    const file = this.files.get(key);
    if (!transfer || !file) return;
    const stop = new AbortController();
    this.stops.set(key, stop);
    const { signal } = stop;
    const isStopped = () => signal.aborted || this.stops.get(key) !== stop;
    const change = (facts: Partial<Transfer>, isKept = false) => {
      if (!isStopped()) this.change(key, facts, isKept);
    };
    try {
      change({ stage: 'HASHING', doneBytes: 0 });
      const sha256 = await digestFile(file, (doneBytes) => change({ doneBytes }), signal);
      if (transfer.sha256 && transfer.sha256 !== sha256) throw otherFile(file.name);
      this.refuseSecond(transfer, sha256);
      change({ stage: 'SENDING', doneBytes: 0, sha256 }, true);
      const upload = await sendFile(
        file,
        sha256,
        transfer.uploadId,
        {
          onUpload: (state) => change({ upload: state, uploadId: state.id, stage: stageOf(state) }, true),
          onProgress: (doneBytes) => change({ doneBytes }),
        },
        signal,
      );
      change({ upload, stage: stageOf(upload) });
    } catch (error) {
      if (isStopped()) return;
      const failure = failureOf(error);
      const needsFile = ['otherFile', 'unreadable'].includes(troubleOf(failure) ?? '');
      if (needsFile) this.files.delete(key);
      change({ stage: needsFile ? 'INTERRUPTED' : 'FAILED', failure });
    } finally {
      if (!isStopped()) this.startNext();
    }
  }

  private refuseSecond({ key, organisationId, place, name }: Transfer, sha256: string): void {
    const isTwin = (one: Transfer) =>
      one.key !== key && one.organisationId === organisationId && one.place === place && one.sha256 === sha256;
    if (this.all.some(isTwin)) throw sameBytes(name);
  }

  /** After a reload: how far the portal is with it. What was sent whole needs no file any more. */
  private async lookUp({ key, uploadId, handle }: Kept): Promise<void> {
    if (uploadId) {
      const { signal } = new AbortController();
      const upload = await look(uploadId, signal).catch(() => null);
      if (upload && ['EXPIRED', 'ABANDONED'].includes(upload.state)) return this.forget(key);
      if (upload) this.change(key, { upload, doneBytes: arrivedBytes(upload.parts) });
      if (upload && upload.state !== 'RECEIVING') {
        this.change(key, { stage: stageOf(upload) });
        const onUpload = (state: UploadState) => this.change(key, { upload: state, stage: stageOf(state) });
        await awaitVerdict(upload, onUpload, signal).catch((error: unknown) =>
          this.change(key, { stage: 'FAILED', failure: failureOf(error) }),
        );
        return undefined;
      }
    }
    // Without asking anybody, where the browser still allows it.
    if ((await handle?.queryPermission?.({ mode: 'read' })) === 'granted') await this.goOn(key);
    return undefined;
  }

  private put(transfer: Transfer): void {
    this.all = [...this.all, transfer];
    this.tell();
  }

  /** @param isKept whether it matters after a reload, too. */
  private change(key: string, facts: Partial<Transfer>, isKept = false): void {
    this.all = this.all.map((one) => (one.key === key ? { ...one, ...facts } : one));
    const changed = this.find(key);
    if (isKept && changed) {
      const { userId, organisationId, place, name, sizeBytes, sha256, uploadId, handle } = changed;
      void keep({ key, userId, organisationId, place, name, sizeBytes, sha256, uploadId, handle });
    }
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

const stageOf = ({ state }: UploadState): Stage => {
  switch (state) {
    case 'RECEIVING':
      return 'SENDING';
    case 'VERIFYING':
      return 'VERIFYING';
    case 'READY':
      return 'READY';
    default:
      return 'REFUSED';
  }
};

const isOfConnection = (failure: Failure) => failure.code === 'LOST' || troubleOf(failure) === 'lost';

/** Asks the person, where the browser wants that. */
async function fileBehind(handle: FileSystemFileHandle | null): Promise<File | null> {
  try {
    const permission = await handle?.requestPermission?.({ mode: 'read' });
    return permission === 'granted' && handle ? await handle.getFile() : null;
  } catch {
    return null;
  }
}

export const transfers = new Transfers();
