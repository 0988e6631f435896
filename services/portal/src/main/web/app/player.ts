import {html, nothing, type TemplateResult} from 'lit-html';
import {keyed} from 'lit-html/directives/keyed.js';
import type {App} from './app';
import {minutes, partsOf, percent, type Module, type Part} from './course';
import {StorageError} from './database';
import {icon} from './icons';
import {focusHeading} from './questions';
import {Timer} from './timer';
import {t, type Key} from './words';

const RATING_MAX = 5;

/** Unit: seconds. What is shorter was not meant. */
const STRETCH_MIN = 3;
const STRETCH_MAX = 24 * 60 * 60;

/**
 * One session or practice: its parts one after the other, then how it was. The time from opening to leaving, hiding the window
 * or the end is a stretch, sent like an answer.
 */
export class Player {
  private readonly parts: Part[];
  private at: number;
  /** On the clock that nobody sets. */
  private since: number | undefined = performance.now();
  private rating: number | undefined;
  private timer: Timer | undefined;
  private busy = false;
  private finished = false;
  private left = false;

  constructor(
    private readonly app: App,
    private readonly module: Module,
    private readonly language: string,
    /** False for what is only read again: nothing is told of it. */
    private readonly counts: boolean,
  ) {
    this.parts = partsOf(module);
    this.at = Math.min(app.trail.at[module.module] ?? 0, this.parts.length - 1);
    this.prepare();
    document.addEventListener('visibilitychange', this.looked);
  }

  /** A window that nobody looks at spends no time. */
  private readonly looked = () => {
    if (document.hidden) void this.pause();
    else if (!this.finished) this.since = performance.now();
  };

  leave() {
    this.left = true;
    document.removeEventListener('visibilitychange', this.looked);
    void this.pause();
  }

  private async pause() {
    this.timer?.pause();
    if (this.finished) return;
    if (this.at >= this.parts.length) return this.end();
    await this.tell(percent(this.at, this.parts.length), 'note').catch(this.unkept);
  }

  /** What cannot be kept here nor sent is told by the banner. */
  private readonly unkept = (failure: unknown) => {
    if (!(failure instanceof StorageError)) throw failure;
  };

  /**
   * Ends the stretch and says so.
   *
   * @param safe told as soon as it is kept here or there
   */
  private async tell(completionPercent: number, kind: 'answer' | 'note', safe: () => void = () => undefined) {
    const since = this.since;
    const until = Date.now();
    this.since = undefined;
    if (since === undefined || !this.counts || !this.app.session) return safe();
    const spent = performance.now() - since;
    const seconds = Math.min(STRETCH_MAX, Math.floor(spent / 1000));
    if (kind === 'note' && seconds < STRETCH_MIN) return;
    const id = crypto.randomUUID();
    const body = {
      module: this.module.module,
      startedAt: new Date(until - spent).toISOString(),
      endedAt: new Date(until).toISOString(),
      seconds,
      completionPercent,
      ...(this.rating ? {rating: this.rating} : {}),
    };
    try {
      await this.app.submit({id, method: 'PUT', path: this.app.path('interventions', `/engagements/${id}`), body, kind, title: this.module.title}, id, safe);
    } catch (failure) {
      this.since = since;
      throw failure;
    }
  }

  private prepare() {
    this.timer?.pause();
    const part = this.parts[this.at];
    this.timer = part?.kind === 'exercise' && part.seconds ? new Timer(part.seconds, part.breath, () => this.app.paint()) : undefined;
  }

  private move(to: number) {
    this.at = to;
    this.prepare();
    void this.app.walked(this.module.module, Math.min(to, this.parts.length - 1));
    this.app.paint();
    focusHeading();
  }

  private next() {
    if (this.at >= this.parts.length || (this.at + 1 === this.parts.length && !this.counts)) return void this.end();
    this.move(this.at + 1);
  }

  private back() {
    if (this.at > 0) this.move(this.at - 1);
    else history.back();
  }

  /** The end was reached: with a rating or without one. */
  private async end() {
    if (this.busy || this.finished) return;
    this.busy = true;
    this.app.paint();
    try {
      await this.tell(100, 'answer', () => this.done());
    } catch (failure) {
      this.unkept(failure);
    } finally {
      this.busy = false;
      this.app.paint();
    }
  }

  private done() {
    this.finished = true;
    if (this.counts) void this.app.walkedThrough(this.module.module);
    this.app.paint();
    if (!this.left) focusHeading();
  }

  view(): TemplateResult {
    if (this.finished) return this.thanks();
    const part = this.parts[this.at];
    const all = this.parts.length;
    return html`<form class="item" novalidate @submit=${(event: Event) => (event.preventDefault(), this.next())}>
      ${part && all > 1
        ? html`<div class="along">
            <p>${t('programme.part', {n: this.at + 1, all})}</p>
            <progress aria-label=${t('item.progress')} max=${all} value=${this.at + 1}></progress>
          </div>`
        : nothing}
      ${part ? keyed(this.at, this.shown(part)) : this.asked()}
      <div class="actions">
        <button type="button" class="quiet" @click=${() => this.back()}>${t('back')}</button>
        <button class="main" ?disabled=${this.busy}>${!part || (!this.counts && this.at + 1 === all) ? t('item.finish') : this.at + 1 < all ? t('next') : t('programme.finish')}</button>
      </div>
    </form>`;
  }

  private shown(part: Part): TemplateResult {
    return html`<h1 tabindex="-1" lang=${this.language} dir="auto">${part.title}</h1>
      <div class="passage" lang=${this.language}>${this.body(part)}</div>`;
  }

  private body(part: Part): TemplateResult {
    if (part.kind === 'text') return paragraphs(part.text);
    if (part.kind === 'audio') return recording(part.address, part.seconds, part.transcript);
    return html`<ol class="steps">
        ${part.steps.map(step => html`<li dir="auto">${step}</li>`)}
      </ol>
      ${this.timer?.view() ?? nothing}`;
  }

  private asked(): TemplateResult {
    return html`<h1 tabindex="-1" id="question">${t('programme.rating')}</h1>
      <p class="soft">${t('programme.rating.open')}</p>
      <div class="choices" role="radiogroup" aria-labelledby="question">
        ${Array.from({length: RATING_MAX}, (_, index) => index + 1).map(
          value => html`<label class="choice">
            <input type="radio" name="rating" .checked=${this.rating === value} @change=${() => (this.rating = value)} />
            <span>${t(`programme.rating.${value}` as Key)}</span>
          </label>`,
        )}
      </div>`;
  }

  private thanks(): TemplateResult {
    return html`<div class="thanks">
      <span class="seal">${icon('check')}</span>
      <h1 tabindex="-1">${t('programme.thanks')}</h1>
      ${this.counts ? html`<p role="status" id="sent">${t(this.app.waiting ? 'programme.saved' : 'programme.sent')}</p>` : nothing}
      <a class="button main" href="/app" @click=${this.app.follow('/app')}>${t('home')}</a>
    </div>`;
  }
}

const paragraphs = (text: string): TemplateResult => html`${text.split(/\n+/).map(line => html`<p dir="auto">${line}</p>`)}`;

/** A recording lies with the site: it is opened there, and its words are here. */
const recording = (address: string, seconds: number, transcript: string): TemplateResult => html`<a class="button quiet" href=${address} target="_blank" rel="noopener noreferrer">${t('programme.listen', {time: minutes(seconds)})}</a>
  <p class="hint">${t('programme.listen.elsewhere')}</p>
  ${paragraphs(transcript)}`;
