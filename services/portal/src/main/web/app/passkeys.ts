import {html, nothing, type TemplateResult} from 'lit-html';
import type {App} from './app';
import type {Apart} from './apart';
import {call} from './api';
import {landing} from './home';
import {make, sentence, unable} from './passkey';
import {focusHeading} from './questions';
import {date, t} from './words';

interface Passkey {
  passkey: string;
  number: number;
  madeAt: string;
  usedAt?: string;
}

/** Passkeys of this participant: what they are for, those that there are, a new one. */
class Passkeys implements Apart {
  private known: Passkey[] | undefined;
  private problem = '';
  private news = '';
  private busy = false;

  constructor(private readonly app: App) {}

  arrive() {
    if (!this.known && !this.busy && this.app.session) void this.during(() => this.load());
  }

  private get path(): string {
    return this.app.path('enrollment', '/passkeys');
  }

  private async load() {
    const said = await call('GET', this.path);
    if (said.reply.kind === 'acknowledged') this.known = said.body['passkeys'] as Passkey[];
    else this.problem = sentence(said);
  }

  private async make() {
    this.problem = await make(this.path);
    if (this.problem) return;
    await this.load();
    this.news = t('passkey.made');
  }

  private async remove({passkey}: Passkey) {
    const said = await call('POST', `${this.path}/${passkey}/removal`, {});
    if (said.reply.kind !== 'acknowledged') return void (this.problem = sentence(said));
    await this.load();
    this.news = t('passkey.removed');
  }

  private async during(work: () => Promise<void>) {
    if (this.busy) return;
    this.busy = true;
    this.problem = this.news = '';
    this.app.paint();
    await work();
    this.busy = false;
    this.app.paint();
    if (this.news) focusHeading();
  }

  view(): TemplateResult {
    if (!this.app.session && this.app.ready) return landing(this.app);
    const why = unable();
    return html`<h1 tabindex="-1">${t('passkey.title')}</h1>
      <p>${t('passkey.text')}</p>
      <p class="soft">${t('passkey.optional')}</p>
      ${this.news ? html`<p class="note" role="status">${this.news}</p>` : nothing}
      ${this.known?.length ? this.list(this.known) : nothing}
      <p class="complaint" role="alert">${this.problem || nothing}</p>
      ${why
        ? html`<p class="note">${why}</p>`
        : html`<button class="main" ?disabled=${this.busy || !this.known} @click=${() => void this.during(() => this.make())}>${t('passkey.make')}</button>`}
      <a class="button text" href="/app" @click=${this.app.follow('/app')}>${t('home')}</a>`;
  }

  private list(known: Passkey[]): TemplateResult {
    return html`<section aria-labelledby="passkeys">
      <h2 class="eyebrow" id="passkeys">${t('passkey.list')}</h2>
      ${known.map(one => {
        const name = t('passkey.name', {number: one.number});
        return html`<article class="card">
          <h3>${name}</h3>
          <small>${t('passkey.madeOn', {day: day(one.madeAt)})}</small>
          ${one.usedAt ? html`<small>${t('passkey.usedOn', {day: day(one.usedAt)})}</small>` : nothing}
          <button class="quiet small" aria-label="${t('passkey.remove')}: ${name}" ?disabled=${this.busy} @click=${() => void this.during(() => this.remove(one))}>${t('passkey.remove')}</button>
        </article>`;
      })}
    </section>`;
  }
}

/** The day on which it was, by this device's clock. */
const day = (at: string): string => date(new Date(at).toLocaleDateString('sv'));

export const open = (app: App): Apart => new Passkeys(app);
