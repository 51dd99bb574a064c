import type { CheckResult } from '../../engine/checks/index.ts';
import { type Arch, architectureOf } from '../../engine/linux/index.ts';
import { formatCall } from '../../engine/seccomp/index.ts';
import type { CheckShown, Example } from './Checks.ts';

/** A check and what came of it, in words; `arch`: the machine's, which calls need not name. */
export function checkShown({ check, ok, found, counterexample, id }: CheckResult, arch: Arch): CheckShown {
  const { text, asks, span, under } = check;
  const call = counterexample && formatCall(counterexample).replace(`${architectureOf(arch).token}: `, '');
  const apart = call ?? (id && `${id.side} ${id.id}`);
  // Of a trace, what was found names the call.
  const isNamed = asks.kind === 'trace' || (asks.kind === 'call' && apart === asks.text);
  // Of another stack, or with other capabilities, the instrument would answer otherwise.
  const isInSight = under.stack === undefined && under.with.length + under.without.length === 0;
  const example: Example | undefined = call === undefined ? id : { call };
  return {
    ...{ line: span.line, start: span.start, text, ok },
    found: apart === undefined || isNamed ? found : `${apart}: ${found}`,
    ...(isInSight && example && { example }),
  };
}
