import {html, nothing, type TemplateResult} from 'lit-html';
import type {App} from './app';
import type {Apart} from './apart';
import {call, type Said} from './api';
import {dialled, emailField, hoursFields, hoursProblem, isEmail, isPhone, phoneField, way, zoneField} from './fields';
import {count, gather, save, table, type Own} from './gathering';
import {landing} from './home';
import {page, type SignedForm} from './paper';
import {Leaving, WAYS, type Way} from './leaving';
import {focusHeading} from './questions';
import {signedForm} from './renewal';
import type {Standing} from './server';
import {autonym, date, day, t, type Key} from './words';

const CHANNELS = ['email', 'sms', 'web-push', 'none'] as const;
type Channel = (typeof CHANNELS)[number];

/** How long a pause can be. Unit: days. */
const PAUSES = [1, 3, 7, 14] as const;

/** What the study holds about this participant, what of it can be changed, and how one leaves. */
class Data implements Apart {
  private own: Own | undefined;
  private unheard: Said | undefined;
  private loading = false;
  private busy = false;
  private problem = '';
  private saved = false;
  private place = '';
  private leaving: Leaving;
  /** What is being changed stays in this window until it is sent. */
  private form = {email: '', phone: '', channel: 'email' as Channel, also: false, narrow: false, from: '09:00', until: '21:00', zone: '', days: PAUSES[0] as number};

  constructor(private readonly app: App) {
    this.leaving = new Leaving(app);
  }

  arrive(place: string) {
    if (!this.own && !this.loading && this.app.session) void this.load();
    if (this.place === place) return;
    this.place = place;
    this.problem = '';
    this.saved &&= !place;
    this.leaving.arrive();
    this.fill();
  }

  private async load() {
    this.loading = true;
    this.unheard = undefined;
    this.app.paint();
    const heard = await gather(this.app);
    if ('contact' in heard) this.own = heard;
    else this.unheard = heard;
    this.loading = false;
    this.fill();
    this.app.paint();
  }

  /** Forms begin with what holds. */
  private fill() {
    const {contact} = this.own ?? {};
    const {channels, promptHours, zone} = this.app.heard?.standing ?? {};
    const channel = (channels?.[0] ?? 'none') as Channel;
    const hours = promptHours ?? {from: '09:00', until: '21:00'};
    this.form = {email: contact?.email ?? '', phone: contact?.phone ?? '', channel, also: (channels?.length ?? 1) > 1, narrow: promptHours !== undefined, ...hours, zone: zone ?? '', days: PAUSES[0]};
  }

  view(): TemplateResult {
    if (this.leaving.gone) return this.leaving.view('withdraw-data', () => undefined);
    const standing = this.app.heard?.standing;
    if (!this.app.session && this.app.ready) return landing(this.app);
    if (!standing || !this.own) return this.waiting();
    if (this.place === 'reach') return this.reach(standing);
    if (this.place === 'times') return this.times();
    if (this.place === 'pause') return this.pause(standing);
    const left = WAYS.find(known => known === this.place);
    return left ? this.leaving.view(left, () => this.app.go('/app/data')) : this.overview(standing, this.own);
  }

  private waiting(): TemplateResult {
    return html`<h1 tabindex="-1">${t('data.title')}</h1>
      <p role="status" class="soft">${this.unheard ? sentence(this.unheard) : t('data.loading')}</p>
      ${this.unheard ? html`<button class="main" @click=${() => void this.load()}>${t('again')}</button>` : nothing}`;
  }

  // The overview

