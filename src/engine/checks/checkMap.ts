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
    if (asks.kind !== 'ids') {
      const what = asks.kind === 'starts' ? 'the start of a container' : 'calls';
      return { check, ok: false, found: `an ID map, and a check about ${what}: put it to a profile` };
    }
    if (map) return ofIds(map, subject.writer?.kind ?? 'uid', check, asks);
    return { check, ok: false, found: `no map: ${problemWords(diagnostics.find(isError))}` };
  });
}

function ofIds(map: IdMap, kind: 'uid' | 'gid', check: Check, asks: IdRange): CheckResult {
  const { expects } = check;
  if (!['mapped', 'unmapped', 'ids'].includes(expects.kind)) return { check, ok: false, found: 'an ID' };
  const id = firstUnlike(map, asks, expects);
  const shown = idWords(map, asks.side, id ?? asks.first, kind.toUpperCase());
  if (id !== undefined) return { check, ok: false, found: shown, id: { side: asks.side, id } };
  const isOne = asks.first === asks.last;
  return { check, ok: true, found: isOne ? shown : allWords(map, asks, kind.toUpperCase()) };
}

/** What an ID is on the other side. */
function idWords(map: IdMap, side: IdRange['side'], id: number, name: string): string {
  const other = side === 'inside' ? toOutside(map, id) : toInside(map, id);
  if (other !== undefined) return `${side === 'inside' ? 'host' : 'container'} ${name} ${other}`;
  return side === 'inside' ? 'not mapped: no such user in the container' : `not mapped: shown as ${OVERFLOW_ID}`;
}

/** The same of a range that is as expected. */
function allWords(map: IdMap, { side, first, last }: IdRange, name: string): string {
  const [start, end] = [first, last].map((id) => (side === 'inside' ? toOutside(map, id) : toInside(map, id)));
  if (start === undefined || end === undefined) return `${counted(last - first + 1, 'ID')}, as expected`;
  const where = side === 'inside' ? 'host' : 'container';
  return `${where} ${name}s from ${start} to ${end}`;
}

function written({ mapText, writer }: MapSubject, check: Check): CheckResult {
  const outcome = checkWrite(mapText, writerUnder(writer, check.under));
  const { expects } = check;
  if (expects.kind !== 'ok' && expects.kind !== 'errno') {
    return { check, ok: false, found: 'an ID map, and a check of the call write: put it to a profile' };
  }
  const isAsExpected = expects.kind === 'ok' ? outcome.ok : isErrno(outcome, expects.errno);
  return { check, ok: isAsExpected !== expects.not, found: outcomeWords(outcome) };
}

const isErrno = (outcome: WriteOutcome, errno: string | number) =>
  !outcome.ok && errnoNumber(outcome.errno) === (typeof errno === 'number' ? errno : errnoNumber(errno));

function outcomeWords(outcome: WriteOutcome): string {
  if (outcome.ok) return `ok: a map of ${counted(outcome.map.length, 'line')}`;
  const { errno, rule, diagnostics } = outcome;
  return `${errno}: ${problemWords(diagnostics.find(({ code }) => code === rule))}`;
}

/** A problem of the map's text with its line. */
function problemWords(problem: Diagnostic | undefined): string {
  if (problem === undefined) return 'the kernel refuses the text';
  const { message, span } = problem;
  return span ? `line ${span.line}: ${message}` : message;
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
