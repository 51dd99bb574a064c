import { type Arch, errnoNumber, parseCall } from '../linux/index.ts';
import { exampleCalls, type Filter, type Verdict } from '../seccomp/index.ts';
import { isError } from '../text/index.ts';
import type { Expects } from './Asks.ts';
import type { Answered } from './CheckResult.ts';
import { answersWords, answerWords, decidingLines } from './verdictWords.ts';

/** Whether the filter answers a call as expected, with every value of the arguments that are left out. */
export function askedCall(filter: Filter, text: string, expects: Expects): Answered {
  const { value: call, diagnostics } = parseCall(text, filter.target.arch);
  if (call === undefined) return { ok: false, found: `no call (${diagnostics.find(isError)?.message ?? text})` };
  const { arch, syscall, leftOut = [] } = call;
  const args = call.args.map((value, index) => (leftOut.includes(index) ? undefined : value));
  const { examples, isWhole } = exampleCalls(filter, { arch, syscall, args });
  const other = examples.find(({ verdict }) => isAsExpected(filter, arch, verdict, expects) === expects.not);
  if (other) return { ok: false, found: answerWords(filter, other), counterexample: other.call };
  if (!isWhole) return { ok: false, found: 'more conditions than can be tried' };
  return { ok: true, found: answersWords(filter, examples) };
}

function isAsExpected(filter: Filter, arch: Arch, verdict: Verdict, expects: Expects): boolean {
  const { action, data } = verdict;
  switch (expects.kind) {
    case 'action':
      return expects.action === 'KILL' ? action.startsWith('KILL') : action === expects.action;
    case 'errno': {
      const { errno } = expects;
      return action === 'ERRNO' && data === (typeof errno === 'number' ? errno : errnoNumber(errno, arch));
    }
    case 'blocked':
      return isBlocked(verdict);
    case 'line':
      return decidingLines(filter, verdict).includes(expects.line);
    default:
      return false;
  }
}

/** What a check calls blocked: a tracer or an agent may let the call pass, but the filter does not. */
export const isBlocked = ({ action }: Verdict): boolean => action !== 'ALLOW' && action !== 'LOG';
