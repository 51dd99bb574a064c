import { forecast, judge, stoppedBy } from '../../../engine/fit/index.ts';
import type { Filter } from '../../../engine/seccomp/index.ts';
import type { TracedCall } from '../../../engine/trace/index.ts';
import type { Outcome } from '../state/Forecast.ts';
import type { Foresight } from '../state/Foresight.ts';

/** Asks both filters about a trace, with what its program is known to do without. A trace without calls passes. */
export function foresee(
  trace: Foresight['trace'],
  calls: readonly TracedCall[],
  before: Filter,
  after: Filter,
): Foresight {
  const { without: known } = trace;
  const [first, second] = [before, after].map((filter) => stoppedBy(judge(filter, calls), known));
  const { unsure, goesOnTo } = forecast(calls, before, after, known);
  const [failed, stops] = [first?.stops ?? [], second?.stops ?? []];
  const outcome = outcomeOf(failed.length > 0, stops.length > 0, unsure.length > 0);
  return {
    ...{ trace, outcome, unsure, goesOnTo },
    stops: outcome === 'starts' ? failed : stops,
    without: second?.without ?? [],
  };
}

function outcomeOf(failed: boolean, fails: boolean, isUnsure: boolean): Outcome {
  if (fails) return failed ? 'still-fails' : 'fails';
  if (failed) return 'starts';
  return isUnsure ? 'unsure' : 'passes';
}
