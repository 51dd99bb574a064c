import {
  ARCHITECTURES,
  type Arch,
  architectureOf,
  argumentSet,
  constantSet,
  formatNumber,
  isLoaded,
  nameOf,
  numberOf,
  parametersOf,
  readArch,
  readMagnitude,
  syscallsOf,
} from '../../../../engine/linux/index.ts';
import { parseCall } from '../../../../engine/seccomp/index.ts';
import { type Completion, type CompletionOption, matchingOptions } from '../../../../ui/Completion.ts';
import { writtenNumber } from '../../state/target.ts';

/** A question as far as it has been typed, and where in it the caret stands. */
interface CallAtCaret {
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
function callAtCaret(text: string, caret: number, native: Arch): CallAtCaret {
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

/** Something to get, in words, and calls that get it: an intent of the engine's table, as lists show it. */
export interface Goal {
  id: string;
  words: string;
  examples: readonly string[];
}

/**
 * The call to ask for a goal with: the first of its examples that the ABI has, or else the first, and the answer says what the ABI lacks. The first too
 * while the ABI's tables are on their way.
 */
export function goalCall(arch: Arch, { examples }: Goal): string | undefined {
  if (!isLoaded(arch)) return examples[0];
  return examples.find((call) => numberOf(arch, /^\w+/.exec(call)?.[0] ?? '') !== undefined) ?? examples[0];
}

const MOST_OPTIONS = 60;

/**
 * What can stand at the caret of a question: calls and ABIs, or the constants that the argument is asked with. Nothing where the word is whole
 * already, unless the reader asks, and nothing of an ABI whose tables are not loaded.
 */
export function completeCall(
  text: string,
  caret: number,
  native: Arch,
  asked: boolean,
  goals: readonly Goal[] = [],
): Completion | undefined {
  const place = callAtCaret(text, caret, native);
  const all = place.argument === undefined ? callOptions(place, text) : constantOptions(place);
  const options = matchingOptions(all, place.word).slice(0, MOST_OPTIONS);
  if (options.length === 0) return completeGoal(text, native, goals);
  const isWhole = options.some(({ label }) => label === place.word);
  if (options.length === 0 || (!asked && (isWhole || (place.word === '' && place.argument === undefined))))
    return undefined;
  return { start: place.start, end: place.end, options };
}

/** Calls that get what the words say: "vsock" finds socket(AF_VSOCK). */
function completeGoal(text: string, native: Arch, goals: readonly Goal[]): Completion | undefined {
  const wanted = text.trim().toLowerCase();
  if (wanted.length < 3) return undefined;
  const options = goals
    .filter(({ words }) => words.toLowerCase().includes(wanted))
    .flatMap((goal) => ({ label: goalCall(native, goal) ?? '', detail: goal.words }));
  return options.length === 0 ? undefined : { start: 0, end: text.length, options };
}

function callOptions({ arch, named, word, end }: CallAtCaret, text: string): readonly CompletionOption[] {
  if (!isLoaded(arch)) return [];
  const table = syscallsOf(arch);
  const base = architectureOf(arch).syscallBase;
  if (/^\d+$/.test(word)) {
    const name = nameOf(arch, Number(word) + base) ?? nameOf(arch, Number(word));
    return name === undefined ? [] : [{ label: word, detail: name }];
  }
  const follows = text.slice(end).trimStart();
  const abis = named || follows !== '' ? [] : ARCHITECTURES.filter((other) => other.arch !== arch);
  return [
    ...[...table.names].sort().map((name) => ({
      label: name,
      ...(takesConstants(arch, name) && !follows.startsWith('(') && { insert: `${name}(` }),
      detail: String(writtenNumber(arch, table.numberOf(name) ?? 0)),
    })),
    ...abis.map(({ token, label }) => ({ label: `${token}:`, insert: `${token}: `, detail: `a call of ${label}` })),
  ];
}

function takesConstants(arch: Arch, name: string): boolean {
  return [0, 1, 2, 3, 4, 5].some((index) => argumentSet(name, index, { arch }));
}

/** The names of an argument's set, without those that stand there already; a set of single values offers none beside another. */
function constantOptions(place: CallAtCaret): readonly CompletionOption[] {
  const { argument, floats } = place;
  if (!floats || argument === undefined) return constantsOf(place);
  const all = [0, 1, 2, 3, 4, 5].flatMap((index) =>
    index < argument ? [] : constantsOf({ ...place, argument: index }),
  );
  return [...new Map(all.map((option) => [option.label, option])).values()];
}

function constantsOf({ arch, call, argument, beside, before }: CallAtCaret): readonly CompletionOption[] {
  const place = { arch, args: before };
  const set = call !== undefined && argument !== undefined ? argumentSet(call, argument, place) : undefined;
  if (call === undefined || argument === undefined || set === undefined) return [];
  const { kind, values } = constantSet(set, arch);
  if (kind === 'values' && beside.length > 0) return [];
  const isLast = argument + 1 >= (parametersOf(arch, call)?.length ?? 0);
  return [...values]
    .filter(([name]) => !beside.includes(name))
    .map(([name, value]) => ({
      label: name,
      ...(isLast && kind === 'values' && { insert: `${name})` }),
      detail: formatNumber(value),
    }));
}

/** A call as C declares it, in pieces: `at` is the argument that is being typed. */
export interface CallSignature {
  call: string;
  parameters: readonly string[];
  at: number | undefined;
}

/** The prototype of the call that is being asked about; undefined where none is known. */
export function callSignature(text: string, caret: number, native: Arch): CallSignature | undefined {
  const { arch, call, argument, floats } = callAtCaret(text, caret, native);
  const parameters = call === undefined ? undefined : parametersOf(arch, call);
  if (call === undefined || parameters === undefined) return undefined;
  const words = parameters.map(({ type, name }) => (type.endsWith('*') ? type + name : `${type} ${name}`));
  // Behind `..` only the constant itself tells which argument it is.
  const at = floats ? (parseCall(text.slice(0, caret), native).value?.args.length ?? 0) - 1 : argument;
  return { call, parameters: words, at: at === -1 ? undefined : at };
}
