import { isToPass, type Judged, judge } from '../../fit/index.ts';
import { type Filter, formatCall } from '../../seccomp/index.ts';
import { counted } from '../../text/index.ts';
import type { Trace, TracedCall } from '../../trace/index.ts';
import type { Answered, Expects, Traces } from '../filterUnder.ts';
import { answerWords } from '../verdictWords.ts';

/**
 * Whether a recorded run passes: every call of it is allowed, or the program is known to go on without it (`isToPass`). A call whose unknown arguments decide
 * is no reason to fail; the answer counts it. A line that can't be read is: it may be the very call that the profile refuses.
 */
export function askedTrace(filter: Filter, name: string, traces: Traces, { not }: Expects): Answered {
  const trace = traces.get(name);
  if (trace === undefined) return { ok: false, found: `no trace: ${name} is not among the files` };
  if (trace.calls.length === 0) return { ok: false, found: 'no trace: the file has no line that shows a system call' };
  const judged = judge(filter, trace.calls);
  const [first, ...more] = judged.filter(isToPass);
  if (first === undefined) {
    const unread = unreadWords(trace);
    return unread === undefined ? { ok: !not, found: passed(judged) } : { ok: false, found: unread };
  }
  const { span } = first.call;
  const call = callOf(first.call);
  const answers = first.verdicts.map((verdict) => answerWords(filter, { call, verdict }));
  const others = more.length === 0 ? '' : `, and ${counted(more.length, 'more call')} would fail`;
  const found = `${formatCall(call)} on line ${span.line} of the trace gets ${answers.join(', or ')}${others}`;
  return { ok: not, found, ...(!not && { counterexample: call }) };
}

/** What of the trace no call could be made of; undefined where every line was read. */
function unreadWords({ unread: [first], unread, unreadCount = unread.length }: Trace): string | undefined {
  if (first === undefined) return undefined;
  const unreadLines =
    unreadCount === 1
      ? `line ${first.line} of the trace can’t be read`
      : `${unreadCount} lines of the trace can’t be read, the first of them line ${first.line}`;
  return `the calls that can be read pass, but ${unreadLines}`;
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
