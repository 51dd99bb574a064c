import { type Diagnostic, type Parsed, type SourceText, shorten, spanAt } from '../../../text/index.ts';
import type { JsonList, JsonObject, JsonString, JsonValue } from './JsonValue.ts';
import { scanTokens, type Token } from './scanTokens.ts';

/** Go's encoding/json refuses what is nested deeper (scanner.go, maxNestingDepth). */
const MAX_DEPTH = 10_000;

/** A bracket that is still open, and the key that waits for its value. */
interface Frame {
  node: JsonObject | JsonList;
  key: JsonString | undefined;
  /** Whether a comma, or nothing yet, stands before the next entry. */
  ready: boolean;
  /** Where the last comma stands, while nothing has followed it. */
  comma: Token | undefined;
}

/**
 * Reads JSON and goes on after each problem, with what was meant as its value: people paste pieces of files, such as
 * `"uidMappings": [ ... ],` without the braces around it. Time linear in the text, no recursion.
 */
export function readJson(source: SourceText): Parsed<JsonValue> {
  const diagnostics: Diagnostic[] = [];
  const report = (token: { start: number; end: number }, code: string, message: string, hint: string, fix?: string) => {
    if (diagnostics.length >= 100) return;
    const edits = fix === undefined ? {} : { fix: [{ start: token.start, end: token.end, text: fix }] };
    diagnostics.push({
      code,
      severity: 'error',
      message,
      hint,
      span: spanAt(source, token.start, token.end),
      ...edits,
    });
  };
  const next = scanTokens(source.text);
  const whole: JsonObject = { kind: 'object', members: [], start: 0, end: source.text.length };
  /** What stands outside every bracket is read as the members of one object, or as values. */
  const roots: JsonValue[] = [];
  const frames: Frame[] = [{ node: whole, key: undefined, ready: true, comma: undefined }];
  /** How many of the open brackets each closing mark could close. */
  const open = { object: 0, list: 0 };
  let last: Token | undefined;

  for (let token = next(); token !== undefined; token = next()) {
    const frame = frames.at(-1);
    if (frame === undefined) break;
    last = token;
    if (token.kind === 'mark') {
      if (token.text === '{' || token.text === '[') {
        if (frames.length > MAX_DEPTH) {
          report(token, 'json-depth', `More than ${MAX_DEPTH} brackets are open at once.`, 'The rest was not read.');
          break;
        }
        expectComma(frame, token);
        const node: JsonObject | JsonList =
          token.text === '{'
            ? { kind: 'object', members: [], start: token.start, end: token.end }
            : { kind: 'list', items: [], start: token.start, end: token.end };
        put(frame, node);
        frames.push({ node, key: undefined, ready: true, comma: undefined });
        open[node.kind] += 1;
      } else if (token.text === ':') colon(frame, token);
      else if (token.text === ',') comma(frame, token);
      else close(token);
      continue;
    }
    if (token.kind === 'string' && token.open) {
      report(token, 'json-string', `${shown(token)} has no closing quote.`, 'Close the string with ".');
    }
    expectComma(frame, token);
    if (token.kind === 'word' && !['true', 'false', 'null'].includes(token.text)) {
      report(token, 'json-word', `Found ${shown(token)}; expected a value.`, 'Put text in double quotes.');
    }
    put(frame, token);
  }

  if (frames.length > 1 && last !== undefined) {
    const missing = frames
      .slice(1)
      .reverse()
      .map(({ node }) => (node.kind === 'object' ? '}' : ']'));
    const at = { start: last.end, end: last.end };
    report(
      at,
      'json-open',
      `The text ends too early: ${shorten(missing.join(' '))} is missing.`,
      'Paste the text to its end.',
      shorten(missing.join('')),
    );
    for (const { node } of frames) node.end = last.end;
  }
  return { value: whole.members.length > 0 ? whole : roots[0], diagnostics };

  function expectComma(frame: Frame, token: Token): void {
    if (frame.ready || frames.length === 1) return;
    const at = { start: token.start, end: token.start };
    report(at, 'json-comma', `Missing comma before ${shown(token)}.`, 'Put a comma between two entries.', ',');
  }

  /** A value, or what turns out to be a key when a colon follows. */
  function put(frame: Frame, value: JsonValue): void {
    frame.ready = false;
    frame.comma = undefined;
    if (frame.node.kind === 'list') frame.node.items.push(value);
    else if (frame.key !== undefined) {
      frame.node.members.push({ key: frame.key, value });
      frame.key = undefined;
    } else if (value.kind === 'string') {
      frame.node.members.push({ key: value, value: { kind: 'word', text: '', start: value.end, end: value.end } });
    } else if (frames.length === 1) roots.push(value);
    else
      report(
        value,
        'json-key',
        'This value has no key.',
        'In an object every value has a key in quotes and a colon before it.',
      );
  }

  function colon(frame: Frame, token: Token): void {
    const waiting = frame.node.kind === 'object' ? frame.node.members.at(-1) : undefined;
    if (frame.node.kind === 'object' && waiting && waiting.value.start === waiting.key.end) {
      frame.node.members.pop();
      frame.key = waiting.key;
      frame.ready = true;
    } else report(token, 'json-colon', 'Found a colon; expected a comma or a value.', 'Remove it.', '');
  }

  function comma(frame: Frame, token: Token): void {
    if (frame.ready && frame.node !== whole)
      report(token, 'json-comma', 'Found a comma; expected a value.', 'Remove it.', '');
    frame.ready = true;
    frame.comma = token;
  }

  /** Closes the innermost bracket, and with it those inside that were left open. */
  function close(token: Token & { kind: 'mark' }): void {
    const wanted = token.text === '}' ? 'object' : 'list';
    if (open[wanted] === 0) {
      report(token, 'json-bracket', `${token.text} closes nothing.`, 'Remove it.', '');
      return;
    }
    for (let frame = frames.pop(); frame !== undefined; frame = frames.pop()) {
      const { kind } = frame.node;
      open[kind] -= 1;
      frame.node.end = token.end;
      if (frame.comma) {
        const hint = 'Remove it: JSON allows no comma after the last entry.';
        report(frame.comma, 'json-trailing-comma', `Trailing comma before ${token.text}.`, hint, '');
      }
      if (kind === wanted) return;
      const own = kind === 'object' ? '}' : ']';
      const at = { start: token.start, end: token.start };
      report(at, 'json-bracket', `Found ${token.text}; expected ${own}.`, 'Close the inner bracket first.', own);
    }
  }
}

function shown(token: Token): string {
  return token.kind === 'string' ? shorten(JSON.stringify(token.value)) : shorten(token.text);
}
