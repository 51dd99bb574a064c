import type { Edit, Span } from '../../text/index.ts';
import type { Condition } from '../filter/Condition.ts';
import { addItem, removeItems, setKey } from '../findings/edits.ts';
import type { OciAction, Profile, Rule, Word } from '../profile/Profile.ts';

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
