import type { Arch } from '../linux/index.ts';
import { auditLines } from './formats/auditLine.ts';
import { bpftraceLines } from './formats/bpftraceLine.ts';
import { gadgetRows } from './formats/gadgetRow.ts';
import { nameList } from './formats/nameList.ts';
import { operatorLog } from './formats/operatorLog.ts';
import { perfLines } from './formats/perfLine.ts';
import { perfSummary } from './formats/perfSummary.ts';
import { rawSyscalls } from './formats/rawSyscalls.ts';
import { straceSummary } from './formats/straceSummary.ts';
import { syscountLines } from './formats/syscountLine.ts';
import type { LineReader } from './LineReader.ts';
import { straceCalls } from './strace/straceCalls.ts';

/** The readers of one text, in the order in which a line is offered to them: the reader of strace's lines stands first, that of plain names last. */
export function lineReaders(native: Arch): readonly LineReader[] {
  return [
    straceCalls(native),
    auditLines(),
    perfLines(native),
    rawSyscalls(native),
    perfSummary(native),
    straceSummary(native),
    bpftraceLines(native),
    operatorLog(native),
    gadgetRows(native),
    syscountLines(native),
    nameList(native),
  ];
}
