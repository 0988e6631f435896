import assert from 'node:assert/strict';
import {test} from 'node:test';
import ar from '../messages/ar.json';
import en from '../messages/en.json';
import es from '../messages/es.json';

type Messages = Record<string, string | Record<string, string>>;
const LANGUAGES: Record<string, Messages> = {en, es, ar};

const forms = (message: string | Record<string, string> | undefined): string[] => (typeof message === 'string' ? [message] : Object.values(message ?? {}));
const names = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? '').sort();

for (const [language, messages] of Object.entries(LANGUAGES)) {
  test(`${language} has every message, and none that nobody says`, () => assert.deepEqual(Object.keys(messages).sort(), Object.keys(en).sort()));

  test(`${language} names in every sentence only what English fills in, and leaves out nothing but a count`, () => {
    for (const [key, message] of Object.entries(messages)) {
      const known = new Set(forms((en as Messages)[key]).flatMap(names));
      for (const text of forms(message)) {
        for (const name of names(text)) assert.ok(known.has(name), `${language} ${key}: {${name}}`);
        for (const name of known) assert.ok(name === 'n' || names(text).includes(name), `${language} ${key} lacks {${name}}`);
      }
    }
  });

  test(`${language} has a form for each of its plural categories`, () => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, message] of Object.entries(messages)) {
      if (typeof message !== 'string') for (const category of categories) assert.ok(message[category], `${language} ${key} lacks ${category}`);
    }
  });

  test(`${language} has no empty sentence`, () => {
    for (const [key, message] of Object.entries(messages)) for (const text of forms(message)) assert.ok(text.trim(), `${language} ${key}`);
  });
}
