import { architecturesWith, isKnownName, pseudoNumber } from '../../../linux/index.ts';
import { answerOf, returnOf } from '../../filter/answers.ts';
import type { Rule, Word } from '../../profile/Profile.ts';
import { stateOf } from '../../roads/reach.ts';
import { manual, type Source } from '../../roads/Source.ts';
import { removeItem, removeName } from '../edits.ts';
import type { Finding } from '../Finding.ts';
import { abisWith, keepsLine, knownWords, passes, type Situation } from '../Situation.ts';
import { isNever } from './isNever.ts';

const RUNC: Source = {
  title: 'runc libcontainer/seccomp/seccomp_linux.go, matchCall',
  url: 'https://github.com/opencontainers/runc/blob/v1.1.15/libcontainer/seccomp/seccomp_linux.go',
};
/** libseccomp's tree for a call with more rules is not searched whole. */
const MOST_RULES_OF_A_CALL = 64;

/** Rules that runc drops, for they say what the default says. */
export function redundantRules(situation: Situation): Finding[] {
  return [...situation.redundant].map((rule): Finding => {
    const open = rule.names.filter(({ text }) => !letsPass(rule) && passes(situation, text));
    const [first] = open;
    const fix =
      situation.text !== undefined && keepsLine(situation, rule.names) && removeItem(situation.text, rule.span);
    return {
      code: 'redundant-rule',
      harm: first === undefined ? 'idle' : 'exposes',
      title:
        first === undefined ? 'This rule says what the default says' : `${first.text} passes, though a rule denies it`,
      message: `The rule’s action is the default action, so it is dropped${first === undefined ? '.' : `; what else the profile says of ${first.text} then counts alone.`}`,
      why: 'runc adds no rule whose action and error number are the default’s: a denial under a default that denies takes nothing away from a rule that allows.',
      spans: [rule.span, ...open.map(({ span }) => span)],
      sources: [RUNC],
      ...(first !== undefined && { ask: first.text }),
      ...(fix && { fix }),
    };
  });
}

const letsPass = ({ action, errnoRet }: Rule) =>
  action !== undefined && stateOf(answerOf(returnOf(action, errnoRet)).action) === 'open';

/** Names that libseccomp doesn't know on any architecture. */
export function unknownNames(situation: Situation): Finding[] {
  const { profile, redundant, text } = situation;
  return profile.rules
    .filter((rule) => !redundant.has(rule))
    .flatMap((rule) =>
      rule.names
        .filter((word) => word.text !== '' && !isKnownName(word.text))
        .map((word): Finding => {
          const elsewhere = architecturesWith(word.text);
          const fix = text === undefined ? undefined : removeName(text, rule, word);
          return {
            code: 'name-unknown',
            harm: 'idle',
            title: `${word.text} is no call that libseccomp knows`,
            message:
              elsewhere.length > 0
                ? `Linux has it on ${elsewhere.join(', ')}, libseccomp 2.6.0 doesn’t know it: the name is passed over.`
                : 'The name is passed over.',
            why: 'Docker and runc pass over names that the installed libseccomp doesn’t know, so that a new profile works with an old library; a slip of the pen goes the same way.',
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
    .flatMap((rule) => knownWords(rule).filter((word) => isAbsent(situation, word.text)));
  if (absent.length === 0) return [];
  const names = [...new Set(absent.map(({ text }) => text))];
  return [
    {
      code: 'names-absent',
      harm: 'note',
      title: `${names.length} ${names.length === 1 ? 'call' : 'calls'} of other architectures`,
      message: `${names.slice(0, 8).join(', ')}${names.length > 8 ? ' and others' : ''}: no ABI of this filter has ${names.length === 1 ? 'it' : 'them'} (${filter.architectures.join(', ')}).`,
      why: 'They do nothing here. A profile for several machines needs them.',
      spans: absent.slice(0, 100).map(({ span }) => span),
      sources: [manual('syscalls')],
    },
  ];
}

/** Neither the call nor a multiplexer of it. */
function isAbsent(situation: Situation, name: string): boolean {
  if (abisWith(situation, name).length > 0) return false;
  const pseudo = pseudoNumber(name) ?? 0;
  const multiplexer = pseudo < -100 && pseudo > -200 ? 'socketcall' : pseudo < -200 && pseudo > -300 ? 'ipc' : '';
  return abisWith(situation, multiplexer).length === 0;
}

/** Names in rules that never decide a call: others answer first, whatever the arguments. */
export function deadRules(situation: Situation): Finding[] {
  const { active, redundant } = situation;
  return active
    .filter((rule) => !redundant.has(rule) && !isNever(rule))
    .flatMap((rule) => knownWords(rule).flatMap((word) => deadName(situation, rule, word) ?? []));
}

/** Whether the name's rule answers no arguments of the call on any ABI of the filter. */
export function isDead(situation: Situation, { text, span }: Word): boolean {
  return !situation.deciding.has(span.start) && !isAbsent(situation, text);
}

function deadName(situation: Situation, rule: Rule, word: Word): Finding | undefined {
  const rules = situation.byName.get(word.text) ?? [];
  if (!isDead(situation, word) || rules.length < 2 || rules.length > MOST_RULES_OF_A_CALL) return undefined;
  const answers = abisWith(situation, word.text).flatMap((arch) => situation.answers(arch, word.text) ?? []);
  const others = [
    ...new Map(
      answers.flatMap((verdict) => (verdict.rule === undefined ? [] : [[verdict.rule.index, verdict]])),
    ).values(),
  ];
  const allowed = answers.some(({ action }) => stateOf(action) === 'open');
  const refused = answers.some(({ action }) => stateOf(action) === 'closed');
  const harm = !letsPass(rule) && allowed ? 'exposes' : letsPass(rule) && refused ? 'breaks' : 'idle';
  const shadow = rules.find((other) => other !== rule && other.args.length === 0);
  // What libseccomp makes of rules with conditions hangs together: only behind an unconditional one can another go without a change.
  const simple = shadow !== undefined && pseudoNumber(word.text) === undefined;
  const fix =
    situation.text !== undefined && simple && keepsLine(situation, [word]) && removeName(situation.text, rule, word);
  const lines = others.map((verdict) => verdict.rule?.nameSpan?.line).filter((line) => line !== undefined);
  return {
    code: 'dead-rule',
    harm,
    title: `This rule for ${word.text} never counts`,
    message: `${lines.length === 0 ? 'The default action' : `Line ${lines.join(', ')}`} answers every call of ${word.text}, whatever its arguments.`,
    why: 'libseccomp keeps one answer for the same arguments: a rule without conditions takes the place of those with conditions, and of two rules alike the first stays.',
    spans: [word.span, ...others.flatMap((verdict) => verdict.rule?.nameSpan ?? [])],
    sources: [
      { title: 'libseccomp src/db.c, db_rule_add', url: 'https://github.com/seccomp/libseccomp/blob/v2.6.0/src/db.c' },
    ],
    ask: word.text,
    ...(fix && { fix }),
  };
}
