import assert from 'node:assert/strict';
import {test} from 'node:test';
import {calendar} from '../app/calendar';
import {due, finishedAt, isBreathingIn, isOutdated, meetings, minutes, partsOf, percent, type Module, type Programme, type Trail} from '../app/course';

const NOTHING_YET: Trail = {participant: 'ann', finished: {}, at: {}};
const TUESDAY = new Date(2026, 2, 17, 12);

const session = (module: string, more: Partial<Module> = {}): Module => ({
  module, kind: 'session', delivery: 'self-guided', title: module, minutes: 30, available: true, availableAt: '2026-03-17T05:00:00Z', ...more,
});
const practice = (module: string, everyDays: number, more: Partial<Module> = {}): Module => ({...session(module, more), kind: 'practice', everyDays});
const names = (programme: Programme, trail: Trail, now: Date): string[] => due(programme, trail, now).map(({number, module}) => `${number} ${module.module}`);

test('who has no programme has nothing to do of it', () => assert.deepEqual(due({modules: []}, NOTHING_YET, TUESDAY), []));

test('a session that is open is due until its end was reached, here or elsewhere', () => {
  const programme = {modules: [session('one', {finishedAt: '2026-03-16T10:00:00Z'}), session('two'), session('three'), session('four', {available: false})]};
  assert.deepEqual(names(programme, {...NOTHING_YET, finished: {two: '2026-03-17T09:00:00Z'}}, TUESDAY), ['3 three']);
});

test('a practice is due again after so many midnights, not hours', () => {
  const programme = {modules: [practice('daily', 1), practice('second', 2)]};
  const trail = {...NOTHING_YET, finished: {daily: new Date(2026, 2, 16, 23, 59).toISOString(), second: new Date(2026, 2, 16, 0, 1).toISOString()}};
  assert.deepEqual(names(programme, trail, new Date(2026, 2, 17, 0, 1)), ['1 daily']);
  assert.deepEqual(names(programme, trail, new Date(2026, 2, 18, 0, 1)), ['1 daily', '2 second']);
});

test('a practice that was done today rests until tomorrow', () => {
  const trail = {...NOTHING_YET, finished: {daily: new Date(2026, 2, 17, 0, 1).toISOString()}};
  assert.deepEqual(names({modules: [practice('daily', 1)]}, trail, new Date(2026, 2, 17, 23, 59)), []);
});

test('the later of what this device and the server know is when it was done', () => {
  const module = session('one', {finishedAt: '2026-03-17T10:00:00.000Z'});
  assert.equal(finishedAt(module, {...NOTHING_YET, finished: {one: '2026-03-16T10:00:00.000Z'}})?.toISOString(), '2026-03-17T10:00:00.000Z');
  assert.equal(finishedAt(session('one'), NOTHING_YET), undefined);
});

test('what is held in a group, or over, is nothing to do here', () => {
  assert.deepEqual(names({modules: [session('one', {delivery: 'group', heldOn: '2026-03-17'})]}, NOTHING_YET, TUESDAY), []);
  assert.deepEqual(names({ended: true, modules: [session('one')]}, NOTHING_YET, TUESDAY), []);
});

test('the next meeting of a group is that of today until the day is over', () => {
  const modules = ['2026-03-10', '2026-03-17', '2026-03-24'].map(heldOn => session(heldOn, {delivery: 'group', heldOn}));
  const of = (now: Date) => meetings({modules}, now).map(({module}) => module.module);
  assert.deepEqual(of(new Date(2026, 2, 17, 23, 59)), ['2026-03-17', '2026-03-24']);
  assert.deepEqual(of(new Date(2026, 2, 18, 0, 0)), ['2026-03-24']);
});

test('a module without content shows its text', () => {
  assert.deepEqual(partsOf(session('one', {text: 'Sit down.'})), [{kind: 'text', title: 'one', text: 'Sit down.'}]);
});

