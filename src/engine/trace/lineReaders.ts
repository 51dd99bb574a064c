import type { Arch } from '../linux/index.ts';
import type { Collected } from './collect/collectCalls.ts';
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

/** The readers of one text, in the order in which a line that is none of strace's is offered to them: that of plain names stands last. */
export function lineReaders(native: Arch, { countOf }: Collected): readonly LineReader[] {
  return [
    auditLines(),
    perfLines(native),
    rawSyscalls(native),
    perfSummary(native, countOf),
    straceSummary(native, countOf),
    bpftraceLines(native),
    operatorLog(native),
    gadgetRows(native),
    syscountLines(native),
    nameList(native),
  ];
}
