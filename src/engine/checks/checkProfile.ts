import { type Arch, type Call, errnoNumber, parseCall } from '../linux/index.ts';
import { exampleCalls, type Filter, type Road, refusedAtStart, roads, type Verdict } from '../seccomp/index.ts';
import { counted, type Diagnostic, isError } from '../text/index.ts';
import type { Asks, Expects } from './Asks.ts';
import type { Check, CheckResult, ProfileSubject } from './CheckResult.ts';
import { filtersOf, type Given } from './filterUnder.ts';
import { readWays } from './readWays.ts';
import { actionWords, callName, decidingLines, verdictWords } from './verdictWords.ts';

/** The checks' results for a profile on its target. */
export function checkProfile(subject: ProfileSubject, checks: readonly Check[]): CheckResult[] {
  const filterFor = filtersOf(subject);
  return checks.map((check) => ({ check, ...resultOf(check, filterFor) }));
}

type Result = Omit<CheckResult, 'check'>;

function resultOf({ asks, expects, under }: Check, filterFor: (under: Check['under']) => Given): Result {
  if (asks.kind === 'ids' || expects.kind === 'ok') {
    const what = asks.kind === 'ids' ? 'an ID' : 'a write of a map';
    return { ok: false, found: `a profile, and a check about ${what}: put it to an ID map` };
  }
  const given = filterFor(under);
  if ('refusal' in given) {
    const isExpected = expects.kind === 'start' && expects.starts === expects.not;
    return { ok: isExpected, found: `no start: ${refusalWords(given.refusal)}` };
  }
  const { filter } = given;
  if (asks.kind === 'starts') return ofStart(filter, expects);
  if (asks.kind === 'ways') return ofWays(filter, asks.text, expects);
  return ofCall(filter, textOf(asks), expects);
}

const textOf = (asks: Extract<Asks, { kind: 'call' | 'write' }>) => (asks.kind === 'call' ? asks.text : 'write');

function refusalWords({ message, span }: Diagnostic): string {
  return span ? `line ${span.line}: ${message}` : message;
}

function ofCall(filter: Filter, text: string, expects: Expects): Result {
  const { value: call, diagnostics } = parseCall(text, filter.target.arch);
  if (call === undefined) return { ok: false, found: `no call: ${diagnostics.find(isError)?.message ?? text}` };
  const { arch, syscall, leftOut = [] } = call;
  const args = call.args.map((value, index) => (leftOut.includes(index) ? undefined : value));
  const { examples, isWhole } = exampleCalls(filter, { arch, syscall, args });
  const words = (each: { call: Call; verdict: Verdict }) => verdictWords(filter, each.call, each.verdict);
  const other = examples.find(({ call: asked, verdict }) => !holds(filter, asked.arch, verdict, expects));
  if (other) return { ok: false, found: words(other), counterexample: other.call };
  if (!isWhole) return { ok: false, found: 'too many conditions to try every value of the arguments' };
  return { ok: true, found: [...new Set(examples.map(words))].join(', or ') };
}

/** Whether a verdict is as expected. */
function holds(filter: Filter, arch: Arch, verdict: Verdict, expects: Expects): boolean {
  return isAsExpected(filter, arch, verdict, expects) !== expects.not;
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

const isBlocked = ({ action }: Verdict) => action !== 'ALLOW' && action !== 'LOG';

/** `blocked`: no way is allowed. `allow`: one is. */
function ofWays(filter: Filter, text: string, expects: Expects): Result {
  const { value: intent, diagnostics } = readWays(text, filter.target.arch);
  if (intent === undefined) return { ok: false, found: `no way: ${diagnostics.find(isError)?.message ?? text}` };
  const all = roads(filter, intent).filter(({ barriers }) => !barriers.some(isMissing));
  const allowed = all.find(({ steps }) => !steps.some(({ verdict }) => isBlocked(verdict)));
  const unsure = all.find(
    ({ state, steps }) =>
      state === 'depends' && !steps.some(({ verdict: { action } }) => action === 'TRACE' || action === 'USER_NOTIF'),
  );
  const isExpected = (expects.kind === 'blocked') !== expects.not ? allowed === undefined : allowed !== undefined;
  if (allowed) {
    const [first] = allowed.steps;
    const found = `a way that is allowed: ${allowed.steps.map((step) => step.text).join(', then ')}`;
    return { ok: isExpected, found, ...(!isExpected && first && { counterexample: first.call }) };
  }
  if (unsure) return { ok: false, found: `too many conditions to try every way: ${unsure.steps[0]?.text ?? ''}` };
  if (all.length === 0) return { ok: isExpected, found: 'no way on this machine' };
  return { ok: isExpected, found: `${counted(all.length, 'way')}, all blocked` };
}

/** A kernel that doesn't have the call yet. */
const isMissing = ({ layer, stands }: Road['barriers'][number]) => layer === 'kernel' && stands === true;

function ofStart(filter: Filter, expects: Expects): Result {
  if (expects.kind !== 'start') return { ok: false, found: 'a start' };
  const wanted = expects.starts !== expects.not;
  if (filter.off) return { ok: wanted, found: 'a start without a filter' };
  const { runtime } = filter.target;
  const refused = refusedAtStart(filter, false);
  if (refused === undefined) return { ok: false, found: 'no runtime: libseccomp alone starts no container' };
  const [stopping = refused[0]] = refused.filter(({ when }) => when === 'always');
  if (stopping === undefined) return { ok: wanted, found: 'a start' };
  const { arch } = filter.target;
  const { value: plain } = parseCall(stopping.name, arch);
  const call = stopping.kinds[0] ?? plain;
  const isSure = stopping.when === 'always';
  const found = `${isSure ? 'no start' : 'a start only at times'}: ${runtime} calls ${call ? callName(call) : stopping.name}, which gets ${actionWords(stopping.verdict, arch)}`;
  const ok = isSure && !wanted;
  return { ok, found, ...(!ok && call && { counterexample: call }) };
}
