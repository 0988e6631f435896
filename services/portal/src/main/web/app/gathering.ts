import type {App} from './app';
import {call, type Said} from './api';

/** What was answered to one item, as the services keep it. */
export interface HeldItem {
  item: string;
  number?: number;
  text?: string;
  missingReason?: string;
}

/** One thing that the participant did, in the words of its schema. */
export interface HeldEvent {
  event: string;
  at: string;
  items?: HeldItem[];
  answers?: HeldItem[];
  [field: string]: unknown;
}

/** By service, oldest first. */
export type Held = Record<string, HeldEvent[]>;

export interface Contact {
  email?: string;
  phone?: string;
  signature?: string;
  push: boolean;
  devices: {device: string; number: number; shutOut: boolean}[];
  passkeys: {passkey: string; number: number; madeAt: string; usedAt?: string}[];
}

export interface Own {
  contact: Contact;
  held: Held;
}

const SERVICES = ['enrollment', 'ema', 'outcomes', 'interventions'];

/** Answers of one service that are asked for, each of at most 500 events. */
const PAGES_MAX = 200;

/** Everything of this participant, or what was said instead. */
export async function gather(app: App): Promise<Own | Said> {
  const [contact, ...parts] = await Promise.all([call('GET', app.path('enrollment', '/contact')), ...SERVICES.map(service => pages(app, service))]);
  const failed = [contact, ...parts].find((part): part is Said => 'reply' in part && part.reply.kind !== 'acknowledged');
  if (failed) return failed;
  return {contact: contact.body as Contact, held: Object.fromEntries(SERVICES.map((service, index) => [service, (parts[index] as {events: HeldEvent[]}).events]))};
}

async function pages(app: App, service: string): Promise<{events: HeldEvent[]} | Said> {
  const events: HeldEvent[] = [];
  let after = 0;
  for (let page = 0; page < PAGES_MAX; page++) {
    const said = await call('GET', app.path(service, `/held?after=${after}`));
    if (said.reply.kind !== 'acknowledged') return said;
    events.push(...(said.body['events'] as HeldEvent[]));
    if (!said.body['next']) break;
    after = Number(said.body['next']);
  }
  return {events};
}

export const count = (held: Held, service: string, event: string): number => (held[service] ?? []).filter(known => known.event === event).length;

const COLUMNS = ['service', 'event', 'at', 'questionnaire', 'id', 'item', 'number', 'text', 'missing_reason'];

/** One row for each item that was answered, and one for each practice or session (RFC 4180, UTF-8). */
export function table(held: Held): string {
  const rows = Object.entries(held).flatMap(([service, events]) => events.flatMap(event => rowsOf(service, event)));
  return [COLUMNS, ...rows].map(row => row.map(cell).join(',') + '\r\n').join('');
}

function rowsOf(service: string, event: HeldEvent): unknown[][] {
  const about = [service, event.event, event['completedAt'] ?? event['endedAt'] ?? event.at, event['instrument'] ?? event['module'], event['slotId'] ?? event['visitId'] ?? event['engagementId']];
  if (event.event === 'EngagementRecorded') return [[...about, 'seconds', event['seconds'], '', '']];
  return (event.items ?? event.answers ?? []).map(({item, number, text, missingReason}) => [...about, item, number, text, missingReason]);
}

/** Quoted where needed; a cell that a spreadsheet would take for a formula begins with an apostrophe. */
function cell(value: unknown): string {
  const text = String(value ?? '');
  const plain = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Offers a file to keep. */
export function save(name: string, type: string, text: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], {type}));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), SAVING_MILLIS_MAX);
}

/** Until then a browser has taken the file. */
const SAVING_MILLIS_MAX = 60_000;
