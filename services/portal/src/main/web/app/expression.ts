/**
 * The part of CEL (Common Expression Language) that studies may use to decide what is asked: literals, names, comparison,
 * `&&`, `||`, `!`, `in`, arithmetic, `?:`, `size()`. The server evaluates the same expressions; the vectors in
 * schemas/vectors hold both to the same answers.
 *
 * Whole numbers are bigint, so that division and remainder truncate as they do on the server; decimals are number.
 */
export type Value = bigint | number | string | boolean | readonly Value[];

/** What is known, by name. A name that is not there has no value yet. */
export type Facts = Readonly<Record<string, Value>>;

/** The value; undefined when the facts do not decide it, or there is none (`1 / 0`). */
export function evaluate(source: string, facts: Facts): Value | undefined {
  const found = compile(source)(facts);
  return found === UNDECIDED ? undefined : found;
}

/** True only when the facts decide that it is. */
export const holds = (source: string, facts: Facts): boolean => evaluate(source, facts) === true;

/** The source is not of this language: a study with it is refused before it is published. */
export class ExpressionError extends Error {}

const UNDECIDED = Symbol('undecided');
type Outcome = Value | typeof UNDECIDED;
type Node = (facts: Facts) => Outcome;
type Token = {kind: 'number' | 'text' | 'name' | 'sign' | 'end'; text: string};

const TOKEN = /\s*(?:(\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|0x[0-9a-fA-F]+|\d+)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z_][A-Za-z_0-9]*(?:\.[A-Za-z_][A-Za-z_0-9]*)*)|(&&|\|\||[<>=!]=|[-+*\/%<>!?:()[\],]))/y;

function tokens(source: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  let at = 0;
  while (source.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (!match) throw new ExpressionError(`cannot read: ${source.slice(at)}`);
    at = TOKEN.lastIndex;
    const [, number, text, name, sign] = match;
    if (number !== undefined) found.push({kind: 'number', text: number});
    else if (text !== undefined) found.push({kind: 'text', text: unquoted(text)});
    else if (name !== undefined) found.push({kind: 'name', text: name});
    else found.push({kind: 'sign', text: sign ?? ''});
  }
  found.push({kind: 'end', text: ''});
  return found;
}

const ESCAPES: Record<string, string> = {n: '\n', t: '\t', r: '\r'};
const unquoted = (text: string) => text.slice(1, -1).replace(/\\(.)/g, (_, c: string) => ESCAPES[c] ?? c);

const compiled = new Map<string, Node>();
const COMPILED_MAX = 500;

/** Published versions never change, so each expression is read once. */
function compile(source: string): Node {
  const known = compiled.get(source);
  if (known) return known;
  const made = new Reading(tokens(source)).whole();
  if (compiled.size >= COMPILED_MAX) compiled.clear();
  compiled.set(source, made);
  return made;
}

/** Reads tokens by descending through the levels of precedence, the loosest first. */
class Reading {
  private at = 0;
  constructor(private readonly list: Token[]) {}

  whole(): Node {
    const node = this.choice();
    if (this.peek().kind !== 'end') throw new ExpressionError(`unexpected ${this.peek().text}`);
    return node;
  }

  private peek(): Token {
    return this.list[this.at] ?? {kind: 'end', text: ''};
  }

  private takes(sign: string): boolean {
    const token = this.peek();
    if (token.kind !== 'sign' || token.text !== sign) return false;
    this.at++;
    return true;
  }

  private needs(sign: string) {
    if (!this.takes(sign)) throw new ExpressionError(`${sign} expected before ${this.peek().text}`);
  }

  private choice(): Node {
    const condition = this.or();
    if (!this.takes('?')) return condition;
    const yes = this.or();
    this.needs(':');
    const no = this.choice();
    return facts => {
      const decided = condition(facts);
      return decided === true ? yes(facts) : decided === false ? no(facts) : UNDECIDED;
    };
  }

  private or(): Node {
    let left = this.and();
    while (this.takes('||')) left = either(left, this.and(), true);
    return left;
  }

  private and(): Node {
    let left = this.relation();
    while (this.takes('&&')) left = either(left, this.relation(), false);
    return left;
  }

  private relation(): Node {
    let left = this.sum();
    for (;;) {
      const token = this.peek();
      if (token.kind === 'name' && token.text === 'in') {
        this.at++;
        left = both(left, this.sum(), contained);
        continue;
      }
      const compare = token.kind === 'sign' ? RELATIONS[token.text] : undefined;
      if (!compare) return left;
      this.at++;
      left = both(left, this.sum(), compare);
    }
  }

  private sum(): Node {
    let left = this.product();
    for (;;) {
      if (this.takes('+')) left = both(left, this.product(), plus);
      else if (this.takes('-')) left = both(left, this.product(), (a, b) => arithmetic(a, b, (x, y) => x - y, (x, y) => x - y));
      else return left;
    }
  }

  private product(): Node {
    let left = this.unary();
    for (;;) {
      if (this.takes('*')) left = both(left, this.unary(), (a, b) => arithmetic(a, b, (x, y) => x * y, (x, y) => x * y));
      else if (this.takes('/')) left = both(left, this.unary(), (a, b) => (b === 0n ? UNDECIDED : arithmetic(a, b, (x, y) => x / y, (x, y) => x / y)));
      else if (this.takes('%')) left = both(left, this.unary(), (a, b) => (b === 0n ? UNDECIDED : arithmetic(a, b, (x, y) => x % y, () => NaN)));
      else return left;
    }
  }

