import type {TemplateResult} from 'lit-html';
import type {App} from './app';

/** A screen that few people open: its script comes as a file of its own, when it is opened. */
export interface Apart {
  /** The address says `place` behind the name of the screen; empty for the screen itself. */
  arrive(place: string): void;
  view(): TemplateResult;
  /** The address names another screen. */
  depart?(): void;
}

/** By the word behind `/app/` in the address. */
export const APART: Record<string, () => Promise<{open(app: App): Apart}>> = {
  data: () => import('./data'),
  consent: () => import('./reconsent'),
  device: () => import('./device'),
  notices: () => import('./notices'),
  return: () => import('./comeback'),
  passkeys: () => import('./passkeys'),
  programme: () => import('./programme'),
};