test('only the end is the whole', () => {
  assert.deepEqual([0, 1, 2, 3].map(at => percent(at, 3)), [0, 33, 67, 99]);
});

test('a breath goes in, then out, and begins again', () => {
  assert.deepEqual([0, 3, 4, 9, 10].map(second => isBreathingIn({in: 4, out: 6}, second)), [true, true, false, false, true]);
  assert.deepEqual([0, 59, 60, 605].map(minutes), ['0:00', '0:59', '1:00', '10:05']);
});

test('a meeting with an hour is over when it ends, and the earliest comes first', () => {
  const meeting = (beginsAt: string) => ({beginsAt, zone: 'Europe/Madrid', minutes: 90, revision: 1});
  const modules = [
    session('moved', {delivery: 'group', heldOn: '2026-03-26', meeting: meeting('2026-03-26T17:30:00Z')}),
    session('day', {delivery: 'group', heldOn: '2026-03-24'}),
    session('first', {delivery: 'group', heldOn: '2026-03-17', meeting: meeting('2026-03-17T17:30:00Z')}),
  ];
  const of = (now: string) => meetings({modules}, new Date(now)).map(({number}) => number);
  assert.deepEqual(of('2026-03-17T18:59:59Z'), [3, 2, 1]);
  assert.deepEqual(of('2026-03-17T19:00:00Z'), [2, 1]);
});

test('a calendar is outdated once something that was put into it has changed', () => {
  const meeting = {beginsAt: '2026-03-24T17:30:00Z', zone: 'Europe/Madrid', minutes: 90, revision: 2};
  const coming = meetings({modules: [session('one', {delivery: 'group', heldOn: '2026-03-24', meeting})]}, TUESDAY);
  assert.equal(isOutdated(coming, NOTHING_YET), false);
  assert.equal(isOutdated(coming, {...NOTHING_YET, dates: {one: 0}}), true);
  assert.equal(isOutdated(coming, {...NOTHING_YET, dates: {one: 2}}), false);
});

const NOW = new Date('2026-03-01T10:00:00.000Z');
const entry = {id: 'b7', revision: 0, date: '2026-03-17', place: '', title: 'Group', text: ''};

test('a calendar file has escaped texts and lines of at most 75 octets', () => {
  const file = calendar([{...entry, title: 'Reunión, grupo', text: 'Ropa cómoda; agua\n' + 'ñ'.repeat(60)}], NOW);
  const lines = file.split('\r\n');
  assert.equal(lines.at(-1), '');
  assert.ok(lines.includes('DTSTAMP:20260301T100000Z'));
  assert.ok(lines.includes('SUMMARY:Reunión\\, grupo'));
  for (const line of lines) assert.ok(new TextEncoder().encode(line).length <= 75, line);
  const unfolded = file.replaceAll('\r\n ', '');
  assert.ok(unfolded.includes('DESCRIPTION:Ropa cómoda\\; agua\\n' + 'ñ'.repeat(60)));
});

test('what is known by its day alone stands there for the whole day and keeps nobody busy', () => {
  const lines = calendar([entry], NOW).split('\r\n');
  for (const line of ['UID:b7@attune', 'SEQUENCE:0', 'DTSTART;VALUE=DATE:20260317', 'TRANSP:TRANSPARENT']) assert.ok(lines.includes(line), line);
  assert.ok(!lines.some(line => line.startsWith('LOCATION')));
});

test('what was arranged takes the place of the day, with its hour, length and place', () => {
  const arranged = {...entry, revision: 1, at: {begins: new Date('2026-03-17T17:30:00.000Z'), minutes: 90}, place: 'Room 2, first floor'};
  const lines = calendar([arranged], NOW).split('\r\n');
  for (const line of ['UID:b7@attune', 'SEQUENCE:1', 'DTSTART:20260317T173000Z', 'DURATION:PT90M', 'LOCATION:Room 2\\, first floor']) assert.ok(lines.includes(line), line);
  assert.ok(!lines.includes('TRANSP:TRANSPARENT'));
});
