import {flush} from './app/api';
import {kept, queue} from './app/database';

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

/** What the study sends by way of the browser's push service; its words say nothing of the study. */
interface Message {
  title: string;
  body: string;
  link: string;
  tag: string;
}

const PROMPT = /^\/app\/prompts\/([0-9a-f-]{36})$/;

self.addEventListener('push', event => {
  const message = event.data?.json() as Message | undefined;
  if (message) event.waitUntil(show(message));
});

/** A later message about the same thing takes the place of one that is still shown. */
async function show({title, body, link, tag}: Message) {
  const path = new URL(link, location.origin).pathname;
  await self.registration.showNotification(title, {body, tag, icon: '/icon.svg', data: path});
  const session = await kept.get<{study: string; participant: string}>('session');
  const slot = PROMPT.exec(path)?.[1];
  if (!session || !slot) return;
  const now = new Date().toISOString();
  const showing = `/api/ema/studies/${session.study}/participants/${session.participant}/prompts/${slot}/showing`;
  await queue.put({id: `showing/${slot}`, participant: session.participant, method: 'PUT', path: showing, body: {shownAt: now}, kind: 'note', title: '', madeAt: now});
  await flush(session.participant);
}

/** The tap opens what the message is about, in the window that is open already if there is one. */
self.addEventListener('notificationclick', event => {
  event.notification.close();
  event.waitUntil(goTo(String(event.notification.data)));
});

async function goTo(path: string) {
  const windows = await self.clients.matchAll({type: 'window'});
  const shown = windows[0];
  if (!shown) return void (await self.clients.openWindow(path));
  shown.postMessage({go: path});
  await shown.focus();
}
