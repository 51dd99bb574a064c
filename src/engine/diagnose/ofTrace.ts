import { counted, type SourceText, spanAt } from '../text/index.ts';
import { parseTrace, type Trace } from '../trace/index.ts';
import type { Diagnosis } from './Diagnosis.ts';
import type { Given } from './Given.ts';
import { ofCall } from './ofCall.ts';

/** A line of these is a call by itself; lists of names are told as a whole. */
const TELLS_CALLS: ReadonlySet<Trace['formats'][number]> = new Set(['strace', 'audit', 'perf', 'inspektor-gadget']);

/** Of a long trace the first refused calls; the page for traces has them all. */
const MOST_CALLS = 4;

/** From so many lines on, the page for traces says more than single calls do. */
const MANY = 3;

/** A trace, an audit record or a list of calls: the calls that were refused, or that none was. */
export function ofTrace(source: SourceText, given: Given): Diagnosis[] {
  const { text } = source;
  const { calls, formats } = parseTrace(text);
  const isTrace = formats.some((format) => TELLS_CALLS.has(format));
  if (calls.length === 0 || (!isTrace && calls.length < MANY)) return [];
  // A call that somebody asks about has no outcome.
  if (calls.every(({ result, seen }) => result === undefined && seen === undefined) && calls.length < MANY) return [];
  const refused = isTrace
    ? calls.flatMap((call) => {
        const causes = ofCall(call, text.slice(call.span.start, call.span.end), given);
        return causes.length === 0 ? [] : [causes];
      })
    : [];
  const whole = calls.length < MANY && refused.length > 0 ? [] : [ofWhole(source, calls.length, refused.length)];
  return [...refused.slice(0, MOST_CALLS).flat(), ...whole];
}

function ofWhole(source: SourceText, calls: number, refused: number): Diagnosis {
  const { text } = source;
  return {
    code: 'pasted-trace',
    layer: 'seccomp',
    certain: true,
    span: spanAt(source, 0, text.length),
    title: `A trace of ${counted(calls, 'different call')}`,
    says:
      refused === 0
        ? 'No call in it was refused with EPERM, EACCES or ENOSYS. The trace check shows what a profile answers each of them.'
        : `${counted(refused, 'call')} failed with EPERM, EACCES or ENOSYS. The trace check shows each, and the smallest change to a profile that lets the trace pass.`,
    facts: {},
    looks: [],
    fixes: [],
    state: { instrument: 'trace', trace: text },
  };
}
