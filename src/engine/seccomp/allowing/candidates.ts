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
import type { Edit, Span } from '../../text/index.ts';
import { answerOf, type Condition, conditionSets, returnOf } from '../filter/answers.ts';
import { decide, dependsOnArguments, type Filter, outcomes } from '../filter/wholeCall.ts';
import { addItem, removeItems, setKey } from '../findings/passesDespite.ts';
import type { OciAction, Profile, Rule, Word } from '../profile/formatProfile.ts';
import { isPointer, kernelBits } from '../roads/intentOfCall.ts';
import { stateOf } from '../roads/reach.ts';

/** A rule for one call or for several, to be written. */
export interface NewRule {
  name: string | readonly string[];
  action: OciAction;
  errnoRet?: number | undefined;
  conditions?: readonly Condition[];
}

/** A name to take out of a rule. */
export interface Going {
  rule: Rule;
  word: Word;
}

/**
 * Takes names out of their rules and adds rules: in the place of the first rule of which nothing is left, else behind the last. `place`: behind all that
 * stay, whatever goes, for libseccomp keeps the first of two rules on one call. Undefined where the text has no place for them.
 */
export function rewrite(
  text: string,
  profile: Profile,
  going: readonly Going[],
  coming: readonly NewRule[],
  place?: 'last',
): Edit[] | undefined {
  const { rules } = profile;
  const ruleOf = (word: Word) => rules.find(({ names }) => names.includes(word));
  const words = Map.groupBy(new Set(going.map(({ word }) => word)), ruleOf);
  const emptied = rules.filter((rule) => rule.names.length > 0 && words.get(rule)?.length === rule.names.length);
  const last = rules.at(-1);
  const isLast = (rule: Rule) => place === undefined || rule === last || emptied.length === rules.length;
  const replaced = coming.length > 0 ? emptied.find(isLast) : undefined;
  const at = replaced ?? last;
  const space = at === undefined ? ' ' : spaceBefore(text, at.span.start);
  const written = coming.map((rule) => writeRule(rule, space)).join(`,${space}`);
  const removed = emptied.filter((rule) => rule !== replaced);
  const parts = [
    ...[...words].map(([rule, gone]) => (rule && !emptied.includes(rule) ? removeAll(text, rule.names, gone) : [])),
    removeAll(text, rules, removed),
    replaced ? [{ start: replaced.span.start, end: replaced.span.end, text: written }] : [],
    replaced || written === '' ? [] : addRules(text, profile, written),
  ];
  return parts.every((part) => part !== undefined) ? parts.flatMap((part) => part ?? []) : undefined;
}

/** Takes items out of their list, or all of them. */
function removeAll(
  text: string,
  items: readonly { span: Span }[],
  going: readonly { span: Span }[],
): Edit[] | undefined {
  const spans = items.map(({ span }) => span);
  const gone = going.map(({ span }) => span);
  const [first] = gone;
  if (first === undefined || gone.length < spans.length) return removeItems(text, spans, gone);
  const others = removeItems(text, spans, gone.slice(1));
  return others && [{ start: first.start, end: first.end, text: '' }, ...others];
}

function addRules(text: string, profile: Profile, written: string): Edit[] | undefined {
  const last = profile.rules.at(-1);
  if (last !== undefined) return addItem(text, last.span, written);
  const list = `[ ${written} ]`;
  const own = text.slice(profile.span.start, profile.span.end);
  const empty = /("syscalls"\s*:\s*)\[\s*\]/i.exec(own);
  if (empty === null) return setKey(text, profile.span, 'syscalls', list);
  const start = profile.span.start + empty.index + (empty[1]?.length ?? 0);
  return [{ start, end: profile.span.start + empty.index + empty[0].length, text: list }];
}

/** What stands between an item and the sign before it. */
function spaceBefore(text: string, start: number): string {
  return /\s*$/.exec(text.slice(Math.max(0, start - 80), start))?.[0] || ' ';
}

/** A rule of more names has lines of its own, where the rules have. */
const ON_A_LINE = 5;
const LINE = 76;

/** The rule as a profile has it; values in decimal, for JSON has no other. */
function writeRule({ name, action, errnoRet, conditions = [] }: NewRule, space: string): string {
  const names = [name].flat().map((each) => JSON.stringify(each));
  const args = conditions.map(({ index, op, mask, value }) =>
    op === 'SCMP_CMP_MASKED_EQ'
      ? `{ "index": ${index}, "value": ${mask}, "valueTwo": ${value}, "op": "${op}" }`
      : `{ "index": ${index}, "value": ${value}, "op": "${op}" }`,
  );
  const others = [
    `"action": "${action}"`,
    ...(errnoRet === undefined ? [] : [`"errnoRet": ${errnoRet}`]),
    ...(args.length === 0 ? [] : [`"args": [${args.join(', ')}]`]),
  ];
  const line = /\n[ \t]*$/.exec(space)?.[0];
  if (line === undefined || names.length <= ON_A_LINE)
    return `{ ${[`"names": [${names.join(', ')}]`, ...others].join(', ')} }`;
  const wrapped = wrap(names).join(`,${line}    `);
  return `{${line}  ${[`"names": [${line}    ${wrapped}${line}  ]`, ...others].join(`,${line}  `)}${line}}`;
}

/** Words in lines of a length that reads well. */
function wrap(words: readonly string[]): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 2 > LINE) lines.push(word);
    else lines[lines.length - 1] = `${last}, ${word}`;
  }
  return lines;
}

/** What to change, and for which call. */
interface Wanted {
  profile: Profile;
  filter: Filter;
  call: Call;
  name: string;
  /** The arguments that were asked about, as far as they tell. */
  conditions: readonly Condition[];
  text: string;
}

/** An edit that may do; with the arguments that it is made for. */
interface Candidate {
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
