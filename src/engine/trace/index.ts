export { countCalls, tellsWhat } from './collect/CallKind.ts';
export { type Document, documentAt, namesOtherMachine, type RecordFields, recordFields } from './cutLines.ts';
export type { SeenAction, ToldMode, Trace, TracedCall, TracedResult, TraceFormat, UnreadLine } from './LineReader.ts';
export { loggedCall, loggedOutcome } from './loggedCall.ts';
export { parseTrace, readTrace } from './parseTrace.ts';
export { type SplitLine, splitLine } from './strace/splitLine.ts';
export { callAlone, isSeenRefused, straceLines, tracedResult } from './strace/straceLines.ts';
