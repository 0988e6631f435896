import {html, nothing, type TemplateResult} from 'lit-html';
import {keyed} from 'lit-html/directives/keyed.js';
import {kept, StorageError} from './database';
import {input} from './inputs';
import {asked, facts, filledIn, mayGoOn, type Given, type Item} from './items';
import {t} from './words';

/** What is asked, and what happens with it. */
export interface Sheet {
  /** Names the draft on this device. */
  place: string;
  title: string;
  /** Language of the study's texts. */
  language: string;
  items: Item[];
  /** Answers of an earlier draft, if this device has none. */
  draft: Record<string, Given>;
  /** Told after each item, with what there is so far. */
  saved(draft: Draft): void;
  /** Everything was answered; a rejected promise leaves the questions open. */
  finished(draft: Draft): Promise<void>;
  /** Back from the first item. */
  left(): void;
}

export interface Draft {
  answers: Record<string, Given>;
  openedAt: string;
}

interface Kept extends Draft {
  at?: string;
}

/** One item per screen, saved after each, resumed where somebody stopped. */
export class Questions {
  private current: string;
  private complaint = false;
  private busy = false;
  private turn = 0;

  private constructor(
    private readonly sheet: Sheet,
    private readonly draft: Kept,
    private readonly repaint: () => void,
  ) {
    const items = this.asked();
    this.current = items.find(item => item.id === draft.at)?.id ?? items[0]?.id ?? '';
    this.show();
  }

  static async open(sheet: Sheet, repaint: () => void): Promise<Questions> {
    const known = await kept.get<Kept>(`draft/${sheet.place}`);
    const began = {answers: sheet.draft, openedAt: new Date().toISOString()};
    return new Questions(sheet, known ?? {...began, ...startingAt(sheet)}, repaint);
  }

  private asked(): Item[] {
    return asked(this.sheet.items, this.draft.answers);
  }

  private show() {
    const position = this.asked().findIndex(item => item.id === this.current) + 1;
    this.draft.answers[this.current] ??= {shownAt: new Date().toISOString(), changes: 0, order: Math.max(1, position)};
    this.draft.at = this.current;
  }

  private tell(value: Given['value']) {
    const given = this.given();
    const before = given.value !== undefined || given.reason !== undefined;
    delete given.reason;
    if (value === undefined) delete given.value;
    else given.value = value;
    this.changed(given, before);
  }

  private decline() {
    const given = this.given();
    if (given.reason === 'declined') return void this.next();
    const before = given.value !== undefined;
    delete given.value;
    given.reason = 'declined';
    this.changed(given, before);
    void this.next();
  }

  private changed(given: Given, before: boolean) {
    given.answeredAt = new Date().toISOString();
    if (before) given.changes += 1;
    this.complaint = false;
    void this.keep();
    this.repaint();
  }

  private given(): Given {
    const given = this.draft.answers[this.current];
    if (!given) throw new Error(`${this.current} was not shown`);
    return given;
  }

  /** A full device must not keep anybody from going on: what cannot be saved item by item is still sent at the end. */
  private keep(): Promise<void> {
    return kept.put(`draft/${this.sheet.place}`, this.draft).catch(() => undefined);
  }

  private async next() {
    const items = this.asked();
    const at = items.findIndex(item => item.id === this.current);
    const item = items[at];
    if (item && !mayGoOn(item, this.given())) {
      this.complaint = true;
      return this.repaint();
    }
    const following = items[at + 1];
    if (!following) return this.finish();
    this.moveTo(following);
    this.sheet.saved(this.draft);
  }

  private moveTo(item: Item) {
    this.current = item.id;
    this.complaint = false;
    this.turn += 1;
    this.show();
    void this.keep();
    this.repaint();
    focusHeading();
  }

  private back() {
    const items = this.asked();
    const before = items[items.findIndex(item => item.id === this.current) - 1];
    if (before) this.moveTo(before);
    else this.sheet.left();
  }

  private async finish() {
    if (this.busy) return;
    this.busy = true;
    this.repaint();
    try {
      await this.sheet.finished(this.draft);
      await kept.remove(`draft/${this.sheet.place}`);
    } catch (failure) {
      if (!(failure instanceof StorageError)) throw failure; // the banner says it; the questions stay open
    } finally {
      this.busy = false;
      this.repaint();
    }
  }

  view(): TemplateResult {
    const items = this.asked();
    const at = Math.max(0, items.findIndex(item => item.id === this.current));
    const item = items[at];
    if (!item) return html`<h1 tabindex="-1" id="question">${this.sheet.title}</h1>`;
    const given = this.given();
    const declined = given.reason === 'declined';
    return html`<form class="item" novalidate @submit=${(event: Event) => (event.preventDefault(), void this.next())}>
      <div class="along">
        <p>${t('item.of', {n: at + 1, all: items.length})}</p>
        <progress aria-label=${t('item.progress')} max=${items.length} value=${at + 1}></progress>
      </div>
      <h1 tabindex="-1" id="question" lang=${this.sheet.language} dir="auto">${filledIn(item.text, items, facts(items.slice(0, at), this.draft.answers))}</h1>
      <div class="answer" lang=${this.sheet.language}>${keyed(`${item.id}/${this.turn}/${declined}`, input(item, given, value => this.tell(value)))}</div>
      <p class="complaint" id="hint" role="alert">${this.complaint ? t('item.needed') : declined ? t('item.declined.chosen') : nothing}</p>
      <div class="actions">
        <button type="button" class="quiet" @click=${() => this.back()}>${t('back')}</button>
        <button class="main" ?disabled=${this.busy}>${at + 1 < items.length ? t('next') : t('item.finish')}</button>
      </div>
      <button type="button" class="text" aria-pressed=${declined} @click=${() => this.decline()}>${t('item.declined')}</button>
    </form>`;
  }
}

/** A draft of another device goes on at the first item that it does not have. */
function startingAt(sheet: Sheet): {at?: string} {
  const open = asked(sheet.items, sheet.draft).find(item => !sheet.draft[item.id]);
  return open ? {at: open.id} : {};
}

/** A screen reader hears what is new on the screen. Who is quicker than the frame, and in a field already, stays there. */
export function focusHeading() {
  const before = document.activeElement;
  requestAnimationFrame(() => {
    const now = document.activeElement;
    if (now !== before && now !== document.body) return;
    document.querySelector<HTMLElement>('main h1')?.focus({preventScroll: true});
    scrollTo(0, 0);
  });
}
