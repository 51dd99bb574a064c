import type { RuleJson } from '../../engine/seccomp/index.ts';

/** The value of a name, or undefined where it has none. */
export type Lookup = (name: string) => bigint | undefined;

// Binding strengths of C's binary operators (C11 6.5), as far as constants in headers use them.
const STRENGTH: Record<string, number> = { '|': 1, '^': 2, '&': 3, '<<': 4, '>>': 4, '+': 5, '-': 5, '*': 6, '/': 6 };

/** asm-generic/ioctl.h, for headers that don't include it; mips and powerpc have others. */
const IOCTL: Readonly<Record<string, bigint>> = { _IOC_NONE: 0n, _IOC_WRITE: 1n, _IOC_READ: 2n, _IOC_DIRSHIFT: 30n };

/**
 * The value of a C constant expression, with `_IO`, `_IOR`, `_IOW` and `_IOWR` as asm-generic/ioctl.h encodes them.
 * undefined for what is no constant expression: an unknown name, a string, a type whose size `sizeOf` can't tell.
 */
export function cExpression(text: string, lookup: Lookup, sizeOf: Lookup = () => undefined): bigint | undefined {
  const tokens: readonly string[] = text.match(/'(?:\\?.)'|\w+|<<|>>|[-+*/|^&~(),]|\S/g) ?? [];
  let at = 0;

  function binary(least: number): bigint | undefined {
    let left = unary();
    for (;;) {
      const operator = tokens[at] ?? '';
      const strength = STRENGTH[operator] ?? 0;
      if (strength === 0 || strength < least || left === undefined) return left;
      at++;
      const right = binary(strength + 1);
      left = right === undefined ? undefined : apply(operator, left, right);
    }
  }

  function unary(): bigint | undefined {
    const token = tokens[at++] ?? '';
    if (token === '(') {
      if (isCast()) {
        at += 2;
        return unary();
      }
      const value = binary(1);
      return tokens[at++] === ')' ? value : undefined;
    }
    if (token === '-' || token === '~' || token === '+') {
      const value = unary();
      if (value === undefined || token === '+') return value;
      return token === '-' ? -value : ~value;
    }
    if (/^'.'$/.test(token)) return BigInt(token.charCodeAt(1));
    if (/^\d/.test(token)) return cNumber(token);
    if (/^_IO[RW]*$/.test(token) && tokens[at] === '(') return ioctlNumber(token);
    return lookup(token);
  }

  /** `(some_t)` before an operand; none of the headers' casts changes a value. */
  function isCast(): boolean {
    return /_t$/.test(tokens[at] ?? '') && tokens[at + 1] === ')' && /^[\w(]/.test(tokens[at + 2] ?? '');
  }

  // asm-generic/ioctl.h, _IOC: number in bits 0-7, type in 8-15, size from 16 on, direction from _IOC_DIRSHIFT on.
  function ioctlNumber(macro: string): bigint | undefined {
    at++;
    const type = binary(1);
    if (tokens[at++] !== ',') return undefined;
    const number = binary(1);
    let size = 0n;
    if (macro !== '_IO') {
      if (tokens[at++] !== ',') return undefined;
      const end = tokens.indexOf(')', at);
      const known = sizeOf(tokens.slice(at, end).join(' '));
      if (known === undefined) return undefined;
      size = known;
      at = end;
    }
    if (tokens[at++] !== ')' || type === undefined || number === undefined) return undefined;
    const part = (name: string) => lookup(name) ?? IOCTL[name] ?? 0n;
    const write = /W/.test(macro) ? part('_IOC_WRITE') : 0n;
    const read = /R/.test(macro) ? part('_IOC_READ') : 0n;
    const direction = macro === '_IO' ? part('_IOC_NONE') : write | read;
    return (direction << part('_IOC_DIRSHIFT')) | (size << 16n) | (type << 8n) | number;
  }

  const value = binary(1);
  return at === tokens.length ? value : undefined;
}

/** A C integer literal, suffixes and octal included. */
function cNumber(token: string): bigint | undefined {
  const match = /^(0[xX][0-9a-fA-F]+|\d+)[uUlL]*$/.exec(token);
  const digits = match?.[1];
  if (digits === undefined) return undefined;
  if (/^0\d/.test(digits)) return /^0[0-7]+$/.test(digits) ? BigInt(`0o${digits.slice(1)}`) : undefined;
  return BigInt(digits);
}

function apply(operator: string, left: bigint, right: bigint): bigint | undefined {
  switch (operator) {
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '&':
      return left & right;
    case '<<':
      return left << right;
    case '>>':
      return left >> right;
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    default:
      return right === 0n ? undefined : left / right;
  }
}

/** A piece of Go source: a string's content, a number or name (with its package: "unix.AF_VSOCK"), a mark, or the end of a line. */
export interface GoToken {
  kind: 'string' | 'number' | 'name' | 'mark' | 'line';
  text: string;
}

const PATTERN =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<space>[ \t\r]+)|(?<line>\n)|"(?<string>[^"\\\n]*)"|(?<number>\d\w*)|(?<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)|(?<mark>:=|==|!=|&&|\|\||.)/gy;

/** The tokens of Go source. Throws at what it doesn't know: a string with escapes, a rune. */
export function goTokens(source: string): GoToken[] {
  const tokens: GoToken[] = [];
  let end = 0;
  for (const match of source.matchAll(PATTERN)) {
    end = match.index + match[0].length;
    const { string, number, name, mark, line } = match.groups ?? {};
    if (mark === '"' || mark === "'" || mark === '`')
      throw new Error(`Found ${mark} in Go source, expected a plain string.`);
    if (string !== undefined) tokens.push({ kind: 'string', text: string });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
    else if (line !== undefined) tokens.push({ kind: 'line', text: '\n' });
  }
  if (end !== source.length) throw new Error(`Found ${JSON.stringify(source.slice(end, end + 20))} in Go source.`);
  return tokens;
}

