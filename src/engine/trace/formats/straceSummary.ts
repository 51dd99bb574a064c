import type { Arch } from '../../linux/index.ts';
import { keptText } from '../collect/collectCalls.ts';
import { type Found, type FoundCall, type Line, type LineReader, NO_CALL, spanOf } from '../LineReader.ts';
import { MODES } from '../strace/straceCalls.ts';
import { callNamed, callOf, type WhichCall } from './callNamed.ts';

// strace(1), -c and -U, and src/count.c. The columns that it has by itself: share of the time, seconds, microseconds a call, calls, errors (nothing where there
// are none), the call.
const ROW = /^\s*\d{1,3}\.\d\d\s+\d+\.\d{6}\s+\d+\s+(\d{1,15})(?:\s+\d{1,15})?\s+(\w+)\s*$/;
const TITLE = '(?:% time|seconds|shortest|longest|usecs/call|calls|errors|syscall)';
const HEADING = new RegExp(`^\\s*${TITLE}(?:\\s+${TITLE})+\\s*$`);
const RULE = /^-{6,}(?: -{6,})*\s*$/;
/** Above the table of the calls that a program of another ABI made. */
const MODE = /^System call usage summary for (.+) mode:$/;
const TOTAL = 'total';

/**
 * Reads the tables of `strace -c`, also with other columns, where calls and names are among them. Below the calls themselves (`-C`) a table tells the same
 * calls once more: of a row, those count that no line has told (`told`), once the text ends.
 */
export function straceSummary(native: Arch, told: (which: WhichCall) => number): LineReader {
  /** The ABI of the table; undefined: the machine's own. */
  let abi: Arch | undefined;
  let columns: readonly string[] = [];
  /** What the tables tell of each call. */
  const rows = new Map<string, FoundCall & { count: number }>();

  function read(line: Line): Found | undefined {
    const { text } = line;
    const mode = MODE.exec(text)?.[1];
    if (mode !== undefined) abi = MODES[native]?.[mode];
    else if (HEADING.test(text)) columns = text.trim().split(/\s{2,}|(?<!%) /);
    else if (!RULE.test(text)) return readRow(line);
    return NO_CALL;
  }

  function readRow(line: Line): Found | undefined {
    const { text } = line;
    const [, calls, name] = ROW.exec(text) ?? cellsOf(text, columns) ?? [];
    if (calls === undefined || name === undefined) return undefined;
    if (name === TOTAL) {
      abi = undefined;
      return NO_CALL;
    }
    const which = abi === undefined ? callNamed(name, native) : callOf(name, abi);
    if (which === undefined) return undefined;
    const key = `${which.arch} ${which.syscall}`;
    const before = rows.get(key) ?? { ...which, count: 0, span: spanOf(line), line: keptText(text) };
    rows.set(key, { ...before, count: before.count + Number(calls) });
    return NO_CALL;
  }

  /** Of the calls that lines tell too, those that they don't. */
  function end(): FoundCall[] {
    return [...rows.values()].flatMap((row) => {
      const count = row.count - told(row);
      return count > 0 ? [{ ...row, count }] : [];
    });
  }

  return { format: 'strace-summary', read, end };
}

/** Calls and name of a row under such columns. Only the errors may be left out. */
function cellsOf(text: string, columns: readonly string[]): readonly (string | undefined)[] | undefined {
  const cells = text.trim().split(/\s+/);
  const kept = cells.length === columns.length ? columns : columns.filter((column) => column !== 'errors');
  if (cells.length !== kept.length) return undefined;
  const calls = cells[kept.indexOf('calls')];
  const isNumbers = cells.every((cell, at) => kept[at] === 'syscall' || /^\d+(?:\.\d+)?$/.test(cell));
  return isNumbers && /^\d{1,15}$/.test(calls ?? '') ? [text, calls, cells[kept.indexOf('syscall')]] : undefined;
}
