import { lackedBefore } from '../linux/index.ts';
import { type Filter, stillRequired, type Target } from '../seccomp/index.ts';
import type { TracedCall } from '../trace/index.ts';
import type { ChoiceKind, Judged, Remains } from './Change.ts';
import { goesOnTo } from './goesOnTo.ts';
import { refusedFallbacks } from './judge.ts';
import type { Refused } from './refusedCalls.ts';

/** What the kernel has against the calls, whatever the filter says. */
export function remainsOf(name: string, calls: readonly Judged[], target: Target): Remains[] {
  const since = lackedBefore(name, target.kernel);
  const [first] = calls;
  const args = first?.call.args.map((value) => value ?? 0n) ?? [];
  const capabilities = first && stillRequired({ ...first.call, args }, target);
  return [
    ...(since === undefined ? [] : [{ code: 'kernel-lacks' as const, since }]),
    ...(capabilities === undefined ? [] : [{ code: 'capability' as const, capabilities }]),
  ];
}

/** What the program calls next, or instead, that the changed profile refuses. With a capability, other rules hold as well: nothing is told. */
export function comingOf(
  changed: Filter,
  each: Refused,
  taken: ChoiceKind | undefined,
  calls: readonly TracedCall[],
): Remains[] {
  const next = taken === 'call' || taken === 'arguments' ? goesOnTo(changed, each, calls) : [];
  const instead = taken === 'enosys' ? refusedFallbacks(changed, each.arch, each.name) : [];
  return [
    ...(next.length === 0 ? [] : [{ code: 'goes-on' as const, names: next }]),
    ...(instead.length === 0 ? [] : [{ code: 'falls-back' as const, names: instead }]),
  ];
}
