import { type Arch, type Call, isKnownName, numberOf, registerBits, resolveName } from '../../linux/index.ts';
import type { Edit, Span } from '../../text/index.ts';
import { type Answer, type Condition, conditionSets, holdAll, type Verdict } from '../filter/answers.ts';
import { versionsOf } from '../filter/laterKeys.ts';
import { decide, type Filter, outcomes } from '../filter/wholeCall.ts';
import type { Profile, Rule, Word } from '../profile/formatProfile.ts';
import type { Source } from '../roads/intents.ts';
import { stateOf } from '../roads/reach.ts';

/** What the checks look at, worked out once. */
export interface Situation {
  profile: Profile;
  filter: Filter;
  /** The profile's text, without which no fix can be written. */
  text: string | undefined;
  /** The rules that apply to the target. */
  active: readonly Rule[];
  /** Those of them that runc drops, for their action is the default action. */
  redundant: ReadonlySet<Rule>;
  /** By name: the rules among the others that name it. */
  byName: ReadonlyMap<string, readonly Rule[]>;
  /** In how many active rules a name stands, the redundant ones included. */
  mentions: ReadonlyMap<string, number>;
  /** Where each name stands that decides some call: offsets of its word. */
  deciding: ReadonlySet<number>;
  /** Every answer that a call gets on an ABI of the filter; undefined where the ABI lacks it. */
  answers(arch: Arch, name: string): readonly Verdict[] | undefined;
}

export function situationOf(profile: Profile, filter: Filter, text: string | undefined): Situation {
  const inactive = new Set([...filter.inactive.values()].flat().map(({ rule }) => rule.index));
  const active = profile.rules.filter(({ index, names }) => !inactive.has(index) && names.length > 0);
  const dropped = new Set([...filter.redundant.values()].flat().map(({ index }) => index));
  const redundant = new Set(active.filter(({ index }) => dropped.has(index)));
  const byName = new Map<string, Rule[]>();
  const mentions = new Map<string, number>();
  for (const rule of active) {
    for (const { text: name } of rule.names) {
      mentions.set(name, (mentions.get(name) ?? 0) + 1);
      if (redundant.has(rule)) continue;
      const rules = byName.get(name);
      if (rules === undefined) byName.set(name, [rule]);
      else if (rules.at(-1) !== rule) rules.push(rule);
    }
  }
  const known = new Map<string, readonly Verdict[] | undefined>();
  return {
    profile,
    filter,
    text,
    active,
    redundant,
    byName,
    mentions,
    deciding: decidingWords(filter),
    answers(arch, name) {
      const key = `${arch} ${name}`;
      if (!known.has(key)) {
        const syscall = numberOf(arch, name);
        known.set(key, syscall === undefined ? undefined : outcomes(filter, { arch, syscall }));
      }
      return known.get(key);
    },
  };
}

function decidingWords(filter: Filter): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [arch, { calls }] of filter.branches) {
    for (const number of calls.keys()) {
      if (number < 0) continue;
      for (const { rule } of outcomes(filter, { arch, syscall: number })) found.add(rule?.nameSpan?.start ?? -1);
    }
  }
  return found;
}

/** The names of a rule that the target's libseccomp knows, each once. */
export function knownWords({ filter }: Situation, { names }: Rule): readonly Word[] {
  const { libseccomp } = versionsOf(filter.target);
  const seen = new Set<string>();
  return names.filter(({ text }) => isKnownName(text, libseccomp) && !seen.has(text) && seen.add(text));
}

/** The ABIs of the filter that have a call. */
export function abisWith({ filter }: Situation, name: string): readonly Arch[] {
  return filter.architectures.filter((arch) => numberOf(arch, name) !== undefined);
}

/** Whether some arguments of the call pass on some ABI. */
function passes(situation: Situation, name: string): boolean {
  return situation.filter.architectures.some((arch) =>
    situation.answers(arch, name)?.some(({ action }) => stateOf(action) === 'open'),
  );
}

/** Whether runc's ENOSYS line stays where it is when a rule with these names goes. */
export function keepsLine({ filter, mentions }: Situation, names: readonly Word[]): boolean {
  const { libseccomp } = versionsOf(filter.target);
  return names.every(({ text }) =>
    [...filter.branches].every(
      ([arch, { highest }]) =>
        highest === undefined ||
        resolveName(arch, text, libseccomp) < highest ||
        (mentions.get(text) ?? 0) > countOf(names, text),
    ),
  );
}

const countOf = (names: readonly Word[], name: string) => new Set(names.filter(({ text }) => text === name)).size;

/**
 * A call that the rule, which denies it, speaks of and that passes all the same, without arguments where the rule has no conditions; undefined where
 * none is found. Of conditions only the nearest arguments that meet them are tried, so that what is found is sure and not all may be.
 */
export function passesDespite(situation: Situation, rule: Rule, name: string): Call | undefined {
  const calls = abisWith(situation, name).flatMap((arch) => {
    const syscall = numberOf(arch, name);
    return syscall === undefined ? [] : [{ arch, syscall, args: [] }];
  });
  if (rule.args.length === 0) {
    if (!passes(situation, name)) return undefined;
    return calls.find(({ arch }) => situation.answers(arch, name)?.some(({ action }) => stateOf(action) === 'open'));
  }
  return calls
    .flatMap((call) =>
      conditionSets(rule.args).flatMap((set) => meeting(set, call.arch).map((args) => ({ ...call, args }))),
    )
    .find((call) => stateOf(decide(situation.filter, call).action) === 'open');
}

