import {kept, queue} from './database';
import {sync, type Entry, type Reply, type Synced} from './queue';
import {meaning} from './reply';
import type {Help} from './server';

const ANSWER_MILLIS_MAX = 20_000;

/** What the server said; `body` is what it sent, an empty object if that was no JSON. */
export interface Said {
  reply: Reply;
  body: Record<string, any>;
}

/**
 * Asks the server once.
 *
 * @param token in place of the device's cookie
 */
export async function call(method: string, path: string, body?: unknown, token?: string): Promise<Said> {
  try {
    const response = await fetch(path, {
      method,
      cache: 'no-store',
      signal: AbortSignal.timeout(ANSWER_MILLIS_MAX),
      headers: {...(body === undefined ? {} : {'content-type': 'application/json'}), ...(token ? {authorization: `Bearer ${token}`} : {})},
      ...(body === undefined ? {} : {body: JSON.stringify(body)}),
    });
    const json = await parsed(response);
    return {reply: meaning(response.status, response.headers.get('content-type') ?? '', json, response.headers.get('retry-after')), body: json};
  } catch {
    return {reply: {kind: 'offline'}, body: {}}; // no connection, or none that lasted
  }
}

async function parsed(response: Response): Promise<Record<string, any>> {
  const text = await response.text();
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? (json as Record<string, any>) : {};
  } catch {
    return {}; // a page, not an answer of ours: its content type says so
  }
}

let crisisTold = (_card: Help): void => undefined;

/** Whom to tell when the server answers with the card of people who can be called now. */
export const onCrisis = (tell: typeof crisisTold): void => void (crisisTold = tell);

/** By the device's clock at the moment of sending, so that the server can tell how wrong that clock is. */
export async function send(entry: Entry): Promise<Reply> {
  const {reply, body} = await call(entry.method, entry.path, {...entry.body, deviceNow: new Date().toISOString()});
  const card = body['crisis'] as Help | undefined;
  if (card) {
    crisisTold(card);
    await kept.put('crisis', card).catch(() => undefined); // shown at once where somebody looks; kept for when they do
  }
  return reply;
}

let channel: BroadcastChannel | undefined;

/** On which windows and the worker tell each other that they have sent something. */
export const flushed = (): BroadcastChannel => (channel ??= new BroadcastChannel('attune-flushed'));

/** Sends what waits; one at a time over all windows and the worker. */
export function flush(participant: string): Promise<Synced> {
  const work = async () => {
    const synced = await sync(queue, participant, send);
    if (synced.sent) flushed().postMessage(synced.sent);
    return synced;
  };
  return navigator.locks ? navigator.locks.request('attune-queue', work) : work();
}
