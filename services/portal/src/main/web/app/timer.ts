import {html, nothing, type TemplateResult} from 'lit-html';
import {isBreathingIn, minutes, type Breath} from './course';
import {t} from './words';

const TICK_MILLIS = 250;

/** Where a circle stands when it is small. */
const SMALL = 0.72;

/** Counts down when asked to, and says the breath's pace. Nothing goes on by itself when it has ended. */
export class Timer {
  private spentMillis = 0;
  private since: number | undefined;
  private ticking: ReturnType<typeof setInterval> | undefined;
  private shown = -1;
  private wasIn: boolean | undefined;
  private lock: WakeLockSentinel | undefined;

  constructor(
    private readonly seconds: number,
    private readonly pace: Breath | undefined,
    private readonly repaint: () => void,
  ) {}

  private spent(): number {
    const now = this.since === undefined ? 0 : performance.now() - this.since;
    return Math.min(this.seconds, Math.floor((this.spentMillis + now) / 1000));
  }

  private run() {
    this.since = performance.now();
    this.wasIn = undefined;
    void this.stayAwake();
    this.ticking = setInterval(() => this.tick(), TICK_MILLIS);
    this.repaint();
  }

  /** A phone that falls asleep in the middle of it helps nobody; where it cannot be asked to stay awake, it may. */
  private async stayAwake() {
    const lock = await navigator.wakeLock?.request('screen').catch(() => undefined);
    if (this.since === undefined) await lock?.release();
    else this.lock = lock;
  }

  pause = () => {
    void this.lock?.release();
    this.lock = undefined;
    if (this.since !== undefined) this.spentMillis += performance.now() - this.since;
    this.since = undefined;
    clearInterval(this.ticking);
    this.repaint();
  };

  private tick() {
    const spent = this.spent();
    if (spent === this.shown) return;
    this.shown = spent;
    if (spent >= this.seconds) this.pause();
    this.repaint();
    if (this.pace) requestAnimationFrame(() => this.move());
  }

  /** The circle grows and shrinks with the breath; where motion is unwelcome, the words alone tell. */
  private move() {
    if (!this.pace || this.since === undefined) return;
    const isIn = isBreathingIn(this.pace, this.spent());
    if (isIn === this.wasIn) return;
    this.wasIn = isIn;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const [from, to] = isIn ? [SMALL, 1] : [1, SMALL];
    const duration = (isIn ? this.pace.in : this.pace.out) * 1000;
    document.querySelector('.ring')?.animate([{scale: from}, {scale: to}], {duration, easing: 'ease-in-out', fill: 'forwards'});
  }

  view(): TemplateResult {
    const running = this.since !== undefined;
    const over = this.spent() >= this.seconds;
    const isIn = running && this.pace && isBreathingIn(this.pace, this.spent());
    return html`<div class="timer">
      <div class="face">
        <div class=${isIn ? 'ring in' : 'ring'} aria-hidden="true"></div>
        <p class="clock" role="timer" dir="ltr">${minutes(this.seconds - this.spent())}</p>
      </div>
      <p class="phase" role="status">${over ? t('programme.timer.over') : running && this.pace ? t(isIn ? 'programme.breath.in' : 'programme.breath.out') : nothing}</p>
      ${over ? nothing : html`<button type="button" class="quiet" @click=${running ? this.pause : () => this.run()}>${t(running ? 'programme.timer.pause' : this.spent() ? 'go.on' : 'programme.timer.begin')}</button>`}
    </div>`;
  }
}
