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
