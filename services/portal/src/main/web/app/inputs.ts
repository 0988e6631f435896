import {html, nothing, svg, type TemplateResult} from 'lit-html';
import {live} from 'lit-html/directives/live.js';
import type {Given, Item} from './items';
import {t} from './words';

/** Told of each new value; undefined when there is none any more. */
type Told = (value: Given['value']) => void;

const TEXT_CHARS_MAX = 4000;

/** The input for one item; its question is the heading with the id `question`. */
export function input(item: Item, given: Given | undefined, tell: Told): TemplateResult {
  switch (item.type) {
    case 'single':
    case 'likert':
      return single(item, given?.value, tell);
    case 'multiple':
      return multiple(item, given?.value, tell);
    case 'slider':
      return slider(item, given?.value, tell);
    case 'number':
      return whole(item, given?.value, tell);
    case 'text':
      return words(item, given?.value, tell);
    case 'affect-grid':
      return affectGrid(item, given?.value, tell);
    case 'time':
    case 'date':
      return moment(item, given?.value, tell);
    default:
      return html`<p class="note">${t('item.unknown')}</p>`;
  }
}

const single = (item: Item, value: Given['value'], tell: Told) => html`
  <div class="choices" role="radiogroup" aria-labelledby="question" aria-describedby="hint">
    ${item.options?.map(
      option => html`<label class="choice">
        <input type="radio" name=${item.id} .checked=${live(value === option.code)} @change=${() => tell(option.code)} />
        <span dir="auto">${option.text}</span>
      </label>`,
    )}
  </div>`;

function multiple(item: Item, value: Given['value'], tell: Told) {
  const chosen = Array.isArray(value) ? value : [];
  const toggle = (code: number) => {
    const next = chosen.includes(code) ? chosen.filter(other => other !== code) : [...chosen, code];
    tell(next.length > 0 ? next : undefined);
  };
  return html`<p class="hint">${t('item.multiple')}</p>
    <div class="choices" role="group" aria-labelledby="question" aria-describedby="hint">
      ${item.options?.map(
        option => html`<label class="choice">
          <input type="checkbox" name=${item.id} .checked=${live(chosen.includes(option.code))} @change=${() => toggle(option.code)} />
          <span dir="auto">${option.text}</span>
        </label>`,
      )}
    </div>`;
}

/** Keys that lead upwards begin at the lower end, the others at the upper: nothing suggests a middle. */
const UPWARDS = new Set(['ArrowUp', 'ArrowRight', 'PageUp', 'Home']);
const DOWNWARDS = new Set(['ArrowDown', 'ArrowLeft', 'PageDown', 'End']);

