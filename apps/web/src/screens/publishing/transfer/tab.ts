const TAB = 'tasuki-tab';
/** So long a tab that was loaded anew waits for the page that it was before to be gone. */
const PATIENCE_MS = 1_000;

const lockOf = (tab: string) => `${TAB}:${tab}`;

/** Held until the tab is closed, which nobody can forget to say. */
const hold = (tab: string): Promise<boolean> =>
  new Promise((resolve) => {
    navigator.locks
      .request(lockOf(tab), { signal: AbortSignal.timeout(PATIENCE_MS) }, () => {
        resolve(true);
        return new Promise<never>(() => undefined);
      })
      .catch(() => resolve(false));
  });

async function begun(): Promise<string> {
  const former = sessionStorage.getItem(TAB);
  // A tab that was duplicated has the id of the other one, which is still open.
  if (former && (await hold(former))) return former;
  const tab = crypto.randomUUID();
  sessionStorage.setItem(TAB, tab);
  await hold(tab);
  return tab;
}

let tab: Promise<string> | undefined;

/** Which tab of the browser this is: the same over a reload. */
export const thisTab = (): Promise<string> => (tab ??= begun());

/** Whether a tab is open, this one too. */
export async function openTabs(): Promise<(id: string) => boolean> {
  const { held = [] } = await navigator.locks.query();
  const names = new Set(held.map(({ name }) => name));
  return (id) => names.has(lockOf(id));
}
