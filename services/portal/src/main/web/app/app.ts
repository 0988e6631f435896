import {html, nothing, render, type TemplateResult} from 'lit-html';
import {APART, type Apart} from './apart';
import {call, flush, flushed, onCrisis, send} from './api';
import {ERASED, kept, queue, StorageError} from './database';
import {helpButton, helpScreen} from './help';
import {closed, gone, homeScreen, landing, thanks, visitScreen, waitingScreen} from './home';
import {Join} from './join';
import {answerPrompt, answerPart} from './answering';
import {focusHeading, type Questions} from './questions';
import type {Programme, Trail} from './course';
import {counted, pauseSeconds, type Entry, type Reply} from './queue';
import {open, type Heard, type Help, type Prompts, type Session, type Standing, type Visits} from './server';
import {speak, spoken, t} from './words';

/** How far ahead prompts are fetched, so that they can be answered without a network. */
const HOURS_AHEAD = 72;

const ENDED_MAX = 500;

/** After joining, facts travel between services for a moment: how often and how soon it is asked again. */
const SETTLE_TRIES_MAX = 6;
const SETTLE_MILLIS_MIN = 500;

/** Stages in which somebody is not yet, or no more, taking part. */
const JOINING = new Set(['open-invitation', 'screening', 'consent']);
const CLOSED = new Set(['study-full', 'study-closed', 'not-randomized', 'nothing']);

/** One window of the app: what it knows, what it shows, and the way to the server. */
export class App {
  session: Session | undefined;
  heard: Heard | undefined;
  crisis: Help | undefined;
  ended = new Set<string>();
  waiting = 0;
  refused = 0;
  entries: Entry[] = [];
  /** How the last word with the server went. */
  last: Reply['kind'] = 'acknowledged';
  /** True from signing until home was left. */
  justJoined = false;
  ready = false;
  /** Everything was erased: this window asks and keeps nothing any more. */
  private over = false;
  private apart: {name: string; screen?: Apart; failed?: boolean} | undefined;
  /** No room is left on this device for what was answered. */
  private full = false;
  private signedOut = false;
  private questions: Questions | undefined;
  /** How far somebody came in the programme on this device. */
  trail: Trail = {participant: '', finished: {}, at: {}};
  private join: Join | undefined;
  /** How often the server was asked, and which of those times brought what is known. */
  private asked = 0;
  private newest = 0;
  private failures = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private painting = false;
  private painted = false;

  constructor(private readonly root: HTMLElement) {}

  async start() {
    onCrisis(card => {
      this.crisis = card;
      this.paint();
    });
    await this.recall();
    this.listen();
    await this.route();
    await this.wake();
    this.ready = true;
    await this.route();
  }

  private async recall() {
    await speak(navigator.language);
    try {
      const [session, heard, language, ended, crisis, trail] = await Promise.all([
        kept.get<Session>('session'),
        kept.get<Heard>('heard'),
        kept.get<string>('language'),
        kept.get<string[]>('ended'),
        kept.get<Help>('crisis'),
        kept.get<Trail>('trail'),
      ]);
      Object.assign(this, {session, heard, crisis});
      if (trail) this.trail = trail;
      this.ended = new Set(ended ?? []);
      this.languageChosen = language !== undefined;
      if (language) await speak(language);
    } catch {
      this.last = 'acknowledged'; // a browser that keeps nothing: the app works as long as the page is open
    }
  }

  private listen() {
    navigator.serviceWorker?.addEventListener('message', ({data}) => void this.called((data as {go?: string}).go));
    addEventListener('popstate', () => void this.route());
    addEventListener('hashchange', () => void this.route());
    addEventListener('online', () => {
      this.failures = 0; // those were of no network
      void this.wake();
    });
    flushed().onmessage = () => this.waiting && void this.caughtUp();
    addEventListener('offline', () => this.paint());
    new BroadcastChannel(ERASED).onmessage = () => {
      if (this.over) return;
      this.forget();
      this.go('/app');
    };
    document.addEventListener('visibilitychange', () => document.hidden || void this.wake());
  }

