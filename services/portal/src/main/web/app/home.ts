import {html, nothing, type TemplateResult} from 'lit-html';
import type {App} from './app';
import {startPrompt} from './answering';
import {dataLink} from './help';
import {icon} from './icons';
import {noticesCard} from './notify';
import {isOffered, offeredToday} from './offered';
import {renewalCard, signedForm} from './renewal';
import {coming, open, parts, studyTime, type Prompt, type Visit} from './server';
import {clock, day, t} from './words';

const SECONDS_AN_ITEM = 9;

/** How long it takes, said before it begins. */
function length(items: number): string {
  const minutes = Math.max(1, Math.round((items * SECONDS_AN_ITEM) / 60));
  return t('home.length', {n: items, time: t('home.minutes', {n: minutes})});
}

/** Nobody has been invited on this device, or the browser forgot it. */
export const landing = (app: App): TemplateResult => html`<h1 tabindex="-1">${t('landing.title')}</h1>
  <p>${app.last === 'offline' ? t('offline') : t('landing.text')}</p>
  <a class="button quiet" href="/app/return" @click=${app.follow('/app/return')}>${t('landing.return')}</a>`;

/** What is due now, what comes next, and nothing else. */
export function homeScreen(app: App, now: {prompts: Prompt[]; visits: Visit[]}): TemplateResult {
  const startable = (app.heard?.prompts?.startable ?? []).filter(start => start.startedToday < start.most && (!start.from || new Date(start.from) <= studyTime(app.heard)));
  const due = [...now.prompts.map(prompt => promptCard(app, prompt)), ...now.visits.map(visit => visitCard(app, visit))];
  return html`${app.justJoined
      ? html`<h1 tabindex="-1">${t('joined.title')}</h1>
          <p>${t('joined.text')}</p>
          ${signedForm(app)}`
      : html`<h1 tabindex="-1">${t('home.title')}</h1>`}
    ${renewalCard(app)} ${pauseCard(app)}
    ${due.length || !isOffered(app)
      ? html`<section aria-labelledby="now">
          <h2 class="eyebrow" id="now">${t('home.now')}</h2>
          ${due.length ? due : html`<p class="rest">${icon('check')}<span>${t('home.nothing')}</span></p>`}
        </section>`
      : nothing}
    ${offeredToday(app)}
    ${startable.length
      ? html`<section aria-labelledby="startable">
          <h2 class="eyebrow" id="startable">${t('home.startable')}</h2>
          ${startable.map(start => startCard(app, start))}
        </section>`
      : nothing}
    <section aria-labelledby="later">
      <h2 class="eyebrow" id="later">${t('home.later')}</h2>
      ${next(app)}
    </section>
    ${old(app)}
    ${noticesCard(app)}
    <p class="last">${dataLink(app)}</p>
    <a class="button text" href="/app/device" @click=${app.follow('/app/device')}>${t('device.title')}</a>`;
}

/** Nobody writes for a while; what is open stays open. */
function pauseCard(app: App): TemplateResult | typeof nothing {
  const until = app.heard?.standing.pausedUntil;
  if (!until || new Date(until) <= new Date()) return nothing;
  return html`<p class="note">${t('home.paused', {day: day(new Date(until), new Date())})} <a href="/app/data/pause" @click=${app.follow('/app/data/pause')}>${t('data.change')}</a></p>`;
}

function promptCard(app: App, prompt: Prompt): TemplateResult {
  const asked = {...app.heard?.prompts?.questionnaires[prompt.questionnaire], ...prompt};
  const path = `/app/prompts/${prompt.slot}`;
  return html`<article class="card hero">
    <h3 lang=${asked.language ?? ''} dir="auto">${icon('moment')}<span>${asked.title}</span></h3>
    <p>${length(asked.items?.length ?? 1)} · ${t('home.prompt.until', {time: clock(new Date(prompt.expiresAt))})}</p>
    <a class="button main" href=${path} @click=${app.follow(path)}>${prompt.draft ? t('home.resume') : t('start')}</a>
  </article>`;
}

function visitCard(app: App, visit: Visit): TemplateResult {
  const left = parts(visit, app.ended);
  const items = left.reduce((sum, part) => sum + (part.items?.length ?? 0), 0);
  const path = `/app/visits/${visit.visit}`;
  const begun = left.length < visit.instruments.length || left.some(part => part.draft);
  return html`<article class="card hero">
    <h3>${icon('pages')}<span>${t('home.visit')}</span></h3>
    <p>${t('visit.parts', {n: left.length})} · ${length(items)}</p>
    <p class="soft">${t('home.visit.until', {day: day(new Date(new Date(visit.closesAt).getTime() - 1), new Date())})}</p>
    <a class="button main" href=${path} @click=${app.follow(path)}>${begun ? t('home.resume') : t('start')}</a>
  </article>`;
}

function startCard(app: App, start: {schedule: string; questionnaire: string}): TemplateResult {
  const asked = app.heard?.prompts?.questionnaires[start.questionnaire];
  return html`<article class="card">
    <h3 lang=${asked?.language ?? ''} dir="auto">${icon('moment')}<span>${asked?.title}</span></h3>
    <p>${length(asked?.items.length ?? 1)}</p>
    <button class="quiet" @click=${() => void startPrompt(app, start.schedule)}>${t('start')}</button>
  </article>`;
}

