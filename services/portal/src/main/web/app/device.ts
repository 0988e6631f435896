import {html, svg, type TemplateResult} from 'lit-html';
import type {App} from './app';
import type {Apart} from './apart';
import {call, type Said} from './api';
import {focusHeading} from './questions';
import {t, type Key} from './words';

const QUIET_MODULES = 4;
const REFUSALS = new Set(['links-too-many', 'invitation-not-opened']);

interface Made {
  link: string;
  qr: {size: number; path: string};
  expiresAt: string;
}

/** A link to a further device, shown here. */
class Handover implements Apart {
  private made: Made | undefined;
  private problem = '';
  private busy = false;

  constructor(private readonly app: App) {}

  arrive() {
    if (!this.made && !this.problem && this.app.session) void this.make();
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
      <a class="button text" href="/app/passkeys" @click=${this.app.follow('/app/passkeys')}>${t('passkey.title')}</a>
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

export const open = (app: App): Apart => new Handover(app);

/** What a refusal or a lost connection means here. */
export function sentence({reply}: Said): string {
  if (reply.kind === 'offline') return t('unreachable');
  if (reply.kind === 'signed-out') return t('signed.out');
  return reply.kind === 'refused' && REFUSALS.has(reply.type) ? t(`device.problem.${reply.type}` as Key) : t('trouble');
}
