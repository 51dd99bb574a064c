import { problemsOf, sourceText } from '../bytesText.ts';
import { readJson } from './readJson.ts';
import { scanJson } from './scanJson.ts';
import { isScalar, type Token } from './Token.ts';

/** A list of words stays on one line up to here; else each word has a line of its own, which an answer can name. */
const WIDEST = 100;

/** What is deeper is indented no further: ten thousand levels would be a text of a hundred million blanks. */
const DEEPEST = 40;

/** Longer lines, and a whole text on one line of that length, are hard to read. */
const LONG = 200;
const LONG_ALONE = 80;

/** A formatted line has no more tokens, unless it is short: a key, its colon, a value and a comma. */
const FEW = 4;

/**
 * The same tokens, each as it was written, laid out with two blanks a level: numbers, escapes and keys that are there twice stay. Undefined for what is
 * no JSON: what is between the tokens then may mean something.
 */
export function formatJson(text: string): string | undefined {
  const source = sourceText(text);
  const problems = problemsOf(source, 1);
  if (readJson(source, problems) === undefined || problems.list().length > 0) return undefined;
  return laidOut(tokensOf(text), text) + (text.endsWith('\n') ? '\n' : '');
}

/** Whether a text that is JSON has lines that formatting would break: too long, of more than one value. */
export function isCrowded(text: string): boolean {
  const lines = text.trim().split('\n');
  const longest = lines.length === 1 && text.trimStart().startsWith('{') ? LONG_ALONE : LONG;
  return lines.some((line) => line.length > longest && hasMany(line));
}

const TOKEN = /"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+/g;

function hasMany(line: string): boolean {
  let count = 0;
  for (const _ of line.matchAll(TOKEN)) if (++count > FEW) return true;
  return false;
}

function tokensOf(text: string): readonly Token[] {
  const next = scanJson(text, () => {});
  const tokens: Token[] = [];
  for (let token = next(); token.kind !== 'end'; token = next()) tokens.push(token);
  return tokens;
}

function laidOut(tokens: readonly Token[], text: string): string {
  const lines: string[] = [];
  let line = '';
  let depth = 0;
  const startLine = () => {
    lines.push(line);
    line = '  '.repeat(Math.min(depth, DEEPEST));
  };
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    const word = text.slice(token.start, token.end);
    switch (token.kind) {
      case '{':
      case '[': {
        const whole = listFrom(tokens, at, text, WIDEST - line.length);
        line += whole?.words ?? word;
        if (whole) at = whole.end;
        else {
          depth += 1;
          startLine();
        }
        break;
      }
      case '}':
      case ']':
        depth -= 1;
        startLine();
        line += word;
        break;
      case ',':
        line += word;
        startLine();
        break;
      default:
        line += token.kind === ':' ? ': ' : word;
    }
  }
  return [...lines, line].join('\n');
}

/** What opens at a token, where it is empty, or a list of single values that fits, with the comma behind it. */
function listFrom(
  tokens: readonly Token[],
  open: number,
  text: string,
  room: number,
): { words: string; end: number } | undefined {
  const isList = tokens[open]?.kind === '[';
  let words = isList ? '[' : '{';
  for (let end = open + 1; words.length < room; end++) {
    const token = tokens[end];
    if (token === undefined) return undefined;
    const word = text.slice(token.start, token.end);
    if (token.kind === (isList ? ']' : '}')) {
      const behind = tokens[end + 1]?.kind === ',' ? 1 : 0;
      return words.length + word.length + behind <= room || end === open + 1 ? { words: words + word, end } : undefined;
    }
    if (!isList || !(isScalar(token) || token.kind === ',')) return undefined;
    words += token.kind === ',' ? ', ' : word;
  }
  return undefined;
}