/** The day alone: a moment that is known beforehand is not the moment that was meant to be asked about. */
function next(app: App): TemplateResult {
  const now = new Date();
  const {prompt, visit} = app.heard ? coming(app.heard) : {};
  if (!prompt && !visit) return html`<p class="soft">${t('home.nothing.next')}</p>`;
  return html`<ul class="plain">
    ${prompt ? html`<li>${icon('moment')}<span>${t('home.next.prompt', {day: day(prompt, now)})}</span></li>` : nothing}
    ${visit ? html`<li>${icon('pages')}<span>${t('home.next.visit', {day: day(visit, now)})}</span></li>` : nothing}
  </ul>`;
}

function old(app: App): TemplateResult | typeof nothing {
  if (app.last === 'acknowledged' || !app.heard) return nothing;
  const at = new Date(app.heard.at);
  return html`<p class="soft">${t('home.old', {day: day(at, new Date()), time: clock(at)})}</p>`;
}

/** One assessment: its parts, in order, each left when it is done. */
export function visitScreen(app: App, id: string): TemplateResult {
  const visits = app.heard?.visits;
  const visit = [...(visits?.open ?? []), ...(visits?.upcoming ?? [])].find(known => known.visit === id);
  if (!visit?.instruments) return gone(app);
  const whole = visit as Visit;
  const left = parts(whole, app.ended);
  const path = `/app/visits/${id}/${left[0]?.code}`;
  return html`<h1 tabindex="-1">${t('home.visit')}</h1>
    <p>${left.length ? t('visit.break') : t('visit.complete')}</p>
    <ol class="plain parts">
      ${whole.instruments.map(part => {
        const done = !left.includes(part);
        return html`<li class=${done ? 'done' : ''}>
          ${icon(done ? 'check' : 'pages')}
          <span><span lang=${part.language} dir="auto">${part.title}</span><small>${done ? t('visit.done') : length(part.items?.length ?? 0)}</small></span>
        </li>`;
      })}
    </ol>
    ${left.length
      ? html`<a class="button main" href=${path} @click=${app.follow(path)}>${left.length < whole.instruments.length ? t('go.on') : t('start')}</a>`
      : html`<a class="button main" href="/app" @click=${app.follow('/app')}>${t('home')}</a>`}`;
}

/** Opened too late, or answered on another device: said kindly, with when the next one comes. */
export function gone(app: App): TemplateResult {
  const now = new Date();
  const {prompt} = app.heard ? coming(app.heard) : {};
  return html`<h1 tabindex="-1">${t('gone.title')}</h1>
    <p>${t('gone.text')} ${prompt ? t('gone.next', {day: day(prompt, now)}) : t('gone.later')}</p>
    <a class="button main" href="/app" @click=${app.follow('/app')}>${t('home')}</a>`;
}

/** After answering: whether it has arrived, or waits here. */
export function thanks(app: App): TemplateResult {
  const more = app.heard ? open(app.heard, app.ended).visits[0] : undefined;
  const path = more ? `/app/visits/${more.visit}` : '/app';
  return html`<div class="thanks">
    <span class="seal">${icon('check')}</span>
    <h1 tabindex="-1">${t('done.title')}</h1>
    <p role="status" id="sent">${app.waiting ? t('done.saved') : t('done.sent')}</p>
    <a class="button main" href=${path} @click=${app.follow(path)}>${more ? t('go.on') : t('home')}</a>
  </div>`;
}

/** The study takes nobody in, or this person has done all there is. */
export function closed(app: App): TemplateResult {
  const standing = app.heard?.standing;
  const reason =
    standing?.next === 'study-full'
      ? t('closed.full')
      : standing?.next === 'study-closed'
        ? t('closed.closed')
        : standing?.next === 'not-randomized'
          ? t('closed.notRandomized')
          : standing?.stage === 'ineligible'
            ? (standing.told ?? t('closed.ineligible'))
            : standing?.stage === 'declined'
              ? t('consent.declined')
              : standing?.stage === 'left'
                ? t('leave.withdraw-followup.done')
                : t('closed.nothing');
  return html`<h1 tabindex="-1">${t('closed.title')}</h1>
    <p dir="auto">${reason}</p>
    <p>${t('closed.help')}</p>
    <a class="button quiet" href="/app/help" @click=${app.follow('/app/help')}>${t('help')}</a>
    <p class="last">${dataLink(app)}</p>`;
}

/** Answers on their way, and those that the study did not accept. */
export function waitingScreen(app: App): TemplateResult {
  return html`<h1 tabindex="-1">${t('waiting.title')}</h1>
    ${app.waiting ? html`<p>${t('waiting.explain')}</p>` : app.refused ? nothing : html`<p>${t('waiting.none')}</p>`}
    <ul class="plain">
      ${app.entries.map(entry => {
        const at = new Date(entry.madeAt);
        return html`<li class=${entry.refusal ? 'card warm' : 'card'}>
          <span>
            <strong dir="auto">${entry.title}</strong>
            <small>${t('waiting.answered', {day: day(at, new Date()), time: clock(at)})}</small>
            <small>${entry.refusal ? t('waiting.refused') : t('waiting.state')}</small>
            ${entry.refusal?.detail ? html`<small lang="en" dir="auto">${entry.refusal.detail}</small>` : nothing}
          </span>
        </li>`;
      })}
    </ul>
    ${app.waiting ? html`<button class="main" @click=${() => void app.wake()}>${t('again')}</button>` : nothing}
    <a class="button quiet" href="/app" @click=${app.follow('/app')}>${t('home')}</a>`;
}
