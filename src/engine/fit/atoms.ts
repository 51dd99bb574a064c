import { type Arch, multiplexerOf } from '../linux/index.ts';
import type { Condition, Filter, OciAction, Rule } from '../seccomp/index.ts';
import type { TracedCall } from '../trace/index.ts';
import { narrowed } from './narrow.ts';
import { isMultiplexer, madeBy } from './opened.ts';
import type { Plan } from './Plan.ts';

/** One change of one place of a profile: a name allowed, whole or with some arguments, or taken out of a rule that refuses it. */
export type Atom = Plan & { word: string };

/** A call by its name, with those of the trace. */
export interface Seen {
  key: string;
  name: string;
  arch: Arch;
  calls: readonly { call: TracedCall }[];
}

const CLOSED: readonly (OciAction | undefined)[] = [
  'SCMP_ACT_KILL',
  'SCMP_ACT_KILL_THREAD',
  'SCMP_ACT_KILL_PROCESS',
  'SCMP_ACT_TRAP',
  'SCMP_ACT_ERRNO',
];

/** Whether a rule refuses what it names. */
export const isClosing = (action: OciAction | undefined): boolean => CLOSED.includes(action);

/**
 * The names by which a profile may speak of a refused call: its own, and for `socketcall` and `ipc` the calls that they were made for, which libseccomp
 * knows by their first argument.
 */
export function wordsFor(name: string, calls: readonly Pick<TracedCall, 'args'>[]): readonly string[] {
  if (!isMultiplexer(name)) return [name];
  const made = new Set(calls.map(({ args }) => args[0]));
  return [name, ...madeBy(name).filter((each) => made.has(multiplexerOf(each)?.argument))];
}

/** All changes of one place that may have to do with these words, those that allow least first. */
export function atomsFor(filter: Filter, words: readonly string[], seen: readonly Seen[]): readonly Atom[] {
  // A rule that does what the default does is dropped, or refused.
  const isOpenByDefault = filter.defaultAnswer.action === 'ALLOW';
  const allowed = isOpenByDefault ? [] : words.flatMap((word) => [...narrowAtoms(word, seen), allow(word, [])]);
  return [...allowed, ...words.flatMap((word) => refusing(filter, word).map((rule) => takeOut(rule, word)))];
}

export const allow = (word: string, conditions: readonly Condition[]): Atom => ({
  word,
  coming: [{ name: word, action: 'SCMP_ACT_ALLOW', conditions }],
  going: [],
});

function narrowAtoms(word: string, seen: readonly Seen[]): Atom[] {
  return seen.flatMap(({ name, arch, calls }) => {
    const traced = calls.map(({ call }) => call);
    return name === word ? (narrowed(arch, word, traced)?.map((set) => allow(word, set)) ?? []) : [];
  });
}

export function takeOut(rule: Rule, word: string): Atom {
  const gone = rule.names.filter(({ text }) => text === word);
  return { word, coming: [], going: gone.map((each) => ({ rule, word: each })) };
}

/** The rules that apply to the target and refuse a name. */
export function refusing({ profile, inactive }: Filter, word: string): readonly Rule[] {
  return profile.rules.filter(
    ({ index, names, action }) =>
      isClosing(action) &&
      names.some(({ text }) => text === word) &&
      !inactive.get(word)?.some(({ rule }) => rule.index === index),
  );
}
