import type {Programme} from './course';
import type {Item, SentItem} from './items';

/** What the services answer, as far as the app reads it. Times are ISO 8601 in UTC. */
export interface Session {
  study: string;
  participant: string;
}

export interface Help {
  title?: string;
  text?: string;
  contacts?: {name: string; phone: string; hours: string}[];
}

export interface ConsentSection {
  id: string;
  heading: string;
  text: string;
  /** How it differs from the form that was signed. */
  change?: 'new' | 'changed';
}

export interface ConsentQuestion {
  id: string;
  text: string;
  options: string[];
  /** Which option is right, from 1. */
  right: number;
  explanation: string;
}

export interface ConsentForm {
  version: number;
  title: string;
  sections: ConsentSection[];
  lateUse: string;
  lateUseChanged?: boolean;
  /** Asked before signing. */
  understanding?: ConsentQuestion[];
  /** Headings of the signed form that it does not have. */
  gone?: string[];
  /** A local date; missing if it is in force. */
  effective?: string;
  /** A no was heard. */
  declined?: boolean;
  /** What follows a no. */
  refusing?: 'keep' | 'leave';
}

export interface Standing {
  stage: string;
  next: string;
  language: string;
  languages: string[];
  title: string;
  help?: Help;
  screener?: {title: string; items: (Omit<Item, 'id'> & {item: string})[]};
  consent?: ConsentForm;
  /** What happens to data already given when somebody leaves, in the words of the form that holds. */
  lateUse?: string;
  consentVersion?: number;
  /** The signed form can be kept as a PDF. */
  consentPdf?: boolean;
  consentDate?: string;
  zone?: string;
  channels?: string[];
  /** By which a browser subscribes to messages of this platform, base64url. */
  pushKey?: string;
  promptHours?: {from: string; until: string};
  stopped?: string[];
  /** Until when nobody writes; missing unless there is a pause now. */
  pausedUntil?: string;
  /** Whether chance has decided about this participant; missing until that is known, and in studies without arms. */
  randomized?: boolean;
  told?: string;
}

export interface SavedDraft {
  items: SentItem[];
}

export interface Questionnaire {
  code: string;
  title: string;
  language: string;
  items: Item[];
}

export interface Prompt {
  slot: string;
  questionnaire: string;
  scheduledAt: string;
  expiresAt: string;
  /** Ids of all items as they come on this occasion, if not as they are written. */
  order?: string[];
  draft?: SavedDraft;
  /** Of a prompt that an older version of the study asks, if that asks something else. */
  title?: string;
  items?: Item[];
}

export interface Prompts {
  /** When this was said. */
  now: string;
  due: Prompt[];
  next: Prompt[];
  startable: {schedule: string; questionnaire: string; most: number; startedToday: number; from?: string}[];
  questionnaires: Record<string, Questionnaire>;
}

export interface Instrument extends Omit<Questionnaire, 'items'> {
  items?: Item[];
  answered: boolean;
  order?: string[];
  draft?: SavedDraft;
}

export interface Visit {
  visit: string;
  opensAt: string;
  closesAt: string;
  instruments: Instrument[];
}

export interface Visits {
  open: Visit[];
  /** Those that open soon come with all that they ask. */
  upcoming: (Omit<Visit, 'instruments'> & Partial<Visit>)[];
}

/** What was heard of the server, and when; shown as it is while there is no network. */
export interface Heard {
  standing: Standing;
  prompts?: Prompts;
  visits?: Visits;
  programme?: Programme;
  at: string;
  /**
   * How far this device's clock was ahead of the server's then, in milliseconds; negative if it was behind. Counted from when it was
   * asked, so less by what the way there took: what the server has begun is never still to come here.
   */
  ahead?: number;
}

/** The time as the server has it, as far as this device can tell: no wrong clock shows a prompt too early, too late or never. */
export const studyTime = (heard?: Heard): Date => new Date(Date.now() - (heard?.ahead ?? 0));

/** What is open at `now`, from what was heard: a prompt planned for later may have become due in the meantime. */
export function open(heard: Heard, ended: ReadonlySet<string>, now = studyTime(heard)): {prompts: Prompt[]; visits: Visit[]} {
  const time = now.toISOString();
  const prompts = [...(heard.prompts?.due ?? []), ...(heard.prompts?.next ?? [])].filter(
    prompt => instant(prompt.scheduledAt) <= instant(time) && instant(time) < instant(prompt.expiresAt) && !ended.has(prompt.slot),
  );
  const soon = (heard.visits?.upcoming ?? []).filter((visit): visit is Visit => visit.instruments !== undefined);
  const visits = [...(heard.visits?.open ?? []), ...soon].filter(
    visit => instant(visit.opensAt) <= instant(time) && instant(time) < instant(visit.closesAt) && parts(visit, ended).length > 0,
  );
  return {prompts, visits};
}

/** The parts of an assessment that are still to be answered. */
export const parts = (visit: Visit, ended: ReadonlySet<string>): Instrument[] =>
  visit.instruments.filter(part => !part.answered && !ended.has(`${visit.visit}/${part.code}`));

const instant = (text: string): number => new Date(text).getTime();

/** The first prompt and the first assessment after `now`. */
export function coming(heard: Heard, now = studyTime(heard)): {prompt?: Date; visit?: Date} {
  const first = (times: string[]) => times.map(time => new Date(time)).filter(time => time > now).sort((a, b) => a.getTime() - b.getTime())[0];
  const rests = new Date(heard.standing.pausedUntil ?? 0);
  const prompt = first((heard.prompts?.next ?? []).map(next => next.scheduledAt).filter(time => new Date(time) >= rests));
  const visit = first((heard.visits?.upcoming ?? []).map(upcoming => upcoming.opensAt));
  return {...(prompt ? {prompt} : {}), ...(visit ? {visit} : {})};
}