/** From right to left the lower end is on the right. */
const MIRRORED: Record<string, string> = {ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft'};

function leading({key, target}: KeyboardEvent): string {
  return getComputedStyle(target as Element).direction === 'rtl' ? (MIRRORED[key] ?? key) : key;
}

function slider(item: Item, value: Given['value'], tell: Told) {
  const [min, max] = [item.min ?? 0, item.max ?? 100];
  return range({min, max, value: typeof value === 'number' ? value : undefined, tell});
}

interface Range {
  min: number;
  max: number;
  value: number | undefined;
  /** Says what it is, where the question alone does not. */
  label?: string;
  tell(value: number): void;
}

/** A line without a mark until it is touched. */
function range({min, max, value, label, tell}: Range) {
  const touched = value !== undefined;
  const first = (event: KeyboardEvent) => {
    const key = leading(event);
    if (touched || !(UPWARDS.has(key) || DOWNWARDS.has(key))) return;
    event.preventDefault();
    tell(UPWARDS.has(key) ? min : max);
  };
  const read = (event: Event) => tell((event.target as HTMLInputElement).valueAsNumber);
  return html`<div class=${touched ? 'slider' : 'slider untouched'}>
    <input
      type="range"
      min=${min}
      max=${max}
      .value=${live(String(value ?? Math.round((min + max) / 2)))}
      aria-label=${label ?? nothing}
      aria-labelledby=${label ? nothing : 'question'}
      aria-describedby="hint"
      aria-valuetext=${touched ? t('item.slider.value', {n: value, max}) : t('item.slider.untouched')}
      @keydown=${first}
      @input=${read}
      @click=${(event: Event) => touched || read(event)}
    />
    <p class="hint" aria-hidden="true">${touched ? nothing : t('item.slider.untouched')}</p>
  </div>`;
}

const WHOLE = /^[+-]?\d{1,10}$/;

/** The whole number written, in any digits; undefined if it is none within the range. */
export function wholeNumber(text: string, min: number, max: number): number | undefined {
  const latin = text.trim().replace(/[\u0660-\u0669\u06f0-\u06f9]/g, digit => String(digit.charCodeAt(0) & 0xf));
  if (!WHOLE.test(latin)) return undefined;
  const value = Number(latin);
  return value >= min && value <= max ? value : undefined;
}

function whole(item: Item, value: Given['value'], tell: Told) {
  const min = item.min ?? -2147483648;
  const max = item.max ?? 2147483647;
  const read = (event: Event) => {
    const field = event.target as HTMLInputElement;
    const number = wholeNumber(field.value, min, max);
    const wrong = number === undefined && field.value.trim() !== '';
    field.setCustomValidity(wrong ? t('item.number.wrong', {min, max}) : '');
    field.setAttribute('aria-invalid', String(wrong));
    tell(number);
  };
  return html`<p class="hint" id="range">${t('item.number.range', {min, max})}</p>
    <input
      class="field number"
      type="text"
      inputmode=${min < 0 ? 'text' : 'numeric'}
      autocomplete="off"
      maxlength="11"
      value=${typeof value === 'number' ? String(value) : ''}
      aria-labelledby="question"
      aria-describedby="range hint"
      @input=${read}
    />`;
}

const words = (item: Item, value: Given['value'], tell: Told) => html`<textarea
    class="field"
    dir="auto"
    rows="5"
    maxlength=${TEXT_CHARS_MAX}
    data-item=${item.id}
    aria-labelledby="question"
    aria-describedby="most hint"
    .value=${live(typeof value === 'string' ? value : '')}
    @input=${(event: Event) => tell((event.target as HTMLTextAreaElement).value || undefined)}
  ></textarea>
  <p class="hint" id="most">${t('item.text.most', {n: TEXT_CHARS_MAX})}</p>`;

/** A local time, HH:mm, or a date, ISO 8601, in the browser's own input. */
const moment = (item: Item, value: Given['value'], tell: Told) => html`<input
  class="field"
  type=${item.type}
  .value=${live(typeof value === 'string' ? value : '')}
  aria-labelledby="question"
  aria-describedby="hint"
  @input=${(event: Event) => tell((event.target as HTMLInputElement).value || undefined)}
/>`;

const GRID_MIN = 1;
const GRID_MAX = 9;

/** An affect grid of which one side was set by keyboard and the other not yet: no answer until both are. */
const halves = new Map<string, [number | undefined, number | undefined]>();

/**
 * One place in a square, pleasure across and arousal upwards; by pointer on the square, by keyboard on its two sides. The
 * square is the same in every language, and its sides go the same way.
 */
function affectGrid(item: Item, value: Given['value'], tell: Told) {
  const [pleasure, arousal] = Array.isArray(value) ? value : (halves.get(item.id) ?? []);
  const put = (across: number | undefined, upwards: number | undefined) => {
    halves.set(item.id, [across, upwards]);
    tell(across === undefined || upwards === undefined ? undefined : [across, upwards]);
  };
  const side = (label: string, ends: string, now: number | undefined, set: (value: number) => void) => html`<label class="side">
    <span>${label}</span>
    <div dir="ltr">${range({min: GRID_MIN, max: GRID_MAX, value: now, label: ends, tell: set})}</div>
  </label>`;
  const {unpleasant, pleasant, sleepy, aroused} = item.ends ?? {unpleasant: '', pleasant: '', sleepy: '', aroused: ''};
  return html`<div class="grid" dir="ltr">
      <span class="above" dir="auto" aria-hidden="true">${aroused}</span>
      <svg viewBox="0 0 90 90" aria-hidden="true" @pointerdown=${(event: PointerEvent) => put(...place(event))} @pointermove=${(event: PointerEvent) => event.buttons && put(...place(event))}>
        ${LINES.map(at => svg`<path class="line" d="M${at} 0V90M0 ${at}H90" />`)}
        ${pleasure && arousal ? svg`<circle cx=${pleasure * 10 - 5} cy=${95 - arousal * 10} r="4" />` : nothing}
      </svg>
      <span class="below" dir="auto" aria-hidden="true">${sleepy}</span>
      <div class="ends" aria-hidden="true"><span dir="auto">${unpleasant}</span><span dir="auto">${pleasant}</span></div>
    </div>
    ${side(`${unpleasant} – ${pleasant}`, `${unpleasant} – ${pleasant}`, pleasure, across => put(across, arousal))}
    ${side(`${sleepy} – ${aroused}`, `${sleepy} – ${aroused}`, arousal, upwards => put(pleasure, upwards))}`;
}

const LINES = [10, 20, 30, 40, 50, 60, 70, 80];

/** Which of the 9 by 9 fields was touched. */
function place(event: PointerEvent): [number, number] {
  const box = (event.currentTarget as Element).getBoundingClientRect();
  const field = (share: number) => Math.min(GRID_MAX, Math.max(GRID_MIN, Math.ceil(share * GRID_MAX)));
  return [field((event.clientX - box.left) / box.width), field((box.bottom - event.clientY) / box.height)];
}
