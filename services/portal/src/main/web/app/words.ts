import type en from '../messages/en.json';

export type Key = keyof typeof en;

/** A sentence, or one per plural category (Unicode CLDR) of its `n`. */
type Message = string | Record<string, string>;

type Messages = Record<Key, Message>;

/** The app's own languages, each in a file of its own. */
const LANGUAGES: Record<string, () => Promise<{default: Messages}>> = {
  en: () => import('../messages/en.json'),
  es: () => import('../messages/es.json'),
  ar: () => import('../messages/ar.json'),
};
const RIGHT_TO_LEFT = new Set(['ar']);

let language = 'en';
let messages: Partial<Messages> = {};

/** Speaks `code`, else the language before its hyphen, else English; tells the page. */
export async function speak(code: string): Promise<void> {
  const found = [code, code.split('-')[0] ?? ''].find(known => Object.hasOwn(LANGUAGES, known)) ?? 'en';
  if (found === language && 'app.name' in messages) return;
  try {
    messages = (await LANGUAGES[found]?.())?.default ?? messages;
  } catch {
    return; // no network, and never spoken here before: what is spoken now is better than nothing
  }
  language = found;
  document.documentElement.lang = language;
  document.documentElement.dir = RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr';
}

export const spoken = (): string => language;

/** The sentence in the language spoken, its `{names}` filled. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  const message: Message = messages[key] ?? key;
  const text = typeof message === 'string' ? message : (message[new Intl.PluralRules(language).select(Number(values['n']))] ?? message['other'] ?? '');
  return text.replace(/\{(\w+)\}/g, (_: string, name: string) => shown(values[name] ?? ''));
}

const shown = (value: string | number): string => (typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value);

/** The name of a language in itself. */
export const autonym = (code: string): string => {
  const name = new Intl.DisplayNames([code], {type: 'language'}).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
};

/** The language spoken as this device writes it: English of Britain has other dates than that of America. */
const locale = (): string => navigator.languages.find(code => code.split('-')[0] === language) ?? language;

/** For example 14:30. */
export const clock = (at: Date): string => new Intl.DateTimeFormat(locale(), {hour: '2-digit', minute: '2-digit'}).format(at);

/** The same by the clock of `zone`, which is named if it differs from that of this device. */
export function clockIn(at: Date, zone: string): string {
  const shown = (more?: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale(), {hour: '2-digit', minute: '2-digit', timeZone: zone, ...more}).format(at);
  return shown() === clock(at) ? shown() : shown({timeZoneName: 'short'});
}

/** For example Saturday 5 December, or today, or tomorrow. */
export function day(at: Date, now: Date): string {
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000);
  if (days === 0 || days === 1) return new Intl.RelativeTimeFormat(language, {numeric: 'auto'}).format(days, 'day');
  return new Intl.DateTimeFormat(locale(), {weekday: 'long', day: 'numeric', month: 'long'}).format(at);
}

/** For example 5 December 2026, of a local date such as 2026-12-05. */
export const date = (local: string): string => new Intl.DateTimeFormat(locale(), {dateStyle: 'long'}).format(new Date(`${local}T00:00`));

const midnight = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
