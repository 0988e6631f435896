import {html, nothing, type TemplateResult} from 'lit-html';
import type {App} from './app';
import type {Apart} from './apart';
import {call} from './api';
import {value} from './fields';
import {follows} from './follows';
import {focusHeading} from './questions';
import {signedForm} from './renewal';
import type {ConsentForm, ConsentSection, Standing} from './server';
import {Understanding} from './understanding';
import {t} from './words';

type Step = 'read' | 'understand' | 'leaving' | 'refused' | 'done';

/** A newer consent form: what it changes, a signature, or a no with what follows. */
class Reconsent implements Apart {
  private step: Step = 'read';
  private busy = false;
  private problem = '';
  /** Stays in this window until it is sent. */
  private name = '';
  private understanding: Understanding | undefined;

  constructor(private readonly app: App) {}

  /** It has one address: where somebody stands in it stays as it is. */
  arrive() {}

  private to(step: Step) {
    this.step = step;
    this.problem = '';
    this.app.paint();
    focusHeading();
  }

  view(): TemplateResult {
    const standing = this.app.heard?.standing;
    const form = standing?.consent;
    if (this.step === 'done') return this.done();
    if (this.step === 'refused' && standing?.stage === 'left') return this.left();
    if (!standing || !form || !standing.consentVersion) return this.nothing();
    if (this.step === 'understand' && this.understanding) return this.understanding.view();
    if (this.step === 'leaving') return this.leaving(standing, form);
    return this.step === 'refused' ? this.refused(standing) : this.read(standing, form);
  }

  private nothing(): TemplateResult {
    return html`<h1 tabindex="-1">${t('home.nothing')}</h1>
      <a class="button main" href="/app" @click=${this.app.follow('/app')}>${t('home')}</a>`;
  }

  private read(standing: Standing, form: ConsentForm): TemplateResult {
    const {consentVersion: before, language} = standing;
    const changed = form.sections.filter(section => section.change);
    const same = !changed.length && !form.gone?.length && !form.lateUseChanged;
    return html`<p class="eyebrow" lang=${language} dir="auto">${form.title}</p>
      <h1 tabindex="-1">${t('reconsent.title')}</h1>
      <p>${t('reconsent.text', {before: before ?? 0, version: form.version})}</p>
      ${form.refusing === 'leave' ? html`<p class="note">${t('reconsent.leaves')}</p>` : nothing}
      ${same ? html`<p class="note">${t('reconsent.same')}</p>` : nothing}
      <article class="reading">
        ${changed.map(section => this.section(section, language))}
        ${form.lateUseChanged ? html`<section class="news"><small>${t('reconsent.changed')}</small><h2>${t('consent.lateUse')}</h2><p lang=${language} dir="auto">${form.lateUse}</p></section>` : nothing}
        ${form.gone?.length ? html`<p class="soft">${t('reconsent.gone', {headings: form.gone.join(', ')})}</p>` : nothing}
        <details>
          <summary>${t('reconsent.whole')}</summary>
          <div class="reading" lang=${language} dir="auto">
            ${form.sections.map(section => html`<section><h2>${section.heading}</h2><p>${section.text}</p></section>`)}
            <section><h2 lang="" dir="auto">${t('consent.lateUse')}</h2><p>${form.lateUse}</p></section>
          </div>
        </details>
      </article>
      <form novalidate @submit=${(event: Event) => (event.preventDefault(), this.agree(standing, form))}>
        <label class="labelled"
          >${t('sign.name')}
          <input class="field" autocomplete="name" maxlength="200" dir="auto" .value=${this.name} aria-describedby="private problem" @input=${(e: Event) => (this.name = value(e))} />
        </label>
        <p class="hint" id="private">${t('sign.private')}</p>
        <p class="complaint" id="problem" role="alert">${this.problem || nothing}</p>
        <div class="stack">
          <button class="main" ?disabled=${this.busy}>${t('reconsent.agree')}</button>
          <button type="button" class="quiet" ?disabled=${this.busy} @click=${() => (form.refusing === 'leave' ? this.to('leaving') : void this.refuse(form))}>${t('reconsent.refuse')}</button>
        </div>
      </form>`;
  }

