/**
 * The part of CEL (Common Expression Language) that may decide what is asked and what its text says: names, whole numbers,
 * texts, comparison, `&&`, `||`, `!`, `in`, arithmetic, `?:`, `size()`. The server reads the same part; the vectors in
 * schemas/vectors hold both to the same results.
 *
 * Numbers are bigint: exact to 64 bits, and division and remainder truncate as they do on the server.
 */
export type Value = bigint | string | boolean | readonly Value[];

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

const TOKEN = /\s*(?:(\d+(?![\w.]))|("[^"\\]*"|'[^'\\]*')(?!["'])|([A-Za-z_]\w*)|(&&|\|\||[<>=!]=|[-+*\/%<>!?:()[\],]))/y;

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
    else if (text !== undefined) found.push({kind: 'text', text: text.slice(1, -1)});
    else if (name !== undefined) found.push({kind: 'name', text: name});
    else found.push({kind: 'sign', text: sign ?? ''});
  }
  found.push({kind: 'end', text: ''});
  return found;
}

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
        left = both(left, this.takes('[') ? this.members() : this.sum(), contained);
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
      else if (this.takes('-')) left = both(left, this.product(), (a, b) => arithmetic(a, b, (x, y) => x - y));
      else return left;
    }
  }

  private product(): Node {
    let left = this.unary();
    for (;;) {
      if (this.takes('*')) left = both(left, this.unary(), (a, b) => arithmetic(a, b, (x, y) => x * y));
      else if (this.takes('/')) left = both(left, this.unary(), (a, b) => (b === 0n ? UNDECIDED : arithmetic(a, b, (x, y) => x / y)));
      else if (this.takes('%')) left = both(left, this.unary(), (a, b) => (b === 0n ? UNDECIDED : arithmetic(a, b, (x, y) => x % y)));
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
        return typeof value === 'bigint' ? -value : UNDECIDED;
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
    const token = this.peek();
    this.at++;
    switch (token.kind) {
      case 'number': {
        const value = BigInt(token.text);
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
    if (this.takes('(')) return this.size(name);
    return facts => (Object.hasOwn(facts, name) ? (facts[name] as Value) : UNDECIDED);
  }

  /** How many were chosen, or how many characters (Unicode code points) a text has. */
  private size(name: string): Node {
    const of = this.peek();
    this.at++;
    if (name !== 'size' || of.kind !== 'name') throw new ExpressionError(`no function ${name} of ${of.text}`);
    const inner = this.named(of.text);
    this.needs(')');
    return facts => {
      const value = inner(facts);
      if (typeof value === 'string') return BigInt([...value].length);
      return Array.isArray(value) ? BigInt(value.length) : UNDECIDED;
    };
  }

  private members(): Node {
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

const ordered = (holds: (order: number) => boolean) => (a: Value, b: Value): Outcome =>
  (typeof a === 'bigint' && typeof b === 'bigint') || (typeof a === 'string' && typeof b === 'string') ? holds(a < b ? -1 : a > b ? 1 : 0) : UNDECIDED;

const RELATIONS: Record<string, (a: Value, b: Value) => Outcome> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': ordered(order => order < 0),
  '<=': ordered(order => order <= 0),
  '>': ordered(order => order > 0),
  '>=': ordered(order => order >= 0),
};

const contained = (a: Value, b: Value): Outcome => (Array.isArray(b) ? b.includes(a) : UNDECIDED);

const plus = (a: Value, b: Value): Outcome => (typeof a === 'string' && typeof b === 'string' ? a + b : arithmetic(a, b, (x, y) => x + y));

const WHOLE_MAX = 2n ** 63n - 1n;

/** What does not fit 64 bits has no value. */
function arithmetic(a: Value, b: Value, operation: (x: bigint, y: bigint) => bigint): Outcome {
  if (typeof a !== 'bigint' || typeof b !== 'bigint') return UNDECIDED;
  const value = operation(a, b);
  return value > WHOLE_MAX || value < -WHOLE_MAX - 1n ? UNDECIDED : value;
}
