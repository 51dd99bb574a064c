import type { Call } from '../../linux/index.ts';
import { decide, locate } from './decide.ts';
import type { Filter } from './Filter.ts';
import { canHold } from './libseccomp/canHold.ts';
import { waysThrough } from './libseccomp/reachableAnswers.ts';
import { dependsOnArguments, halvesOf, type PartCall } from './outcomes.ts';
import type { Verdict } from './Verdict.ts';
import { wholeCall } from './wholeCall.ts';

/** A whole call that gets a verdict. */
export interface ExampleCall {
  call: Call;
  verdict: Verdict;
}

/** One call for each answer that a call may get, and whether these are all the answers. */
export interface ExampleCalls {
  /** The first is the one whose unknown arguments are all 0. */
  examples: readonly ExampleCall[];
  /** False where a call has hundreds of conditions, and the search ended before it had tried all. */
  isWhole: boolean;
}

/** For each answer of the filter's to a call with unknown arguments, values of these that get it, 0 where that is as good as any. */
export function exampleCalls(filter: Filter, call: PartCall): ExampleCalls {
  const compared = dependsOnArguments(filter, call);
  const first = exampleOf(filter, wholeCall(call, new Map(), compared));
  const found = locate(filter, call);
  if ('verdict' in found || found.entry === undefined) return { examples: [first], isWhole: true };
  const examples = new Map([[keyOf(first), first]]);
  for (const way of waysThrough(found.entry.program, halvesOf(call), canHold)) {
    if (way === undefined) return { examples: [...examples.values()], isWhole: false };
    const example = exampleOf(filter, wholeCall(call, way.known, compared));
    const other = examples.get(keyOf(example));
    if (other === undefined || sumOf(example) < sumOf(other)) examples.set(keyOf(example), example);
  }
  return { examples: [...examples.values()], isWhole: true };
}

const exampleOf = (filter: Filter, call: Call): ExampleCall => ({ call, verdict: decide(filter, call) });

const keyOf = ({ verdict: { action, data, rule } }: ExampleCall) =>
  [action, data, rule?.index, rule?.nameSpan?.start].join(' ');

/** Of two calls with the same answer, the one with lower numbers is easier to read. */
const sumOf = ({ call: { args } }: ExampleCall) => args.reduce((sum, value) => sum + value, 0n);