  private section = (section: ConsentSection, language: string): TemplateResult => html`<section class="news">
    <small>${section.change === 'new' ? t('reconsent.new') : t('reconsent.changed')}</small>
    <h2 lang=${language} dir="auto">${section.heading}</h2>
    <p lang=${language} dir="auto">${section.text}</p>
  </section>`;

  private agree(standing: Standing, form: ConsentForm) {
    if (!this.name.trim()) {
      this.problem = t('sign.missing');
      return this.app.paint();
    }
    if (!form.understanding?.length) return void this.sign(standing, form);
    const steps = {repaint: () => this.app.paint(), back: () => this.to('read'), done: () => (this.to('read'), void this.sign(standing, form))};
    this.understanding = new Understanding(form.understanding, standing.language, steps);
    this.to('understand');
  }

  private async sign(standing: Standing, form: ConsentForm) {
    if (this.busy) return;
    this.busy = true;
    this.app.paint();
    const body = {decision: 'renew', consentVersion: form.version, signature: this.name.trim(), language: standing.language};
    const {reply} = await call('PUT', this.app.path('enrollment', '/consent'), body);
    this.busy = false;
    if (reply.kind === 'acknowledged') {
      this.name = '';
      this.to('done');
    } else if (reply.kind === 'refused' && reply.type === 'consent-outdated') this.problem = t('sign.problem.consent-outdated');
    else this.problem = reply.kind === 'refused' ? t('data.problem', {detail: reply.detail}) : t('leave.problem');
    await this.app.refresh();
  }

  /** What follows the no is the study's to say and the server's to do; it is no sooner than here. */
  private async refuse(form: ConsentForm) {
    if (this.busy) return;
    this.busy = true;
    this.app.paint();
    const {reply} = await call('PUT', this.app.path('enrollment', '/consent'), {decision: 'decline-renewal', consentVersion: form.version});
    this.busy = false;
    if (reply.kind === 'acknowledged') this.to('refused');
    else this.problem = reply.kind === 'refused' ? t('data.problem', {detail: reply.detail}) : t('leave.problem');
    await this.app.refresh();
  }

  /** Where a no ends taking part: what follows, before it does. */
  private leaving(standing: Standing, form: ConsentForm): TemplateResult {
    return html`<h1 tabindex="-1">${t('leave.withdraw-followup')}</h1>
      <p>${t('reconsent.leave.text')}</p>
      ${follows('withdraw-followup', standing)}
      <p class="soft">${t('leave.undo')}</p>
      <p class="complaint" id="problem" role="alert">${this.problem || nothing}</p>
      <div class="stack">
        <button class="main" ?disabled=${this.busy} @click=${() => void this.refuse(form)}>${t('leave.withdraw-followup')}</button>
        <button class="quiet" @click=${() => this.to('read')}>${t('reconsent.again')}</button>
        <a class="button quiet" href="/app" @click=${this.app.follow('/app')}>${t('reconsent.later')}</a>
      </div>`;
  }

  private left(): TemplateResult {
    return html`<div class="thanks">
      <h1 tabindex="-1">${t('leave.done')}</h1>
      <p role="status">${t('leave.withdraw-followup.done')}</p>
      <a class="button main" href="/app" @click=${this.app.follow('/app')}>${t('home')}</a>
    </div>`;
  }

  private refused(standing: Standing): TemplateResult {
    const leaving = '/app/data/withdraw-followup';
    return html`<h1 tabindex="-1">${t('reconsent.refused')}</h1>
      <p>${t('reconsent.refused.text', {before: standing.consentVersion ?? 0})}</p>
      ${standing.randomized === undefined ? html`<p class="soft">${t('reconsent.refused.arm')}</p>` : nothing}
      <div class="stack">
        <a class="button main" href="/app" @click=${this.app.follow('/app')}>${t('reconsent.go.on')}</a>
        <a class="button quiet" href=${leaving} @click=${this.app.follow(leaving)}>${t('reconsent.leave')}</a>
      </div>`;
  }

  private done(): TemplateResult {
    return html`<div class="thanks">
      <h1 tabindex="-1">${t('reconsent.done')}</h1>
      <p role="status">${t('reconsent.done.text')}</p>
      ${signedForm(this.app)}
      <a class="button main" href="/app" @click=${this.app.follow('/app')}>${t('home')}</a>
    </div>`;
  }
}

export const open = (app: App): Apart => new Reconsent(app);
