import {html, nothing, type TemplateResult} from 'lit-html';
import type {App} from './app';
import {call, type Said} from './api';
import {kept} from './database';
import {dialled, emailField, hoursFields, hoursProblem, isEmail, isPhone, phoneField, value, way, zoneField} from './fields';
import {sent, type Item} from './items';
import {focusHeading, Questions} from './questions';
import type {Session, Standing} from './server';
import {Understanding} from './understanding';
import {autonym, t, type Key} from './words';

const CODE = /^[A-Za-z0-9_-]{22}$/;
const JOIN_PROBLEMS = new Set(['invitation-unknown', 'invitation-expired', 'invitation-used', 'device-revoked', 'devices-too-many', 'link-expired', 'link-used', 'link-foreign', 'invalid-request', 'erased']);

type Step = 'read' | 'decline' | 'understand' | 'sign' | 'reach' | 'hours';
type Channel = 'email' | 'sms' | 'none';

/** From the invitation to the signature. What stands on the server decides where somebody goes on. */
export class Join {
  private step: Step = 'read';
  private busy = false;
  private problem = '';
  private languageAsked = false;
  private screener: Questions | undefined;
  private understanding: Understanding | undefined;
  /** What names somebody stays in this window until it is sent. */
  private name = '';
  private channel: Channel = 'email';
  private email = '';
  private phone = '';
  private narrow = false;
  private from = '09:00';
  private until = '21:00';
  private zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

  constructor(private readonly app: App) {}

  view(): TemplateResult {
    const standing = this.app.heard?.standing;
    const code = location.hash.slice(1);
    if (code || !standing) return this.invitation(code);
    const form = standing.next === 'consent' ? standing.consent : undefined;
    if (!form && standing.next !== 'screening') {
      this.app.go('/app'); // joined already, perhaps on another device
      return html``;
    }
    if (!this.languageAsked && standing.languages.length > 1 && !this.app.languageChosen) return this.languages(standing);
    return form ? this.consent(standing, form) : this.screening(standing);
  }

  private repaint() {
    this.app.paint();
  }

  private to(step: Step) {
    this.step = step;
    if (step === 'read') this.understanding = undefined;
    this.problem = '';
    this.repaint();
    focusHeading();
  }

  // The invitation

  private invitation(code: string): TemplateResult {
    if (this.app.session && this.app.last === 'acknowledged' && this.app.ready && !this.busy) {
      return html`<h1 tabindex="-1">${t('join.already')}</h1>
        <a class="button main" href="/app" @click=${this.app.follow('/app')}>${t('home')}</a>`;
    }
    const back = location.pathname === '/link';
    if (this.problem) {
      return html`<h1 tabindex="-1">${t(back ? 'link.problem.title' : 'join.problem.title')}</h1>
        <p role="alert">${this.problem}</p>
        <button class="main" @click=${() => ((this.problem = ''), this.repaint())}>${t('again')}</button>
        <a class="button text" href="/app/return" @click=${this.app.follow('/app/return')}>${t('landing.return')}</a>`;
    }
    return html`<h1 tabindex="-1">${t(back ? 'link.title' : 'join.title')}</h1>
      <p>${CODE.test(code) ? t(back ? 'link.text' : 'join.text') : t('join.noCode')}</p>
      ${CODE.test(code) ? html`<button class="main" ?disabled=${this.busy} @click=${() => void this.open(code)}>${this.busy ? t('join.opening') : t('start')}</button>` : nothing}`;
  }

  private async open(code: string) {
    await this.during(async () => {
      const said = await call('POST', '/api/portal/session', {code, device: await device()});
      if (said.reply.kind !== 'acknowledged') return this.fail(said);
      await this.app.take(said.body as Session);
      history.replaceState(null, '', '/join');
      await this.app.refresh();
      if (this.app.last === 'signed-out') this.problem = t('cookies.blocked');
      focusHeading();
    });
  }

  private fail(said: Said) {
    const {reply} = said;
    if (reply.kind === 'offline') this.problem = t('unreachable');
    else if (reply.kind === 'refused' && JOIN_PROBLEMS.has(reply.type)) this.problem = t(`join.problem.${reply.type}` as Key);
    else this.problem = t('join.problem.other');
  }

  private async during(work: () => Promise<void>) {
    if (this.busy) return;
    this.busy = true;
    this.problem = '';
    this.repaint();
    try {
      await work();
    } finally {
      this.busy = false;
      this.repaint();
    }
  }

  // Language

  private languages(standing: Standing): TemplateResult {
    return html`<p class="eyebrow" dir="auto">${standing.title}</p>
      <h1 tabindex="-1">${t('language.title')}</h1>
      <div class="stack">
        ${standing.languages.map(code => html`<button class="quiet" lang=${code} @click=${() => void this.speak(code)}>${autonym(code)}</button>`)}
      </div>`;
  }

