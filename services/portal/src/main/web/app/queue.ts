/**
 * Answers on their way to the server. Each is kept on this device until the server has acknowledged it; an answer that was
 * sent twice is stored once, since its id was made here. What the server refuses is kept, shown and not sent again.
 */
export interface Entry {
  /** Made on this device; the same in every attempt. */
  id: string;
  /** Who gave it: an entry of somebody else is never sent under this session. */
  participant: string;
  method: 'PUT' | 'POST';
  path: string;
  body: Record<string, unknown>;
  /** Only answers are counted and shown; the rest travels along. */
  kind: 'answer' | 'note';
  title: string;
  madeAt: string;
  refusal?: {type: string; detail: string};
}

export interface Queue {
  all(): Promise<Entry[]>;
  put(entry: Entry): Promise<void>;
  remove(id: string): Promise<void>;
}

/** What came back for one attempt. */
export type Reply =
  | {kind: 'acknowledged'}
  | {kind: 'refused'; type: string; detail: string}
  | {kind: 'signed-out'}
  | {kind: 'offline'}
  | {kind: 'trouble'; retryAfterSeconds?: number};

export type Send = (entry: Entry) => Promise<Reply>;

export interface Synced {
  sent: number;
  waiting: number;
  refused: number;
  /** Why sending stopped before everything was sent. */
  halt?: 'signed-out' | 'offline' | 'trouble';
  retryAfterSeconds?: number;
}

/**
 * Sends what waits for this participant, oldest first, and stops at the first that cannot be sent now: what comes after it
 * may build on it. Run it under one lock for all windows and the worker.
 */
export async function sync(queue: Queue, participant: string, send: Send): Promise<Synced> {
  let sent = 0;
  for (const entry of await waiting(queue, participant)) {
    const reply = await send(entry);
    if (reply.kind === 'acknowledged') {
      await queue.remove(entry.id);
      sent += 1;
    } else if (reply.kind === 'refused') {
      await refuse(queue, entry, reply);
    } else {
      return {...(await counted(queue, participant)), sent, halt: reply.kind, ...('retryAfterSeconds' in reply ? {retryAfterSeconds: reply.retryAfterSeconds} : {})};
    }
  }
  return {...(await counted(queue, participant)), sent};
}

/** A refused answer is somebody's words and stays; a refused note of ours is worth nothing to anybody. */
async function refuse(queue: Queue, entry: Entry, {type, detail}: {type: string; detail: string}) {
  if (entry.kind === 'note') await queue.remove(entry.id);
  else await queue.put({...entry, refusal: {type, detail}});
}

async function waiting(queue: Queue, participant: string): Promise<Entry[]> {
  const entries = (await queue.all()).filter(entry => !entry.refusal && entry.participant === participant);
  return entries.sort((a, b) => (a.madeAt < b.madeAt ? -1 : a.madeAt > b.madeAt ? 1 : 0));
}

/** How many answers wait and how many were refused. */
export async function counted(queue: Queue, participant: string): Promise<{waiting: number; refused: number}> {
  const answers = (await queue.all()).filter(entry => entry.kind === 'answer' && entry.participant === participant);
  const refused = answers.filter(entry => entry.refusal).length;
  return {waiting: answers.length - refused, refused};
}

const PAUSE_SECONDS_MIN = 5;
const PAUSE_SECONDS_MAX = 15 * 60;

/** How long to wait before attempt number `failures` + 1: twice as long each time, from 5 s to 15 min. */
export const pauseSeconds = (failures: number, asked = 0): number =>
  Math.max(asked, Math.min(PAUSE_SECONDS_MAX, PAUSE_SECONDS_MIN * 2 ** Math.max(0, failures - 1)));
