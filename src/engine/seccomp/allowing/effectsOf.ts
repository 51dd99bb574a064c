import { type Arch, architectureOf, type Call, multiplexerOf, names, numberOf } from '../../linux/index.ts';
import type { Edit } from '../../text/index.ts';
import { type Answer, type Condition, holdAll, type Verdict } from '../filter/answers.ts';
import { decide, type Filter, outcomes } from '../filter/wholeCall.ts';
import { formatCall } from '../roads/intentOfCall.ts';
import { stateOf } from '../roads/reach.ts';

/**
 * A change after which a refused call gets another answer. 'arguments': it passes with the arguments that were asked about; 'call': with all;
 * 'abi': the filter learns the call's ABI; 'enosys': it looks missing instead of forbidden; 'capability': the container is given capabilities.
 */
export type OfferKind = 'arguments' | 'call' | 'abi' | 'enosys' | 'capability';

/** One change, tried: with it the call gets `answer` on the target that was asked about. */
export interface Offer {
  kind: OfferKind;
  /** Of the profile's text; none with 'capability'. */
  edits: readonly Edit[];
  /** What the container is given: with 'capability' alone, with another change where the kernel requires it as well. */
  capabilities: readonly string[];
  /** The arguments with which the call passes, with 'arguments'. */
  conditions: readonly Condition[];
  answer: Answer;
  effects: Effects;
}

/** What a change does beside what it is made for, over all calls that have a name. */
export interface Effects {
  /** Other ABIs on which the call passes, with some arguments at least, and did not before. */
  abis: readonly Arch[];
  /** Calls through which 32-bit programs then make the call, as parseCall reads them. */
  through: readonly string[];
  /** Other calls that pass and did not before, each name once. */
  opened: readonly OtherCall[];
  /** Other calls that get another error, each name once with one of its errors. */
  errors: readonly (OtherCall & { before: Answer; after: Answer })[];
}

/** Another call than the one that was asked about; `sometimes`: with some of its arguments only, on one ABI at least. */
export interface OtherCall {
  name: string;
  sometimes: boolean;
}

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
