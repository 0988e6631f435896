import assert from 'node:assert/strict';
import {test} from 'node:test';
import {asked, codes, facts, filledIn, inOrder, mayGoOn, restored, sent, type Given, type Item} from '../app/items';

const item = (name: string, type: string, more: Partial<Item> = {}): Item => ({id: name, name, type, text: name, required: false, ...more});
const given = (value: Given['value'], order: number): Given => ({...(value === undefined ? {} : {value}), shownAt: 'T1', answeredAt: 'T2', changes: 0, order});

const ITEMS = [item('company', 'single'), item('ease', 'slider', {when: 'company >= 1'}), item('note', 'text', {when: 'ease < 20'})];
const names = (items: Item[]) => items.map(({id}) => id).join(' ');

test('what depends on an answer is asked once that answer is there', () => {
  assert.equal(names(asked(ITEMS, {})), 'company');
  assert.equal(names(asked(ITEMS, {company: given(1, 1)})), 'company ease');
  assert.equal(names(asked(ITEMS, {company: given(1, 1), ease: given(5, 2)})), 'company ease note');
});

test('an answer to what is not asked any more decides nothing', () => {
  assert.equal(names(asked(ITEMS, {company: given(0, 1), ease: given(5, 2)})), 'company');
});

test('every item is sent with its value or the reason for none', () => {
  const items = sent(ITEMS, {company: given(1, 1), ease: {...given(undefined, 2), reason: 'declined'}});
  assert.deepEqual(items, [
    {item: 'company', number: 1, order: 1, shownAt: 'T1', answeredAt: 'T2', changes: 0},
    {item: 'ease', missingReason: 'declined', order: 2, shownAt: 'T1', answeredAt: 'T2', changes: 0},
    {item: 'note', missingReason: 'not_applicable', order: 3, changes: 0},
  ]);
});

test('a slider that nobody touched is missing, and no number', () => {
  const [, ease] = sent(ITEMS, {company: given(1, 1), ease: {shownAt: 'T1', changes: 0, order: 2}});
  assert.equal(ease?.missingReason, 'skipped');
  assert.equal(ease?.number, undefined);
});

test('codes are sent ascending, and none are no answer', () => {
  assert.equal(codes([10, 2, 1]), '1;2;10');
  const many = [item('worries', 'multiple')];
  assert.equal(sent(many, {worries: given([3, 1], 1)})[0]?.text, '1;3');
  assert.equal(sent(many, {worries: given([], 1)})[0]?.missingReason, 'skipped');
});

test('a draft that was sent comes back as the same answers', () => {
  const items = [item('a', 'single'), item('b', 'multiple'), item('c', 'text'), item('d', 'slider')];
  const answers = {a: given(2, 1), b: given([1, 3], 2), c: given('words', 3), d: {...given(undefined, 4), reason: 'declined' as const}};
  assert.deepEqual(restored(items, sent(items, answers)), answers);
});

test('what is required is answered or declined', () => {
  const age = item('age', 'number', {required: true});
  assert.equal(mayGoOn(age, undefined), false);
  assert.equal(mayGoOn(age, given(30, 1)), true);
  assert.equal(mayGoOn(age, {...given(undefined, 1), reason: 'declined'}), true);
  assert.equal(mayGoOn(item('note', 'text'), undefined), true);
});

test('an affect grid is one answer and two facts', () => {
  const affect = [item('affect', 'affect-grid')];
  const answers = {affect: given([7, 3], 1)};
  assert.equal(sent(affect, answers)[0]?.text, '7;3');
  assert.deepEqual(facts(affect, answers), {affect_pleasure: 7n, affect_arousal: 3n});
  assert.deepEqual(restored(affect, sent(affect, answers)), answers);
});

test('a text says what was seen, and a sign where there is nothing', () => {
  const company = item('company', 'single', {options: [{code: 1, text: 'Kim'}]});
  assert.equal(filledIn('With {{company}}?', [company], facts([company], {company: given(1, 1)})), 'With Kim?');
  assert.equal(filledIn('With {{company}}?', [company], {}), 'With …?');
});

test('items come in the order of the occasion', () => {
  assert.equal(names(inOrder(ITEMS, ['note', 'company', 'ease'])), 'note company ease');
  assert.equal(names(inOrder(ITEMS)), 'company ease note');
});
