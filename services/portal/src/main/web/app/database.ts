import type {Entry, Queue} from './queue';

/** What this device keeps, usable from a window and from the worker. */
const NAME = 'attune';
const VERSION = 1;

/** The channel on which windows tell each other that everything was erased. */
export const ERASED = 'attune-erased';

/** There is no room left on the device, or the browser keeps nothing (a private window). */
export class StorageError extends Error {}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('queue', {keyPath: 'id'});
      request.result.createObjectStore('kept');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new StorageError(request.error?.name ?? 'open'));
  });
}

/** One request in a transaction of its own; resolves when it is on the device, not before. */
async function run<T>(store: string, mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(store, mode, {durability: 'strict'});
      const request = ask(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result as T);
      transaction.onabort = transaction.onerror = () => reject(new StorageError(transaction.error?.name ?? request.error?.name ?? mode));
    });
  } finally {
    database.close();
  }
}

export const queue: Queue = {
  all: () => run<Entry[]>('queue', 'readonly', store => store.getAll()),
  put: entry => run<void>('queue', 'readwrite', store => store.put(entry)),
  remove: id => run<void>('queue', 'readwrite', store => store.delete(id)),
};

/** Everything else, by name: what was last heard of the server, drafts, what was finished here. */
export const kept = {
  get: <T>(name: string) => run<T | undefined>('kept', 'readonly', store => store.get(name)),
  put: (name: string, value: unknown) => run<void>('kept', 'readwrite', store => store.put(value, name)),
  remove: (name: string) => run<void>('kept', 'readwrite', store => store.delete(name)),
};

/** Deletes all of it; a window that still reads is waited for by the browser, not here. */
export const forget = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = request.onblocked = () => resolve();
    request.onerror = () => reject(new StorageError(request.error?.name ?? 'delete'));
  });
