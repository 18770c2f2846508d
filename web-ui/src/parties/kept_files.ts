/** Files on their way, kept in the browser until they have arrived, so that an upload goes on after the page was closed. */

export interface KeptFile {
  id: string;
  claim: string;
  role: string;
  shot: string | null;
  media: string;
  /** Id of the code with which it was taken, and whether this page or a form's camera button took it. */
  code: string | null;
  way: string;
  file: File;
  address: string | null;
  since: number;
}

const STORE = "files";
const LASTS_MS = 2 * 24 * 3600 * 1000;

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("fairclaim-uploads", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function run<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | null> {
  try {
    const database = await opened();
    return await new Promise<T>((resolve, reject) => {
      const asked = act(database.transaction(STORE, mode).objectStore(STORE));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  } catch {
    return null; // a private window keeps nothing; the upload works all the same while the page is open
  }
}

export async function keep(one: KeptFile): Promise<void> {
  await run("readwrite", (store) => store.put(one));
}

export async function forget(id: string): Promise<void> {
  await run("readwrite", (store) => store.delete(id));
}

/** Return the files of a claim that have not arrived; those that are too old are forgotten. */
export async function keptOf(claim: string): Promise<KeptFile[]> {
  const all = ((await run("readonly", (store) => store.getAll())) ?? []) as KeptFile[];
  const old = all.filter((one) => Date.now() - one.since > LASTS_MS);
  await Promise.all(old.map((one) => forget(one.id)));
  return all.filter((one) => one.claim === claim && !old.includes(one));
}
