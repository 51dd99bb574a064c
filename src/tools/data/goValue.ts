import type { GoToken } from './goTokens.ts';

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
