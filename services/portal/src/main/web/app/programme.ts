import {html, nothing, type TemplateResult} from 'lit-html';
import type {Apart} from './apart';
import type {App} from './app';
import {calendar, hand, type Entry} from './calendar';
import {finishedAt, isDone, isOutdated, meetings, numbered, type Module, type Offered, type Programme} from './course';
import {icon} from './icons';
import {when} from './offered';
import {Player} from './player';
import {day, t} from './words';

/** The whole programme, or one session or practice of it. */
class Course implements Apart {
  private player: Player | undefined;
  /** Place in the programme, from 1; empty for the whole. */
  private number = '';

  constructor(private readonly app: App) {}

  arrive(place: string) {
    if (this.player && place === this.number) return;
    this.depart();
    this.number = place;
    const programme = this.app.heard?.programme;
    const module = programme && this.asked(programme)?.module;
    const counts = !programme?.ended && module?.delivery !== 'group';
    this.player = module?.available ? new Player(this.app, module, programme?.language ?? '', counts) : undefined;
  }

  private asked(programme: Programme): Offered | undefined {
    return numbered(programme)[Number(this.number) - 1];
  }

  depart() {
    this.player?.leave();
  }

  view(): TemplateResult {
    const programme = this.app.heard?.programme;
    if (!programme?.modules.length) return later(this.app);
    if (this.player) return this.player.view();
    const asked = this.asked(programme);
    return asked ? later(this.app, new Date(asked.module.availableAt)) : whole(this.app, programme);
  }
}

export const open = (app: App): Apart => new Course(app);

/** What is not open yet, or not there. */
const later = (app: App, opens?: Date): TemplateResult => html`<h1 tabindex="-1">${t('programme.later')}</h1>
  ${opens ? html`<p>${t('programme.opens', {day: day(opens, new Date())})}</p>` : nothing}
  <a class="button main" href="/app" @click=${app.follow('/app')}>${t('home')}</a>`;

function whole(app: App, programme: Programme): TemplateResult {
  const all = numbered(programme);
  return html`<h1 tabindex="-1" lang=${programme.language ?? ''} dir="auto">${programme.title}</h1>
    ${programme.ended ? html`<p>${t('programme.over')}</p>` : nothing} ${dates(app, programme)}
    ${list(app, programme, 'programme.sessions', all.filter(({module}) => module.kind === 'session'))}
    ${list(app, programme, 'programme.practices', all.filter(({module}) => module.kind === 'practice'))}
    <a class="button quiet" href="/app" @click=${app.follow('/app')}>${t('home')}</a>`;
}

/** The next meeting of the group, and a way to take all that are to come along. */
function dates(app: App, programme: Programme): TemplateResult | typeof nothing {
  const coming = meetings(programme, new Date());
  const next = coming[0]?.module;
  if (!next) return nothing;
  return html`<article class="card hero">
      <h2>${icon('calendar')}<span>${t('programme.meeting.first')}</span></h2>
      <p lang=${programme.language ?? ''} dir="auto">${next.title}</p>
      <p>${when(next)}${next.meeting ? html` · ${t('home.minutes', {n: next.meeting.minutes})}` : nothing}</p>
      ${where(next)} ${next.bring ? html`<p dir="auto">${t('programme.bring', {what: next.bring})}</p>` : nothing}
    </article>
    ${isOutdated(coming, app.trail) ? html`<p role="status">${t('programme.calendar.again')}</p>` : nothing}
    <button class="quiet" @click=${() => void take(app, coming)}>${icon('calendar')}<span>${t('programme.calendar')}</span></button>`;
}

/** Place and link of a meeting, or that they will be told here. */
function where({meeting}: Module): TemplateResult {
  if (!meeting) return html`<p class="soft">${t('programme.meeting.told')}</p>`;
  return html`${meeting.place ? html`<p dir="auto">${meeting.place}</p>` : nothing}
  ${meeting.link ? html`<a class="button quiet" href=${meeting.link} target="_blank" rel="noopener noreferrer">${t('programme.meeting.online')}</a>` : nothing}`;
}

async function take(app: App, coming: Offered[]) {
  hand(calendar(coming.map(entry), new Date()));
  await app.took(Object.fromEntries(coming.map(({module}) => [module.module, module.meeting?.revision ?? 0])));
}

/** What stands in the calendar; neither the study nor what a session is about. */
const entry = ({module: {entry: id = '', heldOn: date = '', bring, meeting}}: Offered): Entry => ({
  id,
  revision: meeting?.revision ?? 0,
  date,
  ...(meeting && {at: {begins: new Date(meeting.beginsAt), minutes: meeting.minutes}}),
  place: meeting?.place ?? meeting?.link ?? '',
  title: t('programme.calendar.title'),
  text: [bring && t('programme.bring', {what: bring}), meeting?.place && meeting.link].filter(Boolean).join('\n'),
});

function list(app: App, programme: Programme, title: 'programme.sessions' | 'programme.practices', offered: Offered[]): TemplateResult | typeof nothing {
  if (!offered.length) return nothing;
  return html`<section aria-labelledby=${title}>
    <h2 class="eyebrow" id=${title}>${t(title)}</h2>
    <ol class="plain ways">
      ${offered.map(each => row(app, programme, each))}
    </ol>
  </section>`;
}

function row(app: App, programme: Programme, {number, module}: Offered): TemplateResult {
  const path = `/app/programme/${number}`;
  const done = finishedAt(module, app.trail) !== undefined && (module.kind === 'session' || isDone(module, app.trail, new Date()));
  const words = html`${icon(done ? 'check' : module.kind === 'session' ? 'leaf' : 'breath')}
    <span>
      <span lang=${programme.language ?? ''} dir="auto">${module.title}</span>
      <small>${details(module, done)}</small>
      ${module.meeting?.place ? html`<small dir="auto">${module.meeting.place}</small>` : nothing}
      ${module.bring ? html`<small>${t('programme.bring', {what: module.bring})}</small>` : nothing}
    </span>`;
  return html`<li>${module.available ? html`<a href=${path} @click=${app.follow(path)}>${words}</a>` : html`<span class="shut">${words}</span>`}</li>`;
}

function details(module: Offered['module'], done: boolean): string {
  const now = new Date();
  if (module.heldOn) return t('programme.meeting', {day: when(module)});
  if (!module.available) return t('programme.opens', {day: day(new Date(module.availableAt), now)});
  const length = t('home.minutes', {n: module.minutes});
  return done ? `${t('programme.done')} · ${length}` : length;
}
