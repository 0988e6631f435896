import {html, nothing, type TemplateResult} from 'lit-html';
import type {App} from './app';
import type {Apart} from './apart';
import {call} from './api';
import {sentence} from './device';
import {emailField, isEmail} from './fields';
import {device} from './join';
import {focusHeading} from './questions';
import {t} from './words';

/** Somebody took part before and is not known on this device: a link by mail. */
class Comeback implements Apart {
  private email = '';
  private problem = '';
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
    return html`<form novalidate @submit=${(event: Event) => (event.preventDefault(), void this.ask())}>
      <h1 tabindex="-1">${t('return.title')}</h1>
      <p>${t('return.text')}</p>
      ${emailField(this.email, email => (this.email = email))}
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