  private async speak(language: string) {
    this.languageAsked = true;
    await this.app.choose(language);
    await this.app.refresh();
    focusHeading();
  }

  // Screening

  private screening(standing: Standing): TemplateResult {
    if (this.screener) {
      return html`${this.screener.view()}${this.problem ? html`<p class="complaint" role="alert">${this.problem}</p>` : nothing}`;
    }
    void this.openScreener(standing);
    return html`<p class="soft" role="status">…</p>`;
  }

  private async openScreener(standing: Standing) {
    const items: Item[] = (standing.screener?.items ?? []).map(item => ({...item, id: item.item}));
    this.screener ??= await Questions.open(
      {
        place: 'screener',
        title: standing.screener?.title ?? '',
        language: standing.language,
        items,
        draft: {},
        saved: () => undefined,
        left: () => history.back(),
        finished: draft => this.during(() => this.screened(items, draft.answers)),
      },
      () => this.repaint(),
    );
    this.repaint();
    focusHeading();
  }

  private async screened(items: Item[], answers: Parameters<typeof sent>[1]) {
    const body = sent(items, answers).map(({item, number, text, missingReason}) => ({item, number, text, missingReason}));
    const said = await call('PUT', this.app.path('enrollment', '/screening'), {answers: body});
    if (said.reply.kind !== 'acknowledged') return void (this.problem = this.sentence(said));
    await this.app.refresh();
    focusHeading();
  }

  private sentence({reply}: Said): string {
    if (reply.kind === 'offline') return t('unreachable');
    if (reply.kind === 'signed-out') return t('signed.out');
    return reply.kind === 'refused' ? t('sign.problem.other', {detail: reply.detail}) : t('trouble');
  }

  // Consent

  private consent(standing: Standing, form: NonNullable<Standing['consent']>): TemplateResult {
    switch (this.step) {
      case 'read':
        return this.reading(standing, form);
      case 'decline':
        return this.declining(form.version);
      case 'understand':
        return (this.understanding ??= this.asking(standing, form)).view();
      case 'sign':
        return this.signing(form);
      case 'reach':
        return this.reaching();
      case 'hours':
        return this.timing(standing, form.version);
    }
  }

  private asking(standing: Standing, form: NonNullable<Standing['consent']>): Understanding {
    return new Understanding(form.understanding ?? [], standing.language, {repaint: () => this.repaint(), back: () => this.to('read'), done: () => this.to('sign')});
  }

  private reading(standing: Standing, form: NonNullable<Standing['consent']>): TemplateResult {
    return html`<p class="eyebrow">${t('consent.version', {version: form.version})}</p>
      <article class="reading" lang=${standing.language} dir="auto">
        <h1 tabindex="-1">${form.title}</h1>
        ${form.sections.map(section => html`<section><h2>${section.heading}</h2><p>${section.text}</p></section>`)}
        <section><h2 lang="" dir="auto">${t('consent.lateUse')}</h2><p>${form.lateUse}</p></section>
      </article>
      ${this.complaint()}
      <div class="actions">
        <button class="main wide" @click=${() => this.to(form.understanding?.length ? 'understand' : 'sign')}>${t('consent.read')}</button>
      </div>
      <button class="text" @click=${() => this.to('decline')}>${t('consent.decline')}</button>`;
  }

  private declining(version: number): TemplateResult {
    return html`<h1 tabindex="-1">${t('consent.decline.sure')}</h1>
      ${this.complaint()}
      <div class="stack">
        <button class="main" @click=${() => this.to('read')}>${t('consent.decline.no')}</button>
        <button class="quiet" ?disabled=${this.busy} @click=${() => void this.decline(version)}>${t('consent.decline.yes')}</button>
      </div>`;
  }

  private decline(version: number): Promise<void> {
    return this.during(async () => {
      const said = await call('PUT', this.app.path('enrollment', '/consent'), {decision: 'decline', consentVersion: version});
      if (said.reply.kind !== 'acknowledged') return void (this.problem = this.sentence(said));
      await this.app.refresh();
      this.app.go('/app');
    });
  }

  private complaint = () => html`<p class="complaint" id="problem" role="alert">${this.problem || nothing}</p>`;

  private signing(form: NonNullable<Standing['consent']>): TemplateResult {
    return html`<form novalidate @submit=${this.onward(() => (this.name.trim() ? 'reach' : t('sign.missing')))}>
      <h1 tabindex="-1">${t('sign.title')}</h1>
      <p>${t('sign.text', {title: form.title, version: form.version})}</p>
      <label class="labelled"
        >${t('sign.name')}
        <input class="field" autocomplete="name" maxlength="200" dir="auto" .value=${this.name} aria-describedby="private problem" @input=${(e: Event) => (this.name = value(e))} />
      </label>
      <p class="hint" id="private">${t('sign.private')}</p>
      ${this.complaint()}${this.steps('read')}
    </form>`;
  }

