import {html, nothing, type TemplateResult} from 'lit-html';
import type {App} from './app';
import {t} from './words';

const APPLE = /iPhone|iPad/;

/** On the start page, until this person is reached by messages of the browser, or the browser was told no. */
export function noticesCard(app: App): TemplateResult | typeof nothing {
  const {channels, pushKey, stage} = app.heard?.standing ?? {};
  if (stage !== 'enrolled' || !pushKey || channels?.includes('web-push')) return nothing;
  if (!('PushManager' in window)) {
    return APPLE.test(navigator.userAgent)
      ? html`<section class="card"><h2>${t('notices.card')}</h2><p>${t('notices.iphone')}</p></section>`
      : nothing;
  }
  if (Notification.permission === 'denied') return nothing;
  return html`<section class="card">
    <h2>${t('notices.card')}</h2>
    <p>${t('notices.card.text')}</p>
    <a class="button quiet" href="/app/notices" @click=${app.follow('/app/notices')}>${t('notices.more')}</a>
  </section>`;
}
