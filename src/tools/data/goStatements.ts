import type { GoToken } from './goTokens.ts';

/** A statement of a Go function: one with blocks, by its keyword and what stands between that and the brace, or any other. */
export type GoStatement =
  | { kind: 'if' | 'for'; header: string; body: readonly GoStatement[] }
  | { kind: 'switch'; header: string; cases: readonly GoCase[] }
  | { kind: 'plain'; tokens: readonly GoToken[] };

export interface GoCase {
  /** The strings that it is for; empty for `default`. */
  values: readonly string[];
  body: readonly GoStatement[];
}

/** The statements in the body of a function. Throws where there is no such function, and for `else`, which it doesn't read. */
export function goStatements(tokens: readonly GoToken[], name: string): GoStatement[] {
  let at = tokens.findIndex(({ text }, index) => text === name && tokens[index - 1]?.text === 'func');
  if (at === -1) throw new Error(`Found no function ${name} in the Go source.`);
  headerWords();
  return block();

  function current(): GoToken {
    return tokens[at] ?? { kind: 'line', text: '' };
  }

  /** The words up to the brace that opens a block; a literal's brace stands within parentheses. */
  function headerWords(): string {
    const words: string[] = [];
    for (let depth = 0; at < tokens.length; at++) {
      const { kind, text } = current();
      if (kind === 'mark' && text === '{' && depth === 0) break;
      if (kind === 'mark') depth += text === '(' ? 1 : text === ')' ? -1 : 0;
      if (kind !== 'line') words.push(text);
    }
    return words.join(' ');
  }

  /** From its opening brace to the closing one. */
  function block(): GoStatement[] {
    at++;
    const body = statementsUntil('}');
    at++;
    return body;
  }

  function statementsUntil(...ends: string[]): GoStatement[] {
    const found: GoStatement[] = [];
    for (; at < tokens.length; ) {
      const { kind, text } = current();
      if (kind === 'line') at++;
      else if (kind !== 'string' && ends.includes(text)) return found;
      else found.push(statement());
    }
    throw new Error('Found the end of the Go source within a block.');
  }

  function statement(): GoStatement {
    const { text: kind } = current();
    if (kind === 'else') throw new Error('Found else in the Go source, which is not read.');
    if (kind === 'if' || kind === 'for') {
      at++;
      return { kind, header: headerWords(), body: block() };
    }
    if (kind === 'switch') {
      at++;
      return { kind, header: headerWords(), cases: cases() };
    }
    return { kind: 'plain', tokens: plain() };
  }

  function cases(): GoCase[] {
    at++;
    const found: GoCase[] = [];
    for (;;) {
      while (current().kind === 'line') at++;
      const { text } = current();
      at++;
      if (text === '}') return found;
      if (text !== 'case' && text !== 'default') throw new Error(`Found ${text} in a Go switch, expected a case.`);
      const values: string[] = [];
      for (; current().text !== ':' || current().kind === 'string'; at++) {
        if (current().kind === 'string') values.push(current().text);
      }
      at++;
      found.push({ values, body: statementsUntil('case', 'default', '}') });
    }
  }

  /** Up to the end of a line that is within no brackets. */
  function plain(): GoToken[] {
    const start = at;
    for (let depth = 0; at < tokens.length; at++) {
      const { kind, text } = current();
      if (depth === 0 && (kind === 'line' || (kind === 'mark' && text === '}'))) break;
      if (kind === 'mark') depth += '([{'.includes(text) ? 1 : ')]}'.includes(text) ? -1 : 0;
    }
    return tokens.slice(start, at);
  }
}
