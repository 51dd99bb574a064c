import { type Arch, isLoaded } from '../../../engine/linux/index.ts';
import {
  architecturesFor,
  type Filter,
  isGated,
  type Profile,
  parseProfile,
  placeOfDefaultErrno,
  readerOf,
  resolve,
  type SurveyRow,
  survey,
  type Target,
  type Verdict,
  versionsOf,
} from '../../../engine/seccomp/index.ts';
import type { Diagnostic, Parsed } from '../../../engine/text/index.ts';
import { actionWords } from '../../../instrument/words/actionWords.ts';
import { placeOfRule } from '../../../instrument/words/places.ts';
import { shortReason } from '../../../instrument/words/shortReason.ts';
import type { Tone } from '../../../ui/Chip.tsx';
import { type CallSurvey, type CellAnswer, type Count, countTones, type SurveyedCell } from '../state/CallSurvey.ts';
import type { Question, Subject } from '../state/Message.ts';
import type { CallReply, Contents, Reading, Reply, Status } from '../state/Reply.ts';
import { sameTarget, writtenNumber } from '../state/target.ts';
import { ask, asWritten, type ResolvedText } from '../words/ask.ts';
import { withoutPlaces } from '../words/qualified.ts';
import { startsShown } from '../words/startWords.ts';

/** What the engine makes of a text and a target, in stages. */
export interface Computed {
  text: string;
  target: Target;
  profile: Parsed<Profile>;
  /** ABIs of the filter whose tables, as the target's libseccomp has them, are not loaded here yet. */
  missing: readonly Arch[];
  /** Undefined where there is no profile to resolve, or tables are missing. */
  filter: Parsed<Filter> | undefined;
  /** The newest that answered; of an older text (or target) where the present one gives no filter. */
  resolved: ResolvedText | undefined;
}

/** Runs only the stages whose input differs from `before`, or was missing then; the last filter that answered is kept while there is no newer. */
export function compute(text: string, target: Target, before?: Computed): Computed {
  if (before && before.text === text && sameTarget(before.target, target) && before.missing.length === 0) return before;
  const reader = readerOf(target);
  const isRead = before?.text === text && readerOf(before.target) === reader;
  const profile = isRead ? before.profile : parseProfile(text, undefined, reader);
  const needed = profile.value ? architecturesFor(profile.value, target) : [];
  const { libseccomp } = versionsOf(target);
  const missing = needed.filter((arch) => !isLoaded(arch, libseccomp));
  const filter = profile.value && missing.length === 0 ? resolve(profile.value, target) : undefined;
  const resolved = filter?.value ? resolvedText(text, filter.value) : before?.resolved;
  return { text, target, profile, missing, filter, resolved };
}

function resolvedText(text: string, filter: Filter): ResolvedText {
  const surveys = new Map<Arch, readonly SurveyRow[]>();
  return { text, filter, survey: (arch) => surveys.get(arch) ?? keep(surveys, arch, survey(filter, arch)) };
}

function keep<Key, Value>(kept: Map<Key, Value>, key: Key, value: Value): Value {
  kept.set(key, value);
  return value;
}

/** Whether the answer is of an older text or target, for the present one gives none. */
function isStale({ filter, resolved }: Computed): boolean {
  return resolved !== undefined && filter?.value !== resolved.filter;
}

/** Every problem of the text and of resolving it for the target, in the order of the text, each cause once. */
export function problemsOf({ profile, filter }: Computed): readonly Diagnostic[] {
  const resolved = filter?.diagnostics ?? [];
  const ofText = profile.diagnostics.map((cause) => {
    const again = resolved.some((problem) => problem.severity === 'error' && saysTheSame(problem, cause));
    return again ? { ...cause, severity: 'error' as const } : cause;
  });
  const all = [...ofText, ...resolved.filter((problem) => !ofText.some((cause) => saysTheSame(problem, cause)))];
  const key = ({ code, message, span }: Diagnostic) => `${code} ${span ? `${span.start} ${span.end}` : message}`;
  const first = new Map<string, Diagnostic>();
  for (const problem of all) {
    const known = first.get(key(problem));
    // What only some runtimes refuse is a warning in the text, and an error where the target's runtime is one of them.
    if (known === undefined || (known.severity !== 'error' && problem.severity === 'error'))
      first.set(key(problem), problem);
  }
  return [...first.values()].sort((a, b) => (a.span?.start ?? -1) - (b.span?.start ?? -1));
}

/** A word that reading did not know is told again by resolving, at the word or at the object around it. */
function saysTheSame(problem: Diagnostic, cause: Diagnostic): boolean {
  if (!problem.code.endsWith('-unknown') || cause.code !== 'word-unknown') return false;
  if (!problem.span || !cause.span) return false;
  return problem.span.start <= cause.span.start && cause.span.end <= problem.span.end;
}

function statusOf(computed: Computed): Status {
  if (computed.missing.length > 0) return 'loading';
  if (!computed.resolved) return 'none';
  if (isStale(computed)) return 'stale';
  return problemsOf(computed).some(({ severity }) => severity === 'error') ? 'partial' : 'exact';
}

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
