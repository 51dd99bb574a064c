import { atoi } from '../../../linux/index.ts';
import {
  type Diagnostic,
  error,
  type SourceText,
  type Span,
  shellCommands,
  shorten,
  sourceText,
  spanAt,
  type Word,
} from '../../../text/index.ts';
import type { IdKind } from '../../map/Extent.ts';
import type { Entry } from '../lxc.ts';
import { printedWords } from './printedWords.ts';

/** What Incus says where a host id is in two of its entries. */
const HOST_ID_TAKEN = 'Host ID is in the range of subids';

/**
 * The set after `added`, as Incus puts an entry into it: what the others have of its container ids is cut out of them, and it stands where the first of
 * them stood. Undefined where one of those has its host ids as well (incus 6.0.4, shared/idmap/set.go, AddSafe; seen with 7.0.2). Entries of one id
 * never meet, by the way in which their ends are compared (entry.go, Intersects).
 */
export function addSafe(set: readonly Entry[], added: Entry): Entry[] | undefined {
  const result: Entry[] = [];
  let placed = false;
  for (const entry of set) {
    if (!meets(entry, added)) {
      result.push(entry);
      continue;
    }
    if (takes(entry, added)) return undefined;
    const before = added.inside - entry.inside;
    const after = entry.count - added.count - before;
    if (before > 0) result.push({ ...entry, count: before });
    if (!placed) result.push(added);
    placed = true;
    if (after > 0) {
      const outside = entry.outside + before + added.count;
      result.push({ ...entry, inside: added.inside + added.count, outside, count: after });
    }
  }
  return placed ? result : [...result, added];
}

/** The entry of the set that has host ids of `added`, for which `addSafe` refuses it. */
function takenBy(set: readonly Entry[], added: Entry): Entry | undefined {
  return set.find((entry) => meets(entry, added) && takes(entry, added));
}

const takes = (entry: Entry, added: Entry) => crosses(entry.outside, added.outside, entry.count, added.count);

function meets(entry: Entry, added: Entry): boolean {
  if (!entry.kinds.some((kind) => added.kinds.includes(kind))) return false;
  return (['inside', 'outside'] as const).some((side) =>
    crosses(entry[side], added[side], entry.count - 1, added.count - 1),
  );
}

/** Whether an end of one of the ranges lies in the other, whose own end isn't in it. */
function crosses(a: number, b: number, ofA: number, ofB: number): boolean {
  return isBetween(a, b, ofB) || isBetween(b, a, ofA) || isBetween(a + ofA, b, ofB) || isBetween(b + ofB, a, ofA);
}

function isBetween(at: number, start: number, length: number): boolean {
  return at >= start && at < start + length;
}

/** A line of raw.idmap, and where it stands. */
interface RawLine {
  text: string;
  span: Span;
}

/** The entries of raw.idmap, with every problem; the first one's message is what Incus says. */
interface RawIdmap {
  entries: readonly Entry[];
  diagnostics: Diagnostic[];
}

const KINDS: Record<string, readonly IdKind[]> = { both: ['uid', 'gid'], uid: ['uid'], gid: ['gid'] };

/**
 * The value of raw.idmap: on each line both, uid or gid, host ids, container ids, with one space between them; ids are a number or FIRST-LAST. A later line
 * takes its container ids from an earlier one (incus 6.0.4, shared/idmap/set_load.go, NewSetFromIncusIDMap; words as incusd 7.0.2 says them).
 */
export function readRawIdmap(lines: readonly RawLine[]): RawIdmap {
  let entries: readonly Entry[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { text, span } of lines) {
    if (text === '') continue;
    const read = readLine(text, span);
    if ('code' in read) {
      diagnostics.push(read);
      continue;
    }
    const added = addSafe(entries, read);
    if (added) entries = added;
    else
      diagnostics.push(
        hostIdTaken(
          span,
          lines.find((line) => line.span === takenBy(entries, read)?.span),
        ),
      );
  }
  return { entries, diagnostics };
}

/** Two entries with the same host ids: those of another line, or of the base range. */
export function hostIdTaken(span: Span, other?: RawLine): Diagnostic {
  const hint = other
    ? `“${shorten(other.text)}” already maps some of these host IDs. Use others.`
    : 'Use host IDs outside the container’s own range and the other lines.';
  return error('incus-host-id', HOST_ID_TAKEN, hint, span);
}

function readLine(text: string, span: Span): Entry | Diagnostic {
  const fields = text.split(' ', 4);
  const [type = '', host = '', container = ''] = fields;
  if (fields.length !== 3) {
    const hint = 'Write TYPE HOST CONTAINER, one space apart; TYPE is both, uid or gid.';
    return error('incus-line', `Invalid ID map line: ${text}`, hint, span);
  }
  const outside = readRange(host, span);
  if ('code' in outside) return outside;
  const inside = readRange(container, span);
  if ('code' in inside) return inside;
  if (inside.count !== outside.count) {
    const hint = `${outside.count} on the host, ${inside.count} in the container: make both the same.`;
    return error('incus-sizes', `The ID map ranges are of different sizes: ${text}`, hint, span);
  }
  const kinds = KINDS[type];
  if (!kinds) return error('incus-type', `Invalid ID map type: ${text}`, 'Types: both, uid and gid.', span);
  return { kinds, inside: inside.first, outside: outside.first, count: inside.count, span };
}

