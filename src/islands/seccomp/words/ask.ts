import { type Arch, errnoOf, nameOf } from '../../../engine/linux/index.ts';
import {
  type Answer,
  type Call,
  conditionHolds,
  decide,
  dependsOnArguments,
  EXPECTS_ENOSYS,
  type Filter,
  formatCondition,
  kernelException,
  outcomes,
  parseCall,
  type SurveyRow,
  type Target,
  type Verdict,
} from '../../../engine/seccomp/index.ts';
import { isSeenRefused, tracedResult } from '../../../engine/trace/index.ts';
import { type ActionWords, actionWords } from '../../../instrument/words/actionWords.ts';
import { placeOfRule } from '../../../instrument/words/places.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { Answered, AskResult, Outcome } from '../state/Reply.ts';
import { argumentWords, namedValues } from './argumentWords.ts';
import { callWords, defaultWords } from './callWords.ts';
import { allows, reasonWords } from './reasonWords.ts';

/** The answers that some arguments get, one entry for each word: what rules ask for first, what is left to the default action last. */
function outcomesOf(verdicts: readonly Verdict[], filter: Filter, call: Call): readonly Outcome[] {
  const [rules, others] = asWritten(verdicts);
  const byRule = Map.groupBy(rules, (verdict) => actionWords(verdict, call.arch).headline);
  return [
    ...[...byRule.values()].flatMap((same) => outcome(same, call, byRules(same, call))),
    ...others.flatMap((verdict) => outcome([verdict], call, otherwise(verdict, filter, call))),
  ];
}

/** The verdicts of rules in the profile's order, and all others. */
export function asWritten(verdicts: readonly Verdict[]): [rules: readonly Verdict[], others: readonly Verdict[]] {
  const rules = verdicts.filter(({ reason }) => reason.kind === 'rule');
  return [
    rules.toSorted((a, b) => (a.rule?.index ?? 0) - (b.rule?.index ?? 0)),
    verdicts.filter((verdict) => !rules.includes(verdict)),
  ];
}

function outcome([verdict]: readonly Verdict[], { arch }: Call, when: Phrase): Outcome[] {
  if (!verdict) return [];
  const { tone, word } = actionWords(verdict, arch);
  return [{ tone, word, when }];
}

function byRules(verdicts: readonly Verdict[], call: Call): Phrase {
  const cases = verdicts.map(({ rule, reason }): Phrase => {
    const conditions = reason.kind === 'rule' ? reason.conditions : [];
    // The word joiner keeps the parenthesis on the line of the place.
    const at: Phrase = rule ? [' (', placeOfRule(rule), '\u2060)'] : [];
    return conditions.length === 0
      ? ['all other arguments', ...at]
      : [...listed(conditions.map((condition) => [code(formatCondition(condition))])), ...at];
  });
  const conditions = verdicts.flatMap(({ reason }) => (reason.kind === 'rule' ? reason.conditions : []));
  return ['For ', ...listed(cases, 'or'), '.', ...namedValues(call, conditions)];
}

function otherwise(verdict: Verdict, filter: Filter, call: Call): Phrase {
  if (verdict.reason.kind !== 'conditions') return reasonWords(verdict, { filter, call });
  return ['Otherwise: ', ...defaultWords(filter), '.'];
}

// What a card says beside the verdict: what the kernel, the program and a trace make of it.

/** The card with what the kernel itself makes of the call above the filter's own answer. */
function withException(answered: Answered, call: Call, target: Target): Answered {
  const exception = kernelException(call, target);
  if (exception === undefined || exception.applies === false || answered.tone === 'allow') return answered;
  const { name, since, applies } = exception;
  const rule: Phrase = [`From Linux ${since} on, the kernel runs `, code(name), ' without running any filter.  '];
  if (applies === undefined) return { ...answered, sees: [...rule, 'Before that: ', ...answered.sees] };
  const sees: Phrase = [...rule, `The filter’s own answer, which is not used: ${answered.headline}.`];
  return { ...answered, tone: 'allow', headline: 'Allowed by the kernel', sees, lacking: [] };
}

/** What programs make of an error where they have a way round the call: they go on after ENOSYS, and give up after EPERM. Nothing for other answers. */
function fallbackWords({ action, data }: Verdict, { arch, syscall }: Call): Phrase {
  const name = nameOf(arch, syscall);
  const expected = EXPECTS_ENOSYS.find((call) => call.name === name);
  if (action !== 'ERRNO' || expected === undefined) return [];
  const { without, inMemory } = expected;
  const limit = inMemory
    ? ` The ${inMemory} of ${name} are in memory, where a filter cannot look: the call can only be allowed or refused as a whole.`
    : '';
  switch (errnoOf(data, arch)?.name) {
    case 'ENOSYS':
      return [`${limit} Programs then treat the call as missing: ${without}`];
    case 'EPERM':
      return [`${limit} Programs treat this as a failure. After `, code('ENOSYS'), ` they would continue: ${without}`];
    default:
      return [];
  }
}

