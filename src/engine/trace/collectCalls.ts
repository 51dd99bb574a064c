import type { Span } from '../text/index.ts';
import type { FoundCall } from './LineReader.ts';
import type { TracedCall, TracedResult } from './Trace.ts';

/** The registers of a call whose trace tells of none. */
const NONE: TracedCall['args'] = [undefined, undefined, undefined, undefined, undefined, undefined];

/** Gathers the calls of a trace: each once, by what it tells of architecture, number, arguments, errors and the filter. */
export function collectCalls(): { add(found: FoundCall, span: Span): void; list(): TracedCall[] } {
  const known = new Map<string, TracedCall>();
  return {
    add(found, span) {
      const args = found.args ?? NONE;
      const count = found.count ?? 1;
      const key = `${found.arch} ${found.syscall} ${args.join(' ')} ${keyOf(found.result)} ${found.seen}`;
      const before = known.get(key);
      if (before === undefined) known.set(key, { ...found, args, count, span: found.span ?? span });
      else before.count += count;
    },
    list: () => [...known.values()].sort((a, b) => a.span.start - b.span.start),
  };
}

/** A descriptor or a time that a call returns makes no other call of it. */
function keyOf(result: TracedResult | undefined): string {
  if (result === undefined) return '';
  if (result.kind === 'value') return 'value';
  return result.kind === 'error' ? result.errno : result.signal;
}
