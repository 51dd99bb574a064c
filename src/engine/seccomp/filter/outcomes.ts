import type { Arch } from '../../linux/index.ts';
import { decide, defaultVerdict, locate, ruleVerdict } from './decide.ts';
import type { Filter } from './Filter.ts';
import type { AddedRule } from './libseccomp/AddedRule.ts';
import { canHold, type Finding } from './libseccomp/canHold.ts';
import { comparedArguments, type Halves, reachableAnswers, waysThrough } from './libseccomp/reachableAnswers.ts';
import { walk } from './libseccomp/walk.ts';
import type { Verdict } from './Verdict.ts';

/** Every verdict that some arguments of the call get, none twice; the first is that for arguments which are all 0. */
export function outcomes(filter: Filter, call: { arch: Arch; syscall: number }): readonly Verdict[] {
  const found = locate(filter, call);
  if ('verdict' in found) return [found.verdict];
  if (found.entry === undefined) return [defaultVerdict(filter, found)];
  const first = walk(found.entry.program, []);
  const answers = reachableAnswers(found.entry.program);
  return [...new Set([first, ...answers])].map((rule) =>
    rule === undefined ? defaultVerdict(filter, found) : ruleVerdict(rule),
  );
}

/** The indices of the arguments that the filter compares for this call, ascending; empty where every argument gets the same answer. */
export function dependsOnArguments(filter: Filter, call: { arch: Arch; syscall: number }): readonly number[] {
  const found = locate(filter, call);
  if ('verdict' in found || found.entry === undefined) return [];
  const answers = new Set(outcomes(filter, call).map(({ action, data }) => `${action} ${data}`));
  return answers.size < 2 ? [] : comparedArguments(found.entry.program);
}

/** A call of which some arguments are not known. */
export interface PartCall {
  arch: Arch;
  syscall: number;
  args: readonly (bigint | undefined)[];
  /** Of arguments that are not known whole, the lower 32 bits, where these are. */
  lower?: readonly (bigint | undefined)[];
}

/**
 * The verdicts that a call may get whatever its unknown arguments are: one where the filter looks at none of these. Exact, but for calls with hundreds of
 * conditions, of which it may name one too many.
 */
export function possibleVerdicts(filter: Filter, call: PartCall): readonly Verdict[] {
  const isKnown = dependsOnArguments(filter, call).every((index) => call.args[index] !== undefined);
  if (isKnown) return [decide(filter, { ...call, args: call.args.map((value) => value ?? 0n) })];
  const found = locate(filter, call);
  if ('verdict' in found || found.entry === undefined) return outcomes(filter, call);
  const answers = new Set<AddedRule | undefined>();
  for (const way of waysThrough(found.entry.program, halvesOf(call), canHold)) {
    if (way === undefined) return outcomes(filter, call);
    answers.add(way.answer);
  }
  // In the order of `outcomes`.
  const all = [walk(found.entry.program, []), ...reachableAnswers(found.entry.program)];
  return [...new Set(all)].flatMap((rule) => {
    if (!answers.has(rule)) return [];
    return [rule === undefined ? defaultVerdict(filter, found) : ruleVerdict(rule)];
  });
}

const ALL_OF_HALF = 0xffffffff;

/** What is known of the arguments, half by half. */
export function halvesOf({ args, lower = [] }: PartCall): Halves {
  const known = args.flatMap((value, index) =>
    [value ?? lower[index], value && value >> 32n].flatMap((told, half): [number, Finding[]][] =>
      told === undefined
        ? []
        : [[2 * index + half, [{ op: 'EQ', mask: ALL_OF_HALF, datum: Number(BigInt.asUintN(32, told)), held: true }]]],
    ),
  );
  return new Map(known);
}
