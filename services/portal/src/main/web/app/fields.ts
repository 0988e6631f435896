import {html, type TemplateResult} from 'lit-html';
import {live} from 'lit-html/directives/live.js';
import {t} from './words';

export const value = (event: Event): string => (event.target as HTMLInputElement).value;

/** One of several ways of which one is chosen; the group is named by the heading around it. */
export const way = (group: string, chosen: boolean, label: string, choose: () => void): TemplateResult =>
  html`<label class="choice"><input type="radio" name=${group} .checked=${live(chosen)} @change=${choose} /><span>${label}</span></label>`;

export const hoursFields = (from: string, until: string, tell: (from: string, until: string) => void): TemplateResult => html`<div class="pair">
  <label class="labelled">${t('hours.from')}<input class="field" type="time" .value=${from} @input=${(e: Event) => tell(value(e), until)} /></label>
  <label class="labelled">${t('hours.until')}<input class="field" type="time" .value=${until} @input=${(e: Event) => tell(from, value(e))} /></label>
</div>`;

export function zoneField(zone: string, tell: (zone: string) => void): TemplateResult {
  const zones = new Set([zone, ...Intl.supportedValuesOf('timeZone')]);
  return html`<label class="labelled"
    >${t('hours.zone')}
    <select class="field" dir="ltr" @change=${(e: Event) => tell(value(e))}>
      ${[...zones].map(name => html`<option value=${name} ?selected=${name === zone}>${name.replaceAll('_', ' ')}</option>`)}
    </select>
  </label>`;
}

export const emailField = (email: string, tell: (email: string) => void): TemplateResult => html`<label class="labelled"
  >${t('reach.email.address')}
  <input class="field" type="email" autocomplete="email" dir="ltr" maxlength="254" .value=${live(email)} aria-describedby="problem" @input=${(e: Event) => tell(value(e))} />
</label>`;

export const phoneField = (phone: string, tell: (phone: string) => void): TemplateResult => html`<label class="labelled"
    >${t('reach.sms.number')}
    <input class="field" type="tel" autocomplete="tel" dir="ltr" maxlength="20" .value=${live(phone)} aria-describedby="example problem" @input=${(e: Event) => tell(value(e))} />
  </label>
  <p class="hint" id="example">${t('reach.sms.example')}</p>`;

export const isEmail = (email: string): boolean => /^\S+@\S+\.\S+$/.test(email.trim());

/** A number as it is sent: what people write between digits is left out. */
export const dialled = (phone: string): string => phone.replace(/[\s()./-]/g, '');

export const isPhone = (phone: string): boolean => /^\+[1-9]\d{6,14}$/.test(dialled(phone));

/** A sentence for a refusal of hours; undefined if it was about something else. */
export function hoursProblem(type: string, field: string): string | undefined {
  if (type === 'hours-too-wide') return t('hours.problem.too-wide');
  if (type === 'hours-too-narrow') return t('hours.problem.too-narrow');
  return /^(hours|from|until)/.test(field) ? t('hours.problem.order') : undefined;
}