/** A value as Go source writes it: a string, a list, a struct, or an expression of names and numbers. */
export type GoValue =
  | { kind: 'string'; text: string }
  | { kind: 'list'; items: readonly GoValue[] }
  | { kind: 'struct'; fields: ReadonlyMap<string, GoValue> }
  | { kind: 'expression'; text: string };

/**
 * Reads one value that begins at `start`; `end` is the index after it. Composite literals, and expressions up to the next comma or closing
 * mark. A literal without fields is a list, for the lists read here are never of numbers alone.
 */
export function goValue(tokens: readonly GoToken[], start: number): { value: GoValue; end: number } {
  let at = start;
  const is = (text: string) => tokens[at]?.kind === 'mark' && tokens[at]?.text === text;
  const skipLines = () => {
    while (tokens[at]?.kind === 'line') at++;
  };

  function read(): GoValue {
    skipLines();
    const token = tokens[at];
    if (token === undefined) throw new Error('Found the end of the Go source, expected a value.');
    if (token.kind === 'string') {
      at++;
      return { kind: 'string', text: token.text };
    }
    const before = at;
    while (is('&') || is('[') || is(']') || is('*')) at++;
    if (tokens[at]?.kind === 'name') at++;
    if (is('{')) return composite();
    at = before;
    return expression();
  }

  function composite(): GoValue {
    at++;
    const fields = new Map<string, GoValue>();
    const items: GoValue[] = [];
    for (skipLines(); !is('}'); skipLines()) {
      const key = tokens[at];
      if (key?.kind === 'name' && tokens[at + 1]?.text === ':') {
        at += 2;
        fields.set(key.text, read());
      } else items.push(read());
      skipLines();
      if (is(',')) at++;
      else if (!is('}')) throw new Error(`Found ${tokens[at]?.text} in a Go literal, expected a comma.`);
    }
    at++;
    return fields.size > 0 ? { kind: 'struct', fields } : { kind: 'list', items };
  }

  function expression(): GoValue {
    const words: string[] = [];
    for (let depth = 0; at < tokens.length; at++) {
      const { kind, text } = tokens[at] ?? { kind: 'line', text: '' };
      if (depth === 0 && (kind === 'line' || (kind === 'mark' && [',', '}', ')'].includes(text)))) break;
      if (kind === 'mark') depth += text === '(' ? 1 : text === ')' ? -1 : 0;
      words.push(text);
    }
    return { kind: 'expression', text: words.join(' ') };
  }

  const value = read();
  return { value, end: at };
}

/** Throws where a struct has a field that would be passed over. */
export function onlyFields(value: GoValue, known: readonly string[]): void {
  const other = value.kind === 'struct' ? [...value.fields.keys()].find((name) => !known.includes(name)) : undefined;
  if (other !== undefined) throw new Error(`Found the field ${other}, which is not known.`);
}

export function field(value: GoValue | undefined, name: string): GoValue | undefined {
  return value?.kind === 'struct' ? value.fields.get(name) : undefined;
}

export function itemsOf(value: GoValue | undefined): readonly GoValue[] {
  return value?.kind === 'list' ? value.items : [];
}

/** A list's strings; '' for what is none. */
export function stringsOf(value: GoValue | undefined): string[] {
  return itemsOf(value).map((item) => (item.kind === 'string' ? item.text : ''));
}

export function expressionOf(value: GoValue | undefined): string {
  return value?.kind === 'expression' ? value.text : '';
}

// runtime-spec, specs-go/config.go; containers/common has the same names, of its own package.
const ACTIONS: Readonly<Record<string, string>> = {
  ActAllow: 'SCMP_ACT_ALLOW',
  ActErrno: 'SCMP_ACT_ERRNO',
};
const OPERATORS: Readonly<Record<string, string>> = {
  OpEqualTo: 'SCMP_CMP_EQ',
  OpNotEqual: 'SCMP_CMP_NE',
  OpLessThan: 'SCMP_CMP_LT',
  OpGreaterThan: 'SCMP_CMP_GT',
  OpMaskedEqual: 'SCMP_CMP_MASKED_EQ',
};

/** The action that a field of a Go struct names; undefined for one that isn't known. */
export const goAction = (value: GoValue, name: string): string | undefined =>
  ACTIONS[expressionOf(field(value, name)).replace(/^specs\./, '')];

/** Which calls a rule in Go source is for, with which arguments, and its action. Throws for what it doesn't know. */
export function goRule(value: GoValue, constant: Lookup): Pick<RuleJson, 'names' | 'action' | 'args'> {
  const names = stringsOf(field(value, 'Names'));
  const action = goAction(value, 'Action');
  const args = itemsOf(field(value, 'Args')).map((item) => {
    // A second value of 0 is what a profile means by none.
    onlyFields(item, ['Index', 'Value', 'Op', expressionOf(field(item, 'ValueTwo')) === '0' ? 'ValueTwo' : '']);
    const number = (name: string) =>
      Number(cExpression(expressionOf(field(item, name)).replaceAll(/\b(unix|syscall)\./g, ''), constant));
    const op = OPERATORS[expressionOf(field(item, 'Op')).replace(/^specs\./, '')] ?? '';
    return { index: number('Index'), value: number('Value'), op };
  });
  const isKnown = action !== undefined && names.every((name) => name !== '') && args.every((arg) => arg.op !== '');
  if (!isKnown || args.some((arg) => Number.isNaN(arg.value)))
    throw new Error(`Found a rule for ${names} that is not known.`);
  return { names, action, ...(args.length > 0 && { args }) };
}
