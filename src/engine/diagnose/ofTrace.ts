import { counted, type SourceText, spanAt } from '../text/index.ts';
import { parseTrace, type Trace, type TracedCall } from '../trace/index.ts';
import type { Diagnosis } from './Diagnosis.ts';
import type { Given } from './Given.ts';
import { ofCall } from './ofCall.ts';

/** A line of these is a call by itself; lists of names are told as a whole. */
const TELLS_CALLS: ReadonlySet<Trace['formats'][number]> = new Set(['strace', 'audit', 'perf', 'inspektor-gadget']);

/** Of a long trace the first refused calls; the page for traces has them all. */
const MOST_CALLS = 4;

/** From so many lines on, the page for traces says more than single calls do. */
const MANY = 3;

/** A trace, an audit record or a list of calls, under a profile that was pasted with it or none: the calls that were refused, or that none was. */
export function ofTrace(source: SourceText, given: Given, profile?: string): Diagnosis[] {
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
  const whole =
    calls.length < MANY && refused.length > 0
      ? []
      : [ofWhole(source, calls, isTrace ? refused.length : undefined, profile)];
  return [...refused.slice(0, MOST_CALLS).flat(), ...whole];
}

/** The whole trace; `refused`: undefined where it does not tell what calls returned. */
function ofWhole(
  source: SourceText,
  calls: readonly TracedCall[],
  refused: number | undefined,
  profile: string | undefined,
): Diagnosis {
  const { text } = source;
  const names = new Set(calls.map(({ arch, syscall }) => `${arch} ${syscall}`)).size;
  const under = profile === undefined ? 'a profile' : 'the pasted profile';
  return {
    code: 'pasted-trace',
    layer: 'seccomp',
    certain: true,
    span: spanAt(source, 0, text.length),
    title:
      refused === undefined
        ? `A list of ${counted(names, 'system call')}`
        : `A trace with ${counted(names, 'different system call')}`,
    says: [
      refused === 0 && 'No call in it failed with EPERM, EACCES or ENOSYS.',
      refused && `${counted(refused, 'call')} failed with EPERM, EACCES or ENOSYS.`,
      `The trace check shows what ${under} returns for each call, and the smallest change that lets all of them pass.`,
    ]
      .filter(Boolean)
      .join(' '),
    facts: {},
    looks: [],
    fixes: [],
    state: { instrument: 'trace', trace: text.trim(), ...(profile !== undefined && { profile }) },
  };
}
