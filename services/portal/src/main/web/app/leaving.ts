import {html, nothing, type TemplateResult} from 'lit-html';
import {live} from 'lit-html/directives/live.js';
import type {App} from './app';
import {call} from './api';
import {emptyDevice} from './emptying';
import {value} from './fields';
import {follows} from './follows';
import {save} from './gathering';
import {icon} from './icons';
import {focusHeading} from './questions';
import {t} from './words';

/** What can be stopped, from little to everything, in the words of the request. */
export const WAYS = ['stop-prompts', 'stop-intervention', 'withdraw-followup', 'withdraw-data'] as const;
export type Way = (typeof WAYS)[number];

const REASONS = ['not-said', 'no-time', 'burden', 'distress', 'privacy', 'other'] as const;

/** How often and how soon the certificate is asked for, until every part of the study has erased. */
const CERTIFICATE_TRIES_MAX = 60;
const CERTIFICATE_PAUSE_MILLIS = 1000;

interface Certificate {
  complete: boolean;
  text: string;
  signature: string;
  signedBy: string;
}

/** Stops a part, leaves the study, or erases everything; says before what follows, and afterwards what has happened. */
export class Leaving {
  /** The study has erased; there is no way back on this screen. */
  gone = false;
  /** This device is empty too: only this window still shows something. */
  private emptied = false;
  private done: Way | undefined;
  private reason: string = REASONS[0];
  private sure = false;
  private busy = false;
  private problem = '';
  private certificate: Certificate | undefined;
  private number = '';

  constructor(private readonly app: App) {}

  arrive() {
    Object.assign(this, {done: undefined, reason: REASONS[0], sure: false, problem: ''});
  }

  view(way: Way, back: () => void): TemplateResult {
    if (this.emptied) return this.farewell();
    if (this.done === way && way !== 'withdraw-data') return this.stopped(way);
    return way === 'withdraw-data' ? this.erasing(back) : this.stopping(way, back);
  }

  private stopping(way: Exclude<Way, 'withdraw-data'>, back: () => void): TemplateResult {
    const {standing} = this.app.heard!;
    return html`<h1 tabindex="-1">${t(`leave.${way}`)}</h1>
      ${follows(way, standing)}
      <p class="soft">${t('leave.undo')}</p>
      ${this.why()}${this.complaint()}
      <div class="stack">
        <button class="main" ?disabled=${this.busy} @click=${() => void this.stop(way)}>${t(`leave.${way}`)}</button>
        <button class="quiet" @click=${back}>${t('leave.back')}</button>
      </div>`;
  }

  private why = (): TemplateResult => html`<label class="labelled"
    >${t('leave.why')}
    <select class="field" @change=${(e: Event) => (this.reason = value(e))}>
      ${REASONS.map(reason => html`<option value=${reason} ?selected=${reason === this.reason}>${t(`leave.why.${reason}`)}</option>`)}
    </select>
  </label>`;

  private complaint = (): TemplateResult => html`<p class="complaint" role="alert">${this.problem || nothing}</p>`;

  private leave = (way: Way) => call('POST', this.app.path('enrollment', '/leaving'), {way, reason: this.reason});

  private stop(way: Way): Promise<void> {
    return this.during(async () => {
      const {reply} = await this.leave(way);
      if (reply.kind !== 'acknowledged') return void (this.problem = reply.kind === 'refused' ? t('data.problem', {detail: reply.detail}) : t('leave.problem'));
      this.done = way;
      await this.app.refresh();
    });
  }

  private async during(work: () => Promise<void>) {
    if (this.busy) return;
    this.busy = true;
    this.problem = '';
    this.app.paint();
    try {
      await work();
    } finally {
      this.busy = false;
      this.app.paint();
      if (!this.problem) focusHeading();
    }
  }

  private stopped(way: Exclude<Way, 'withdraw-data'>): TemplateResult {
    return html`<div class="thanks">
      <span class="seal">${icon('check')}</span>
      <h1 tabindex="-1">${t('leave.done')}</h1>
      <p>${t(`leave.${way}.done`)}</p>
      <a class="button main" href="/app" @click=${this.app.follow('/app')}>${t('home')}</a>
    </div>`;
  }

  // Erasing

  private erasing(back: () => void): TemplateResult {
    if (this.busy || this.gone) {
      return html`<h1 tabindex="-1">${t('erase.title')}</h1>
        <p role="status">${t('erase.busy')}</p>`;
    }
    return html`<h1 tabindex="-1">${t('erase.title')}</h1>
      <p>${t('erase.text')}</p>
      <div class="card follows">
        <h2>${t('erase.gone')}</h2>
        <p>${t('erase.gone.text')}</p>
        <h2>${t('erase.stays')}</h2>
        <p>${t('erase.stays.text')}</p>
      </div>
      <a class="button quiet" href="/app/data" @click=${this.app.follow('/app/data')}>${t('erase.copy')}</a>
      ${this.why()}
      <label class="choice"><input type="checkbox" .checked=${live(this.sure)} @change=${() => ((this.sure = !this.sure), (this.problem = ''), this.app.paint())} /><span>${t('erase.sure')}</span></label>
      ${this.complaint()}
      <div class="stack">
        <button class="main" @click=${() => void this.erase()}>${t('erase.do')}</button>
        <button class="quiet" @click=${back}>${t('erase.back')}</button>
      </div>`;
  }

  private async erase() {
    if (!this.sure) {
      this.problem = t('erase.unsure');
      return this.app.paint();
    }
    await this.during(async () => {
      const {reply, body} = await this.leave('withdraw-data');
      this.gone = reply.kind === 'acknowledged' || (reply.kind === 'refused' && reply.type === 'erased');
      if (!this.gone) return void (this.problem = reply.kind === 'refused' ? t('data.problem', {detail: reply.detail}) : t('leave.problem'));
      this.number = this.app.session?.participant ?? '';
      await this.confirm(String(body['certificate'] ?? ''), String(body['token'] ?? ''));
      this.app.forget();
      await emptyDevice();
      this.emptied = true;
    });
  }

  /** By the last token, since this device is shut out already. */
  private async confirm(path: string, token: string) {
    for (let attempt = 0; path && token && attempt < CERTIFICATE_TRIES_MAX; attempt++) {
      const {reply, body} = await call('GET', path, undefined, token);
      if (reply.kind === 'acknowledged') this.certificate = body as Certificate;
      if (this.certificate?.complete) return;
      await new Promise(resolve => setTimeout(resolve, CERTIFICATE_PAUSE_MILLIS));
    }
  }

  private farewell(): TemplateResult {
    const {certificate} = this;
    return html`<div class="thanks">
      <span class="seal">${icon('check')}</span>
      <h1 tabindex="-1">${certificate?.complete ? t('erase.done') : t('erase.begun')}</h1>
      <p>${certificate?.complete ? t('erase.done.text') : t('erase.begun.text', {number: '\u2066' + this.number + '\u2069'})}</p>
      ${certificate
        ? html`<p class="soft">${t('erase.certificate.text')}</p>
            <button class="main" @click=${() => save(`erasure-${this.number}.json`, 'application/json', JSON.stringify(certificate, null, 2))}>${t('erase.certificate')}</button>`
        : nothing}
    </div>`;
  }
}