/** Arguments that meet the conditions, or none. */
function meeting(conditions: readonly Condition[], arch: Arch): readonly bigint[][] {
  const args: bigint[] = [];
  for (const { index, op, value } of conditions) {
    while (args.length <= index) args.push(0n);
    args[index] = BigInt.asUintN(registerBits(arch), value + (STEPS[op] ?? 0n));
  }
  return holdAll(conditions, args) ? [args] : [];
}

/** How far beyond the value the next argument lies that meets the comparison, where the value itself doesn't. */
const STEPS: Partial<Record<Condition['op'], bigint>> = { SCMP_CMP_NE: 1n, SCMP_CMP_GT: 1n, SCMP_CMP_LT: -1n };

// Edits of the profile's text that keep its layout. Each is undefined where the text around the place isn't plain JSON: a comment, or nothing known.

/** Takes an item out of its list, with the comma that then is one too many. */
export function removeItem(text: string, { start, end }: Span): Edit[] | undefined {
  const behind = skipSpace(text, end);
  const ahead = skipSpaceBack(text, start);
  if (text[behind] === ',') {
    const next = skipSpace(text, behind + 1);
    // Behind the comma must come the next item, not a comment.
    return /["{[\w-]/.test(text[next] ?? '') ? [{ start, end: next, text: '' }] : undefined;
  }
  if (text[behind] !== ']') return undefined;
  if (text[ahead - 1] === '[') return [{ start, end, text: '' }];
  const isBehindItem = text[ahead - 1] === ',' && /["}\]\w]/.test(text[ahead - 2] ?? '');
  return isBehindItem ? [{ start: ahead - 1, end, text: '' }] : undefined;
}

/**
 * Takes some items out of their list, never all: each with the comma behind it, the last ones with the comma before them. `items` are the list's, in
 * order.
 */
export function removeItems(text: string, items: readonly Span[], going: readonly Span[]): Edit[] | undefined {
  const edits: Edit[] = [];
  for (const span of going) {
    const at = items.indexOf(span);
    const [before, next] = [items[at - 1], items[at + 1]];
    const stays = items.slice(at + 1).some((other) => !going.includes(other));
    const edit =
      stays && next
        ? { start: span.start, end: next.start, text: '' }
        : before && { start: before.end, end: span.end, text: '' };
    // Between two items stand a comma and space, and no comment.
    if (
      edit === undefined ||
      !/^[\s,]*$/.test(text.slice(edit.start, edit.end).replace(text.slice(span.start, span.end), ''))
    )
      return undefined;
    edits.push(edit);
  }
  return edits;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text[at])) at += 1;
  return at;
}

/** The place behind the last character before `from` that is no space. */
function skipSpaceBack(text: string, from: number): number {
  let at = from;
  while (isSpace(text[at - 1])) at -= 1;
  return at;
}

const isSpace = (character: string | undefined) => character !== undefined && ' \t\r\n'.includes(character);

/** Takes a name out of its rule, or the rule with its only name. */
export function removeName(text: string, rule: Rule, name: Word): Edit[] | undefined {
  return removeItem(text, rule.names.length === 1 ? rule.span : name.span);
}

/** Puts an item behind the last one of a list, laid out like that. A comma too many behind the last one stays one. */
export function addItem(text: string, last: Span, item: string): Edit[] | undefined {
  const behind = skipSpace(text, last.end);
  const end = text[behind] === ',' ? skipSpace(text, behind + 1) : behind;
  if (text[end] !== ']') return undefined;
  const ahead = skipSpaceBack(text, last.start);
  if (!'[,'.includes(text[ahead - 1] ?? ' ')) return undefined;
  return [{ start: last.end, end: last.end, text: `,${text.slice(ahead, last.start)}${item}` }];
}

/** Gives an object's key another value, or the object the key. `value` is JSON. */
export function setKey(text: string, object: Span, key: string, value: string): Edit[] | undefined {
  const own = text.slice(object.start, object.end);
  const found = new RegExp(`("${key}"\\s*:\\s*)(?:"[^"\\\\]*"|-?[\\d.eE+]+|null)`, 'gi').exec(own);
  if (found !== null) {
    const start = object.start + found.index + (found[1]?.length ?? 0);
    return [{ start, end: object.start + found.index + found[0].length, text: value }];
  }
  const first = /^\{(\s*)"/.exec(own);
  if (first === null) return undefined;
  const at = object.start + 1 + (first[1]?.length ?? 0);
  const space = first[1] === '' ? '' : (first[1] ?? '');
  return [{ start: at, end: at, text: `"${key}": ${value},${space === '' ? ' ' : space}` }];
}

/**
 * What a finding does to whoever relies on the profile, worst first. 'refused': the container doesn't start. 'exposes': what should be kept out
 * gets in. 'breaks': programs fail that should run. 'idle': what is written does nothing. 'note': worth knowing.
 */
export type Harm = 'refused' | 'exposes' | 'breaks' | 'idle' | 'note';

export const HARMS: readonly Harm[] = ['refused', 'exposes', 'breaks', 'idle', 'note'];

/** Something about a profile that its writer would want to know, for one target. */
export interface Finding {
  /** Stable and readable: it appears in links and tests. */
  code: string;
  harm: Harm;
  /** A few words. */
  title: string;
  /** What it is, here. */
  message: string;
  /** Why that matters. */
  why: string;
  /** Its places in the profile's text, the most telling first. */
  spans: readonly Span[];
  sources: readonly Source[];
  /** A call that shows it, as parseCall reads it. */
  ask?: string;
  /** Edits of the profile's text, after which there is one finding less; with `denies`, after which the denial counts. */
  fix?: Edit[];
  /** The profile contradicts itself: it asks for this answer to these calls, and lets them pass. */
  denies?: Answer & { names: readonly string[] };
}
