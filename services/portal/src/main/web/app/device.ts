import {html, nothing, svg, type TemplateResult} from 'lit-html';
import type {App} from './app';
import {call, type Said} from './api';
import {device} from './join';
import {focusHeading} from './questions';
import {t, type Key} from './words';

const QUIET_MODULES = 4;
const ADDRESS = /^\S+@\S+\.\S+$/;
const REFUSALS = new Set(['links-too-many', 'invitation-not-opened']);

interface Made {
  link: string;
  qr: {size: number; path: string};
  expiresAt: string;
}

/** A link to a further device, shown here. */
export class Handover {
  private made: Made | undefined;
  private problem = '';
  private busy = false;

  constructor(private readonly app: App) {
    void this.make();
  }

  private async make() {
    if (this.busy) return;
    this.busy = true;
    this.problem = '';
    const said = await call('POST', this.app.path('enrollment', '/links'), {link: crypto.randomUUID()});
    this.busy = false;
    this.made = said.reply.kind === 'acknowledged' ? (said.body as Made) : undefined;
    if (!this.made) this.problem = sentence(said);
    this.app.paint();
    focusHeading();
  }

  view(): TemplateResult {
    return html`<h1 tabindex="-1">${t('device.title')}</h1>
      ${this.problem ? html`<p role="alert">${this.problem}</p>` : this.made ? this.square(this.made) : html`<p class="soft" role="status">…</p>`}
      <button class=${this.problem ? 'main' : 'quiet'} ?disabled=${this.busy} @click=${() => void this.make()}>${this.problem ? t('again') : t('device.another')}</button>
      <a class="button text" href="/app" @click=${this.app.follow('/app')}>${t('home')}</a>`;
  }

  private square({link, qr}: Made): TemplateResult {
    const side = qr.size + 2 * QUIET_MODULES;
    return html`<p>${t('device.text')}</p>
      <p class="qr">
        <svg viewBox="0 0 ${side} ${side}" role="img" aria-label=${t('device.qr')}>
          ${svg`<rect width=${side} height=${side} fill="#fff" /><path transform="translate(${QUIET_MODULES} ${QUIET_MODULES})" d=${qr.path} fill="#000" />`}
        </svg>
      </p>
      <p>${t('device.or')}</p>
      <p class="note" dir="ltr">${link}</p>
      <p class="hint">${t('device.once')}</p>`;
  }
}

/** Somebody took part before and is not known on this device: a link by mail. */
export class Return {
  private email = '';
  private problem = '';
  private busy = false;
  private asked = false;
  /** The same for the same question, however often it is sent. */
  private request = crypto.randomUUID();

  constructor(private readonly app: App) {}

  view(): TemplateResult {
    if (this.asked) {
      return html`<h1 tabindex="-1">${t('return.sent.title')}</h1>
        <p role="status">${t('return.sent.text')}</p>
        <p class="soft">${t('return.sent.none')}</p>
        <button class="quiet" @click=${() => this.anew()}>${t('return.again')}</button>`;
    }
    return html`<form novalidate @submit=${(event: Event) => (event.preventDefault(), void this.ask())}>
      <h1 tabindex="-1">${t('return.title')}</h1>
      <p>${t('return.text')}</p>
      <label class="labelled"
        >${t('reach.email.address')}
        <input class="field" type="email" autocomplete="email" dir="ltr" maxlength="254" .value=${this.email} aria-describedby="problem" @input=${(e: Event) => (this.email = (e.target as HTMLInputElement).value)} />
      </label>
      <p class="complaint" id="problem" role="alert">${this.problem || nothing}</p>
      <div class="actions"><button class="main wide" ?disabled=${this.busy}>${t('return.ask')}</button></div>
    </form>`;
  }

  private anew() {
    this.asked = false;
    this.request = crypto.randomUUID();
    this.app.paint();
    focusHeading();
  }

  private async ask() {
    if (this.busy) return;
    if (!ADDRESS.test(this.email.trim())) return this.tell(t('reach.problem.email'));
    this.busy = true;
    this.tell('');
    const said = await call('POST', '/api/enrollment/links', {email: this.email.trim(), device: await device(), request: this.request});
    this.busy = false;
    this.asked = said.reply.kind === 'acknowledged';
    this.tell(this.asked ? '' : said.body['field'] === 'email' ? t('reach.problem.email') : sentence(said));
    if (this.asked) focusHeading();
  }

  private tell(problem: string) {
    this.problem = problem;
    this.app.paint();
  }
}

function sentence({reply}: Said): string {
  if (reply.kind === 'offline') return t('unreachable');
  if (reply.kind === 'signed-out') return t('signed.out');
  return reply.kind === 'refused' && REFUSALS.has(reply.type) ? t(`device.problem.${reply.type}` as Key) : t('trouble');
}
