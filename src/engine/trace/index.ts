export { type CountedCall, countCalls, tellsWhat } from './collect/CallKind.ts';
export { type Document, documentAt, namesOtherMachine, type RecordFields, recordFields } from './cutLines.ts';
export type { SeenAction, ToldMode, Trace, TracedCall, TracedResult, TraceFormat, UnreadLine } from './LineReader.ts';
export {
  loggedCall,
  loggedOutcome,
  parseTrace,
  type ReadTraceOptions,
  readTrace,
  type TraceReader,
} from './parseTrace.ts';
export { type Lead, type SplitLine, splitLine } from './strace/splitLine.ts';
export { callAlone, isSeenRefused, straceLines, tracedResult } from './strace/straceLines.ts';