function readRange(text: string, span: Span): { first: number; count: number } | Diagnostic {
  const ends = text.split('-', 3);
  if (ends.length > 2) {
    return error('incus-range', `Invalid ID map range: ${text}`, 'Write FIRST-LAST, or one number.', span);
  }
  const numbers: number[] = [];
  for (const end of ends) {
    const { value, error: wrong } = atoi(end);
    if (wrong)
      return error('incus-number', wrong.words.replace('strconv.Atoi', 'strconv.ParseInt'), 'Write digits only.', span);
    numbers.push(Number(value));
  }
  const [first = 0, last = first] = numbers;
  return { first, count: last - first + 1 };
}

/** What a text says of a container's ids: each key with its value's lines. */
export interface IncusSetting {
  key: string;
  lines: readonly RawLine[];
  /** Where the key stands. */
  span: Span;
}

const KEY = /^(\s*(?:- )?)["']?((?:raw|security|volatile)\.[\w.]+)["']?\s*:(?:[ \t]+(.*))?$/;
const BLOCK = /^[|>][-+]?$/;

/**
 * The settings of a container in what `incus config show` prints (YAML, as far as keys and indentation go), in commands such as `incus config set NAME
 * raw.idmap "both 1000 1000"`, with - also of what is piped into them, or the lines of raw.idmap alone.
 */
export function incusSettings(text: string): IncusSetting[] {
  const source = sourceText(text);
  const fromYaml = readYaml(source);
  if (fromYaml.length > 0) return fromYaml;
  const fromCommands = shellCommands(text).flatMap(({ words }, at, all) => readCommand(words, all[at - 1]?.words));
  if (fromCommands.length > 0) return fromCommands;
  const lines = linesOf(source).map(({ text: line, start }) => located(source, line, start));
  const span = lines.find((line) => line.text.trim() !== '')?.span;
  return span ? [{ key: 'raw.idmap', lines, span }] : [];
}

function readYaml(source: SourceText): IncusSetting[] {
  const settings: IncusSetting[] = [];
  const lines = linesOf(source);
  for (const [index, { text, start }] of lines.entries()) {
    const [, indent = '', key = '', value = ''] = KEY.exec(text) ?? [];
    if (key === '') continue;
    const from = start + text.indexOf(key);
    const span = spanAt(source, from, from + key.length);
    const trimmed = value.trim();
    const block = BLOCK.test(trimmed);
    const valueLines = block
      ? blockLines(source, lines.slice(index + 1), indent.length)
      : scalarLines(source, trimmed, start + text.lastIndexOf(trimmed));
    settings.push({ key, lines: valueLines, span });
  }
  return settings;
}

/** The lines that are indented deeper than the key; the first one's indentation is theirs. */
function blockLines(source: SourceText, lines: readonly { text: string; start: number }[], outer: number): RawLine[] {
  const found: RawLine[] = [];
  let indent: number | undefined;
  for (const { text, start } of lines) {
    const depth = text.length - text.trimStart().length;
    if (text.trim() === '') continue;
    if (depth <= outer) break;
    indent ??= depth;
    found.push(located(source, text.slice(indent), start + indent));
  }
  return found;
}

/** A value in the key's own line; in double quotes, \n stands for the end of a line. */
function scalarLines(source: SourceText, value: string, start: number): RawLine[] {
  const quoted = /^(["'])(.*)\1$/.exec(value);
  if (!quoted) return [located(source, value, start)];
  const [, quote, content = ''] = quoted;
  let at = start + 1;
  return content.split(quote === '"' ? '\\n' : '\n').map((line) => {
    const found = located(source, line, at);
    at += line.length + 2;
    return quote === '"' ? { ...found, text: unescaped(line) } : found;
  });
}

/** Double quotes of YAML, as far as a map may have them. */
function unescaped(text: string): string {
  const named: Record<string, string> = { t: '\t', r: '\r' };
  return text.replace(/\\(.)/g, (_, letter: string) => named[letter] ?? letter);
}

/** KEY=VALUE and KEY VALUE of incus (and lxc, which LXD’s users type); `before` is the command before it, whose output - stands for. */
function readCommand(words: readonly Word[], before: readonly Word[] = []): IncusSetting[] {
  const at = words.findIndex(({ text }) => /^(?:.*\/)?(?:incus|lxc)$/.test(text));
  if (at === -1) return [];
  return words.slice(at + 1).flatMap((word, index, all): IncusSetting[] => {
    const [, key = '', equals = ''] = /^((?:raw|security)\.[\w.]+)(=?)/.exec(word.text) ?? [];
    if (key === '') return [];
    const value = equals ? word.text.slice(key.length + 1) : (all[index + 1]?.text ?? '');
    const span = word.span();
    const piped = value === '-' ? printedWords(before) : undefined;
    const place = piped?.word.span() ?? span;
    const lines = (piped?.text ?? value).split('\n').map((text) => ({ text, span: place }));
    return [{ key, lines, span }];
  });
}

function located(source: SourceText, text: string, start: number): RawLine {
  return { text, span: spanAt(source, start, start + text.length) };
}

function linesOf({ text, lineStarts }: SourceText): { text: string; start: number }[] {
  return lineStarts.map((start, index) => ({
    text: text.slice(start, (lineStarts[index + 1] ?? text.length + 1) - 1),
    start,
  }));
}
