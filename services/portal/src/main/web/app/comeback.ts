import {html, nothing, type TemplateResult} from 'lit-html';
import type {App} from './app';
import type {Apart} from './apart';
import {call} from './api';
import {sentence} from './device';
import {emailField, isEmail} from './fields';
import {device} from './join';
import {comeBack, sentence as ofPasskey, unable} from './passkey';
import {focusHeading} from './questions';
import type {Session} from './server';
import {t} from './words';

/** Somebody took part before and is not known on this device: a passkey, or a link by mail. */
class Comeback implements Apart {
  private email = '';
  private problem = '';
  /** Why the passkey opened nothing. */
  private unopened = '';
  private busy = false;
  private asked = false;
  /** The same for the same question, however often it is sent. */
  private request = crypto.randomUUID();

  constructor(private readonly app: App) {}

  arrive() {}

  view(): TemplateResult {
    if (this.asked) {
      return html`<h1 tabindex="-1">${t('return.sent.title')}</h1>
        <p role="status">${t('return.sent.text')}</p>
        <p class="soft">${t('return.sent.none')}</p>
        <button class="quiet" @click=${() => this.anew()}>${t('return.again')}</button>`;
    }
    const why = unable();
    return html`<h1 tabindex="-1">${t('return.title')}</h1>
      ${why
        ? html`<p class="hint">${why}</p>`
        : html`<p>${t('return.passkey.text')}</p>
            <button class="quiet" ?disabled=${this.busy} @click=${() => void this.show()}>${t('return.passkey')}</button>
            <p class="complaint" role="alert">${this.unopened || nothing}</p>`}
      <form novalidate @submit=${(event: Event) => (event.preventDefault(), void this.ask())}>
      <h2>${t('return.mail')}</h2>
      <p>${t('return.text')}</p>
      ${emailField(this.email, email => (this.email = email))}
      <p class="complaint" id="problem" role="alert">${this.problem || nothing}</p>
      <div class="actions"><button class="main wide" ?disabled=${this.busy}>${t('return.ask')}</button></div>
    </form>`;
  }

  private async show() {
    if (this.busy) return;
    this.busy = true;
    this.unopened = '';
    this.tell('');
    const said = await comeBack();
    this.busy = false;
    if (typeof said === 'string') this.unopened = said;
    else if (said.reply.kind !== 'acknowledged') this.unopened = ofPasskey(said);
    else await this.enter(said.body as Session);
    this.app.paint();
  }

  /** Goes on where somebody was. */
  private async enter(session: Session) {
    await this.app.take(session);
    await this.app.refresh();
    if (this.app.last === 'signed-out') this.unopened = t('cookies.blocked');
    else this.app.go('/app');
  }

  private anew() {
    this.asked = false;
    this.request = crypto.randomUUID();
    this.app.paint();
    focusHeading();
  }

  private async ask() {
    if (this.busy) return;
    if (!isEmail(this.email)) return this.tell(t('reach.problem.email'));
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

export const open = (app: App): Apart => new Comeback(app);
