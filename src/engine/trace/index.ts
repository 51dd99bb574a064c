export { loggedCall, loggedOutcome } from './loggedCall.ts';
export { parseTrace, readTrace, type TraceReader } from './parseTrace.ts';
export { callAlone, isSeenRefused, straceLines, tracedResult } from './strace/straceLines.ts';
export type { SeenAction, Trace, TracedCall, TracedResult, TraceFormat } from './Trace.ts';
