import {html, nothing, type TemplateResult} from 'lit-html';
import type {Apart} from './apart';
import type {App} from './app';
import {calendar, hand} from './calendar';
import {finishedAt, isDone, meetings, noon, numbered, type Offered, type Programme} from './course';
import {icon} from './icons';
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
    ${programme.ended ? html`<p>${t('programme.over')}</p>` : nothing} ${dates(programme)}
    ${list(app, programme, 'programme.sessions', all.filter(({module}) => module.kind === 'session'))}
    ${list(app, programme, 'programme.practices', all.filter(({module}) => module.kind === 'practice'))}
    <a class="button quiet" href="/app" @click=${app.follow('/app')}>${t('home')}</a>`;
}

/** Where and when a group meets is between the group and its facilitator; the days are the protocol's. */
function dates(programme: Programme): TemplateResult | typeof nothing {
  const coming = meetings(programme, new Date());
  if (!coming.length) return nothing;
  const entries = () =>
    coming.map(({module}) => ({date: module.heldOn ?? '', title: t('programme.calendar.title'), text: module.bring ? t('programme.bring', {what: module.bring}) : ''}));
  return html`<p class="soft">${t('programme.meeting.told')}</p>
    <button class="quiet" @click=${() => hand(calendar(entries(), new Date()))}>${icon('calendar')}<span>${t('programme.calendar')}</span></button>`;
}

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
      ${module.bring ? html`<small>${t('programme.bring', {what: module.bring})}</small>` : nothing}
    </span>`;
  return html`<li>${module.available ? html`<a href=${path} @click=${app.follow(path)}>${words}</a>` : html`<span class="shut">${words}</span>`}</li>`;
}

function details(module: Offered['module'], done: boolean): string {
  const now = new Date();
  if (module.heldOn) return t('programme.meeting', {day: day(noon(module.heldOn), now)});
  if (!module.available) return t('programme.opens', {day: day(new Date(module.availableAt), now)});
  const length = t('home.minutes', {n: module.minutes});
  return done ? `${t('programme.done')} · ${length}` : length;
}
