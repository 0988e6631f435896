/** Something in somebody's own calendar. */
export interface Entry {
  /** Its name in the calendar, the same however it changes: what comes later under it takes its place. */
  id: string;
  /** Higher after every change, from 0. */
  revision: number;
  /** Local date, for example 2026-03-17. */
  date: string;
  /** Its hour; without one it is of the whole day. */
  at?: {begins: Date; minutes: number};
  place: string;
  title: string;
  text: string;
}

const OCTETS_MAX = 75;

/** A calendar file (RFC 5545), written on this device: no server learns that it was wanted. */
export function calendar(entries: Entry[], now: Date): string {
  const events = entries.flatMap(entry => [
    'BEGIN:VEVENT',
    `UID:${entry.id}@attune`,
    `SEQUENCE:${entry.revision}`,
    `DTSTAMP:${utc(now)}`,
    ...times(entry),
    `SUMMARY:${escaped(entry.title)}`,
    ...(entry.place ? [`LOCATION:${escaped(entry.place)}`] : []),
    ...(entry.text ? [`DESCRIPTION:${escaped(entry.text)}`] : []),
    'END:VEVENT',
  ]);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Attune//Calendar//EN', ...events, 'END:VCALENDAR'].map(line => folded(line) + '\r\n').join('');
}

/** With an hour in UTC, so that no rule of a zone is needed; a whole day keeps nobody busy. */
const times = ({date, at}: Entry): string[] =>
  at ? [`DTSTART:${utc(at.begins)}`, `DURATION:PT${at.minutes}M`] : [`DTSTART;VALUE=DATE:${date.replaceAll('-', '')}`, 'TRANSP:TRANSPARENT'];

const utc = (at: Date): string => at.toISOString().replace(/[-:]|\.\d+/g, '');

/** RFC 5545, section 3.3.11. */
const escaped = (text: string): string => text.replace(/[\\;,]/g, mark => `\\${mark}`).replace(/\r?\n/g, '\\n');

/** RFC 5545, section 3.1: a line has at most 75 octets, and what follows begins with a space; no letter is divided. */
function folded(line: string): string {
  const lines = [''];
  let octets = 0;
  for (const letter of line) {
    const size = new TextEncoder().encode(letter).length;
    if (octets + size > OCTETS_MAX) {
      lines.push(' ');
      octets = 1;
    }
    lines[lines.length - 1] += letter;
    octets += size;
  }
  return lines.join('\r\n');
}

/** Hands a file to whatever opens calendars here. */
export function hand(text: string) {
  const url = URL.createObjectURL(new Blob([text], {type: 'text/calendar'}));
  const link = Object.assign(document.createElement('a'), {href: url, download: 'dates.ics'});
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
