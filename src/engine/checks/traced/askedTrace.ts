import { isToPass, type Judged, judge } from '../../fit/index.ts';
import { type Filter, formatCall } from '../../seccomp/index.ts';
import { counted } from '../../text/index.ts';
import type { TracedCall } from '../../trace/index.ts';
import type { Expects } from '../Asks.ts';
import type { Answered, Traces } from '../CheckResult.ts';
import { answerWords } from '../verdictWords.ts';

/**
 * Whether a recorded run passes: every call of it is allowed, or the program is known to go on without it (`isToPass`). A call whose unknown arguments decide
 * is no reason to fail; the answer counts it.
 */
export function askedTrace(filter: Filter, name: string, traces: Traces, { not }: Expects): Answered {
  const trace = traces.get(name);
  if (trace === undefined) return { ok: false, found: `no trace: ${name} is not among the files` };
  if (trace.calls.length === 0) return { ok: false, found: `no trace: ${name} has no line that tells of a call` };
  const judged = judge(filter, trace.calls);
  const [first, ...more] = judged.filter(isToPass);
  if (first === undefined) return { ok: !not, found: passed(judged) };
  const { span } = first.call;
  const call = callOf(first.call);
  const answers = first.verdicts.map((verdict) => answerWords(filter, { call, verdict }));
  const others = more.length === 0 ? '' : `, and ${counted(more.length, 'more call')} would fail`;
  const found = `${formatCall(call)} on line ${span.line} of the trace gets ${answers.join(', or ')}${others}`;
  return { ok: not, found, ...(!not && { counterexample: call }) };
}

function passed(judged: readonly Judged[]): string {
  const all = `${counted(judged.length, 'distinct call')}, all of which pass`;
  const untold = judged.filter(({ answer, fallsBack }) => answer === 'depends' && fallsBack === undefined).length;
  return untold === 0 ? all : `${all} or depend on what the trace does not tell (${untold})`;
}

/** The call with what the trace tells of its arguments. */
function callOf({ arch, syscall, args }: TracedCall) {
  const known = args.slice(0, args.findLastIndex((value) => value !== undefined) + 1);
  const leftOut = known.flatMap((value, index) => (value === undefined ? [index] : []));
  return { arch, syscall, args: known.map((value) => value ?? 0n), leftOut };
}
