import { UPLOADS_DATABASE } from '../../../app/draft-store.ts';

/** What is remembered of a file on its way, so that it goes on after a reload. No byte of it is kept. */
export interface Kept {
  key: string;
  userId: string;
  /** The draft that it is for: its id, or `new`. */
  place: string;
  name: string;
  sizeBytes: number;
  /** Null while it is still being computed. */
  sha256: string | null;
  uploadId: string | null;
  /** Where the browser gives one for a dropped file: then it need not be chosen a second time. */
  handle: FileSystemFileHandle | null;
}

const STORE = 'files';

const opened = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(UPLOADS_DATABASE, 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE, { keyPath: 'key' }));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB cannot be opened.')));
  });

/** A browser that keeps nothing makes nothing wrong: a cut upload then begins anew. */
async function within<Result>(
  mode: IDBTransactionMode,
  deed: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result | null> {
  try {
    const database = await opened();
    try {
      return await new Promise<Result>((resolve, reject) => {
        const request = deed(database.transaction(STORE, mode).objectStore(STORE));
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB refused.')));
      });
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

export const keep = (file: Kept) => within('readwrite', (store) => store.put(file));

export const drop = (key: string) => within('readwrite', (store) => store.delete(key));

export async function keptOf(userId: string): Promise<Kept[]> {
  const all = (await within<Kept[]>('readonly', (store) => store.getAll() as IDBRequest<Kept[]>)) ?? [];
  return all.filter((file) => file.userId === userId);
}
