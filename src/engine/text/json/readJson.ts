import { type Edit, type Problems, type SourceText, shorten } from '../bytesText.ts';
import type { JsonArray, JsonNode, JsonObject, JsonString } from './JsonNode.ts';
import { scanJson } from './scanJson.ts';
import { type Closing, inWords, isClosing, isScalar, type TellError, type Token } from './Token.ts';

/** encoding/json, scanner.go maxNestingDepth: Go refuses what is deeper. */
const MAX_DEPTH = 10_000;

const AFTER = /\S/g;

/** So many of those that never close are named: the outermost and the innermost. */
const MOST_OPEN = 5;

/** A container that is still open, and what may come next in it. */
interface Frame {
  node: JsonObject | JsonArray;
  next: 'first' | 'item' | 'colon' | 'value' | 'comma';
  key?: JsonString;
  /** Where the last comma stands, while nothing has followed it. */
  comma?: number;
}

/** Who takes what stands outside every bracket, where a text may be a piece cut out of another. */
export interface Outermost {
  /** Takes a token; false where it begins a value, which is then read and put here. */
  take(token: Token, error: TellError): boolean;
  put(node: JsonNode): void;
}

interface Place {
  start: number;
  end: number;
}

const replace = ({ start, end }: Place, text: string): Edit[] => [{ start, end, text }];
const closer = (frame: Frame) => (frame.node.kind === 'object' ? '}' : ']');

/**
 * Reads JSON as Go's encoding/json does, but goes on after each problem and reads what was meant. Never throws, needs no stack, takes time
 * linear in the text. Undefined where the text holds no value, or `outermost` takes the values.
 */
