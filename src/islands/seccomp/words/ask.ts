import { type Arch, nameOf } from '../../../engine/linux/index.ts';
import {
  type Answer,
  type Call,
  conditionHolds,
  decide,
  dependsOnArguments,
  type Filter,
  outcomes,
  parseCall,
  type SurveyRow,
  type Verdict,
} from '../../../engine/seccomp/index.ts';
import { type ActionWords, actionWords } from '../../../instrument/words/actionWords.ts';
import { code, listed } from '../../../ui/Phrase.ts';
import type { Answered, AskResult } from '../state/Reply.ts';
import { argumentWords } from './argumentWords.ts';
import { fallbackWords, traceWords, withException } from './besideVerdict.ts';
import { callWords } from './callWords.ts';
import { outcomesOf } from './outcomes.ts';
import { allows, reasonWords } from './reasonWords.ts';

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