  private unary(): Node {
    if (this.takes('!')) {
      const inner = this.unary();
      return facts => {
        const value = inner(facts);
        return typeof value === 'boolean' ? !value : UNDECIDED;
      };
    }
    if (this.takes('-')) {
      const inner = this.unary();
      return facts => {
        const value = inner(facts);
        return typeof value === 'bigint' || typeof value === 'number' ? -value : UNDECIDED;
      };
    }
    return this.primary();
  }

  private primary(): Node {
    if (this.takes('(')) {
      const inner = this.choice();
      this.needs(')');
      return inner;
    }
    if (this.takes('[')) return this.list_();
    const token = this.peek();
    this.at++;
    switch (token.kind) {
      case 'number': {
        const value = /^(\d+|0x[0-9a-fA-F]+)$/.test(token.text) ? BigInt(token.text) : Number(token.text);
        return () => value;
      }
      case 'text':
        return () => token.text;
      case 'name':
        return this.named(token.text);
      default:
        throw new ExpressionError(`a value expected before ${token.text || 'the end'}`);
    }
  }

  private named(name: string): Node {
    if (name === 'true' || name === 'false') return () => name === 'true';
    if (this.takes('(')) return this.call(name);
    return facts => (Object.hasOwn(facts, name) ? (facts[name] as Value) : UNDECIDED);
  }

  private call(name: string): Node {
    if (name === 'has') {
      const fact = this.peek().text;
      this.at++;
      this.needs(')');
      return facts => Object.hasOwn(facts, fact);
    }
    const of = name.endsWith('.size') ? this.named(name.slice(0, -'.size'.length)) : undefined;
    if (!of && name !== 'size') throw new ExpressionError(`no function ${name}`);
    const inner = of ?? this.choice();
    this.needs(')');
    return facts => {
      const value = inner(facts);
      if (typeof value === 'string') return BigInt([...value].length);
      return Array.isArray(value) ? BigInt(value.length) : UNDECIDED;
    };
  }

  private list_(): Node {
    const members: Node[] = [];
    while (!this.takes(']')) {
      if (members.length > 0) this.needs(',');
      members.push(this.choice());
    }
    return facts => {
      const values: Value[] = [];
      for (const member of members) {
        const value = member(facts);
        if (value === UNDECIDED) return UNDECIDED;
        values.push(value);
      }
      return values;
    };
  }
}

/** `||` (settling true) and `&&` (settling false): one side may decide whatever the other will be. */
function either(left: Node, right: Node, settling: boolean): Node {
  return facts => {
    const a = left(facts);
    if (a === settling) return settling;
    const b = right(facts);
    if (b === settling) return settling;
    return typeof a === 'boolean' && typeof b === 'boolean' ? !settling : UNDECIDED;
  };
}

function both(left: Node, right: Node, operation: (a: Value, b: Value) => Outcome): Node {
  return facts => {
    const a = left(facts);
    const b = right(facts);
    return a === UNDECIDED || b === UNDECIDED ? UNDECIDED : operation(a, b);
  };
}

const isNumeric = (value: Value): value is bigint | number => typeof value === 'bigint' || typeof value === 'number';

function equal(a: Value, b: Value): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, at) => equal(value, b[at] as Value));
  return isNumeric(a) && isNumeric(b) ? a == b : a === b;
}

const ordered = (holds: (order: number) => boolean) => (a: Value, b: Value): Outcome => {
  if (isNumeric(a) && isNumeric(b)) return holds(a < b ? -1 : a > b ? 1 : a == b ? 0 : NaN);
  if (typeof a === 'string' && typeof b === 'string') return holds(a < b ? -1 : a > b ? 1 : 0);
  return UNDECIDED;
};

const RELATIONS: Record<string, (a: Value, b: Value) => Outcome> = {
  '==': equal,
  '!=': (a, b) => !equal(a, b),
  '<': ordered(order => order < 0),
  '<=': ordered(order => order <= 0),
  '>': ordered(order => order > 0),
  '>=': ordered(order => order >= 0),
};

const contained = (a: Value, b: Value): Outcome => (Array.isArray(b) ? b.some(value => equal(a, value as Value)) : UNDECIDED);

function plus(a: Value, b: Value): Outcome {
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b] as Value[];
  return arithmetic(a, b, (x, y) => x + y, (x, y) => x + y);
}

const INT_MAX = 2n ** 63n - 1n;

/** Whole numbers have 64 bits; what does not fit has no value. */
function arithmetic(a: Value, b: Value, whole: (x: bigint, y: bigint) => bigint, decimal: (x: number, y: number) => number): Outcome {
  if (typeof a === 'bigint' && typeof b === 'bigint') {
    const value = whole(a, b);
    return value > INT_MAX || value < -INT_MAX - 1n ? UNDECIDED : value;
  }
  if (typeof a === 'number' && typeof b === 'number') return decimal(a, b);
  return UNDECIDED;
}
