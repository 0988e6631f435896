import {html, nothing, type TemplateResult} from 'lit-html';
import type {App} from './app';
import type {Apart} from './apart';
import {call} from './api';
import {focusHeading} from './questions';
import {t} from './words';

/** How it stands with messages on this device: asked about, allowed, not allowed, or not to be had. */
type State = 'asking' | 'allowed' | 'denied' | 'failed';

/** Why messages are asked for, the question itself, and what follows from the answer. */
class Notices implements Apart {
  private state: State = 'asking';
  private busy = false;

  constructor(private readonly app: App) {}

  arrive() {}

  view(): TemplateResult {
    const home = html`<a class="button quiet" href="/app" @click=${this.app.follow('/app')}>${t('home')}</a>`;
    const other = html`<a class="button text" href="/app/data" @click=${this.app.follow('/app/data')}>${t('notices.other')}</a>`;
    if (this.state === 'allowed') {
      return html`<h1 tabindex="-1">${t('notices.allowed.title')}</h1>
        <p role="status">${t('notices.allowed.text')}</p>
        ${home}`;
    }
    return html`<h1 tabindex="-1">${t('notices.title')}</h1>
      <p>${t('notices.text')}</p>
      <p>${t('notices.stop')}</p>
      ${this.state === 'asking' ? nothing : html`<p class="complaint" role="alert">${t(`notices.${this.state}`)}</p>`}
      ${this.state === 'denied' ? nothing : html`<button class="main" ?disabled=${this.busy} @click=${() => void this.ask()}>${t('notices.allow')}</button>`}
      ${home}${other}`;
  }

  private async ask() {
    if (this.busy) return;
    this.busy = true;
    this.app.paint();
    try {
      this.state = await this.subscribe();
    } catch {
      this.state = 'failed'; // the browser's push service is not to be had
    }
    this.busy = false;
    this.app.paint();
    if (this.state === 'allowed') focusHeading();
  }

  /** Asks the browser, then tells the study where messages to this device go. */
  private async subscribe(): Promise<State> {
    if ((await Notification.requestPermission()) !== 'granted') return 'denied';
    const registration = await navigator.serviceWorker.ready;
    const subscription = await registration.pushManager.subscribe({userVisibleOnly: true, applicationServerKey: this.app.heard?.standing.pushKey ?? ''});
    const {endpoint, keys} = subscription.toJSON();
    const kept = await call('PUT', this.app.path('enrollment', '/contact'), {push: {endpoint, p256dh: keys?.['p256dh'], auth: keys?.['auth']}});
    if (kept.reply.kind !== 'acknowledged') return 'failed';
    const others = (this.app.heard?.standing.channels ?? []).filter(channel => channel !== 'web-push');
    const chosen = await call('PUT', this.app.path('enrollment', '/channel'), {channels: ['web-push', ...others]});
    if (chosen.reply.kind !== 'acknowledged') return 'failed';
    await this.app.refresh();
    return 'allowed';
  }
}

export const open = (app: App): Apart => new Notices(app);
