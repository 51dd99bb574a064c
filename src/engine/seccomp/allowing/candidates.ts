import {
  ALL_BITS,
  type Arch,
  architectureOf,
  argumentSet,
  type Call,
  LOW_32,
  multiplexerOf,
  nameOf,
} from '../../linux/index.ts';
import type { Edit } from '../../text/index.ts';
import { answerOf, returnOf } from '../filter/answers.ts';
import { type Condition, conditionSets } from '../filter/Condition.ts';
import { decide } from '../filter/decide.ts';
import type { Filter } from '../filter/Filter.ts';
import { dependsOnArguments, outcomes } from '../filter/outcomes.ts';
import type { Profile, Rule } from '../profile/Profile.ts';
import { isPointer, kernelBits } from '../roads/kernelBits.ts';
import { stateOf } from '../roads/reach.ts';
import { type Going, type NewRule, rewrite } from './rewrite.ts';

/** What to change, and for which call. */
export interface Wanted {
  profile: Profile;
  filter: Filter;
  call: Call;
  name: string;
  /** The arguments that were asked about, as far as they tell. */
  conditions: readonly Condition[];
  text: string;
}

/** An edit that may do; with the arguments that it is made for. */
export interface Candidate {
  edits: readonly Edit[];
  conditions?: readonly Condition[];
}

/** Edits that may let the call pass with its arguments or with all, or may make it look missing, the smallest first; none is tried yet. */
export function candidates(wanted: Wanted): Record<'arguments' | 'call' | 'enosys', readonly Candidate[]> {
  const { filter, conditions } = wanted;
  const isOpenByDefault = stateOf(filter.defaultAnswer.action) === 'open';
  return {
    arguments: conditions.length === 0 ? [] : forArguments(wanted, isOpenByDefault),
    call: forCall(wanted, isOpenByDefault),
    enosys: forEnosys(wanted),
  };
}

function forCall({ profile, filter, name, text }: Wanted, isOpenByDefault: boolean): Candidate[] {
  const allow: NewRule = { name, action: 'SCMP_ACT_ALLOW' };
  const going = refusing(profile, filter, name);
  return isOpenByDefault
    ? written([rewrite(text, profile, going, [])])
    : written([rewrite(text, profile, [], [allow]), rewrite(text, profile, going, [allow])]);
}

function forArguments(wanted: Wanted, isOpenByDefault: boolean): Candidate[] {
  const { profile, filter, call, name, text, conditions } = wanted;
  const allow: NewRule = { name, action: 'SCMP_ACT_ALLOW', conditions };
  const { rule: ref, reason } = decide(filter, call);
  const added = isOpenByDefault ? [] : written([rewrite(text, profile, [], [allow])], conditions);
  const decided = profile.rules.find(({ index }) => index === ref?.index);
  const going = decided === undefined ? [] : refusing(profile, filter, name).filter(({ rule }) => rule === decided);
  if (decided?.action === undefined || going.length === 0 || reason.kind !== 'rule') return added;
  const others = remaining(decided, reason.conditions, conditions);
  if (others === undefined) return added;
  const refused = others.map(
    (each): NewRule => ({
      name,
      action: decided.action ?? 'SCMP_ACT_ERRNO',
      errnoRet: decided.errnoRet,
      conditions: each,
    }),
  );
  const coming = isOpenByDefault ? refused : [allow, ...refused];
  return [...added, ...written([rewrite(text, profile, going, coming)], conditions)];
}

/**
 * What is left of a rule that refuses a call where these arguments are to pass: a rule for each of them that differs, whose conditions are the rule's and
 * that one. Undefined where no comparison says so; runc takes two conditions on one argument for two rules (conditionSets).
 */
export function remaining(
  { args }: Rule,
  held: readonly Condition[],
  conditions: readonly Condition[],
): readonly (readonly Condition[])[] | undefined {
  if (conditionSets(args).length > 1) return undefined;
  const left: (readonly Condition[])[] = [];
  for (const condition of conditions) {
    const same = held.find(({ index }) => index === condition.index);
    // The rule is about this value alone, so it never differs.
    if (same?.op === 'SCMP_CMP_EQ') continue;
    if (same !== undefined || condition.op !== 'SCMP_CMP_EQ') return undefined;
    left.push([...held, { ...condition, op: 'SCMP_CMP_NE' }]);
  }
  return left;
}

/** Only a call that is refused whatever its arguments can look missing. */
function forEnosys({ profile, filter, call, name, text }: Wanted): Candidate[] {
  const errnoRet = architectureOf(call.arch).enosys;
  const all = outcomes(filter, call);
  const isMissing = all.some(({ action, data }) => action === 'ERRNO' && data === errnoRet);
  if (isMissing || all.some(({ action }) => stateOf(action) !== 'closed')) return [];
  const missing: NewRule = { name, action: 'SCMP_ACT_ERRNO', errnoRet };
  return written([
    rewrite(text, profile, [], [missing]),
    rewrite(text, profile, refusing(profile, filter, name), [missing]),
  ]);
}

const written = (edits: readonly (Edit[] | undefined)[], conditions?: readonly Condition[]): Candidate[] =>
  edits.flatMap((each) =>
    each === undefined || each.length === 0 ? [] : [{ edits: each, ...(conditions && { conditions }) }],
  );

/** The rules that apply to the target and refuse the call, by its name or by the name of a call that it brings about. */
function refusing({ rules }: Profile, { inactive }: Filter, name: string): readonly Going[] {
  return rules.flatMap((rule) =>
    rule.names.flatMap((word) => {
      const speaks = word.text === name || multiplexerOf(word.text)?.name === name;
      const applies = inactive.get(word.text)?.every((other) => other.rule.index !== rule.index) ?? true;
      return speaks && applies && isRefusing(rule) ? [{ rule, word }] : [];
    }),
  );
}

function isRefusing({ action, errnoRet }: Rule): boolean {
  return action !== undefined && stateOf(answerOf(returnOf(action, errnoRet)).action) === 'closed';
}

/** -2147483648 in all of a register's bits. */
const FIRST_NEGATIVE_INT = ALL_BITS - (LOW_32 >> 1n);

/**
 * The arguments of a call that mean the same whenever it is made, as conditions: those that the headers have constants for, and those that the profile
 * compares already. Addresses, descriptors, sizes and process IDs are other ones the next time.
 */
export function tellingArguments(filter: Filter, call: Call): readonly Condition[] {
  const { arch, args, leftOut = [] } = call;
  const name = nameOf(arch, call.syscall) ?? '';
  const compared = dependsOnArguments(filter, call);
  return args.flatMap((value, index): Condition[] => {
    if (leftOut.includes(index) || isPointer(arch, name, index)) return [];
    if (argumentSet(name, index, { arch, args }) === undefined && !compared.includes(index)) return [];
    return [conditionFor(arch, name, index, value)];
  });
}

/**
 * That an argument has this value, as a condition. A program may leave anything in bits that the kernel does not read, and does so with a negative int:
 * the x86-64 psABI leaves the upper half of its register undefined. Where the call's own type is a long, as keyctl's is for its serials, such a number
 * is an int all the same.
 */
export function conditionFor(arch: Arch, name: string, index: number, value: bigint): Condition {
  const mask = value >= FIRST_NEGATIVE_INT ? LOW_32 : kernelBits(arch, name, index);
  return mask === ALL_BITS || value <= mask >> 1n
    ? { index, op: 'SCMP_CMP_EQ', mask: ALL_BITS, value }
    : { index, op: 'SCMP_CMP_MASKED_EQ', mask, value: value & mask };
}
