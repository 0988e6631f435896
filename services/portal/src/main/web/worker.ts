import {flush} from './app/api';
import {kept} from './app/database';

/** Written before this script by the server: the names of this version's files, the shell first. */
declare const SHELL: {version: string; files: string[]};
declare const self: ServiceWorkerGlobalScope;

const CACHE = `shell-${SHELL.version}`;
const OURS = /^shell-/;

/** Pages of the app; everything else (the interface, the staff's pages) goes to the network. */
const PAGE = /^\/(join|link|app(\/.*)?)?$/;

self.addEventListener('install', event => {
  event.waitUntil(caches.open(CACHE).then(cache => cache.addAll(SHELL.files.map(file => new Request(file, {cache: 'reload'})))).then(() => self.skipWaiting()));
});

/** What waits to be sent lies in the database and not in a cache: a new version finds it there. */
self.addEventListener('activate', event => {
  const old = caches.keys().then(names => Promise.all(names.filter(name => OURS.test(name) && name !== CACHE).map(name => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

self.addEventListener('fetch', event => {
  const {request} = event;
  const {origin, pathname} = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && PAGE.test(pathname)) event.respondWith(cached('/'));
  else if (SHELL.files.includes(pathname) || pathname.startsWith('/files/')) event.respondWith(cached(pathname));
});

/** From this version's cache; a file that was too large to fetch beforehand is kept when it is used. */
async function cached(path: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  const known = await cache.match(path);
  if (known) return known;
  const fetched = await fetch(path);
  if (fetched.ok && path.startsWith('/files/')) await cache.put(path, fetched.clone());
  return fetched;
}

/** The browser has a network again, also when no window is open. */
self.addEventListener('sync' as 'message', event => {
  event.waitUntil(
    kept.get<{participant: string}>('session').then(async session => {
      const synced = session && (await flush(session.participant));
      if (synced?.halt) throw new Error(synced.halt); // the browser tries again later
    }),
  );
});
