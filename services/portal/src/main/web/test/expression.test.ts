import assert from 'node:assert/strict';
import {test} from 'node:test';
import {evaluate, ExpressionError, holds, type Facts} from '../app/expression';

const cases: [string, Facts, unknown][] = [
  ['company >= 1', {company: 2n}, true],
  ['company >= 1', {company: 0n}, false],
  ['company >= 1', {}, undefined],
  ['company >= 1 || true', {}, true],
  ['true || company >= 1', {}, true],
  ['company >= 1 && false', {}, false],
  ['company >= 1 && true', {}, undefined],
  ['!(a == 1)', {a: 1n}, false],
  ['a == 1 ? "one" : "other"', {a: 2n}, 'other'],
  ['a == 1 ? b : c', {a: 1n, c: 3n}, undefined],
  ['2 in worries', {worries: [1n, 2n]}, true],
  ['a in [1, 2, 3]', {a: 4n}, false],
  ['size(worries) > 1', {worries: [1n, 2n]}, true],
  ['size(note)', {note: 'añ🙂'}, 3n],
  ['1 + 2 * 3 - 4', {}, 3n],
  ['-7 / 2', {}, -3n],
  ['-7 % 2', {}, -1n],
  ['7 / 0', {}, undefined],
  ['(1 + 2) * 3', {}, 9n],
  ['9223372036854775807 + 1', {}, undefined],
  ['"a" + \'b\' == "ab"', {}, true],
  ['a < b', {a: 'x', b: 'y'}, true],
  ['a != 1 && b == "x"', {a: 2n, b: 'x'}, true],
];

for (const [source, facts, expected] of cases) {
  test(`${source} over ${Object.keys(facts).join(', ') || 'nothing'}`, () => assert.equal(evaluate(source, facts), expected));
}

for (const source of ['', 'a =', '(a', 'a b', 'f(a)', '1 +', '@', 'a ? b', '1.5', '0x1', '[1]', 'a[0]', 'a.b', 'size(1)', "'a\\n'"]) {
  test(`${source || 'nothing'} is not of the language`, () => assert.throws(() => evaluate(source, {}), ExpressionError));
}

test('what is undecided does not hold', () => assert.equal(holds('a == 1', {}), false));
