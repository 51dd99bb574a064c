import type { Arch } from '../../../engine/linux/index.ts';
import {
  type Filter,
  isGated,
  placeOfDefaultErrno,
  type SurveyRow,
  type Verdict,
} from '../../../engine/seccomp/index.ts';
import { actionWords } from '../../../instrument/words/actionWords.ts';
import { placeOfRule } from '../../../instrument/words/places.ts';
import { shortReason } from '../../../instrument/words/shortReason.ts';
import type { Tone } from '../../../ui/Chip.tsx';
import { type CallSurvey, type CellAnswer, type Count, countTones, type SurveyedCell } from '../state/CallSurvey.ts';
import type { Question, Subject } from '../state/Question.ts';
import type { CallReply, Contents, Reading, Reply } from '../state/Reply.ts';
import { sameTarget, writtenNumber } from '../state/target.ts';
import { ask, type ResolvedText } from '../words/ask.ts';
import { asWritten } from '../words/outcomes.ts';
import { withoutPlaces } from '../words/qualified.ts';
import { startsShown } from '../words/startWords.ts';
import { type Computed, compute } from './compute.ts';
import { problemsOf, statusOf } from './status.ts';

/** All answers of a filter as the table shows them. */
function surveyCalls({ filter, survey }: ResolvedText, placesHold: boolean): CallSurvey {
  const abis = filter.architectures;
  const byName = new Map<string, (SurveyedCell | undefined)[]>();
  const known = new Map<string, CellAnswer>();
  for (const [index, arch] of abis.entries()) {
    for (const row of survey(arch)) {
      const cells = byName.get(row.name) ?? new Array<undefined>(abis.length).fill(undefined);
      cells[index] = {
        number: writtenNumber(arch, row.syscall),
        answer: shared(known, cellAnswer(row, arch, filter, placesHold)),
      };
      byName.set(row.name, cells);
    }
  }
  const calls = [...byName].map(([name, cells]) => ({ name, cells }));
  return { abis, calls: calls.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

/** One object for equal answers: hundreds of calls then cross from the worker as few. */
function shared(known: Map<string, CellAnswer>, answer: CellAnswer): CellAnswer {
  const key = `${answer.tone} ${answer.word} ${answer.why}`;
  const first = known.get(key);
  if (first === undefined) known.set(key, answer);
  return first ?? answer;
}

function cellAnswer(row: SurveyRow, arch: Arch, filter: Filter, placesHold: boolean): CellAnswer {
  const words = new Set(row.outcomes.map((verdict) => actionWords(verdict, arch).word));
  const [word = ''] = words;
  return { tone: toneOf(row), word: words.size === 1 ? word : 'depends', why: placesHold ? whyOf(row, filter) : '' };
}

function whyOf({ outcomes }: SurveyRow, filter: Filter): string {
  const reasons = asWritten(outcomes).flatMap((verdicts) => verdicts.map((verdict) => shortReason(verdict, filter)));
  return [...new Set(reasons)].join('; ');
}

/** A call that a tracer or a supervisor decides about depends as well, though the profile never allows it. */
function toneOf({ summary, outcomes }: SurveyRow): Tone {
  return summary === 'deny' && outcomes.some((verdict) => actionWords(verdict).tone === 'depends')
    ? 'depends'
    : summary;
}

/** How many calls of an ABI get each verdict. */
const countsOf = (rows: readonly SurveyRow[]): readonly Count[] => countTones(rows.map(toneOf));

/**
 * The lines that answer: the name in the deciding rule with its conditions, or the default action with its error number; no rule that does not apply. Where
 * libseccomp misreads rules, it is these. Into view comes a rule that decided, else the default action.
 */
function litLines(
  filter: Pick<Filter, 'profile' | 'target' | 'defaultAnswer'>,
  verdicts: readonly Verdict[],
): Pick<CallReply, 'litLines' | 'lineToShow'> {
  const { profile } = filter;
  const byDefault = [profile.defaultSpan, placeOfDefaultErrno(filter)].flatMap((span) => span?.line ?? []);
  const linesOf = ({ reason, rule }: Verdict): readonly number[] => {
    switch (reason.kind) {
      case 'rule': {
        const args = rule ? (profile.rules[rule.index]?.args ?? []) : [];
        return [...(rule ? [placeOfRule(rule).line] : []), ...args.map(({ span }) => span.line)];
      }
      case 'misread':
        return reason.rules.map((ref) => placeOfRule(ref).line);
      case 'no-rule':
      case 'conditions':
      case 'redundant':
      case 'inactive':
      case 'name-too-new':
        return byDefault;
      case 'above-enosys-line':
      case 'setup':
      case 'foreign-architecture':
        return [];
    }
  };
  const lines = [...new Set(verdicts.flatMap(linesOf))].sort((a, b) => a - b);
  return { litLines: lines, lineToShow: lines.find((line) => !byDefault.includes(line)) ?? lines[0] };
}

/** Answers a question with the tables that are loaded; `before` spares what the question before had worked out already. */
export function answerQuestion(question: Question, before?: Computed): { reply: Reply; work: Computed } {
  const { text, target, last, turn, call } = question;
  const own = compute(text, target, before);
  const computed = own.filter?.value ? own : { ...own, resolved: last && resolvedBefore(last, before) };
  const placesHold = computed.resolved?.text === text;
  const reading = question.reads === 'nothing' ? undefined : readingOf(computed, question.reads === 'table');
  return { reply: { turn, reading, call: callReply(call, computed.resolved, placesHold) }, work: computed };
}

/** What answers where a text gives no filter. */
function resolvedBefore({ text, target }: Subject, before: Computed | undefined): ResolvedText | undefined {
  const { resolved } = before ?? {};
  const isKnown = resolved?.text === text && sameTarget(resolved.filter.target, target);
  return isKnown ? resolved : compute(text, target).resolved;
}

function readingOf(computed: Computed, withCalls: boolean): Reading {
  const { text, filter, resolved } = computed;
  const native = resolved?.survey(resolved.filter.target.arch);
  return {
    status: statusOf(computed),
    missing: computed.missing,
    problems: problemsOf(computed),
    contents: contentsOf(computed),
    starts: filter?.value && startsShown(filter.value, text),
    counts: native && countsOf(native),
    calls: resolved && withCalls ? surveyCalls(resolved, resolved.text === text) : undefined,
  };
}

function contentsOf({ profile, filter }: Computed): Contents | undefined {
  if (!profile.value) return undefined;
  const { rules, capabilities } = profile.value;
  const names = new Set<string>();
  for (const rule of rules) for (const { text } of rule.names) names.add(text);
  return {
    names: names.size,
    rules: rules.length,
    gated: isGated(profile.value),
    abis: filter?.value?.architectures ?? [],
    capabilities,
  };
}

function callReply(call: string, resolved: ResolvedText | undefined, placesHold: boolean): CallReply {
  if (!resolved) return { answered: undefined, problems: [], litLines: [], lineToShow: undefined };
  const { result, verdicts } = ask(call, resolved.filter);
  if (!placesHold) return withoutPlaces(result);
  return { ...result, ...litLines(resolved.filter, verdicts) };
}
