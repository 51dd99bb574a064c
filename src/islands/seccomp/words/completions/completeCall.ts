import {
  ARCHITECTURES,
  type Arch,
  architectureOf,
  argumentSet,
  constantSet,
  formatNumber,
  isLoaded,
  nameOf,
  parametersOf,
  syscallsOf,
} from '../../../../engine/linux/index.ts';
import type { Completion, CompletionOption } from '../../../../ui/Completion.ts';
import { matchingOptions } from '../../../../ui/matchingOptions.ts';
import { writtenNumber } from '../../state/target.ts';
import { type CallAtCaret, callAtCaret } from './callAtCaret.ts';
import { type Goal, goalCall } from './Goal.ts';

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
