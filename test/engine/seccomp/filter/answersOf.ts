import { type Call, compile, decide, type Filter, run } from '../../../../src/engine/seccomp/index.ts';
import { returnValue } from '../recording.ts';

/** What a filter answers, as `decide` and as its own program do; where they differ, NaN, which was never recorded. */
export function answersOf(filter: Filter): (call: Call) => number {
  const program = compile(filter).value;
  return (call) => {
    const verdict = returnValue(decide(filter, call));
    return program !== undefined && returnValue(run(program, call)) === verdict ? verdict : Number.NaN;
  };
}
