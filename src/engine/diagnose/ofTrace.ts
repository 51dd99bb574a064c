import { nameOf } from '../linux/index.ts';
import { counted, type SourceText, type Span, spanAt } from '../text/index.ts';
import { parseTrace, type Trace, type TracedCall } from '../trace/index.ts';
import { ofCall } from './ofCall.ts';
import { type Diagnosis, linesOf } from './ofParts.ts';
import type { Given } from './partRead.ts';

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
        const causes = ofCall(call, text.slice(call.span.start, call.span.end), given, profile);
        return causes.length === 0 ? [] : [{ call, causes }];
      })
    : [];
  const whole =
    calls.length < MANY && refused.length > 0
      ? []
      : [
          ofWhole(
            source,
            calls,
            isTrace ? refused.map(({ causes: [cause] }) => cause?.code ?? '') : undefined,
            profile,
          ),
        ];
  const told = refused.slice(0, MOST_CALLS).flatMap(({ call, causes }) => {
    const also = othersOf(call, source);
    return also.length === 0 ? causes : causes.map((cause) => ({ ...cause, also }));
  });
  return [...told, ...whole];
}

/** The other lines in which strace shows the same call fail in the same way: a trace has it once, with its first line. */
function othersOf({ arch, syscall, count, result, span }: TracedCall, source: SourceText): Span[] {
  const name = nameOf(arch, syscall);
  if (count === 1 || name === undefined || result?.kind !== 'error') return [];
  const outcome = ` = -1 ${result.errno} `;
  return source.text.split('\n').flatMap((line, at) => {
    const start = source.lineStarts[at] ?? 0;
    const isSame = start > span.start && line.includes(`${name}(`) && line.includes(outcome);
    const begins = line.slice(0, line.indexOf(`${name}(`));
    return isSame && !/\w$/.test(begins) ? [spanAt(source, start, start + line.length)] : [];
  });
}

/** The whole trace; `outcomes`: the codes of what is told of its calls, undefined where it does not tell what they returned. */
function ofWhole(
  source: SourceText,
  calls: readonly TracedCall[],
  outcomes: readonly string[] | undefined,
  profile: string | undefined,
): Diagnosis {
  const { text } = source;
  const names = new Set(calls.map(({ arch, syscall }) => `${arch} ${syscall}`)).size;
  const under = profile === undefined ? 'a profile' : 'the pasted profile';
  return {
    code: 'pasted-trace',
    layer: 'seccomp',
    certain: true,
    span: spanAt(source, calls[0]?.span.start ?? 0, text.length),
    title:
      outcomes === undefined
        ? `A list of ${counted(names, 'system call')}`
        : `A trace with ${counted(names, 'different system call')}`,
    says: [
      outcomes && outcomeWords(outcomes),
      isCut(text) && 'The last line is cut off: its result is unknown.',
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

/** Whether the text ends within a call: strace prints its end and its result on the same line, or says that the call is unfinished. */
function isCut(text: string): boolean {
  const last = text.trimEnd().split('\n').at(-1) ?? '';
  const count = (sign: string) => last.split(sign).length;
  return /\w\(/.test(last) && count('(') > count(')') && !/<unfinished|resumed/.test(last);
}

/** How many calls failed, ended their program or were only logged. */
function outcomeWords(outcomes: readonly string[]): string {
  const count = (...codes: string[]) => outcomes.filter((code) => codes.includes(code)).length;
  const [failed, killed, logged] = [count('call-error', 'call-refused'), count('call-killed'), count('call-logged')];
  const told = [
    failed > 0 && `${counted(failed, 'call')} failed with EPERM, EACCES or ENOSYS.`,
    killed > 0 && `${counted(killed, 'call')} ended the program.`,
    logged > 0 && `${counted(logged, 'call')} ${logged === 1 ? 'was' : 'were'} logged, and ran.`,
  ].filter(Boolean);
  return told.length === 0 ? 'No call in it failed with EPERM, EACCES or ENOSYS.' : told.join(' ');
}

/** How nginx and others log a call that failed: `accept4() failed (1: Operation not permitted)`. */
const FAILED =
  /\b([a-z_]\w+)\(\)[^()]{0,120} failed \(\d+: (Operation not permitted|Permission denied|Function not implemented)\)/;
const ERRNO = new Map([
  ['Operation not permitted', 'EPERM'],
  ['Permission denied', 'EACCES'],
  ['Function not implemented', 'ENOSYS'],
]);
const MOST = 4;

/** Calls that a program’s own log says were refused, without their arguments; each call once. `told`: where lines begin that have an answer. */
export function ofFailedCall(source: SourceText, given: Given, told: ReadonlySet<number>): Diagnosis[] {
  const seen = new Map<string, Diagnosis[]>();
  for (const { text, span } of linesOf(source)) {
    const [, name = '', words = ''] = FAILED.exec(text) ?? [];
    if (name === '' || told.has(span.start) || seen.has(`${name} ${words}`) || seen.size === MOST) continue;
    const line = `${name}() = -1 ${ERRNO.get(words)} (${words})`;
    const [call] = parseTrace(line).calls;
    if (call) seen.set(`${name} ${words}`, ofCall({ ...call, span }, line, given));
  }
  return [...seen.values()].flat();
}
