import {html, nothing, type TemplateResult} from 'lit-html';
import type {App} from './app';
import {day, t} from './words';

/** The form that was signed last, as a file to keep. */
export function signedForm(app: App): TemplateResult | typeof nothing {
  if (!app.heard?.standing.consentPdf) return nothing;
  return html`<a class="button quiet" href=${app.path('enrollment', '/consent.pdf')} download>${t('data.consent.pdf')}</a>`;
}

/** On the start page, as long as a newer consent form waits for a word; quiet once that word was no. */
export function renewalCard(app: App): TemplateResult | typeof nothing {
  const {consent, consentVersion} = app.heard?.standing ?? {};
  if (!consent || !consentVersion) return nothing;
  const path = '/app/consent';
  if (consent.declined) {
    return html`<p><a href=${path} @click=${app.follow(path)}>${t('reconsent.quiet', {before: consentVersion})}</a></p>`;
  }
  const from = consent.effective ? new Date(`${consent.effective}T00:00`) : undefined;
  return html`<article class="card hero">
    <h2>${t('reconsent.card')}</h2>
    <p>${from && from > new Date() ? t('reconsent.card.coming', {day: day(from, new Date())}) : t('reconsent.card.now')}</p>
    <a class="button main" href=${path} @click=${app.follow(path)}>${t('reconsent.read')}</a>
  </article>`;
}
