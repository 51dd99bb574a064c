import type { Filter } from './Filter.ts';
import type { Call, Verdict } from './Verdict.ts';

/** The kernel's answer to `call` under `filter`, with the step that decided. */
export function decide(filter: Filter, call: Call): Verdict {
  if (!filter.architectures.includes(call.arch)) {
    return { action: 'KILL_THREAD', data: 0, reason: { kind: 'foreign-architecture' } };
  }
  return { ...filter.defaultAnswer, reason: { kind: 'no-rule' } };
}
