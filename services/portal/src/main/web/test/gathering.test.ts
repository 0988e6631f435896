import assert from 'node:assert/strict';
import {test} from 'node:test';
import {count, table, type Held} from '../app/gathering';

const held: Held = {
  ema: [{event: 'PromptAnswered', at: '2027-03-01T09:10:00Z', completedAt: '2027-03-01T09:09:00Z', slotId: 'a', items: [{item: 'mood', number: 7}, {item: 'words', missingReason: 'DECLINED'}]}],
  outcomes: [{event: 'InstrumentAnswered', at: '2027-03-02T09:00:00Z', instrument: 'kindness', visitId: 'v', items: [{item: 'k_1', text: 'I said "yes", and\nwent'}]}],
  interventions: [{event: 'EngagementRecorded', at: '2027-03-03T09:00:00Z', endedAt: '2027-03-03T08:00:00Z', module: 'breath', engagementId: 'e', seconds: 300}],
};

test('there is a row for each item, by the time at which it was completed', () => {
  const rows = table(held).split('\r\n');
  assert.equal(rows[0], 'service,event,at,questionnaire,id,item,number,text,missing_reason');
  assert.equal(rows[1], 'ema,PromptAnswered,2027-03-01T09:09:00Z,,a,mood,7,,');
  assert.equal(rows[2], 'ema,PromptAnswered,2027-03-01T09:09:00Z,,a,words,,,DECLINED');
  assert.equal(rows[4], 'interventions,EngagementRecorded,2027-03-03T08:00:00Z,breath,e,seconds,300,,');
});

test('what people write stays one cell, and is no formula', () => {
  assert.ok(table(held).includes(',k_1,,"I said ""yes"", and\nwent",'));
  const words = (text: string) => table({ema: [{event: 'PromptAnswered', at: 'now', items: [{item: 'i', text}]}]}).split('\r\n')[1];
  for (const risky of ['=1+1', '+1', '-1', '@a']) assert.equal(words(risky), `ema,PromptAnswered,now,,,i,,'${risky},`);
  assert.equal(table({ema: [{event: 'PromptAnswered', at: 'now', items: [{item: 'i', number: -3}]}]}).split('\r\n')[1], 'ema,PromptAnswered,now,,,i,-3,,');
});

test('events are counted by service and name', () => {
  assert.equal(count(held, 'ema', 'PromptAnswered'), 1);
  assert.equal(count(held, 'ema', 'PromptDeclined'), 0);
  assert.equal(count({}, 'ema', 'PromptAnswered'), 0);
});
