import {call} from './api';
import {ERASED, forget} from './database';

/**
 * Leaves nothing of this app on the device: database, cached files, worker, cookie. A step that a browser refuses does not
 * keep the others from being taken.
 */
export async function emptyDevice(): Promise<void> {
  new BroadcastChannel(ERASED).postMessage(ERASED);
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.allSettled([...registrations.map(registration => registration.unregister()), call('DELETE', '/api/portal/session')]);
  const names = (await globalThis.caches?.keys()) ?? [];
  await Promise.allSettled([...names.map(name => caches.delete(name)), forget()]);
}
