import {svg, type TemplateResult} from 'lit-html';

const PATHS = {
  help: 'M12 20s-7-4.4-7-9.6A4 4 0 0 1 12 8a4 4 0 0 1 7 2.4c0 5.2-7 9.6-7 9.6z',
  phone: 'M5 4h4l1.6 4.4-2.2 1.5a12 12 0 0 0 5.7 5.7l1.5-2.2L20 15v4a1 1 0 0 1-1 1A15 15 0 0 1 4 5a1 1 0 0 1 1-1z',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  moment: 'M12 7v5l3.2 2M12 20.5a8.5 8.5 0 1 1 0-17 8.5 8.5 0 0 1 0 17z',
  pages: 'M7 3.5h7l4 4v13H7zM14 3.5v4h4M10 12h5M10 15.5h5',
  leaf: 'M5 19c0-8 5-13.5 14.5-14 0 9.5-5.5 14.5-14 14M5 19.5c2-4.5 4.5-7 8-9',
  breath: 'M4 9.5h9.5a2.5 2.5 0 1 0-2.4-3.2M4 13h13.5a2.6 2.6 0 1 1-2.5 3.4M4 16.5h7',
  calendar: 'M5 6h14v13.5H5zM5 10h14M9 3.5V7M15 3.5V7',
  cloud: 'M7.5 18h9a4 4 0 0 0 .6-8 5.5 5.5 0 0 0-10.5 1A3.6 3.6 0 0 0 7.5 18z',
} as const;

/** Drawn for this app on a grid of 24; the words beside it say what it means. */
export const icon = (name: keyof typeof PATHS): TemplateResult =>
  svg`<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d=${PATHS[name]} /></svg>` as TemplateResult;
