/** A programme as it was last heard; whoever has none has no modules. Times are ISO 8601 in UTC, days local dates. */
export interface Programme {
  title?: string;
  /** Language of all its texts. */
  language?: string;
  ended?: boolean;
  /** Until when the group starts that somebody waits with. */
  groupStartsBy?: string;
  modules: Module[];
}

export interface Module {
  module: string;
  kind: 'session' | 'practice';
  delivery: 'self-guided' | 'individual' | 'group';
  title: string;
  minutes: number;
  available: boolean;
  availableAt: string;
  /** When somebody last came to its end. */
  finishedAt?: string;
  /** Days between two offers of a practice. */
  everyDays?: number;
  /** Day of a session in a group. */
  heldOn?: string;
  /** Its name in this participant's calendar, whatever becomes of it. */
  entry?: string;
  /** Hour and place, once they are arranged. */
  meeting?: Meeting;
  bring?: string;
  text?: string;
  parts?: Part[];
}

/** When and where a group meets. */
export interface Meeting {
  beginsAt: string;
  /** Of the place where the group is. */
  zone: string;
  minutes: number;
  place?: string;
  link?: string;
  /** How often it was arranged, from 1. */
  revision: number;
}

export type Part =
  | {kind: 'text'; title: string; text: string}
  | {kind: 'audio'; title: string; address: string; seconds: number; transcript: string}
  | {kind: 'exercise'; title: string; steps: string[]; seconds?: number; breath?: Breath};

/** A pace to breathe by. Unit: seconds. */
export interface Breath {
  in: number;
  out: number;
}

/** How far somebody came on this device; the server may not know it yet. */
export interface Trail {
  participant: string;
  /** Module to when its end was reached here. */
  finished: Record<string, string>;
  /** Module to the part that was open, from 0. */
  at: Record<string, number>;
  /** Module to the revision of its meeting that was put into a calendar; 0 is the day alone. */
  dates?: Record<string, number>;
}

/** A module and its place in the programme, from 1: addresses name the place, since a name could tell what it is about. */
export interface Offered {
  number: number;
  module: Module;
}

export const numbered = (programme: Programme): Offered[] => programme.modules.map((module, index) => ({number: index + 1, module}));

/** When the end of a module was last reached, here or as the server knows. */
export function finishedAt(module: Module, trail: Trail): Date | undefined {
  const times = [module.finishedAt, trail.finished[module.module]].filter(time => time !== undefined).map(time => new Date(time).getTime());
  return times.length ? new Date(Math.max(...times)) : undefined;
}

/** What somebody may want to do now: sessions that are open and not done, practices that their turn has come for. */
export function due(programme: Programme, trail: Trail, now: Date): Offered[] {
  if (programme.ended) return [];
  return numbered(programme).filter(({module}) => module.available && module.delivery !== 'group' && !isDone(module, trail, now));
}

/** Whether there is nothing to do of it today. */
export function isDone(module: Module, trail: Trail, now: Date): boolean {
  const finished = finishedAt(module, trail);
  if (!finished) return false;
  return module.kind === 'session' || daysBetween(finished, now) < (module.everyDays ?? 1);
}

/** Midnights of this device between two moments. */
const daysBetween = (from: Date, to: Date): number => Math.round((midnight(to) - midnight(from)) / 86_400_000);

const midnight = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

/** Noon of a local date: a moment of that day in every time zone. */
export const noon = (date: string): Date => new Date(`${date}T12:00:00`);

/** Meetings of the group that are not over, the next first; one without an hour is over with its day. */
export const meetings = (programme: Programme, now: Date): Offered[] =>
  numbered(programme)
    .filter(({module}) => module.heldOn !== undefined && !programme.ended && !isOver(module, now))
    .sort((one, other) => beginsAt(one.module) - beginsAt(other.module));

const beginsAt = ({meeting, heldOn = ''}: Module): number => (meeting ? new Date(meeting.beginsAt) : noon(heldOn)).getTime();

const isOver = (module: Module, now: Date): boolean =>
  module.meeting ? beginsAt(module) + module.meeting.minutes * 60_000 <= now.getTime() : daysBetween(now, noon(module.heldOn ?? '')) < 0;

/** Whether a calendar that meetings were put into has something else about one of them. */
export const isOutdated = (coming: Offered[], trail: Trail): boolean =>
  coming.some(({module}) => {
    const taken = trail.dates?.[module.module];
    return taken !== undefined && taken !== (module.meeting?.revision ?? 0);
  });

/** What a pace asks for after so many seconds. */
export const isBreathingIn = (pace: Breath, seconds: number): boolean => seconds % (pace.in + pace.out) < pace.in;

/** For example 2:05. */
export const minutes = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** How much of a module is done when part `at` of `all` is open, from 0; the whole is for its end alone. */
export const percent = (at: number, all: number): number => Math.min(99, Math.round((100 * at) / all));

/** What there is to see of a module: its parts, or its text alone. */
export const partsOf = (module: Module): Part[] => (module.parts?.length ? module.parts : [{kind: 'text', title: module.title, text: module.text ?? ''}]);
