import { type Arch, architectureOf, type Call, multiplexerOf, names, numberOf } from '../../linux/index.ts';
import { type Condition, holdAll } from '../filter/Condition.ts';
import { decide } from '../filter/decide.ts';
import type { Filter } from '../filter/Filter.ts';
import { outcomes } from '../filter/outcomes.ts';
import type { Verdict } from '../filter/Verdict.ts';
import { formatCall } from '../roads/formatCall.ts';
import { stateOf } from '../roads/reach.ts';
import type { Effects, OtherCall } from './Offer.ts';

/**
 * What `after` does to other calls than `name` on `own`, against `before`: every name of every ABI is asked for all the answers it can get, and the call itself
 * on the other ABIs for the answer to the arguments that the change is made for (`asked`).
 */
export function effectsOf(
  before: Filter,
  after: Filter,
  own: Arch,
  name: string,
  asked: readonly (readonly bigint[])[],
): Effects {
  const abis: Arch[] = [];
  const opened = new Map<string, OtherCall>();
  const errors = new Map<string, Effects['errors'][number]>();
  const multiplexer = multiplexerOf(name)?.name;
  for (const arch of after.architectures) {
    // Of an ABI that the filter did not know, every call was killed.
    const isOld = before.architectures.includes(arch);
    for (const each of names(arch)) {
      if (arch === own && each === name) continue;
      const call = { arch, syscall: numberOf(arch, each) ?? -1 };
      const [was, is] = [outcomes(before, call), outcomes(after, call)];
      // With the call's own number, its multiplexer is the same call.
      const now = each === multiplexer ? is.slice(0, 1) : is;
      const [first] = was;
      const refused = now.find((verdict) => stateOf(verdict.action) === 'closed' && !has(was, verdict));
      const isAsked = each === name && asked.some((args) => isOpenedFor(before, after, { ...call, args }));
      const isOpened =
        isAsked || !passes(was) || was.some((verdict) => stateOf(verdict.action) === 'closed' && !has(is, verdict));
      if (passes(is) && isOpened && (isAsked || !refused)) {
        if (each === name) abis.push(arch);
        else
          opened.set(each, {
            name: each,
            sometimes: passes(was) || is.length > 1 || opened.get(each)?.sometimes === true,
          });
      } else if (isOld && first && refused && each !== name) {
        const lost = was.find((verdict) => !has(is, verdict)) ?? first;
        const sometimes = was.length > 1 || now.length > 1 || errors.get(each)?.sometimes === true;
        errors.set(each, { name: each, sometimes, before: answerOf(lost), after: answerOf(refused) });
      }
    }
  }
  const through = throughOf(before, after, name);
  if (through.length > 0) opened.delete(multiplexer ?? '');
  return { abis, through, opened: [...opened.values()], errors: [...errors.values()] };
}

/** Whether a call with these arguments passes that did not; an ABI of 32 bits has the lower half of them. */
function isOpenedFor(before: Filter, after: Filter, { args, ...call }: Call): boolean {
  const { bits } = architectureOf(call.arch);
  const own = { ...call, args: args.map((value) => BigInt.asUintN(bits, value)) };
  return stateOf(decide(before, own).action) !== 'open' && stateOf(decide(after, own).action) === 'open';
}

const passes = (verdicts: readonly Verdict[]) => verdicts.some(({ action }) => stateOf(action) === 'open');
const key = ({ action, data }: Verdict) => `${action} ${data}`;
const has = (verdicts: readonly Verdict[], verdict: Verdict) => verdicts.some((each) => key(each) === key(verdict));
const answerOf = ({ action, data }: Verdict) => ({ action, data });

function throughOf(before: Filter, after: Filter, name: string): string[] {
  const through = multiplexerOf(name);
  if (through === undefined) return [];
  return after.architectures.flatMap((arch) => {
    const syscall = numberOf(arch, through.name);
    if (syscall === undefined) return [];
    const call = { arch, syscall, args: [through.argument] };
    const [was, is] = [decide(before, call), decide(after, call)];
    return stateOf(was.action) !== 'open' && stateOf(is.action) === 'open' ? [formatCall(call)] : [];
  });
}

/** Other arguments that are tried; a call has a dozen conditions at most in profiles that people write. */
const MOST_TRIES = 200;

/**
 * Whether a call keeps its answer with other arguments than these: those beside every value that a rule for it compares, one argument at a time, with the
 * others as asked. Not all there are, but on either side of every comparison.
 */
export function changesOnly(before: Filter, after: Filter, call: Call, conditions: readonly Condition[]): boolean {
  return others(after, call)
    .slice(0, MOST_TRIES)
    .filter((args) => !holdAll(conditions, args))
    .every((args) => {
      const [was, is] = [decide(before, { ...call, args }), decide(after, { ...call, args })];
      return was.action === is.action && was.data === is.data;
    });
}

function others({ branches }: Filter, { arch, syscall, args }: Call): bigint[][] {
  const compared =
    branches
      .get(arch)
      ?.calls.get(syscall)
      ?.rules.flatMap((rule) => rule.conditions) ?? [];
  return compared.flatMap(({ index, value, mask }) =>
    [value, value + 1n, value - 1n, value | (mask & -mask), 0n].map((other) => {
      const changed = [...args];
      while (changed.length <= index) changed.push(0n);
      changed[index] = BigInt.asUintN(64, other);
      return changed;
    }),
  );
}
