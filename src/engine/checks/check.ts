import {
  checkWrite,
  type IdMap,
  OVERFLOW_ID,
  parseIdMap,
  toInside,
  toOutside,
  type WriteOutcome,
  type Writer,
} from '../idmap/index.ts';
import { type Arch, CAPABILITIES, errnoNumber, names, numberOf, parseCall } from '../linux/index.ts';
import {
  exampleCalls,
  type Filter,
  type RefusedCall,
  type Road,
  refusedAtStart,
  roads,
  type Verdict,
} from '../seccomp/index.ts';
import { stackOf } from '../stack/index.ts';
import { counted, type Diagnostic, isError } from '../text/index.ts';
import {
  type Answered,
  type Check,
  type CheckResult,
  type CheckSubject,
  type Expects,
  filtersOf,
  type Given,
  type IdRange,
  type MapSubject,
  type ProfileSubject,
  type Traces,
  type Under,
} from './filterUnder.ts';
import { readWays } from './readExpected.ts';
import { askedTrace } from './traced/askedTrace.ts';
import { actionWords, answersWords, answerWords, decidingLines } from './verdictWords.ts';

/** Whether the filter answers a call as expected, with every value of the arguments that are left out. */
function askedCall(filter: Filter, text: string, expects: Expects): Answered {
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
const isBlocked = ({ action }: Verdict): boolean => action !== 'ALLOW' && action !== 'LOG';

/**
 * Of a range of IDs the first that is not as expected; undefined where all are. Both sides of an extent run alike, so that
 * only where one begins or ends can the answer change: no other ID is asked.
 */
function firstUnlike(map: IdMap, { side, first, last }: IdRange, expects: Expects): number | undefined {
  const isAsExpected = (id: number) => {
    const other = side === 'inside' ? toOutside(map, id) : toInside(map, id);
    return holds(other, id - first, expects) !== expects.not;
  };
  const edges = map.flatMap((extent) => {
    const begin = extent[side];
    return [begin, begin + extent.count];
  });
  const asked = [first, ...edges].filter((id) => id >= first && id <= last);
  return asked.sort((a, b) => a - b).find((id) => !isAsExpected(id));
}

function holds(other: number | undefined, at: number, expects: Expects): boolean {
  if (expects.kind === 'ids') return other === expects.first + at;
  return (other !== undefined) === (expects.kind === 'mapped');
}

/** The checks' results for the text of a map. */
function checkMap(subject: MapSubject, checks: readonly Check[]): CheckResult[] {
  const { value: map, diagnostics } = parseIdMap(subject.mapText);
  return checks.map((check) => {
    const { asks } = check;
    if (asks.kind === 'write') return written(subject, check);
    if (asks.kind !== 'ids') return { check, ok: false, found: OTHER_SUBJECT };
    if (map) return ofIds(map, subject.writer?.kind ?? 'uid', check, asks);
    return { check, ok: false, found: `no map${problemWords(diagnostics.find(isError))}` };
  });
}

const OTHER_SUBJECT = 'an ID map: only a profile answers this check';

function ofIds(map: IdMap, kind: 'uid' | 'gid', check: Check, asks: IdRange): CheckResult {
  const name = kind.toUpperCase();
  const id = firstUnlike(map, asks, check.expects);
  if (id !== undefined) {
    return { check, ok: false, found: idWords(map, asks.side, id, name), id: { side: asks.side, id } };
  }
  const isOne = asks.first === asks.last;
  return { check, ok: true, found: isOne ? idWords(map, asks.side, asks.first, name) : rangeWords(map, asks, name) };
}

const OTHER = { inside: ['host', 'outside'], outside: ['container', 'inside'] } as const;

/** What an ID is on the other side. */
function idWords(map: IdMap, side: IdRange['side'], id: number, name: string): string {
  const other = side === 'inside' ? toOutside(map, id) : toInside(map, id);
  if (other !== undefined) return `${OTHER[side][0]} ${name} ${other}`;
  return side === 'inside' ? `not mapped: no host ${name}` : `not mapped: shown as ${OVERFLOW_ID}`;
}

/** What a range is on the other side. */
function rangeWords(map: IdMap, { side, first, last }: IdRange, name: string): string {
  const [where, other] = OTHER[side];
  const pieces = map.flatMap((extent) => {
    const from = Math.max(first, extent[side]);
    const end = Math.min(last + 1, extent[side] + extent.count);
    return from < end ? [{ start: extent[other] + (from - extent[side]), count: end - from }] : [];
  });
  const mapped = pieces.reduce((sum, { count }) => sum + count, 0);
  const all = last - first + 1;
  const [only, another] = pieces;
  if (only && !another && mapped === all) return `${where} ${name}s ${only.start} to ${only.start + all - 1}`;
  return `${all} ${name}s, ${mapped === all ? 'all' : mapped === 0 ? 'none' : mapped} mapped`;
}

function written({ mapText, writer }: MapSubject, check: Check): CheckResult {
  const outcome = checkWrite(mapText, writerUnder(writer, check.under));
  const { expects } = check;
  if (expects.kind !== 'ok' && expects.kind !== 'errno') {
    return { check, ok: false, found: OTHER_SUBJECT };
  }
  const isAsExpected = expects.kind === 'ok' ? outcome.ok : isErrno(outcome, expects.errno);
  return { check, ok: isAsExpected !== expects.not, found: outcomeWords(outcome) };
}

const isErrno = (outcome: WriteOutcome, errno: string | number) =>
  !outcome.ok && errnoNumber(outcome.errno) === (typeof errno === 'number' ? errno : errnoNumber(errno));

function outcomeWords(outcome: WriteOutcome): string {
  if (outcome.ok) return `ok: a map of ${counted(outcome.map.length, 'line')}`;
  const { errno, rule, diagnostics } = outcome;
  return `${errno}${problemWords(diagnostics.find(({ code }) => code === rule))}`;
}

/** A problem of the map's text, with its line. */
function problemWords(problem: Diagnostic | undefined): string {
  if (problem === undefined) return '';
  const { message, span } = problem;
  return `${span ? ` (line ${span.line})` : ''}: ${message}`;
}

/** The writer with another stack's kernel, and with other capabilities. */
function writerUnder(writer: Writer = {}, { stack, with: more, without }: Under): Writer {
  const kernel = stack === undefined ? undefined : stackOf(stack)?.kernel;
  const held = writer.capabilities ?? CAPABILITIES;
  const capabilities = [...new Set([...held, ...more])].filter((each) => !without.includes(each));
  return {
    ...writer,
    ...(kernel !== undefined && { kernel }),
    ...(more.length + without.length > 0 && { capabilities }),
  };
}

/** Whether the runtime starts a container under the filter, without `--security-opt no-new-privileges`. */
function askedStart(filter: Filter, expects: Expects): Answered {
  const wantsStart = isStartWanted(expects);
  if (filter.off) return { ok: wantsStart, found: 'a start without a filter' };
  const { runtime, arch } = filter.target;
  const refused = refusedAtStart(filter, false);
  if (refused === undefined) return { ok: false, found: 'no runtime: libseccomp alone starts no container' };
  const stopping = refused.find(({ when }) => when === 'always') ?? refused[0];
  if (stopping === undefined) return { ok: wantsStart, found: 'a container that starts' };
  const { name, verdict, when, kinds } = stopping;
  const call = kinds[0] ?? parseCall(name, arch).value;
  const answer = call ? answerWords(filter, { call, verdict }) : actionWords(verdict, arch);
  const ok = when === 'always' && !wantsStart;
  const found = `${STARTS[when]}: ${runtime} calls ${name}, and gets ${answer}`;
  return { ok, found, ...(!ok && call && { counterexample: call }) };
}

const STARTS: Readonly<Record<RefusedCall['when'], string>> = {
  always: 'no start',
  sometimes: 'a start that fails at times',
  'other-user': 'no start for a user other than root',
};

/** The engine or the runtime refuses the profile: no container starts, and no call is made. */
function refusedStart([first]: readonly Diagnostic[], expects: Expects): Answered {
  const where = first?.span ? ` (line ${first.span.line} of the profile)` : '';
  const found = `no start${where}: ${first?.message ?? 'The runtime refuses the profile.'}`;
  return { ok: expects.kind === 'start' && !isStartWanted(expects), found };
}

const isStartWanted = (expects: Expects) => expects.kind === 'start' && expects.starts !== expects.not;

/** Of every way to an aim: `blocked` holds where the filter allows none, `allow` where it allows one. */
function askedWays(filter: Filter, text: string, expects: Expects): Answered {
  const { value: intent, diagnostics } = readWays(text, filter.target.arch);
  if (intent === undefined) return { ok: false, found: `no way (${diagnostics.find(isError)?.message ?? text})` };
  const wantsNone = (expects.kind === 'blocked') !== expects.not;
  const ways = roads(filter, intent).filter(({ barriers }) => !barriers.some(isMissing));
  const allowed = ways.find(({ steps }) => steps.every(({ verdict }) => !isBlocked(verdict)));
  const [first, ...more] = allowed?.steps ?? [];
  if (first) {
    const answer = [answerWords(filter, first), ...more.map((step) => step.text)].join(', then ');
    if (wantsNone) return { ok: false, found: answer, counterexample: first.call };
    return { ok: true, found: `${first.text}, which gets ${answer}` };
  }
  const untried = ways.find(isUntried);
  if (untried) return { ok: false, found: `more conditions than can be tried for ${untried.steps[0]?.text}` };
  if (ways.length === 0) return { ok: wantsNone, found: 'no way on this machine' };
  const found = ways.length === 1 ? 'one way, which is blocked' : `${counted(ways.length, 'way')}, all blocked`;
  return { ok: wantsNone, found };
}

/** The kernel does not have the call yet. Other layers are no part of the profile. */
const isMissing = ({ layer, stands }: Road['barriers'][number]) => layer === 'kernel' && stands === true;

/** The search for arguments that pass gave up (`RoadState`): no step is left to a tracer or an agent. */
const isUntried = ({ state, steps }: Road) =>
  state === 'depends' && !steps.some(({ verdict: { action } }) => action === 'TRACE' || action === 'USER_NOTIF');

/** Of every call of the machine's own architecture that no check names: whether the filter answers each as expected, with every argument. */
function askedOthers(filter: Filter, checks: readonly Check[], expects: Expects): Answered {
  const { arch } = filter.target;
  const named = new Set<number | undefined>(
    checks.flatMap(({ asks }) => {
      // Of a profile, the check “write” asks about the call.
      const text = asks.kind === 'call' ? asks.text : asks.kind === 'write' ? asks.kind : undefined;
      const call = text === undefined ? undefined : parseCall(text, arch).value;
      return call?.arch === arch ? [call.syscall] : [];
    }),
  );
  const others = names(arch).filter((name) => !named.has(numberOf(arch, name)));
  for (const name of others) {
    const answered = askedCall(filter, name, expects);
    if (!answered.ok) return answered.counterexample ? answered : { ...answered, found: `${name}: ${answered.found}` };
  }
  return { ok: true, found: counted(others.length, 'other call') };
}

/** The checks' results for a profile on its target. */
function checkProfile(subject: ProfileSubject, checks: readonly Check[], traces: Traces): CheckResult[] {
  const filterFor = filtersOf(subject);
  return checks.map((check) => ({ check, ...answered(check, checks, traces, filterFor) }));
}

function answered(
  { asks, expects, under }: Check,
  checks: readonly Check[],
  traces: Traces,
  filterFor: (under: Check['under']) => Given,
): Answered {
  if (asks.kind === 'ids' || expects.kind === 'ok') {
    return { ok: false, found: 'a profile: only an ID map answers this check' };
  }
  const given = filterFor(under);
  if ('refusals' in given) return refusedStart(given.refusals.filter(isError), expects);
  switch (asks.kind) {
    case 'starts':
      return askedStart(given.filter, expects);
    case 'others':
      return askedOthers(given.filter, checks, expects);
    case 'trace':
      return askedTrace(given.filter, asks.name, traces, expects);
    case 'ways':
      return askedWays(given.filter, asks.text, expects);
    default:
      return askedCall(given.filter, asks.kind === 'write' ? 'write' : asks.text, expects);
  }
}

/**
 * Puts checks to a profile on its target, or to the text of a map: a result for each, in their order. A check that is not of such a subject, or that the
 * subject is too broken for, fails and says so. Never throws. `traces`: those that
 * checks may name.
 */
export function check(subject: CheckSubject, checks: readonly Check[], traces: Traces = new Map()): CheckResult[] {
  return 'mapText' in subject ? checkMap(subject, checks) : checkProfile(subject, checks, traces);
}