export function readJson(source: SourceText, problems: Problems, outermost?: Outermost): JsonNode | undefined {
  const error: TellError = (place, code, message, hint, fix) => problems.tell(place, 'error', code, message, hint, fix);
  const next = scanJson(source.text, error);
  const frames: Frame[] = [];
  /** How many of the open containers each closing mark could close. */
  const open = { '}': 0, ']': 0 };
  let root: JsonNode | undefined;
  /** The end of the last value or key that was read. */
  let lastEnd = 0;
  /** It was a string whose closing quote is missing, so that nothing can be put behind it. */
  let lastOpen = false;
  let stray = false;

  const insert = (text: string): Edit[] | undefined =>
    lastOpen ? undefined : replace({ start: lastEnd, end: lastEnd }, text);

  for (let token = next(); token.kind !== 'end'; token = next()) {
    const frame = frames.at(-1);
    if (token.kind === 'string' && token.cut && frame !== undefined) {
      // Half a key or a name is none.
      lastOpen = true;
      lastEnd = token.end;
      break;
    }
    const goOn = frame === undefined ? outside(token) : inside(token, frame);
    if (!goOn) return root;
    if (frames.length > 0 || root === undefined) continue;
    // A comment is no more than that; what else comes after the value isn't cut into tokens.
    AFTER.lastIndex = lastEnd;
    const after = AFTER.exec(source.text)?.index;
    if (after !== undefined && !'/#'.includes(source.text[after] ?? '')) {
      followed(after);
      return root;
    }
  }
  finish();
  return root;

  function outside(token: Token): boolean {
    if (outermost !== undefined) return outermost.take(token, error) || value(token);
    if (root === undefined && (isScalar(token) || token.kind === '{' || token.kind === '[')) return value(token);
    if (root !== undefined) return followed(token.start);
    if (stray) return true;
    stray = true;
    const first = source.text.indexOf('{', token.start);
    const hint = first === -1 ? 'JSON is one object or list.' : 'Remove everything before the first brace.';
    const fix = first === -1 ? undefined : replace({ start: token.start, end: first }, '');
    error(token, 'json-stray', `Found ${inWords(token)}, expected {.`, hint, fix);
    return true;
  }

  /** Text after the value, from `start` on: one problem, and not each of its words. Always false: nothing more is read. */
  function followed(start: number): false {
    const line = /^[^\r\n]*/.exec(source.text.slice(start, start + 80))?.[0].trimEnd() ?? '';
    const fix = replace({ start: lastEnd, end: source.text.length }, '');
    const place = { start, end: start + line.length };
    const message = `Text after the end of the profile: ${shorten(line)}`;
    error(place, 'json-stray', message, 'Remove everything after the last bracket.', fix);
    return false;
  }

  /** One token in an open container; false to stop reading. */
  function inside(token: Token, frame: Frame): boolean {
    if (isClosing(token)) {
      close(token, frame);
      return true;
    }
    if (frame.next === 'comma') {
      if (token.kind === ',') {
        frame.comma = token.start;
        frame.next = 'item';
        return true;
      }
      if (token.kind !== ':') {
        error(
          token,
          'json-comma-missing',
          `Missing comma before ${inWords(token)}.`,
          'Put a comma between two entries.',
          insert(','),
        );
        frame.next = 'item';
      }
    }
    if (frame.next === 'colon') {
      frame.next = 'value';
      if (token.kind === ':') return true;
      if (token.kind !== ',') {
        error(
          token,
          'json-colon-missing',
          `Missing colon before ${inWords(token)}.`,
          'Put a colon between the key and its value.',
          insert(':'),
        );
      }
    }
    const wantsKey = frame.node.kind === 'object' && frame.next !== 'value';
    if (token.kind === ',' && frame.next === 'value') {
      valueMissing(token, frame);
      return inside(token, frame);
    }
    if (token.kind === ',' || token.kind === ':') {
      const expected =
        frame.next === 'comma' ? `a comma or ${closer(frame)}` : wantsKey ? 'a key in quotes' : 'a value';
      const code = token.kind === ',' ? 'json-comma' : 'json-colon';
      error(token, code, `Found ${inWords(token)}, expected ${expected}.`, 'Remove it.', '');
      return true;
    }
    return wantsKey ? key(token, frame) : value(token);
  }

  function key(token: Token, frame: Frame): boolean {
    delete frame.key;
    const message = `Found ${inWords(token)}, expected a key in quotes.`;
    if (!isScalar(token)) {
      error(token, 'json-key-missing', message, 'Write a key in double quotes and a colon before it.');
      return value(token);
    }
    const written = source.text.slice(token.start, token.end);
    if (token.kind === 'string') frame.key = token;
    else {
      frame.key = { kind: 'string', start: token.start, end: token.end, value: written };
      error(token, 'json-key', message, 'Put the key in double quotes.', JSON.stringify(written));
    }
    frame.next = 'colon';
    delete frame.comma;
    lastEnd = token.end;
    lastOpen = token.kind === 'string' && token.open === true;
    return true;
  }

  function value(token: Token): boolean {
    if (isScalar(token)) {
      attach(token);
      return true;
    }
    if (frames.length === MAX_DEPTH) {
      error(token, 'json-too-deep', `More than ${MAX_DEPTH} brackets are open at once.`, 'The rest was not read.');
      return false;
    }
    const place = { start: token.start, end: token.end };
    const node: JsonNode =
      token.kind === '{' ? { kind: 'object', ...place, members: [] } : { kind: 'array', ...place, items: [] };
    attach(node);
    const frame: Frame = { node, next: 'first' };
    frames.push(frame);
    open[closer(frame)] += 1;
    return true;
  }

  function attach(node: JsonNode): void {
    lastEnd = node.end;
    lastOpen = node.kind === 'string' && node.open === true;
    const frame = frames.at(-1);
    if (frame === undefined) {
      if (outermost === undefined) root = node;
      else outermost.put(node);
      return;
    }
    if (frame.node.kind === 'array') frame.node.items.push(node);
    else if (frame.key !== undefined) frame.node.members.push({ key: frame.key, value: node });
    frame.next = 'comma';
    delete frame.comma;
  }

  function valueMissing(token: Token, frame: Frame): void {
    const name = shorten(JSON.stringify(frame.key?.value ?? ''));
    error(
      frame.key ?? token,
      'json-value-missing',
      `The key ${name} has no value.`,
      'Write a value after the colon, or remove the key.',
    );
    frame.next = 'comma';
  }

  /** A `}` or `]`: closes this container, and before it those inside it that were left open. */
  function close(token: Closing, innermost: Frame): void {
    const matches = open[token.kind] > 0;
    for (let frame: Frame | undefined = innermost; frame !== undefined; frame = frames.at(-1)) {
      if (frame.next === 'colon' || frame.next === 'value') valueMissing(token, frame);
      if (frame.comma !== undefined) {
        const place = { start: frame.comma, end: frame.comma + 1 };
        const hint = 'Remove it: JSON allows no comma after the last entry.';
        error(place, 'json-trailing-comma', `Trailing comma before ${closer(frame)}.`, hint, '');
      }
      const right = closer(frame) === token.kind;
      if (!right) {
        const opening = `${frame.node.kind === 'object' ? '{' : '['} on line ${lineOf(frame.node)}`;
        const message = `Found ${token.kind}, expected ${closer(frame)}.`;
        const fix = matches ? insert(closer(frame)) : closer(frame);
        error(token, 'json-bracket', message, `${closer(frame)} closes the ${opening}.`, fix);
      }
      if (right || !matches) {
        lastEnd = token.end;
        lastOpen = false;
      }
      frame.node.end = lastEnd;
      frames.pop();
      open[closer(frame)] -= 1;
      if (right || !matches) return;
    }
  }

  /** The end of the text: whatever is still open ends here. */
  function finish(): void {
    const end = source.text.length;
    const frame = frames.at(-1);
    if (frame === undefined) {
      if (root === undefined && !stray && outermost === undefined)
        error({ start: 0, end }, 'json-empty', 'The text is empty.', 'Paste the JSON.');
      else if (lastOpen)
        error(
          { start: lastEnd, end },
          'json-truncated',
          'The text ends inside a string.',
          'Copy the whole text again.',
        );
      return;
    }
    const missing = [...frames].reverse().map(closer).join('');
    const comma = frame.comma === undefined ? undefined : { start: frame.comma, end: frame.comma + 1 };
    const closed = comma === undefined || lastOpen ? insert(missing) : replace(comma, missing);
    const fix = frame.next === 'colon' || frame.next === 'value' ? undefined : closed;
    const message = `The text ends too early${lastOpen ? ', inside a string' : ''}: ${shorten(`${lastOpen ? '"' : ''}${missing}`)} is missing.`;
    const hint = `Copy the whole text again, or close what is open: ${openInWords()}.`;
    error({ start: lastEnd, end }, 'json-truncated', message, hint, fix);
    for (const { node } of frames) {
      node.end = end;
      node.cut = true;
    }
  }

  function lineOf({ start }: JsonNode): number {
    return problems.spanOf({ start, end: start + 1 }).line;
  }

  /** `{ on line 1, "syscalls": [ on line 3 and { on line 20`: what never closes, from the outside. */
  function openInWords(): string {
    const shown = frames.length > MOST_OPEN ? [...frames.slice(0, 1), ...frames.slice(1 - MOST_OPEN)] : frames;
    const words = shown.map((frame) => {
      const key = frames[frames.indexOf(frame) - 1]?.key;
      const opening = frame.node.kind === 'object' ? '{' : '[';
      const named = key === undefined ? '' : `${shorten(JSON.stringify(key.value))}: `;
      return `${named}${opening} on line ${lineOf(frame.node)}`;
    });
    return words.length === 1 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
  }
}