  /** Sends what waits, then hears what is new. */
  async wake() {
    if (this.over) return;
    await this.sync();
    await this.refresh();
  }

  async sync() {
    const participant = this.session?.participant;
    if (!participant) return;
    try {
      const synced = await flush(participant);
      this.crisis ??= await kept.get<Help>('crisis');
      this.outcome(synced.halt ?? (synced.sent > 0 ? 'acknowledged' : this.last));
      this.again(synced.waiting > 0 && synced.halt !== 'signed-out', synced.retryAfterSeconds);
    } finally {
      await this.count();
    }
  }

  /** Another window or the worker sent something: what waited here may have arrived. */
  private async caughtUp() {
    await this.count();
    if (!this.waiting) await this.refresh();
  }

  /** Tries again later, and only while something waits. */
  private again(needed: boolean, seconds = 0) {
    clearTimeout(this.retry);
    this.failures = needed ? this.failures + 1 : 0;
    if (needed) this.retry = setTimeout(() => void this.sync(), pauseSeconds(this.failures, seconds) * 1000);
  }

  async count() {
    if (!this.session) return;
    const {waiting, refused} = await counted(queue, this.session.participant);
    Object.assign(this, {waiting, refused, entries: (await queue.all()).filter(entry => entry.kind === 'answer')});
    this.paint();
  }

  private outcome(kind: Reply['kind']) {
    this.last = kind;
    this.signedOut = kind === 'signed-out' || (this.signedOut && kind !== 'acknowledged');
  }

  /** Below the participant's own address in one service. */
  path(service: string, rest = ''): string {
    return `/api/${service}/studies/${this.session?.study}/participants/${this.session?.participant}${rest}`;
  }

  async refresh() {
    const turn = ++this.asked;
    const asked = await call('GET', '/api/portal/session');
    if (asked.reply.kind === 'acknowledged') await this.take(asked.body as Session);
    else if (asked.reply.kind !== 'signed-out' || this.session) this.outcome(asked.reply.kind);
    if (asked.reply.kind !== 'acknowledged') return this.paint();
    const standing = await call('GET', this.path('enrollment', `?language=${spoken()}`));
    this.outcome(standing.reply.kind);
    if (standing.reply.kind === 'acknowledged') await this.hear(standing.body as Standing, turn);
    await this.route();
  }

  async take(session: Session) {
    this.session = {study: session.study, participant: session.participant};
    if (this.trail.participant !== session.participant) this.trail = {participant: session.participant, finished: {}, at: {}};
    this.signedOut = false;
    await kept.put('session', this.session).catch(() => undefined);
  }

  private async hear(standing: Standing, turn: number) {
    const heard: Heard = {standing, at: new Date().toISOString()};
    if (!JOINING.has(standing.next) && !CLOSED.has(standing.next)) {
      const asked = Date.now();
      const [prompts, visits, programme] = await Promise.all([
        call('GET', this.path('ema', `/prompts?hours=${HOURS_AHEAD}`)),
        call('GET', this.path('outcomes', '/visits')),
        call('GET', this.path('interventions', '/programme')),
      ]);
      const before = this.heard;
      const listed = prompts.reply.kind === 'acknowledged' ? (prompts.body as Prompts) : before?.prompts;
      const visited = visits.reply.kind === 'acknowledged' ? (visits.body as Visits) : before?.visits;
      const course = programme.reply.kind === 'acknowledged' ? (programme.body as Programme) : before?.programme;
      heard.ahead = prompts.reply.kind === 'acknowledged' ? asked - Date.parse(listed!.now) : before?.ahead;
      Object.assign(heard, listed && {prompts: listed}, visited && {visits: visited}, course && {programme: course});
    }
    if (turn < this.newest) return; // what was asked later has come before it
    this.newest = turn;
    this.heard = heard;
    await kept.put('heard', heard).catch(() => undefined);
    if (!this.languageChosen) await speak(standing.language);
  }

  languageChosen = false;

  async choose(language: string) {
    this.languageChosen = true;
    await speak(language);
    await kept.put('language', language).catch(() => undefined);
  }

