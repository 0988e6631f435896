import {html, nothing, type TemplateResult} from 'lit-html';
import type {Standing} from './server';
import {t} from './words';

/** What ends, what goes on and what happens to the data when somebody stops a part or leaves the study. */
export const follows = (way: 'stop-prompts' | 'stop-intervention' | 'withdraw-followup', standing: Standing): TemplateResult => html`<div class="card follows">
  <h2>${t('leave.ends')}</h2>
  <p>${t(`leave.${way}.ends`)}</p>
  <h2>${t('leave.stays')}</h2>
  <p>${t(`leave.${way}.stays`)}</p>
  <h2>${t('leave.data')}</h2>
  <p>${t(`leave.${way}.data`)}</p>
  ${way === 'withdraw-followup' ? html`<blockquote lang=${standing.language} dir="auto">${standing.lateUse}</blockquote>` : nothing}
</div>`;