  private overview(standing: Standing, {contact, held}: Own): TemplateResult {
    const active = standing.stage === 'enrolled';
    const change = (path: string, what: string) =>
      active ? html`<a class="button quiet small" href=${path} aria-label="${t('data.change')}: ${what}" @click=${this.app.follow(path)}>${t('data.change')}</a>` : nothing;
    const practised = count(held, 'interventions', 'EngagementRecorded');
    return html`<h1 tabindex="-1">${t('data.title')}</h1>
      <p>${t('data.text')}</p>
      ${this.saved ? html`<p class="note" role="status">${t('data.saved')}</p>` : nothing}
      <section class="card">
        <h2>${t('data.reach')}</h2>
        ${facts([
          [t('data.name'), contact.signature],
          [t('data.email'), contact.email, 'ltr'],
          [t('data.phone'), contact.phone, 'ltr'],
          ...(active ? [[t('data.ways'), standing.channels?.map(channel => t(`data.way.${channel}` as Key)).join(', ')] as Fact] : []),
        ])}
        ${change('/app/data/reach', t('data.reach'))}
      </section>
      ${active && standing.zone
        ? html`<section class="card">
            <h2>${t('data.times')}</h2>
            ${facts([
              [t('data.hours'), standing.promptHours ? t('data.hours.span', standing.promptHours) : t('hours.any')],
              [t('data.zone'), standing.zone.replaceAll('_', ' '), 'ltr'],
            ])}
            ${change('/app/data/times', t('data.times'))}
          </section>`
        : nothing}
      ${active
        ? html`<section class="card">
            <h2>${t('pause.title')}</h2>
            <p>${standing.pausedUntil ? t('pause.now', {day: day(new Date(standing.pausedUntil), new Date())}) : t('pause.none')}</p>
            ${change('/app/data/pause', t('pause.title'))}
          </section>`
        : nothing}
      ${standing.consentVersion && standing.consentDate
        ? html`<section class="card">
            <h2>${t('data.consent')}</h2>
            ${facts([
              [t('data.consent.version'), t('data.consent.version.of', {version: standing.consentVersion})],
              [t('data.consent.date'), date(standing.consentDate)],
              [t('data.language'), autonym(standing.language)],
            ])}
            ${signedForm(this.app)}
            <button class="quiet small" @click=${() => void this.keepForm(contact.signature ?? '')}>${t('data.consent.copy')}</button>
          </section>`
        : nothing}
      <section class="card">
        <h2>${t('passkey.title')}</h2>
        ${facts([
          [t('data.devices'), contact.devices.filter(device => !device.shutOut).length],
          [t('passkey.list'), contact.passkeys.length],
        ])}
        <a class="button quiet small" href="/app/passkeys" @click=${this.app.follow('/app/passkeys')}>${t('passkey.more')}</a>
      </section>
      <section class="card">
        <h2>${t('data.answers')}</h2>
        ${facts([
          [t('data.prompts'), count(held, 'ema', 'PromptAnswered')],
          [t('data.visits'), count(held, 'outcomes', 'InstrumentAnswered')],
          ...(practised ? [[t('data.engagements'), practised] as Fact] : []),
        ])}
      </section>
      <section class="card" id="copy">
        <h2>${t('data.copy')}</h2>
        <p>${t('data.copy.text')}</p>
        <div class="stack">
          <button class="quiet" @click=${() => this.keep('json')}>${t('data.copy.json')}</button>
          <button class="quiet" @click=${() => this.keep('csv')}>${t('data.copy.csv')}</button>
        </div>
      </section>
      ${this.leave(standing)}`;
  }

  private leave(standing: Standing): TemplateResult {
    const open = WAYS.filter(left => left === 'withdraw-data' || standing.stage === 'enrolled');
    const shown = open.filter(left => left !== 'stop-intervention' || standing.randomized);
    const label = (left: Way) => (left === 'withdraw-data' ? t('erase.title') : t(`leave.${left}`));
    return html`<section aria-labelledby="less">
      <h2 class="eyebrow" id="less">${t('leave.menu')}</h2>
      <p class="soft">${t('leave.free')}</p>
      <ul class="plain doors">
        ${shown.map(left => {
          const path = `/app/data/${left}`;
          return standing.stopped?.includes(left)
            ? html`<li class="soft"><span>${label(left)}<small>${t('leave.stopped')}</small></span></li>`
            : html`<li><a href=${path} @click=${this.app.follow(path)}>${label(left)}</a></li>`;
        })}
      </ul>
    </section>`;
  }