  /** Somebody has just signed: hears until the other services have heard of it too. */
  async settle() {
    this.justJoined = true;
    for (let attempt = 0; attempt < SETTLE_TRIES_MAX; attempt++) {
      await this.refresh();
      const {prompts, visits} = this.heard ?? {};
      if (prompts && visits && visits.open.length + visits.upcoming.length > 0) return;
      await new Promise(resolve => setTimeout(resolve, SETTLE_MILLIS_MIN * 2 ** attempt));
    }
  }

  /**
   * Keeps an answer on this device and sends it when that is possible; sends it at once where nothing can be kept.
   *
   * @param safe told as soon as the answer is kept here or there
   * @throws StorageError if it is neither
   */
  async submit(entry: Omit<Entry, 'participant' | 'madeAt'>, place: string, safe: () => void = () => undefined) {
    const whole: Entry = {...entry, participant: this.session?.participant ?? '', madeAt: new Date().toISOString()};
    this.full = !(await this.isSafe(whole));
    this.paint();
    if (this.full) throw new StorageError(entry.kind);
    if (entry.kind === 'answer') await this.end(place);
    safe();
    await this.count();
    const sending = this.sync();
    if (entry.kind === 'answer') void this.later();
    await sending;
  }

  private async isSafe(entry: Entry): Promise<boolean> {
    try {
      await queue.put(entry);
      return true;
    } catch {
      return (await send(entry)).kind === 'acknowledged'; // no room left on this device
    }
  }

  /** Where the browser can, it sends by itself when the network is back, even if no window is open. */
  private async later() {
    const registration = (await navigator.serviceWorker?.getRegistration()) as (ServiceWorkerRegistration & {sync?: {register(tag: string): Promise<void>}}) | undefined;
    await registration?.sync?.register('queue').catch(() => undefined);
  }

  private async end(place: string) {
    this.ended.add(place);
    this.ended = new Set([...this.ended].slice(-ENDED_MAX));
    await kept.put('ended', [...this.ended]).catch(() => undefined);
  }

  /** The part of a session or practice that is open now, from 0. */
  async walked(module: string, part: number) {
    this.trail.at[module] = part;
    await kept.put('trail', this.trail).catch(() => undefined);
  }

  /** What meetings of the group were put into a calendar, by module and revision. */
  async took(dates: Record<string, number>) {
    this.trail.dates = {...this.trail.dates, ...dates};
    this.paint();
    await kept.put('trail', this.trail).catch(() => undefined);
  }

  /** The end of a session or practice. */
  async walkedThrough(module: string) {
    this.trail.finished[module] = new Date().toISOString();
    await this.walked(module, 0);
  }

  /** Forgets who was here; the device is emptied by whoever calls this. */
  forget() {
    this.over = true;
    this.newest = ++this.asked; // what is under way is about who was here
    clearTimeout(this.retry);
    Object.assign(this, {session: undefined, heard: undefined, crisis: undefined, entries: [], trail: {participant: '', finished: {}, at: {}}, waiting: 0, refused: 0, signedOut: false, last: 'acknowledged'});
  }

  go(path: string) {
    history.pushState(null, '', path);
    void this.route().then(focusHeading);
  }

  leaveQuestions() {
    this.questions = undefined;
  }

  async dismissCrisis() {
    this.crisis = undefined;
    await kept.remove('crisis');
    this.paint();
  }

  /** Opens what the address names. */
  async route() {
    const [, first, what, id, code] = location.pathname.split('/');
    const place = [what, id, code].join('/');
    if (what === 'prompts' || (what === 'visits' && code)) await this.openQuestions(what, id ?? '', code ?? '', place);
    else this.leaveQuestions();
    if (first === 'join' || first === 'link' || this.isJoining()) this.join ??= new Join(this);
    else this.join = undefined;
    await this.openApart(what ?? '', location.pathname.split('/').slice(3).join('/'));
    this.paint();
  }

  private async openApart(name: string, place: string) {
    const load = APART[name];
    if (this.apart?.name !== name) {
      this.apart?.screen?.depart?.();
      this.apart = load && {name};
    }
    if (!load || !this.apart) return;
    const {apart} = this;
    try {
      const {open: opened} = await load();
      if (this.apart !== apart) return;
      apart.screen ??= opened(this);
      apart.screen.arrive(place);
    } catch {
      apart.failed = true; // no network, and never opened here before
    }
  }

