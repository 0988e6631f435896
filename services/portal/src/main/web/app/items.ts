import {evaluate, holds, type Facts, type Value} from './expression';

/** One question as the services send it. */
export interface Item {
  id: string;
  name: string;
  type: string;
  text: string;
  required: boolean;
  min?: number;
  max?: number;
  when?: string;
  options?: {code: number; text: string}[];
  /** What the sides of an affect grid mean. */
  ends?: {unpleasant: string; pleasant: string; sleepy: string; aroused: string};
}

/** Why there is no value; `declined` is somebody who preferred not to answer. */
export type Reason = 'declined' | 'skipped' | 'not_applicable';

/** What somebody said to one item. Times by this device, ISO 8601 in UTC. */
export interface Given {
  /** Of several choices their codes; of an affect grid pleasure and arousal. */
  value?: number | string | number[];
  reason?: Reason;
  shownAt: string;
  answeredAt?: string;
  changes: number;
  /** Position among the items shown, from 1. */
  order: number;
}

export type Answers = Readonly<Record<string, Given>>;

/** The answers as expressions see them: whole numbers, texts, lists of codes. */
export function facts(items: readonly Item[], answers: Answers): Facts {
  const known: Record<string, Value> = {};
  for (const item of items) {
    const value = answers[item.id]?.value;
    if (value === undefined) continue;
    if (typeof value === 'number') known[item.name] = BigInt(value);
    else if (typeof value === 'string') known[item.name] = value;
    else if (item.type === GRID) Object.assign(known, grid(item.name, value));
    else known[item.name] = value.map(BigInt);
  }
  return known;
}

const GRID = 'affect-grid';

const grid = (name: string, [pleasure, arousal]: number[]): Facts =>
  pleasure === undefined || arousal === undefined ? {} : {[`${name}_pleasure`]: BigInt(pleasure), [`${name}_arousal`]: BigInt(arousal)};

const FILLED_IN = /\{\{(.+?)\}\}/gs;
const NAME = /^[A-Za-z_]\w*$/;

/** Stands where an earlier answer would, if there is none. */
const NOTHING = '\u2026';

/** A text with earlier answers in it: of a choice the label that was seen, else the value. */
export function filledIn(text: string, items: readonly Item[], known: Facts): string {
  return text.replace(FILLED_IN, (_: string, inside: string) => {
    const source = inside.trim();
    const value = evaluate(source, known);
    if (value === undefined) return NOTHING;
    const options = NAME.test(source) ? items.find(item => item.name === source)?.options : undefined;
    if (!options) return String(value);
    const codes = Array.isArray(value) ? value : [value];
    return codes.map(code => options.find(option => BigInt(option.code) === code)?.text ?? String(code)).join(', ');
  });
}

/** The items in the order of this occasion. */
export function inOrder(items: readonly Item[], order: readonly string[] = []): Item[] {
  const place = new Map(order.map((id, at) => [id, at]));
  return [...items].sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

/**
 * The items that are asked, given what was answered: those without a condition, and those whose condition the answers
 * before them decide. What was answered to an item that is not asked any more counts for nothing.
 */
export function asked(items: readonly Item[], answers: Answers): Item[] {
  const shown: Item[] = [];
  for (const item of items) {
    if (!item.when || holds(item.when, facts(shown, answers))) shown.push(item);
  }
  return shown;
}

/** One item of an answer as the services take it. */
export interface SentItem {
  item: string;
  number?: number;
  text?: string;
  missingReason?: Reason;
  order: number;
  shownAt?: string;
  answeredAt?: string;
  changes: number;
}

/** Every item of the questionnaire with its value or the reason why there is none. */
export function sent(items: readonly Item[], answers: Answers): SentItem[] {
  const shown = new Set(asked(items, answers).map(item => item.id));
  return items.map((item, index) => {
    const given = answers[item.id];
    if (!shown.has(item.id)) return {item: item.id, missingReason: 'not_applicable', order: index + 1, changes: 0};
    return {item: item.id, ...value(item, given), order: given?.order ?? index + 1, ...times(given), changes: given?.changes ?? 0};
  });
}

function value(item: Item, given: Given | undefined): Pick<SentItem, 'number' | 'text' | 'missingReason'> {
  const said = given?.value;
  if (typeof said === 'number') return {number: said};
  if (typeof said === 'string' && said.trim() !== '') return {text: said};
  if (Array.isArray(said) && said.length > 0) return {text: item.type === GRID ? said.join(';') : codes(said)};
  return {missingReason: given?.reason ?? 'skipped'};
}

/** Codes of a multiple choice, ascending, as in `1;3`. */
export const codes = (chosen: readonly number[]): string => [...chosen].sort((a, b) => a - b).join(';');

const times = (given: Given | undefined) => ({
  ...(given ? {shownAt: given.shownAt} : {}),
  ...(given?.answeredAt ? {answeredAt: given.answeredAt} : {}),
});

/** What a draft that another device saved says, back as answers. */
export function restored(items: readonly Item[], draft: readonly SentItem[]): Record<string, Given> {
  const byId = new Map(items.map(item => [item.id, item]));
  const answers: Record<string, Given> = {};
  for (const saved of draft) {
    const item = byId.get(saved.item);
    if (!item || saved.missingReason === 'not_applicable' || !saved.shownAt) continue;
    answers[saved.item] = {
      ...said(item, saved),
      shownAt: saved.shownAt,
      ...(saved.answeredAt ? {answeredAt: saved.answeredAt} : {}),
      changes: saved.changes,
      order: saved.order,
    };
  }
  return answers;
}

function said(item: Item, saved: SentItem): Pick<Given, 'value' | 'reason'> {
  if (saved.number !== undefined) return {value: saved.number};
  if (saved.text !== undefined) return {value: item.type === 'multiple' || item.type === GRID ? saved.text.split(';').map(Number) : saved.text};
  return saved.missingReason === 'declined' ? {reason: 'declined'} : {};
}

/** True if Next may go on: required items want an answer, or the word that somebody would rather not. */
export function mayGoOn(item: Item, given: Given | undefined): boolean {
  if (!item.required) return true;
  return given?.reason === 'declined' || value(item, given).missingReason === undefined;
}
