import {
  architecturesWith,
  isKnownName,
  multiplexerOf,
  NEWEST_LIBSECCOMP,
  numberOf,
  pseudoNumber,
} from '../../../linux/index.ts';
import type { Edit } from '../../../text/index.ts';
import { answerOf, returnOf, type Verdict } from '../../filter/answers.ts';
import type { Rule, Word } from '../../profile/formatProfile.ts';
import { formatCall } from '../../roads/intentOfCall.ts';
import { libseccompFile, manual, runcFile } from '../../roads/intents.ts';
import { stateOf } from '../../roads/reach.ts';
import {
  abisWith,
  type Finding,
  keepsLine,
  knownWords,
  passesDespite,
  removeItem,
  removeItems,
  removeName,
  type Situation,
} from '../passesDespite.ts';
import { isNever } from './isNever.ts';

const RUNC = runcFile('libcontainer/seccomp/seccomp_linux.go', 'matchCall');
/** libseccomp's tree for a call with more rules is not searched whole. */
const MOST_RULES_OF_A_CALL = 64;
/** So many calls are named in a title, or one more where it would be "and 1 more". */
const MOST_NAMES = 3;

/** Rules that runc drops, for they say what the default says. */
export function redundantRules(situation: Situation): Finding[] {
  return [...situation.redundant].map((rule): Finding => {
    const open = letsPass(rule) ? [] : rule.names.filter(({ text }) => passesDespite(situation, rule, text));
    const finding = {
      code: 'redundant-rule',
      why: 'runc adds no rule that has the default’s action and error number. Such a denial does not override a rule that allows the call.',
      sources: [RUNC],
    };
    if (open.length > 0) {
      const message = `The rule’s action is the default action, so runc ignores this rule, and only the other rules for ${wordsOf(open)} apply.`;
      return { ...finding, ...deniedInVain(situation, rule, open, message) };
    }
    const fix =
      situation.text !== undefined && keepsLine(situation, rule.names) && removeItem(situation.text, rule.span);
    return {
      ...finding,
      harm: 'idle',
      title: 'This rule repeats the default',
      message: 'The rule’s action is the default action, so runc ignores this rule.',
      spans: [rule.span],
      ...(fix && { fix }),
    };
  });
}

/**
 * What is told of a denial whose calls pass: the calls, where they are allowed, and how the denial comes to count. One with conditions would deny all
 * of the call then, so that nothing is offered.
 */
function deniedInVain(
  situation: Situation,
  rule: Rule,
  words: readonly Word[],
  message: string,
): Pick<Finding, 'harm' | 'title' | 'message' | 'spans' | 'ask' | 'fix' | 'denies'> {
  const names = [...new Set(words.map(({ text }) => text))];
  const listed = wordsOf(words);
  const shown = passesDespite(situation, rule, names[0] ?? '');
  const allowing = allowingRules(situation, names);
  const fix = rule.args.length > 0 ? undefined : withdraw(situation, allowing, new Set(names));
  const answer = answerOf(returnOf(rule.action ?? 'SCMP_ACT_ERRNO', rule.errnoRet));
  const advice =
    rule.args.length > 0 || allowing.length === 0
      ? ''
      : ` To deny ${names.length === 1 ? 'the call' : 'the calls'}, remove ${names.length === 1 ? 'the name' : 'the names'} from ${allowing.length === 1 ? 'the rule that allows' : 'every rule that allows'} ${names.length === 1 ? 'it' : 'them'}.`;
  return {
    harm: 'exposes',
    title: `${listed} ${names.length === 1 ? 'is' : 'are'} allowed, though a rule denies ${names.length === 1 ? 'it' : 'them'}`,
    message: `${message}${advice}`,
    spans: [
      rule.span,
      ...allowing.flatMap((other) => other.names.filter(({ text }) => names.includes(text)).map(({ span }) => span)),
    ],
    ...(shown && {
      ask: shown.arch === situation.filter.target.arch ? formatCall(shown).replace(/^.*?: /, '') : formatCall(shown),
    }),
    denies: { ...answer, names },
    ...(fix && { fix }),
  };
}

