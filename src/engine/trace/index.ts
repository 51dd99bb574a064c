export type { SeenAction, Trace, TracedCall, TracedResult, TraceFormat } from './Trace.ts';
