import {html, nothing, type TemplateResult} from 'lit-html';
import type {App} from './app';
import {icon} from './icons';
import type {Help} from './server';
import {t} from './words';

/** To what the study holds, and to leaving: from the start page, and from every screen by way of help. */
export const dataLink = (app: App): TemplateResult => html`<a class="text" href="/app/data" @click=${app.follow('/app/data')}>${t('data.link')}</a>`;

/** On every screen. */
export const helpButton = (app: App): TemplateResult =>
  html`<a class="help" href="/app/help" @click=${app.follow('/app/help')}>${icon('help')}<span>${t('help')}</span></a>`;

/**
 * Who can be called now: the site's card as it was last heard, and a sentence that is always true.
 *
 * @param crisis a card that the server sent because of what was answered
 */
export function helpScreen(app: App, crisis?: Help): TemplateResult {
  const card = crisis ?? app.heard?.standing.help;
  const language = app.heard?.standing.language ?? '';
  const leave = () => (crisis ? void app.dismissCrisis() : history.length > 1 ? history.back() : app.go('/app'));
  return html`${crisis ? html`<p class="eyebrow">${t('crisis.thanks')}</p>` : nothing}
    <h1 tabindex="-1" lang=${card?.title ? language : ''} dir="auto">${card?.title ?? t('help.title')}</h1>
    ${card?.text ? html`<p lang=${language} dir="auto">${card.text}</p>` : nothing}
    <p class="note">${t('help.general')}</p>
    ${card?.contacts?.map(
      contact => html`<section class="card contact">
        <h2 lang=${language} dir="auto">${contact.name}</h2>
        <p class="soft">${t('help.hours', {hours: contact.hours})}</p>
        <a class="button main" href=${`tel:${contact.phone.replace(/[^+\d]/g, '')}`}>${icon('phone')}<span>${t('help.call', {phone: '\u2066' + contact.phone + '\u2069'})}</span></a>
      </section>`,
    )}
    <p class="soft">${t('help.notWatched')}</p>
    <button class="quiet" @click=${leave}>${crisis ? t('go.on') : t('back')}</button>
    ${crisis || !app.session ? nothing : html`<p class="last">${dataLink(app)}</p>`}`;
}
