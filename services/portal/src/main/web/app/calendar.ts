/** A day in somebody's own calendar. */
export interface Entry {
  /** Local date, for example 2026-03-17. */
  date: string;
  title: string;
  text: string;
}

const OCTETS_MAX = 75;

/** A calendar file (RFC 5545) of whole days, written on this device: no server learns that it was wanted. */
export function calendar(entries: Entry[], now: Date): string {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const events = entries.flatMap(({date, title, text}) => [
    'BEGIN:VEVENT',
    `UID:${date}@attune`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${date.replaceAll('-', '')}`,
    `SUMMARY:${escaped(title)}`,
    ...(text ? [`DESCRIPTION:${escaped(text)}`] : []),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Attune//Calendar//EN', ...events, 'END:VCALENDAR'].map(line => folded(line) + '\r\n').join('');
}

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