/** What a line of strace that is asked about says against the verdict; nothing where both agree, or may. */
function traceWords(text: string, { action, data }: Verdict, { arch }: Pick<Call, 'arch'>): Phrase {
  const seen = tracedResult(text);
  if (seen === undefined) return [];
  if (action === 'ALLOW') {
    if (!isSeenRefused(text)) return [];
    return [
      ' strace saw ',
      code(seen),
      '; this filter allows the call. If you changed the profile since, start the container with the new one. If not, the kernel, AppArmor, SELinux or another profile refused the call.',
    ];
  }
  if (action !== 'ERRNO' || seen === errnoOf(data, arch)?.name) return [];
  const words: Phrase = seen === 'success' ? ['the call succeed'] : [code(seen)];
  return [' strace saw ', ...words, ', so the program ran under another filter or none.'];
}

/** A filter, the text it was made of, and every call of an ABI with its verdicts, worked out when it is first asked for. */
export interface ResolvedText {
  text: string;
  filter: Filter;
  survey: (arch: Arch) => readonly SurveyRow[];
}

/** An answer with the verdicts behind it: one, or one for each outcome. Marks in the text come from them. */
interface Decided {
  answered: Answered;
  verdicts: readonly Verdict[];
}

/** Asks the filter; where the answer depends on arguments that `text` leaves out, all the answers there are. */
export function ask(text: string, filter: Filter): { result: AskResult; verdicts: readonly Verdict[] } {
  const { value: call, diagnostics } = parseCall(text, filter.target.arch);
  // While a call is being typed its parenthesis is always missing, and it is read as if it stood there.
  const problems = diagnostics.filter(({ code }) => code !== 'parenthesis-missing');
  if (!call) return { result: { answered: undefined, problems }, verdicts: [] };
  const missing = dependsOnArguments(filter, call).filter((index) => givenTo(call)[index] === undefined);
  const open = missing.length > 0 ? outcomes(filter, call).filter((verdict) => isOpen(verdict, call)) : [];
  const { answered, verdicts } = sameAnswers(open) ? single(text, filter, call) : several(filter, call, open, missing);
  return { result: { answered, problems }, verdicts };
}

const WITHOUT_FILTER: Pick<ActionWords, 'tone' | 'headline' | 'sees'> = {
  tone: 'depends',
  headline: 'Allowed, without a filter',
  sees: ['No filter checks the call. The kernel may still refuse it for other reasons.'],
};

function single(text: string, filter: Filter, call: Call): Decided {
  const verdict = decide(filter, call);
  const { tone, headline, sees } = filter.off ? WITHOUT_FILTER : actionWords(verdict, call.arch);
  const why = reasonWords(verdict, { filter, call });
  const answered = {
    tone,
    headline,
    asked: callWords(call),
    sees: [...sees, ...fallbackWords(verdict, call), ...traceWords(text, verdict, call)],
    why,
    outcomes: [],
    lacking: lackingIn(verdict, filter, call),
  };
  return { answered: withException(answered, call, filter.target), verdicts: [verdict] };
}

function several(filter: Filter, call: Call, verdicts: readonly Verdict[], missing: readonly number[]): Decided {
  const args = listed(missing.map((index) => argumentWords(call, index)));
  const answered: Answered = {
    tone: 'depends',
    headline: 'It depends',
    asked: callWords(call),
    sees: [
      'The answer depends on ',
      ...args,
      `. Add ${missing.length > 1 ? 'them' : 'it'}: `,
      code(`${nameOf(call.arch, call.syscall) ?? call.syscall}(…)`),
      '.',
    ],
    why: [],
    outcomes: outcomesOf(verdicts, filter, call),
    lacking: [],
  };
  return { answered, verdicts };
}

function lackingIn({ action, reason }: Verdict, { inactive, profile }: Filter, call: Call): string[][] {
  const others = action === 'ALLOW' ? [] : (inactive.get(nameOf(call.arch, call.syscall) ?? '') ?? []);
  const rules = reason.kind === 'inactive' ? reason.rules : others;
  const sets = rules.flatMap(({ rule, why: { needs, excluded, values } }) =>
    needs === 'capability' && !excluded && allows(profile, rule, call.args) ? [values] : [],
  );
  return [...new Map(sets.map((set) => [set.join(), set])).values()];
}

/** Whether the arguments that were given leave this outcome possible. */
function isOpen({ reason }: Verdict, call: Call): boolean {
  if (reason.kind !== 'rule') return true;
  const args = givenTo(call);
  return reason.conditions.every((condition) => conditionHolds(condition, args) !== false);
}

/** The arguments that were given; undefined in the place of one that was left out. */
const givenTo = ({ args, leftOut }: Call) => args.map((value, index) => (leftOut?.includes(index) ? undefined : value));

/** Whether the program sees the same whichever of the verdicts it gets (or there is none to choose from). */
function sameAnswers(verdicts: readonly Verdict[]): boolean {
  const key = ({ action, data }: Answer) => `${action} ${data}`;
  return new Set(verdicts.map(key)).size < 2;
}
