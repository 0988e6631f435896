import {html, nothing, type TemplateResult} from 'lit-html';
import {way} from './fields';
import {focusHeading} from './questions';
import type {ConsentQuestion} from './server';
import {t} from './words';

/** Where one stands in the questions about a form. */
interface Steps {
  repaint(): void;
  back(): void;
  done(): void;
}

/** Questions by which somebody sees whether the form was understood: as many tries as one likes, nothing sent, nothing kept. */
export class Understanding {
  private at = 0;
  private chosen: number | undefined;
  private complaint = false;

  constructor(
    private readonly questions: ConsentQuestion[],
    private readonly language: string,
    private readonly steps: Steps,
  ) {}

  view(): TemplateResult {
    const question = this.questions[this.at];
    if (!question) return html``;
    const right = this.chosen === question.right;
    return html`<form novalidate @submit=${(event: Event) => (event.preventDefault(), this.next(right))}>
      <p class="eyebrow">${t('understand.title')}</p>
      <h1 tabindex="-1" id="asked" lang=${this.language} dir="auto">${question.text}</h1>
      <div class="choices" role="radiogroup" aria-labelledby="asked" lang=${this.language}>
        ${question.options.map((option, index) => way('understanding', this.chosen === index + 1, option, () => this.choose(index + 1)))}
      </div>
      <div role="status">
        ${this.chosen === undefined
          ? nothing
          : html`<p class="note"><strong>${right ? t('understand.right') : t('understand.wrong')}</strong> <span lang=${this.language} dir="auto">${question.explanation}</span></p>`}
      </div>
      <p class="complaint" role="alert">${this.complaint ? (this.chosen === undefined ? t('understand.choose') : t('understand.again')) : nothing}</p>
      <div class="actions">
        <button type="button" class="quiet" @click=${() => this.back()}>${t('back')}</button>
        <button class="main">${t('next')}</button>
      </div>
    </form>`;
  }

  private choose(option: number) {
    this.chosen = option;
    this.complaint = false;
    this.steps.repaint();
  }

  private next(right: boolean) {
    this.complaint = !right;
    if (!right) return this.steps.repaint();
    if (this.at + 1 === this.questions.length) return this.steps.done();
    this.moveTo(this.at + 1);
  }

  private back() {
    if (this.at === 0) this.steps.back();
    else this.moveTo(this.at - 1);
  }

  private moveTo(at: number) {
    this.at = at;
    this.chosen = undefined;
    this.complaint = false;
    this.steps.repaint();
    focusHeading();
  }
}
