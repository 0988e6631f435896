import assert from 'node:assert/strict';
import {test} from 'node:test';
import expressions from '../../vectors/expressions.json';
import piping from '../../vectors/piping.json';
import {evaluate, ExpressionError, type Facts, type Value} from '../app/expression';
import {filledIn, type Item} from '../app/items';

type Plain = number | string | boolean | Plain[];
interface Expression {
  name: string;
  expression: string;
  answers: Record<string, Plain>;
  result?: Plain;
  error?: string;
}
type Texts = Record<string, string>;
interface Piping {
  name: string;
  text: string;
  items: {name: string; type: string; options?: {code: number; text: Texts}[]}[];
  answers: Record<string, Plain>;
  language: string;
  result?: string;
  error?: string;
}

/** The study's first language, in the vectors. */
const FIRST = 'en';

const value = (plain: Plain): Value => (typeof plain === 'number' ? BigInt(plain) : Array.isArray(plain) ? plain.map(value) : plain);
const facts = (answers: Record<string, Plain>): Facts => Object.fromEntries(Object.entries(answers).map(([name, plain]) => [name, value(plain)]));

for (const {name, expression, answers, result, error} of expressions as unknown as Expression[]) {
  if (error === 'refused') {
    test(`${name}: needs no result here, since no study has it`, () => {
      try {
        evaluate(expression, facts(answers));
      } catch (failure) {
        assert.ok(failure instanceof ExpressionError);
      }
    });
  } else test(name, () => assert.deepEqual(evaluate(expression, facts(answers)), result === undefined ? undefined : value(result)));
}

for (const {name, text, items, answers, language, result, error} of piping as unknown as Piping[]) {
  if (error === 'refused') continue; // no study has it
  const here: Item[] = items.map(item => ({
    id: item.name,
    name: item.name,
    type: item.type,
    text: '',
    required: false,
    ...(item.options ? {options: item.options.map(option => ({code: option.code, text: option.text[language] ?? option.text[FIRST] ?? ''}))} : {}),
  }));
  test(name, () => assert.equal(filledIn(text, here, facts(answers)), result));
}
