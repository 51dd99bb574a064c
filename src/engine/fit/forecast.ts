import type { Filter } from '../seccomp/index.ts';
import type { TracedCall } from '../trace/index.ts';
import { stopsAt } from './fit.ts';
import { goesOnTo, type Judged } from './Made.ts';
import { isToPass, judge, kindsOn } from './refusedCalls.ts';

/** A call on any ABI, as a profile names it, and the error number with which a filter refuses it. */
export interface Refusal {
  name: string;
  errno: number;
}

/** What a filter takes from a traced program: of the calls that it had (`stopsAt`), those that it needs, and those that it is known to do without. */
export interface Stopped {
  stops: readonly Judged[];
  without: readonly Judged[];
}

/**
 * Sorts the calls that a filter takes from a program. `known`: sets of refusals under which this program was seen to go on. It does without a call where all
 * of a set are refused: refused alone, one of them may well stop it. A call that is refused otherwise than by an error is in no set.
 */
export function stoppedBy(judged: readonly Judged[], known: readonly (readonly Refusal[])[] = []): Stopped {
  const stopped = judged.filter(stopsAt);
  const refused = new Set(stopped.flatMap(refusalsOf).map(wordOf));
  const sets = known.map((set) => set.map(wordOf));
  const done = new Set(sets.filter((words) => words.every((word) => refused.has(word))).flat());
  const isWithout = (each: Judged) => {
    const own = refusalsOf(each).map(wordOf);
    return own.length > 0 && own.every((word) => done.has(word));
  };
  return { stops: stopped.filter((each) => !isWithout(each)), without: stopped.filter(isWithout) };
}

/** How a call is refused that is refused whatever its unknown arguments are; none where one way is no error. */
export function refusalsOf({ name, verdicts }: Judged): readonly Refusal[] {
  if (name === undefined || verdicts.some(({ action }) => action !== 'ERRNO')) return [];
  return [...new Set(verdicts.map(({ data }) => data))].map((errno) => ({ name, errno }));
}

const wordOf = ({ name, errno }: Refusal) => `${name} ${errno}`;

/** A call of a trace under two filters. */
export interface Foreseen {
  before: Judged;
  after: Judged;
}

/** What becomes of a traced program when one filter takes another's place. */
export interface Forecast {
  /**
   * 'would-fail': the filter after refuses what the one before let pass. 'goes-on': answers change, and all that the program needs passes. 'as-before': no
   * answer changes, or what stopped the program before still does in part, and nothing else.
   */
  verdict: 'goes-on' | 'would-fail' | 'as-before';
  /** Calls that passed and don't any more, in the order of the trace. */
  stops: readonly Foreseen[];
  /** The same, of calls that this program is known to do without. */
  without: readonly Foreseen[];
  /** Calls that were refused and pass now. */
  starts: readonly Foreseen[];
  /** Calls that neither filter lets pass, and that the program is not known to do without. */
  stays: readonly Foreseen[];
  /** Calls that passed, and may be refused now: it hangs on arguments that the trace does not tell, or on a tracer or supervisor. */
  unsure: readonly Foreseen[];
  /** What the program may call once those that `starts` has succeed, and the filter after refuses; the trace has none of it. */
  goesOnTo: readonly string[];
}

/**
 * Which distinct calls of a trace pass under one filter and not under the other. A refusal that programs take for a kernel without the call counts as
 * passing (`isToPass`), and so does one that the trace itself shows (`stopsAt`). A call that may be refused, for all that the trace tells, passes, and stands
 * among the unsure. `known`: sets of refusals under which this program was seen to go on. Both filters are for the same machine; a trace without calls goes on
 * as before.
 */
export function forecast(
  calls: readonly TracedCall[],
  before: Filter,
  after: Filter,
  known: readonly (readonly Refusal[])[] = [],
): Forecast {
  const pairs = pairsOf(calls, before, after);
  const judged = pairs.map((pair) => pair.after);
  const { stops, without } = stoppedBy(judged, known);
  const passed = pairs.filter((pair) => !isToPass(pair.before));
  const refused = pairs.filter((pair) => isToPass(pair.before));
  const lost = passed.filter((pair) => stops.includes(pair.after));
  const stays = refused.filter((pair) => isToPass(pair.after) && !without.includes(pair.after));
  const starts = refused.filter((pair) => !isToPass(pair.after));
  return {
    verdict: verdictOf(pairs, lost, stays),
    stops: lost,
    without: passed.filter((pair) => without.includes(pair.after)),
    ...{ starts, stays },
    unsure: pairs.filter((pair) => pair.before.answer === 'allowed' && pair.after.answer === 'depends'),
    goesOnTo: next(after, starts, calls),
  };
}

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
    const second = judge(after, group);
    return judge(before, group).flatMap((one, index) => {
      const other = second[index];
      return other === undefined ? [] : [{ before: one, after: other }];
    });
  });
}

function next(after: Filter, starts: readonly Foreseen[], calls: readonly TracedCall[]): readonly string[] {
  return [...new Set(starts.flatMap(({ after: { call } }) => goesOnTo(after, call, calls)))];
}

/** What is known of a program whose calls were recorded while it did its usual work. */
export interface RecordedProgram {
  /** Its name in a list. */
  title: string;
  /** What was recorded, "nginx 1.26.3". */
  version: string;
  /** Debian's package with it, and that one's version. */
  package: string;
  suite: string;
  /** What the program did meanwhile, in a sentence. */
  did: string;
  /** Sets of refusals with which it was seen to do the same: what some default refuses of its calls, on every ABI; a set has a call once. */
  without: readonly (readonly Refusal[])[];
  kernel: string;
  /** strace's release. */
  strace: string;
  /** The day. */
  recorded: string;
}