  private async keepForm(name: string) {
    const said = await call('GET', this.app.path('enrollment', '/consent'));
    if (said.reply.kind !== 'acknowledged') return void ((this.unheard = said), (this.own = undefined), this.app.paint());
    const form = said.body as SignedForm;
    save(`${this.app.session?.study}-consent-${form.version}.html`, 'text/html;charset=utf-8', page(form, name));
  }

  private keep(kind: 'json' | 'csv') {
    const standing = this.app.heard?.standing;
    if (!this.own || !standing) return;
    const name = `${this.app.session?.study}-${new Date().toISOString().slice(0, 10)}.${kind}`;
    const {stage, language, zone, channels, promptHours, pausedUntil, consentVersion, consentDate, stopped} = standing;
    const whole = {...this.app.session, takenAt: new Date().toISOString(), stage, language, zone, channels, promptHours, pausedUntil, consentVersion, consentDate, stopped, ...this.own};
    if (kind === 'json') save(name, 'application/json', JSON.stringify(whole, null, 2));
    else save(name, 'text/csv;charset=utf-8', '\uFEFF' + table(this.own.held));
  }

  // What can be changed

  private reach(standing: Standing): TemplateResult {
    const {form} = this;
    const {push} = this.own?.contact ?? {};
    const label = {email: t('reach.email'), sms: t('reach.sms'), 'web-push': t('data.way.push'), none: t('reach.none')};
    const offered = CHANNELS.filter(channel => channel !== 'web-push' || push || standing.channels?.includes(channel));
    return this.sheet(
      () => this.sendReach(standing),
      html`<h1 tabindex="-1" id="ways">${t('reach.title')}</h1>
        <p>${t('reach.text')}</p>
        <div class="choices" role="radiogroup" aria-labelledby="ways">${offered.map(channel => way('channel', form.channel === channel, label[channel], () => this.set({channel})))}</div>
        ${form.channel === 'none'
          ? nothing
          : html`<label class="choice"><input type="checkbox" .checked=${form.also} @change=${() => this.set({also: !form.also})} /><span>${t('data.way.also')}</span></label>`}
        ${emailField(form.email, email => (form.email = email))}${phoneField(form.phone, phone => (form.phone = phone))}
        <p class="hint">${t('data.reach.empty')}</p>`,
    );
  }

  private set(some: Partial<typeof this.form>) {
    Object.assign(this.form, some);
    this.app.paint();
  }

  /** First new addresses, then the ways, then what was emptied: a way may need an address that comes with it, or one that goes. */
  private async sendReach(standing: Standing): Promise<Said | string | undefined> {
    const {contact} = this.own ?? {};
    const {channel, also} = this.form;
    const email = this.form.email.trim();
    const phone = dialled(this.form.phone);
    if ((email || channel === 'email') && !isEmail(email)) return t('reach.problem.email');
    if ((phone || channel === 'sms') && !isPhone(phone)) return t('reach.problem.phone');
    const news = {...(email && email !== contact?.email ? {email} : {}), ...(phone && phone !== contact?.phone ? {phone} : {})};
    if (Object.keys(news).length) {
      const said = await call('PUT', this.app.path('enrollment', '/contact'), news);
      if (said.reply.kind !== 'acknowledged') return said;
    }
    const others = CHANNELS.filter(other => other !== channel && other !== 'none' && {email, sms: phone, 'web-push': contact?.push}[other]);
    const channels = channel === 'none' || !also ? [channel] : [channel, ...others];
    if (channels.join() !== standing.channels?.join()) {
      const said = await call('PUT', this.app.path('enrollment', '/channel'), {channels});
      if (said.reply.kind !== 'acknowledged') return said;
    }
    return this.empty({...(contact?.email && !email ? {email} : {}), ...(contact?.phone && !phone ? {phone} : {})});
  }

  private async empty(emptied: Record<string, string>): Promise<Said | string | undefined> {
    if (!Object.keys(emptied).length) return undefined;
    const said = await call('PUT', this.app.path('enrollment', '/contact'), emptied);
    const needed = said.reply.kind === 'refused' && /^(email|phone)-missing$/.test(said.reply.type);
    return needed ? t('data.reach.needed') : said;
  }

