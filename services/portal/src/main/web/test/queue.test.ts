import assert from 'node:assert/strict';
import {test} from 'node:test';
import {counted, pauseSeconds, sync, type Entry, type Queue, type Reply} from '../app/queue';
import {meaning} from '../app/reply';

/** A queue without a browser, and a server that stores by id. */
class Memory implements Queue {
  readonly entries = new Map<string, Entry>();
  all = async () => [...this.entries.values()].map(entry => ({...entry}));
  put = async (entry: Entry) => void this.entries.set(entry.id, entry);
  remove = async (id: string) => void this.entries.delete(id);
}

const ANN = 'ann';
const entry = (id: string, madeAt: string, more: Partial<Entry> = {}): Entry => ({id, participant: ANN, method: 'PUT', path: `/${id}`, body: {}, kind: 'answer', title: id, madeAt, ...more});

async function filled(...entries: Entry[]): Promise<Memory> {
  const queue = new Memory();
  for (const one of entries) await queue.put(one);
  return queue;
}

test('the oldest goes first, and what was acknowledged is gone', async () => {
  const queue = await filled(entry('b', '2'), entry('a', '1'));
  const seen: string[] = [];
  const synced = await sync(queue, ANN, async ({id}) => (seen.push(id), {kind: 'acknowledged'}));
  assert.deepEqual(seen, ['a', 'b']);
  assert.deepEqual(synced, {sent: 2, waiting: 0, refused: 0});
});

for (const kind of ['offline', 'trouble', 'signed-out'] as const) {
  test(`nothing is lost and nothing overtakes when the reply is ${kind}`, async () => {
    const queue = await filled(entry('a', '1'), entry('b', '2'));
    const seen: string[] = [];
    const synced = await sync(queue, ANN, async ({id}) => (seen.push(id), {kind}));
    assert.deepEqual(seen, ['a']);
    assert.deepEqual(synced, {sent: 0, waiting: 2, refused: 0, halt: kind});
  });
}

test('a lost acknowledgement means the same id again', async () => {
  const queue = await filled(entry('a', '1'));
  const stored = new Set<string>();
  let first = true;
  const send = async ({id}: Entry): Promise<Reply> => {
    stored.add(id);
    if (first) return (first = false), {kind: 'offline'};
    return {kind: 'acknowledged'};
  };
  await sync(queue, ANN, send);
  assert.equal(queue.entries.size, 1);
  await sync(queue, ANN, send);
  assert.equal(stored.size, 1);
  assert.equal(queue.entries.size, 0);
});

test('what is refused is kept, told, and never sent again', async () => {
  const queue = await filled(entry('a', '1'), entry('b', '2'));
  const seen: string[] = [];
  const send = async ({id}: Entry): Promise<Reply> => (seen.push(id), id === 'a' ? {kind: 'refused', type: 'slot-ended', detail: 'It has ended.'} : {kind: 'acknowledged'});
  assert.deepEqual(await sync(queue, ANN, send), {sent: 1, waiting: 0, refused: 1});
  await sync(queue, ANN, send);
  assert.deepEqual(seen, ['a', 'b']);
  assert.equal(queue.entries.get('a')?.refusal?.detail, 'It has ended.');
});

test('a note of ours that is refused is let go, and is never counted', async () => {
  const queue = await filled(entry('n', '1', {kind: 'note'}));
  assert.deepEqual(await counted(queue, ANN), {waiting: 0, refused: 0});
  await sync(queue, ANN, async () => ({kind: 'refused', type: 'slot-ended', detail: ''}));
  assert.equal(queue.entries.size, 0);
});

test('what somebody else answered on this device is never sent under this name', async () => {
  const queue = await filled(entry('a', '1', {participant: 'ben'}));
  assert.deepEqual(await sync(queue, ANN, async () => ({kind: 'acknowledged'})), {sent: 0, waiting: 0, refused: 0});
  assert.equal(queue.entries.size, 1);
});

/** Any order of failures: every answer ends stored once, or kept with its refusal. */
test('laws of the queue over seeded servers', async () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = seeded(seed);
    const queue = await filled(...Array.from({length: 5}, (_, n) => entry(`e${n}`, `${n}`)));
    const stored = new Map<string, number>();
    const refused = new Set<string>();
    const send = async ({id}: Entry): Promise<Reply> => {
      const chance = random();
      if (chance < 0.2) return {kind: 'offline'};
      if (chance < 0.3) return {kind: 'trouble'};
      if (refused.has(id) || (chance < 0.4 && !stored.has(id))) return refused.add(id), {kind: 'refused', type: 'x', detail: ''};
      stored.set(id, (stored.get(id) ?? 0) + 1);
      return chance < 0.6 ? {kind: 'offline'} : {kind: 'acknowledged'};
    };
    for (let round = 0; round < 500 && (await counted(queue, ANN)).waiting > 0; round++) await sync(queue, ANN, send);
    const {waiting, refused: shown} = await counted(queue, ANN);
    assert.equal(waiting, 0, `seed ${seed}`);
    assert.equal(shown + stored.size, 5, `seed ${seed}`);
    assert.equal(shown, refused.size, `seed ${seed}`);
  }
});

/** Numerical Recipes' linear congruential generator, 32 bits; values from 0 up to 1. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

test('pauses double, and end at a quarter of an hour', () => {
  assert.deepEqual([1, 2, 3].map(failures => pauseSeconds(failures)), [5, 10, 20]);
  assert.equal(pauseSeconds(50), 900);
  assert.equal(pauseSeconds(1, 60), 60);
});

const JSON_TYPE = 'application/json; charset=utf-8';
const PROBLEM = 'application/problem+json';
const replies: [string, ReturnType<typeof meaning>, string][] = [
  ['our JSON acknowledges', meaning(200, JSON_TYPE, {}, null), 'acknowledged'],
  ['a page that answers 200 does not', meaning(200, 'text/html', {}, null), 'trouble'],
  ['a page that answers 404 refuses nothing', meaning(404, 'text/html', {}, null), 'trouble'],
  ['409 refuses', meaning(409, PROBLEM, {type: '/problems/slot-ended', detail: 'It has ended.'}, null), 'refused'],
  ['not known yet is no refusal', meaning(409, PROBLEM, {type: '/problems/not-known-yet'}, '1'), 'trouble'],
  ['401 signs out', meaning(401, PROBLEM, {}, null), 'signed-out'],
  ['500 is trouble', meaning(500, PROBLEM, {}, null), 'trouble'],
  ['429 is trouble', meaning(429, PROBLEM, {}, '7'), 'trouble'],
];
for (const [name, reply, kind] of replies) test(name, () => assert.equal(reply.kind, kind));
