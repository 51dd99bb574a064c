export { tellsWhat } from './collect/tellsWhat.ts';
export { type Document, documentAt } from './documents.ts';
export { loggedCall, loggedOutcome } from './loggedCall.ts';
export { namesOtherMachine } from './namesOtherMachine.ts';
export { parseTrace, type ReadTraceOptions, readTrace, type TraceReader } from './parseTrace.ts';
export { type RecordFields, recordFields } from './recordFields.ts';
export { type Lead, type SplitLine, splitLine } from './strace/splitLine.ts';
export { callAlone, isSeenRefused, straceLines, tracedResult } from './strace/straceLines.ts';
export type { SeenAction, Trace, TracedCall, TracedResult, TraceFormat, UnreadLine } from './Trace.ts';