  private times(): TemplateResult {
    const {form} = this;
    return this.sheet(
      () => this.sendTimes(),
      html`<h1 tabindex="-1" id="times">${t('hours.title')}</h1>
        <div class="choices" role="radiogroup" aria-labelledby="times">
          ${way('hours', !form.narrow, t('hours.any'), () => this.set({narrow: false}))}${way('hours', form.narrow, t('hours.narrow'), () => this.set({narrow: true}))}
        </div>
        ${form.narrow ? hoursFields(form.from, form.until, (from, until) => Object.assign(form, {from, until})) : nothing} ${zoneField(form.zone, zone => (form.zone = zone))}`,
    );
  }

  private async sendTimes(): Promise<Said | undefined> {
    const {narrow, from, until, zone} = this.form;
    const before = this.app.heard?.standing;
    if (zone !== before?.zone) {
      const said = await call('PUT', this.app.path('enrollment', '/zone'), {zone});
      if (said.reply.kind !== 'acknowledged') return said;
    }
    if (!narrow && !before?.promptHours) return undefined;
    return call('PUT', this.app.path('enrollment', '/prompt-hours'), narrow ? {from, until} : {});
  }

  /** Days as the participant counts them: the last is the day on which we write again. */
  private pause(standing: Standing): TemplateResult {
    const {form} = this;
    const now = new Date();
    const again = (days: number) => day(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days), now);
    return this.sheet(
      () => call('PUT', this.app.path('enrollment', '/pause'), {days: form.days}),
      html`<h1 tabindex="-1" id="pause">${t('pause.title')}</h1>
        <p>${t('pause.text')}</p>
        <div class="choices" role="radiogroup" aria-labelledby="pause">
          ${PAUSES.map(days => way('pause', form.days === days, t('pause.until', {day: again(days)}), () => this.set({days})))}
          ${standing.pausedUntil ? way('pause', form.days === 0, t('pause.end'), () => this.set({days: 0})) : nothing}
        </div>`,
    );
  }

  private sheet(send: () => Promise<Said | string | undefined>, fields: TemplateResult): TemplateResult {
    return html`<form novalidate @submit=${(event: Event) => (event.preventDefault(), void this.submit(send))}>
      ${fields}
      <p class="complaint" id="problem" role="alert">${this.problem || nothing}</p>
      <div class="actions still">
        <a class="button quiet" href="/app/data" @click=${this.app.follow('/app/data')}>${t('back')}</a>
        <button class="main" ?disabled=${this.busy}>${t('data.save')}</button>
      </div>
    </form>`;
  }

  private async submit(send: () => Promise<Said | string | undefined>) {
    if (this.busy) return;
    this.busy = true;
    this.problem = '';
    this.app.paint();
    const said = await send();
    this.busy = false;
    if (typeof said === 'string') this.problem = said;
    else if (said && said.reply.kind !== 'acknowledged') this.problem = sentence(said);
    else await this.changed();
    this.app.paint();
  }

  private async changed() {
    await this.app.refresh();
    await this.load();
    this.saved = true;
    this.app.go('/app/data');
    focusHeading();
  }
}

type Fact = [string, string | number | undefined, ('ltr' | 'auto')?];

const facts = (all: Fact[]): TemplateResult => html`<dl class="facts">
  ${all.map(([name, is, dir]) => html`<div><dt>${name}</dt><dd><bdi dir=${dir ?? 'auto'}>${is ?? t('data.none')}</bdi></dd></div>`)}
</dl>`;

/** What the server said, kindly. */
function sentence(said: Said): string {
  const {reply} = said;
  const field = String(said.body['field'] ?? '');
  if (reply.kind === 'offline') return t('data.unheard');
  if (reply.kind === 'signed-out') return t('signed.out');
  if (reply.kind !== 'refused') return t('data.trouble');
  if (reply.type === 'email-missing' || field === 'email') return t('reach.problem.email');
  if (reply.type === 'phone-missing' || field === 'phone') return t('reach.problem.phone');
  if (reply.type === 'channel-not-offered') return t('reach.problem.channel-not-offered');
  return hoursProblem(reply.type, field) ?? t('data.problem', {detail: reply.detail});
}

export const open = (app: App): Apart => new Data(app);
