import type { Arch } from '../../linux/index.ts';
import { type Found, type Line, type LineReader, NO_CALL } from '../LineReader.ts';
import { MODES } from '../strace/tellingOf.ts';
import { callNamed, callOf, type WhichCall } from './callNamed.ts';
import { summaryRows } from './summaryRows.ts';

// strace(1), -c and -U, and src/count.c. The columns that it has by itself: share of the time, seconds, microseconds a call, calls, errors (nothing where there
// are none), the call.
const ROW = /^\s*\d{1,3}\.\d\d\s+\d+\.\d{6}\s+\d+\s+(\d{1,15})(?:\s+\d{1,15})?\s+(\w+)\s*$/;
const TITLE = '(?:% time|seconds|shortest|longest|usecs/call|calls|errors|syscall)';
const HEADING = new RegExp(`^\\s*${TITLE}(?:\\s+${TITLE})+\\s*$`);
const RULE = /^-{6,}(?: -{6,})*\s*$/;
/** Above the table of the calls that a program of another ABI made. */
const MODE = /^System call usage summary for (.+) mode:$/;
const TOTAL = 'total';

/** Reads the tables of `strace -c`, also with other columns, where calls and names are among them; `told` is how often lines have told a call. */
export function straceSummary(native: Arch, told: (which: WhichCall) => number): LineReader {
  /** The ABI of the table; undefined: the machine's own. */
  let abi: Arch | undefined;
  let columns: readonly string[] = [];
  const rows = summaryRows(told);

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
    rows.add(which, Number(calls), line);
    return NO_CALL;
  }

  return { format: 'strace-summary', read, end: rows.left };
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
