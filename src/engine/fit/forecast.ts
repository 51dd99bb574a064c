import type { Filter } from '../seccomp/index.ts';
import type { TracedCall } from '../trace/index.ts';
import type { Judged } from './Change.ts';
import { goesOnTo } from './goesOnTo.ts';
import { isShownRefused, isToPass, judge, kindsOn } from './judge.ts';

/** A call of a trace under two filters. */
export interface Foreseen {
  before: Judged;
  after: Judged;
}

/** What becomes of a traced program when one filter takes another's place. */
export interface Forecast {
  /**
   * 'would-fail': the filter after refuses what the one before let pass. 'goes-on': answers change, and it refuses none of the calls. 'as-before': no answer
   * changes, or what the filter before refused is still refused in part, and nothing else.
   */
  verdict: 'goes-on' | 'would-fail' | 'as-before';
  /** Calls that passed and don't any more, in the order of the trace. */
  stops: readonly Foreseen[];
  /** Calls that were refused and pass now. */
  starts: readonly Foreseen[];
  /** Calls that neither filter lets pass. */
  stays: readonly Foreseen[];
  /** Calls that passed, and may be refused now: it hangs on arguments that the trace does not tell, or on a tracer or supervisor. */
  unsure: readonly Foreseen[];
  /** What the program may call once those that `starts` has succeed, and the filter after refuses; the trace has none of it. */
  goesOnTo: readonly string[];
}

/**
 * Which distinct calls of a trace pass under one filter and not under the other. A refusal that programs take for a kernel without the call counts as
 * passing (`isToPass`), and so does one that the trace itself shows: a program that was given the same error at the time goes on as it did. A call that may be
 * refused, for all that the trace tells, passes, and stands among the unsure. Both filters are for the same machine; a trace without calls goes on as before.
 */
export function forecast(calls: readonly TracedCall[], before: Filter, after: Filter): Forecast {
  const pairs = pairsOf(calls, before, after);
  const stops = pairs.filter((pair) => !isToPass(pair.before) && stopsAt(pair.after));
  const starts = pairs.filter((pair) => isToPass(pair.before) && !isToPass(pair.after));
  const stays = pairs.filter((pair) => isToPass(pair.before) && isToPass(pair.after));
  const unsure = pairs.filter((pair) => pair.before.answer === 'allowed' && pair.after.answer === 'depends');
  return { verdict: verdictOf(pairs, stops, stays), stops, starts, stays, unsure, goesOnTo: next(after, starts, calls) };
}

/** The calls of a trace that a program can't make under a filter, and not even a refusal like it is shown by the trace. */
export const stopsAt = (judged: Judged): boolean => isToPass(judged) && !isShownRefused(judged);

function verdictOf(
  pairs: readonly Foreseen[],
  stops: readonly Foreseen[],
  stays: readonly Foreseen[],
): Forecast['verdict'] {
  if (stops.length > 0) return 'would-fail';
  if (stays.length > 0) return 'as-before';
  return pairs.some(({ before, after }) => answerOf(before) !== answerOf(after)) ? 'goes-on' : 'as-before';
}

/** What the program gets, whichever rule gives it. */
const answerOf = ({ answer, verdicts }: Judged) =>
  answer === 'allowed' ? answer : [...new Set(verdicts.map(({ action, data }) => `${action} ${data}`))].join(' or ');

/** Each call that one of the filters tells from others, with what both answer. */
function pairsOf(calls: readonly TracedCall[], before: Filter, after: Filter): Foreseen[] {
  const kinds = [before, after].map((filter) => kindsOn(filter));
  const alike = Map.groupBy(calls, (call) => kinds.map((kindOf) => kindOf(call)).join(' '));
  return [...alike.values()].flatMap((group) => {
    const first = judge(before, group);
    const second = judge(after, group);
    return first.flatMap((one, index) => {
      const other = second[index];
      return other === undefined ? [] : [{ before: one, after: other }];
    });
  });
}

function next(after: Filter, starts: readonly Foreseen[], calls: readonly TracedCall[]): readonly string[] {
  return [...new Set(starts.flatMap(({ after: { call } }) => goesOnTo(after, call, calls)))];
}
