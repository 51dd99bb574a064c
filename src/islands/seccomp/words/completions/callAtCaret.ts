import { type Arch, isLoaded, nameOf, readArch, readMagnitude, syscallsOf } from '../../../../engine/linux/index.ts';
import { parseCall } from '../../../../engine/seccomp/index.ts';

/** A question as far as it has been typed, and where in it the caret stands. */
export interface CallAtCaret {
  /** The ABI that it is about, and whether the text names it. */
  arch: Arch;
  named: boolean;
  /** The call, by its name or its number; undefined while none is known, or the ABI's tables are not loaded. */
  call: string | undefined;
  /** The argument that the caret stands in, from 0; undefined in the call's own name. */
  argument: number | undefined;
  /** `..` stands right before it: it may be this argument or one behind. */
  floats: boolean;
  /** The word at the caret, from its start to the caret, and where its end is. */
  word: string;
  start: number;
  end: number;
  /** The argument's other words, joined to this one by "|". */
  beside: readonly string[];
  /** The arguments before it, as far as they can be read. */
  before: readonly bigint[];
}

/** Takes a question apart as parseCall reads it: an ABI before a colon, the call, its arguments between parentheses. */
export function callAtCaret(text: string, caret: number, native: Arch): CallAtCaret {
  const prefix = /^([^:(]*):/.exec(text);
  const nameStart = prefix?.[0].length ?? 0;
  const inPrefix = prefix !== null && caret < nameStart;
  const arch = (prefix && readArch(prefix[1]?.trim() ?? '')) ?? native;
  const open = text.indexOf('(', nameStart);
  const nameEnd = open === -1 ? text.length : open;
  const name = text.slice(nameStart, nameEnd).trim();
  const call = knownCall(arch, name);
  const common = { arch, named: prefix !== null && !inPrefix, call };
  const inNoArgument = { ...common, argument: undefined, floats: false, beside: [], before: [] };
  if (open === -1 || caret <= open) {
    const from = inPrefix ? 0 : nameStart;
    const { start, end } = trimmed(text, from, inPrefix ? nameStart : nameEnd);
    return { ...inNoArgument, word: text.slice(start, Math.max(start, caret)), start, end };
  }
  const close = text.indexOf(')', open);
  const listEnd = close === -1 ? text.length : close;
  const argumentStart = Math.max(open, text.lastIndexOf(',', caret - 1)) + 1;
  const comma = text.indexOf(',', caret);
  const argumentEnd = comma === -1 ? listEnd : Math.min(comma, listEnd);
  const argument = text.slice(open, argumentStart).split(',').length - 1;
  if (caret > listEnd) return { ...inNoArgument, word: '', start: caret, end: caret };
  const bar = text.lastIndexOf('|', caret - 1);
  const from = Math.max(argumentStart, bar + 1);
  const nextBar = text.indexOf('|', caret);
  const to = nextBar === -1 ? argumentEnd : Math.min(nextBar, argumentEnd);
  const { start, end } = trimmed(text, from, to);
  const beside = `${text.slice(argumentStart, from)}|${text.slice(to, argumentEnd)}`
    .split('|')
    .map((each) => each.trim());
  return {
    ...common,
    argument,
    floats: /(?:\.{2,3}|…)\s*,$/.test(text.slice(0, argumentStart)),
    word: text.slice(start, Math.max(start, caret)),
    start,
    end: Math.max(end, caret),
    beside: beside.filter((each) => each !== ''),
    before: call === undefined ? [] : (parseCall(text.slice(0, argumentStart - 1), native).value?.args ?? []),
  };
}

function knownCall(arch: Arch, name: string): string | undefined {
  if (!isLoaded(arch)) return undefined;
  if (syscallsOf(arch).numberOf(name) !== undefined) return name;
  const number = readMagnitude(name);
  return number === undefined ? undefined : nameOf(arch, Number(number));
}

function trimmed(text: string, from: number, to: number): { start: number; end: number } {
  const part = text.slice(from, to);
  const start = from + part.length - part.trimStart().length;
  return { start, end: Math.max(start, from + part.trimEnd().length) };
}