  private shown = '';

  private async openQuestions(what: string, id: string, code: string, place: string) {
    if (this.questions && this.shown === place) return;
    this.leaveQuestions();
    this.shown = place;
    if (!this.heard) return;
    const questions = what === 'prompts' ? await answerPrompt(this, id) : await answerPart(this, id, code);
    if (this.shown === place) this.questions = questions;
  }

  private isJoining(): boolean {
    return JOINING.has(this.heard?.standing.next ?? '');
  }

  paint() {
    if (this.painting) return;
    this.painting = true;
    queueMicrotask(() => {
      this.painting = false;
      if (!this.painted) this.root.replaceChildren(); // what the page shows until then
      this.painted = true;
      render(this.view(), this.root);
      document.title = this.heard?.standing.title ?? t('app.name');
    });
  }

  private view(): TemplateResult {
    return html`<header>
        <a href="/app" @click=${this.follow('/app')}>${this.heard?.standing.title ?? t('app.name')}</a>
        ${helpButton(this)}
      </header>
      ${this.banner()}
      <main>${this.screen()}</main>
      ${this.isJoining() && this.session && !this.apart ? html`<footer><a class="button text" href="/app/device" @click=${this.follow('/app/device')}>${t('device.title')}</a></footer>` : nothing}`;
  }

  /** A message was tapped: what it is about may be newer than what was heard. */
  private async called(path: string | undefined) {
    if (!path) return;
    await this.wake();
    this.justJoined = false;
    this.go(path);
  }

  /** Keeps the page and changes the address. */
  follow = (path: string) => (event: Event) => {
    event.preventDefault();
    this.justJoined = false;
    this.go(path);
  };

  private screen(): TemplateResult {
    const [, first, what, id, code] = location.pathname.split('/');
    if (what === 'help') return helpScreen(this);
    if (this.crisis) return helpScreen(this, this.crisis);
    if (this.apart) return this.apart.screen?.view() ?? html`<h1 tabindex="-1">${this.heard?.standing.title ?? t('app.name')}</h1><p class="soft" role="status">${this.apart.failed ? t('data.unheard') : '…'}</p>`;
    if (first === 'join' || first === 'link' || (this.isJoining() && this.join)) return (this.join ??= new Join(this)).view();
    if (!this.heard) return this.ready || this.last !== 'acknowledged' ? landing(this) : html`<p class="soft" role="status">…</p>`;
    if (what === 'waiting') return waitingScreen(this);
    if (this.questions) return this.questions.view();
    if (what === 'done') return thanks(this);
    if (CLOSED.has(this.heard.standing.next)) return closed(this);
    if (what === 'visits' && !code) return visitScreen(this, id ?? '');
    if (what === 'prompts' || what === 'visits') return gone(this);
    return homeScreen(this, open(this.heard, this.ended));
  }

  private banner(): TemplateResult {
    const sentence = this.trouble();
    const counts = [this.waiting ? t('waiting', {n: this.waiting}) : '', this.refused ? t('refused', {n: this.refused}) : ''].filter(Boolean);
    return html`<div class="banner" role="status">
      ${sentence ? html`<p class=${this.signedOut || this.full ? 'warm' : 'calm'}>${sentence} ${this.signedOut && !this.full ? html`<a href="/app/return" @click=${this.follow('/app/return')}>${t('signed.return')}</a>` : nothing}</p>` : nothing}
      ${counts.length ? html`<p class="counts"><a href="/app/waiting" @click=${this.follow('/app/waiting')}>${counts.join(' · ')}</a></p>` : nothing}
    </div>`;
  }

  /** Different things: no room, signed out, no network, trouble at the other end. */
  private trouble(): string | undefined {
    if (this.full) return t('storage.full');
    if (this.signedOut && this.session) return t('signed.out');
    if (!navigator.onLine) return t('offline');
    if (this.last === 'offline') return t('unreachable');
    if (this.last === 'trouble') return t('trouble');
    return undefined;
  }
}
