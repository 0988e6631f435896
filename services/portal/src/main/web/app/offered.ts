import {html, nothing, type TemplateResult} from 'lit-html';
import type {App} from './app';
import {due, meetings, noon, type Module, type Offered, type Programme} from './course';
import {icon} from './icons';
import {clockIn, day, t} from './words';

/** Whether a session or practice could be done now. */
export const isOffered = (app: App): boolean => app.heard?.programme !== undefined && due(app.heard.programme, app.trail, new Date()).length > 0;

/** What the programme holds for today; nothing for whoever has none. */
export function offeredToday(app: App): TemplateResult | typeof nothing {
  const programme = app.heard?.programme;
  if (programme?.groupStartsBy) return gathering(programme.groupStartsBy);
  if (!programme?.modules.length) return nothing;
  const offered = due(programme, app.trail, new Date());
  const practices = offered.filter(({module}) => module.kind === 'practice');
  return html`<section aria-labelledby="programme">
    <h2 class="eyebrow" id="programme" lang=${programme.language ?? ''} dir="auto">${programme.title}</h2>
    ${meeting(programme)} ${offered.filter(({module}) => module.kind === 'session').map(session => sessionCard(app, programme, session))}
    ${practices.length
      ? html`<article class="card">
          <h3>${icon('breath')}<span>${t('programme.today')}</span></h3>
          <ul class="plain ways">
            ${practices.map(practice => practiceRow(app, programme, practice))}
          </ul>
        </article>`
      : nothing}
    <a class="button text" href="/app/programme" @click=${app.follow('/app/programme')}>${t('programme.all')}</a>
  </section>`;
}

const gathering = (startsBy: string): TemplateResult => html`<section>
  <article class="card">
    <h3>${icon('calendar')}<span>${t('programme.group')}</span></h3>
    <p>${t('programme.gathering', {day: day(new Date(startsBy), new Date())})}</p>
  </article>
</section>`;

function meeting(programme: Programme): TemplateResult | typeof nothing {
  const next = meetings(programme, new Date())[0]?.module;
  if (!next) return nothing;
  return html`<p class="rest">
    ${icon('calendar')}
    <span>${t('programme.meeting.next', {day: when(next)})}<small dir="auto">${next.meeting ? (next.meeting.place ?? '') : t('programme.meeting.told')}</small></span>
  </p>`;
}

/** Day of a meeting and, once it is arranged, its hour. */
export function when({heldOn = '', meeting}: Module): string {
  const on = day(noon(heldOn), new Date());
  return meeting ? t('programme.meeting.at', {day: on, time: clockIn(new Date(meeting.beginsAt), meeting.zone)}) : on;
}

function sessionCard(app: App, programme: Programme, {number, module}: Offered): TemplateResult {
  const path = `/app/programme/${number}`;
  return html`<article class="card hero">
    <h3 lang=${programme.language ?? ''} dir="auto">${icon('leaf')}<span>${module.title}</span></h3>
    <p>${t('home.minutes', {n: module.minutes})}</p>
    <a class="button main" href=${path} @click=${app.follow(path)}>${app.trail.at[module.module] ? t('home.resume') : t('start')}</a>
  </article>`;
}

function practiceRow(app: App, programme: Programme, {number, module}: Offered): TemplateResult {
  const path = `/app/programme/${number}`;
  return html`<li>
    <a href=${path} @click=${app.follow(path)}>
      <span lang=${programme.language ?? ''} dir="auto">${module.title}</span>
      <small>${t('home.minutes', {n: module.minutes})}</small>
    </a>
  </li>`;
}
