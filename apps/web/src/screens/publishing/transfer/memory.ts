import { UPLOADS_DATABASE } from '../../../app/draft-store.ts';
import { openTabs, thisTab } from './tab.ts';

/** Whose a file on its way is: a person's, for the organisation that they act for. */
export interface Owner {
  userId: string;
  organisationId: string;
}

/** What is remembered of a file on its way, so that it goes on after a reload. No byte of it is kept. */
export interface Kept extends Owner {
  key: string;
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

/** Who sends it; another tab leaves it alone. */
type KeptByTab = Kept & { tabId: string };

const STORE = 'files';
const ADOPTING = 'tasuki-uploads';

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

export async function keep(file: Kept): Promise<void> {
  const kept: KeptByTab = { ...file, tabId: await thisTab() };
  await within('readwrite', (store) => store.put(kept));
}

export async function drop(key: string): Promise<void> {
  // In its turn: what is still being kept is not dropped before.
  await thisTab();
  await within('readwrite', (store) => store.delete(key));
}

/** What this tab sent before it was loaded anew, and what tabs that are closed left behind: from now on it is this one's. */
export const recalled = ({ userId, organisationId }: Owner): Promise<Kept[]> =>
  // One tab after the other, so that no two take up the same.
  navigator.locks.request(ADOPTING, async () => {
    const tab = await thisTab();
    const isOpen = await openTabs();
    const all = (await within<KeptByTab[]>('readonly', (store) => store.getAll() as IDBRequest<KeptByTab[]>)) ?? [];
    const own = all.filter(
      (file) =>
        file.userId === userId && file.organisationId === organisationId && (file.tabId === tab || !isOpen(file.tabId)),
    );
    await Promise.all(own.map(keep));
    return own;
  });