  private reaching(): TemplateResult {
    const by = (channel: Channel, label: string) => way('channel', this.channel === channel, label, () => ((this.channel = channel), this.repaint()));
    return html`<form novalidate @submit=${this.onward(() => this.unreachable() ?? 'hours')}>
      <h1 tabindex="-1" id="ways">${t('reach.title')}</h1>
      <p>${t('reach.text')}</p>
      <div class="choices" role="radiogroup" aria-labelledby="ways">${by('email', t('reach.email'))}${by('sms', t('reach.sms'))}${by('none', t('reach.none'))}</div>
      ${this.channel === 'email' ? emailField(this.email, email => (this.email = email)) : nothing}
      ${this.channel === 'sms' ? phoneField(this.phone, phone => (this.phone = phone)) : nothing}
      ${this.complaint()}${this.steps('sign')}
    </form>`;
  }

  private unreachable(): string | undefined {
    if (this.channel === 'email' && !isEmail(this.email)) return t('reach.problem.email');
    if (this.channel === 'sms' && !isPhone(this.phone)) return t('reach.problem.phone');
    return undefined;
  }

  private timing(standing: Standing, version: number): TemplateResult {
    const when = (narrow: boolean, label: string) => way('hours', this.narrow === narrow, label, () => ((this.narrow = narrow), this.repaint()));
    return html`<form novalidate @submit=${(event: Event) => (event.preventDefault(), void this.sign(standing, version))}>
      <h1 tabindex="-1" id="times">${t('hours.title')}</h1>
      <div class="choices" role="radiogroup" aria-labelledby="times">${when(false, t('hours.any'))}${when(true, t('hours.narrow'))}</div>
      ${this.narrow ? hoursFields(this.from, this.until, (from, until) => Object.assign(this, {from, until})) : nothing}
      ${zoneField(this.zone, zone => (this.zone = zone))}
      ${this.complaint()}
      <div class="actions">
        <button type="button" class="quiet" @click=${() => this.to('reach')}>${t('back')}</button>
        <button class="main" ?disabled=${this.busy}>${t('sign.finish')}</button>
      </div>
    </form>`;
  }

  private steps = (before: Step) => html`<div class="actions">
    <button type="button" class="quiet" @click=${() => this.to(before)}>${t('back')}</button>
    <button class="main">${t('next')}</button>
  </div>`;

  /** Goes to the next step, or says what is missing. */
  private onward = (decide: () => string) => (event: Event) => {
    event.preventDefault();
    const decided = decide();
    if (decided === 'reach' || decided === 'hours') return this.to(decided);
    this.problem = decided;
    this.repaint();
  };

  private sign(standing: Standing, version: number): Promise<void> {
    return this.during(async () => {
      const said = await call('PUT', this.app.path('enrollment', '/consent'), this.signature(standing, version));
      if (said.reply.kind !== 'acknowledged') return this.refusedAt(said);
      this.app.justJoined = true;
      this.app.go('/app');
      await this.app.settle();
    });
  }

  private signature(standing: Standing, version: number): Record<string, unknown> {
    return {
      decision: 'sign',
      consentVersion: version,
      signature: this.name.trim(),
      language: standing.language,
      zone: this.zone,
      channels: [this.channel],
      ...(this.channel === 'email' ? {email: this.email.trim()} : {}),
      ...(this.channel === 'sms' ? {phone: dialled(this.phone)} : {}),
      ...(this.narrow ? {hours: {from: this.from, until: this.until}} : {}),
    };
  }

  /** Leads to the step where the refusal can be mended. */
  private async refusedAt(said: Said) {
    const type = said.reply.kind === 'refused' ? said.reply.type : '';
    const field = String(said.body['field'] ?? '');
    if (type === 'consent-outdated') {
      await this.app.refresh();
      this.to('read');
      this.problem = t('sign.problem.consent-outdated');
    } else if (type === 'channel-not-offered' || field === 'email' || field === 'phone') {
      this.to('reach');
      this.problem = field === 'email' ? t('reach.problem.email') : field === 'phone' ? t('reach.problem.phone') : t('reach.problem.channel-not-offered');
    } else this.problem = hoursProblem(type, field) ?? this.sentence(said);
  }
}

/** This device, the same whenever it asks again. */
export async function device(): Promise<string> {
  const known = await kept.get<string>('device').catch(() => undefined);
  const id = known ?? crypto.randomUUID();
  await kept.put('device', id).catch(() => undefined);
  return id;
}
