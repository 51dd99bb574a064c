import { type Span, sourceText, spanAt } from '../../text/index.ts';
import { type Draft, draftsOf } from './draftsOf.ts';
import { textLines } from './readHeader.ts';
import { settle } from './settle.ts';
import type { Part } from './Typed.ts';

/** Escape sequences that colour a terminal's output, or clear its line (ECMA-48, CSI ... m and K). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what they begin with
const COLOURS = /\u001b\[[\d;:]{0,40}[mK]/g;

/**
 * `text` at the same length with the colours of a terminal taken out: blanks stand for them. Where one stands in the middle of a word the blanks
 * go before the word, which stays whole; so all but the beginning of that word keeps its place.
 */
export function withoutColours(text: string): string {
  if (!text.includes('\u001b[')) return text;
  return text
    .split('\n')
    .map((line) => (line.includes('\u001b[') ? plainLine(line) : line))
    .join('\n');
}

function plainLine(line: string): string {
  /** Finished words and blanks, and the word in the making. */
  const done: string[] = [];
  let word = '';
  let at = 0;
  const take = (piece: string) => {
    const blank = Math.max(piece.lastIndexOf(' '), piece.lastIndexOf('\t')) + 1;
    if (blank === 0) word += piece;
    else {
      done.push(word, piece.slice(0, blank));
      word = piece.slice(blank);
    }
  };
  for (const { 0: code, index } of line.matchAll(COLOURS)) {
    take(line.slice(at, index));
    at = index + code.length;
    const next = line.charAt(at);
    if (word === '' || next === '' || next === ' ' || next === '\t') take(' '.repeat(code.length));
    else done.push(' '.repeat(code.length));
  }
  take(line.slice(at));
  return done.join('') + word;
}

/** What a process in the first user namespace reads of itself (user_namespaces(7)). */
const IDENTITY = /^0\s+0\s+4294967295$/;

/** Files of one's own process, and of the first one, tell where one is; any other PID may be elsewhere. */
const OWN: ReadonlySet<string | undefined> = new Set(['self', 'thread-self', '1']);

const PRINTERS: ReadonlySet<string> = new Set(['cat', 'head', 'tail', 'more', 'less', 'bat', 'grep']);

/**
 * A shell that reads a uid_map of its own which is not the identity stands in a user namespace: what it prints elsewhere in the text, behind the
 * same prompt, was seen there as well.
 */
export function placeShells(drafts: readonly Draft[]): Draft[] {
  const inside = new Set(drafts.flatMap((draft) => (readsOwnMap(draft) ? [draft.context.shell] : [])));
  if (inside.size === 0) return [...drafts];
  return drafts.map((draft) => {
    const { shell } = draft.context;
    return shell !== undefined && inside.has(shell) ? { ...draft, where: 'container' } : draft;
  });
}

function readsOwnMap({ part, lines, context, where }: Draft): boolean {
  const { typed, pid, shell } = context;
  if (part.kind !== 'map' || where !== undefined || shell === undefined || typed === undefined) return false;
  if (!OWN.has(pid) || typed.outer !== typed.program || !PRINTERS.has(typed.program)) return false;
  return lines.some(({ said }) => /^\d+\s+\d+\s+\d+$/.test(said) && !IDENTITY.test(said));
}

/**
 * What a person pasted, in parts: each line belongs to exactly one of them, and their texts put together are `text` again. Files of many lines
 * (JSON, YAML, an LXC config) win over what one of their lines may look like; what stands above (a command, a header of head(1), a label)
 * helps to tell. A part that is only the best guess says so. Never throws; linear in the length of the text.
 */
export function recognise(text: string): readonly Part[] {
  const source = sourceText(text);
  const read = withoutColours(text);
  return settle(placeShells(draftsOf(textLines(read)))).map((draft) => finish(text, read, source, draft));
}

function finish(text: string, read: string, source: ReturnType<typeof sourceText>, draft: Draft): Part {
  const start = draft.lines[0]?.start ?? 0;
  const end = draft.lines.at(-1)?.next ?? start;
  const { part, context, where } = draft;
  const cut = {
    span: spanAt(source, start, end),
    text: text.slice(start, end),
    content: contentOf(read, draft),
    certain: draft.certain,
    ...(draft.command !== undefined && { command: draft.command }),
    ...(context.file !== undefined && { path: context.file }),
    ...(where && { where }),
  };
  return part.kind === 'dockerd' ? { ...cut, ...part, option: findRemapOption(cut.content) } : { ...cut, ...part };
}

/** The draft's lines, with what stands before the matter of each blanked out. */
function contentOf(text: string, { lines }: Draft): string {
  if (lines.every((line) => line.from === line.start && line.reads === undefined))
    return text.slice(lines[0]?.start ?? 0, lines.at(-1)?.next ?? 0);
  return lines
    .map(
      (line) =>
        ' '.repeat(line.from - line.start) +
        (line.reads ?? text.slice(line.from, line.end)) +
        text.slice(line.end, line.next),
    )
    .join('');
}

/** `--userns-remap=ann`, `--userns-remap ann`, `"userns-remap": "ann"`; the value is what dockerd gets. */
const OPTION = /--userns-remap(?:=|[ \t]+)(["']?)([^\s"']{0,200})\1|"userns-remap"\s{0,20}:\s{0,20}(")([^"\n]{0,200})"/;

/** The value of dockerd's --userns-remap in `text`, with its place there. */
function findRemapOption(text: string): { value: string; span: Span } | undefined {
  const found = OPTION.exec(text);
  if (!found) return undefined;
  const value = found[2] ?? found[4] ?? '';
  const closing = found[1] === undefined ? 1 : found[1].length;
  const end = found.index + found[0].length - closing;
  return { value, span: spanAt(sourceText(text), end - value.length, end) };
}
