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
import { CAPABILITIES, errnoNumber } from '../linux/index.ts';
import { stackOf } from '../stack/index.ts';
import { counted, type Diagnostic, isError } from '../text/index.ts';
import type { IdRange, Under } from './Asks.ts';
import type { Check, CheckResult, MapSubject } from './CheckResult.ts';
import { firstUnlike } from './firstUnlike.ts';

/** The checks' results for the text of a map. */
export function checkMap(subject: MapSubject, checks: readonly Check[]): CheckResult[] {
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
