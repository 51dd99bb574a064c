import { type Arch, nearest, parseCall } from '../linux/index.ts';
import { type Intent, intentOfCall, intents } from '../seccomp/index.ts';
import { type Diagnostic, type Parsed, type Problems, refused, shorten } from '../text/index.ts';
import type { Asks } from './Asks.ts';
import { type Piece, pieceAt } from './lineWords.ts';
import { readIds } from './readIds.ts';

/** Constants that stand for a call of their own: what makes such a socket, or such a namespace. */
const CONSTANTS: readonly (readonly [RegExp, string])[] = [
  [/^[AP]F_\w+$/, 'socket'],
  [/^CLONE_NEW\w+$/, 'unshare'],
];

/** What `any way to` names: an aim by its id (`user-namespace`), a constant (`AF_VSOCK`), or what a call does. */
export function readWays(text: string, arch: Arch): Parsed<Intent> {
  const id = text.toLowerCase().replaceAll(/\s+/g, '-');
  const known = intents().find((intent) => intent.id === id);
  if (known) return { value: known, diagnostics: [] };
  const [, call] = CONSTANTS.find(([pattern]) => pattern.test(text)) ?? [];
  const lead = call === undefined ? '' : `${call}(`;
  const { value, diagnostics } = parseCall(call === undefined ? text : `${lead}${text})`, arch);
  if (value) return { value: intentOfCall(value), diagnostics: [] };
  const ids = intents().map((intent) => intent.id);
  const [meant] = call === undefined ? nearest(id, ids) : [];
  if (meant !== undefined) {
    const fix = [{ start: 0, end: text.length, text: meant }];
    const message = `No aim is named ${text}.`;
    const hint = `The nearest name is ${meant}.`;
    return { value: undefined, diagnostics: [{ code: 'check-aim', severity: 'error', message, hint, fix }] };
  }
  if (diagnostics.every(({ code, fix }) => code === 'call-unknown' && fix === undefined)) {
    const hint = 'Name a call, a constant such as AF_VSOCK, or an aim such as user-namespace.';
    return refused('check-aim', `No call, constant or aim is named ${shorten(text)}.`, hint);
  }
  const moved = diagnostics.map(({ span, fix, ...diagnostic }) => ({
    ...diagnostic,
    ...(span && lead === '' && { span }),
    ...(fix && {
      fix: fix.map((edit) => ({ ...edit, start: edit.start - lead.length, end: edit.end - lead.length })),
    }),
  }));
  return { value: undefined, diagnostics: moved };
}

/** What stands before the arrow: a call, `any way to`, `any other call`, `starts`, `trace FILE`, `write`, `inside N` or `outside N`. */
export function readAsked(left: Piece, arch: Arch, problems: Problems): Asks | undefined {
  const { text } = left;
  if (text === '') {
    const hint = 'Name a call, an ID (inside 33), starts, write, or any way to something.';
    const place = { start: left.start, end: left.start + 1 };
    problems.tell(place, 'error', 'check-question-missing', 'No question before ->.', hint);
    return undefined;
  }
  if (/^starts?$/i.test(text)) return { kind: 'starts' };
  if (/^write$/i.test(text)) return { kind: 'write' };
  const trace = /^trace(?:\s+(.*))?$/i.exec(text);
  if (trace) return traceNamed(left, trace[1], problems);
  if (/^any\s+other\s+calls?$/i.test(text)) return { kind: 'others' };
  const side = /^(inside|outside)(?=\s|\d|$)/i.exec(text);
  if (side) return ids(left, side[0], problems);
  const ways = /^any\s+ways?\s+to\b/i.exec(text);
  if (ways) return waysTo(pieceAt(problems.source.text, left.start + ways[0].length, left.end), arch, problems);
  const meant = misspelledSide(text);
  if (meant) {
    const place = { start: left.start, end: left.start + meant.word.length };
    const message = `Found ${meant.word}, expected ${meant.side}.`;
    problems.tell(place, 'error', 'check-question', message, `Replace with ${meant.side}.`, meant.side);
    return undefined;
  }
  const behind = /\s(?:on|with|without)\s+\S+\s*$/.exec(text);
  if (behind) {
    const place = { start: left.start + behind.index + 1, end: left.end };
    const hint = 'Put the stack and the capabilities at the end of the line: clone3 -> ENOSYS on docker-29.9.';
    problems.tell(place, 'error', 'check-condition-place', `“${behind[0].trim()}” comes before ->.`, hint);
    return undefined;
  }
  const { value, diagnostics } = parseCall(text, arch);
  tellAt(diagnostics, left, problems);
  return value === undefined ? undefined : { kind: 'call', text };
}

function ids(left: Piece, word: string, problems: Problems): Asks | undefined {
  const side = word.toLowerCase() === 'inside' ? 'inside' : 'outside';
  const range = readIds(pieceAt(problems.source.text, left.start + word.length, left.end), side, problems);
  return range && { kind: 'ids', ...range };
}

function traceNamed(left: Piece, name: string | undefined, problems: Problems): Asks | undefined {
  if (name !== undefined) return { kind: 'trace', name };
  const hint = 'Name the file of a trace: trace nginx.strace -> passes.';
  problems.tell(left, 'error', 'check-question-missing', 'Nothing follows “trace”.', hint);
  return undefined;
}

function waysTo(what: Piece, arch: Arch, problems: Problems): Asks | undefined {
  if (what.text === '') {
    const place = { start: what.start - 1, end: what.start };
    const hint = 'Name a call, a constant such as AF_VSOCK, or an aim such as user-namespace.';
    problems.tell(place, 'error', 'check-question-missing', 'Nothing follows “any way to”.', hint);
    return undefined;
  }
  const { value, diagnostics } = readWays(what.text, arch);
  tellAt(diagnostics, what, problems);
  return value && { kind: 'ways', text: what.text };
}

/** `insde 33` is no call. */
function misspelledSide(text: string): { word: string; side: string } | undefined {
  const [, word] = /^([A-Za-z]+)\s+\d/.exec(text) ?? [];
  const [side] = word === undefined ? [] : nearest(word, ['inside', 'outside']);
  return word !== undefined && side !== undefined ? { word, side } : undefined;
}

/** Problems of a piece, told where the piece stands. */
function tellAt(diagnostics: readonly Diagnostic[], { start, end }: Piece, problems: Problems): void {
  for (const { code, severity, message, hint, span, fix } of diagnostics) {
    const place = span ? { start: span.start + start, end: span.end + start } : { start, end };
    const edits = fix?.map((edit) => ({ ...edit, start: edit.start + start, end: edit.end + start }));
    problems.tell(place, severity, code, message, hint ?? '', edits);
  }
}
