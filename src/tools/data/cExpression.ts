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
export function cNumber(token: string): bigint | undefined {
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