/** "chmod", "chmod and fchmod", "chmod, fchmod, fchmodat and 2 more". */
function wordsOf(words: readonly Word[]): string {
  const names = [...new Set(words.map(({ text }) => text))];
  const shown = names.slice(0, names.length > MOST_NAMES + 1 ? MOST_NAMES : MOST_NAMES + 1);
  const rest = names.length - shown.length;
  const parts = rest > 0 ? [...shown, `${rest} more`] : shown;
  return parts.length === 1 ? parts.join() : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** The rules that let some of these calls pass, in order; none where a call has too many. */
function allowingRules({ byName }: Situation, names: readonly string[]): readonly Rule[] {
  const lists = names.map((name) => byName.get(name) ?? []);
  if (lists.some(({ length }) => length > MOST_RULES_OF_A_CALL)) return [];
  return [...new Set(lists.flat())].filter(letsPass).sort((a, b) => a.index - b.index);
}

/** Takes names out of the rules that allow them; a rule that names nothing else goes. */
function withdraw(
  { profile, text }: Situation,
  allowing: readonly Rule[],
  names: ReadonlySet<string>,
): Edit[] | undefined {
  if (text === undefined || allowing.length === 0) return undefined;
  const isGoing = (word: Word) => names.has(word.text);
  const whole = allowing.filter((rule) => rule.names.every(isGoing));
  const edits = [
    removeItems(
      text,
      profile.rules.map(({ span }) => span),
      whole.map(({ span }) => span),
    ),
    ...allowing
      .filter((rule) => !whole.includes(rule))
      .map((rule) =>
        removeItems(
          text,
          rule.names.map(({ span }) => span),
          rule.names.filter(isGoing).map(({ span }) => span),
        ),
      ),
  ];
  return edits.every((each) => each !== undefined) ? edits.flat() : undefined;
}

const letsPass = ({ action, errnoRet }: Rule) =>
  action !== undefined && stateOf(answerOf(returnOf(action, errnoRet)).action) === 'open';

/** Names that no libseccomp knows on any architecture; what only the target's doesn't is told by `resolve`. */
export function unknownNames(situation: Situation): Finding[] {
  const { profile, redundant, text } = situation;
  return profile.rules
    .filter((rule) => !redundant.has(rule))
    .flatMap((rule) =>
      rule.names
        .filter((word) => word.text !== '' && !isKnownName(word.text, NEWEST_LIBSECCOMP))
        .map((word): Finding => {
          const elsewhere = architecturesWith(word.text);
          const fix = text === undefined ? undefined : removeName(text, rule, word);
          return {
            code: 'name-unknown',
            harm: 'idle',
            title: `libseccomp knows no call ${word.text}`,
            message:
              elsewhere.length > 0
                ? `Linux has the call on ${elsewhere.join(', ')}, but libseccomp ${NEWEST_LIBSECCOMP} does not know it, so runc and crun ignore the name.`
                : 'runc and crun ignore the name.',
            why: 'runc and crun ignore names that the installed libseccomp doesn’t know, so that a new profile works with an old library. A typo is ignored in the same way.',
            spans: [word.span],
            sources: [RUNC],
            ...(fix && { fix }),
          };
        }),
    );
}

/** Names of calls that no ABI of the filter has, told together: a profile for several machines has many. */
export function absentNames(situation: Situation): Finding[] {
  const { active, redundant, filter } = situation;
  const absent = active
    .filter((rule) => !redundant.has(rule))
    .flatMap((rule) => knownWords(situation, rule).filter((word) => isAbsent(situation, word.text)));
  if (absent.length === 0) return [];
  const names = [...new Set(absent.map(({ text }) => text))];
  return [
    {
      code: 'names-absent',
      harm: 'note',
      title: `${names.length} ${names.length === 1 ? 'call' : 'calls'} of other architectures`,
      message: `${names.slice(0, 8).join(', ')}${names.length > 8 ? ' and others' : ''}: no ABI of this filter has ${names.length === 1 ? 'it' : 'them'} (${filter.architectures.join(', ')}).`,
      why: 'The names have no effect here. A profile for several architectures needs them.',
      spans: absent.slice(0, 100).map(({ span }) => span),
      sources: [manual('syscalls')],
    },
  ];
}

/** Neither the call nor a multiplexer of it. */
function isAbsent(situation: Situation, name: string): boolean {
  if (abisWith(situation, name).length > 0) return false;
  return abisWith(situation, multiplexerOf(name)?.name ?? '').length === 0;
}

/** Names in rules that never decide a call: others answer first, whatever the arguments. */
export function deadRules(situation: Situation): Finding[] {
  const { active, redundant } = situation;
  return active
    .filter((rule) => !redundant.has(rule) && !isNever(rule))
    .flatMap((rule) => {
      const dead = knownWords(situation, rule).flatMap((word) => deadName(situation, rule, word) ?? []);
      const inVain = dead.filter(({ harm }) => harm === 'exposes');
      const others = dead.filter(({ harm }) => harm !== 'exposes').map(({ finding }) => finding);
      return inVain.length === 0 ? others : [...others, deadDenial(situation, rule, inVain)];
    });
}

/** Whether the name's rule answers no arguments of the call on any ABI of the filter. */
export function isDead(situation: Situation, { text, span }: Word): boolean {
  return !situation.deciding.has(span.start) && !isAbsent(situation, text);
}

const DEAD = {
  code: 'dead-rule',
  why: 'libseccomp keeps one action for the same arguments: a rule without conditions replaces those with conditions, and of two equal rules the first stays.',
  sources: [libseccompFile('src/db.c', 'db_rule_add')],
};

/** Why a rule never applies whose conditions do hold for some call. */
const LOST = 'libseccomp combines the overlapping conditions for this call wrongly, and this rule is lost.';

interface DeadName {
  word: Word;
  harm: Finding['harm'];
  /** What answers in its place. */
  others: readonly Verdict[];
  finding: Finding;
}

/** The names of one rule that denies them in vain, told together. */
function deadDenial(situation: Situation, rule: Rule, dead: readonly DeadName[]): Finding {
  const words = dead.map(({ word }) => word);
  const message = `${answering(dead.flatMap(({ others }) => others))} applies to each call of ${wordsOf(words)}, whatever its arguments.`;
  const [first] = dead;
  return { ...DEAD, ...deniedInVain(situation, rule, words, message), why: first?.finding.why ?? DEAD.why };
}

/** Whether libseccomp combines the conditions of the call's rules wrongly on some ABI. */
function isMisread(situation: Situation, name: string): boolean {
  const { branches, misread } = situation.filter;
  return abisWith(situation, name).some((arch) => {
    const entry = branches.get(arch)?.calls.get(numberOf(arch, name) ?? -1);
    return entry !== undefined && misread.has(entry);
  });
}

/** "Line 2, line 5 or the default action". */
function answering(others: readonly Verdict[]): string {
  const lines = new Set(others.flatMap(({ rule }) => rule?.nameSpan?.line ?? []));
  if (lines.size === 0) return 'The default action';
  const all = [...lines].sort((a, b) => a - b).map((line) => `line ${line}`);
  if (others.some(({ rule }) => rule === undefined)) all.push('the default action');
  return all
    .join(', ')
    .replace(/, ([^,]+)$/, ' or $1')
    .replace('l', 'L');
}

function deadName(situation: Situation, rule: Rule, word: Word): DeadName | undefined {
  const rules = situation.byName.get(word.text) ?? [];
  if (!isDead(situation, word) || rules.length < 2 || rules.length > MOST_RULES_OF_A_CALL) return undefined;
  const answers = abisWith(situation, word.text).flatMap((arch) => situation.answers(arch, word.text) ?? []);
  const others = [...new Map(answers.map((verdict) => [verdict.rule?.index, verdict])).values()];
  const refused = answers.some(({ action }) => stateOf(action) === 'closed');
  const harm =
    !letsPass(rule) && passesDespite(situation, rule, word.text)
      ? 'exposes'
      : letsPass(rule) && refused
        ? 'breaks'
        : 'idle';
  const shadow = rules.find((other) => other !== rule && other.args.length === 0);
  // What libseccomp makes of rules with conditions hangs together: only behind an unconditional one can another go without a change.
  const simple = shadow !== undefined && pseudoNumber(word.text) === undefined;
  const fix =
    situation.text !== undefined && simple && keepsLine(situation, [word]) && removeName(situation.text, rule, word);
  const finding: Finding = {
    ...DEAD,
    ...(isMisread(situation, word.text) && { why: LOST }),
    harm,
    title: `This rule for ${word.text} never applies`,
    message: `${answering(others)} applies to each call of ${word.text}, whatever its arguments.`,
    spans: [word.span, ...others.flatMap((verdict) => verdict.rule?.nameSpan ?? [])],
    ask: word.text,
    ...(fix && { fix }),
  };
  return { word, harm, others, finding };
}
