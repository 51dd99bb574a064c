import { knownNames, multiplexerOf, numberOf } from '../../../src/engine/linux/index.ts';
import {
  type Condition,
  decide,
  type Filter,
  outcomes,
  type Profile,
  parseProfile,
  possibleVerdicts,
  resolve,
  stateOf,
  type Target,
  type Verdict,
} from '../../../src/engine/seccomp/index.ts';
import type { TracedCall } from '../../../src/engine/trace/index.ts';

/** One place changed, as rules of JSON: a rule behind the others, or a name out of the rule at an index. */
type Change = { add: unknown } | { rule: number; without: string };

/** A profile as JSON has it, as far as these cases go. */
interface Json {
  syscalls: { names: string[]; action: string }[];
}

export interface Smallest {
  places: number;
  whole: number;
  partly: number;
}

const CLOSED = ['SCMP_ACT_ERRNO', 'SCMP_ACT_KILL', 'SCMP_ACT_TRAP'];

/**
 * The smallest of all changes that let the calls pass, by trying every set of them, the smaller first; undefined where none does. `names`: all that may
 * change; `values`: by name, the conditions of the trace.
 */
export function smallestByForce(
  text: string,
  target: Target,
  calls: readonly TracedCall[],
  words: readonly string[],
  values: ReadonlyMap<string, readonly Condition[][]>,
): Smallest | undefined {
  const json: Json = JSON.parse(text);
  const before = filterOf(json, target);
  if (before === undefined) return undefined;
  const changes = changesOf(json, words, values);
  for (let size = 0; size <= changes.length; size++) {
    let best: Smallest | undefined;
    for (const chosen of subsets(changes, size)) {
      const after = filterOf(changed(json, chosen), target);
      if (after === undefined || calls.some((call) => isRefused(after, call))) continue;
      const found = { places: size, ...newlyOpen(before, after) };
      if (best === undefined || found.whole - best.whole || found.partly - best.partly) {
        if (
          best === undefined ||
          found.whole < best.whole ||
          (found.whole === best.whole && found.partly < best.partly)
        )
          best = found;
      }
    }
    if (best !== undefined) return best;
  }
  return undefined;
}

function changesOf(
  json: Json,
  words: readonly string[],
  values: ReadonlyMap<string, readonly Condition[][]>,
): Change[] {
  const add = (name: string, conditions: readonly Condition[]): Change => ({
    add: {
      names: [name],
      action: 'SCMP_ACT_ALLOW',
      args: conditions.map(({ index, op, mask, value }) => ({
        index,
        op,
        value: Number(op === 'SCMP_CMP_MASKED_EQ' ? mask : value),
        valueTwo: Number(op === 'SCMP_CMP_MASKED_EQ' ? value : 0n),
      })),
    },
  });
  return words.flatMap((word) => [
    add(word, []),
    ...(values.get(word) ?? []).map((conditions) => add(word, conditions)),
    ...json.syscalls.flatMap(({ names, action }, rule) =>
      names.includes(word) && CLOSED.includes(action) ? [{ rule, without: word }] : [],
    ),
  ]);
}

function changed(json: Json, changes: readonly Change[]): unknown {
  const out = (at: number) => changes.flatMap((each) => ('rule' in each && each.rule === at ? [each.without] : []));
  const kept = json.syscalls.map((rule, at) => ({
    ...rule,
    names: rule.names.filter((name) => !out(at).includes(name)),
  }));
  const added = changes.flatMap((each) => ('add' in each ? [each.add] : []));
  return { ...json, syscalls: [...kept.filter(({ names }) => names.length > 0), ...added] };
}

function filterOf(json: unknown, target: Target): Filter | undefined {
  const profile: Profile | undefined = parseProfile(JSON.stringify(json)).value;
  return profile && resolve(profile, target).value;
}

/** For calls of which every argument is known; of others, whether all that they may get is a refusal. */
function isRefused(filter: Filter, call: TracedCall): boolean {
  const isKnown = call.args.length === 6 && call.args.every((value) => value !== undefined);
  const verdicts = isKnown
    ? [decide(filter, { ...call, args: call.args.map((value) => value ?? 0n) })]
    : outcomes(filter, call);
  return verdicts.every(({ action }) => stateOf(action) === 'closed');
}

/** The calls that pass whole, and in part, and did not: each on each ABI, and by `socketcall` as well. */
export function newlyOpen(before: Filter, after: Filter): { whole: number; partly: number } {
  let [whole, partly] = [0, 0];
  for (const arch of after.architectures) {
    for (const name of ASKED) {
      const through = multiplexerOf(name);
      for (const [by, args] of [
        [name, []],
        [through?.name ?? '', [through?.argument ?? 0n]],
      ] as const) {
        const syscall = by === 'socketcall' && args.length === 0 ? undefined : numberOf(arch, by);
        if (syscall === undefined) continue;
        const was = possibleVerdicts(before, { arch, syscall, args });
        const is = possibleVerdicts(after, { arch, syscall, args });
        const opens = is.some(
          (each) => isOpen(each) && !was.some((other) => isOpen(other) && way(other) === way(each)),
        );
        if (is.every(isOpen)) whole += was.every(isOpen) ? 0 : 1;
        else if (opens) partly += 1;
      }
    }
  }
  return { whole, partly };
}

const isOpen = ({ action }: Verdict) => stateOf(action) === 'open';
const way = ({ reason }: Verdict) =>
  reason.kind === 'rule' ? reason.conditions.map((each) => Object.values(each).join()).join(';') : reason.kind;

/** Names that the cases have. */
export const NAMES = ['socket', 'connect', 'socketcall', 'clone', 'personality', 'mkdir', 'ptrace', 'mount'];

const ASKED = [...new Set([...NAMES, ...knownNames().filter((name) => multiplexerOf(name)?.name === 'socketcall')])];

function* subsets<T>(items: readonly T[], size: number): Generator<readonly T[], void> {
  if (size === 0) return yield [];
  for (const [at, item] of items.entries()) {
    for (const others of subsets(items.slice(at + 1), size - 1)) yield [item, ...others];
  }
}
