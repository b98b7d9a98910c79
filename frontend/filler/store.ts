// All that stays on the device, in one IndexedDB: drafts, files waiting, set-aside copies, and what filling needs without a network.
import type { Copy, Draft, StoredFile } from './types.ts';

const NAME = 'fairthread-filler';
let opening: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      const db = request.result;
      db.createObjectStore('drafts', { keyPath: 'key' });
      db.createObjectStore('copies', { keyPath: 'copyId', autoIncrement: true });
      db.createObjectStore('files', { keyPath: 'id' }).createIndex('key', 'key');
      db.createObjectStore('texts');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

async function run<T>(store: string, mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await open();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, mode, mode === 'readwrite' ? { durability: 'strict' } : undefined);
    const request = act(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? request.error);
  });
}

export const store = {
  draft: (key: string): Promise<Draft | undefined> => run('drafts', 'readonly', (s) => s.get(key)),
  putDraft: (draft: Draft): Promise<unknown> => run('drafts', 'readwrite', (s) => s.put(draft)),

  /** A draft that lost against another one is set aside, never thrown away. */
  setAside: (draft: Draft, why: string): Promise<unknown> =>
    run('copies', 'readwrite', (s) => s.add({ ...draft, why, seen: false, setAsideAt: new Date().toISOString() })),
  /** Those the person has not yet dealt with. */
  copies: async (key: string): Promise<readonly Copy[]> =>
    (await run<Copy[]>('copies', 'readonly', (s) => s.getAll())).filter((copy) => copy.key === key && !copy.seen),
  seen: (copy: Copy): Promise<unknown> => run('copies', 'readwrite', (s) => s.put({ ...copy, seen: true })),

  files: (key: string): Promise<StoredFile[]> => run('files', 'readonly', (s) => s.index('key').getAll(key)),
  file: (id: string): Promise<StoredFile | undefined> => run('files', 'readonly', (s) => s.get(id)),
  putFile: (file: StoredFile): Promise<unknown> => run('files', 'readwrite', (s) => s.put(file)),
  dropFile: (id: string): Promise<unknown> => run('files', 'readwrite', (s) => s.delete(id)),

  text: (name: string): Promise<string | undefined> => run('texts', 'readonly', (s) => s.get(name)),
  putText: (name: string, text: string): Promise<unknown> => run('texts', 'readwrite', (s) => s.put(text, name)),
};

export function uuid(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = ((b[6] as number) & 15) | 64;
  b[8] = ((b[8] as number) & 63) | 128;
  const hex = [...b].map((n) => n.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** A name of this browser, made once; it says nothing about the person. */
export async function deviceId(): Promise<string> {
  const known = await store.text('device');
  if (known) return known;
  const fresh = uuid();
  await store.putText('device', fresh);
  return fresh;
}
