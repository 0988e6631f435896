import assert from 'node:assert/strict';
import {test} from 'node:test';
import {wholeNumber} from '../app/inputs';
import {coming, open, type Heard, type Prompt} from '../app/server';

const prompt = (slot: string, scheduledAt: string, expiresAt: string): Prompt => ({slot, questionnaire: 'moment', scheduledAt, expiresAt});
const heard = (due: Prompt[], next: Prompt[]): Heard => ({
  at: '2027-03-01T08:00:00Z',
  standing: {stage: 'enrolled', next: 'take-part', language: 'en', languages: ['en'], title: 'A study'},
  prompts: {now: '2027-03-01T08:00:00Z', due, next, startable: [], questionnaires: {}},
});
const slots = (known: Heard, ended: string[], now: string) => open(known, new Set(ended), new Date(now)).prompts.map(({slot}) => slot);

test('a prompt that was planned becomes due by the clock, without a network', () => {
  const known = heard([], [prompt('a', '2027-03-01T09:00:00Z', '2027-03-01T09:30:00Z')]);
  assert.deepEqual(slots(known, [], '2027-03-01T08:59:59Z'), []);
  assert.deepEqual(slots(known, [], '2027-03-01T09:00:00Z'), ['a']);
  assert.deepEqual(slots(known, [], '2027-03-01T09:29:59.999Z'), ['a']);
  assert.deepEqual(slots(known, [], '2027-03-01T09:30:00Z'), []);
});

test('what was finished on this device is not due, whatever the server has heard', () => {
  const known = heard([prompt('a', '2027-03-01T09:00:00Z', '2027-03-01T09:30:00Z')], []);
  assert.deepEqual(slots(known, ['a'], '2027-03-01T09:10:00Z'), []);
});

test('a clock that is years off is set right by how far it was off when the server was heard', () => {
  const minute = 60_000;
  const device = Date.now();
  for (const ahead of [0, 400 * 24 * 60 * minute, -400 * 24 * 60 * minute]) {
    const at = (minutes: number) => new Date(device - ahead + minutes * minute).toISOString();
    const known = {...heard([], [prompt('a', at(-5), at(25)), prompt('b', at(60), at(90))]), ahead};
    assert.deepEqual(open(known, new Set()).prompts.map(({slot}) => slot), ['a']);
    assert.equal(coming(known).prompt?.toISOString(), at(60));
  }
});

test('what comes next is the first that is still to come', () => {
  const known = heard([], [prompt('a', '2027-03-01T09:00:00Z', '2027-03-01T09:30:00Z'), prompt('b', '2027-03-02T09:00:00Z', '2027-03-02T09:30:00Z')]);
  assert.equal(coming(known, new Date('2027-03-01T10:00:00Z')).prompt?.toISOString(), '2027-03-02T09:00:00.000Z');
});

test('whole numbers are read in the digits people write', () => {
  assert.equal(wholeNumber(' 42 ', 0, 100), 42);
  assert.equal(wholeNumber('٤٢', 0, 100), 42);
  assert.equal(wholeNumber('-3', -5, 5), -3);
  for (const wrong of ['', '4.5', '101', 'ten', '1e2']) assert.equal(wholeNumber(wrong, 0, 100), undefined);
});
