import type {ConsentForm} from './server';
import {date, spoken, t} from './words';

/** The form as it was signed. */
export interface SignedForm extends ConsentForm {
  language: string;
  sha256: string;
  /** A local date. */
  signedOn: string;
}

const RIGHT_TO_LEFT = /^(ar|he|fa|ur)\b/;

const escaped = (text: string): string => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);

const paragraph = (text: string): string => `<p>${escaped(text).replaceAll('\n', '<br>')}</p>`;

/** A consent form as one page to keep or to print: headings, language and direction stand in it, so that it can also be heard. */
export function page(form: SignedForm, name: string): string {
  const sections = form.sections.map(({heading, text}) => `<h2>${escaped(heading)}</h2>${paragraph(text)}`);
  const signed = [t('data.consent.signed', {name, day: date(form.signedOn)}), `${t('data.consent.version.of', {version: form.version})}. ${t('data.consent.mark', {mark: form.sha256})}`];
  return `<!doctype html>
<html lang="${escaped(form.language)}" dir="${RIGHT_TO_LEFT.test(form.language) ? 'rtl' : 'ltr'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(form.title)}</title>
<style>body{max-width:40rem;margin:3rem auto;padding:0 1.25rem;font:1.1rem/1.6 Georgia,serif;color:#20302f}h1,h2{line-height:1.25}footer{margin-top:3rem;padding-top:1rem;border-top:1px solid;overflow-wrap:anywhere}</style></head>
<body><main><h1>${escaped(form.title)}</h1>${sections.join('')}<h2 lang="${spoken()}">${escaped(t('consent.lateUse'))}</h2>${paragraph(form.lateUse)}</main>
<footer lang="${spoken()}" dir="auto">${signed.map(paragraph).join('')}</footer></body>
</html>
`;
}
