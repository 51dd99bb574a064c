import { isGated } from '../../../engine/seccomp/index.ts';
import type { Question, Subject } from '../state/Question.ts';
import type { CallReply, Contents, Reading, Reply } from '../state/Reply.ts';
import { sameTarget } from '../state/target.ts';
import { ask, type ResolvedText } from '../words/ask.ts';
import { litLines } from '../words/litLines.ts';
import { withoutPlaces } from '../words/qualified.ts';
import { startsShown } from '../words/startWords.ts';
import { countsOf, surveyCalls } from '../words/surveyCalls.ts';
import { type Computed, compute } from './compute.ts';
import { problemsOf, statusOf } from './status.ts';

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
