import { lackedBefore } from '../linux/index.ts';
import { deniedBeside, type Filter, stillRequired, type Target } from '../seccomp/index.ts';
import type { TracedCall } from '../trace/index.ts';
import { type Change, type ChoiceKind, goesOnTo, type Judged, type Remains } from './Made.ts';
import { type Refused, refusedFallbacks } from './refusedCalls.ts';

/** A traced call with what is known of its arguments, and 0 for the rest. */
export const withKnown = <T extends Pick<TracedCall, 'args' | 'lower'>>(call: T) => ({
  ...call,
  args: call.args.map((value, index) => value ?? call.lower?.[index] ?? 0n),
});

/** What the kernel and its security modules have against the calls, whatever the filter says. */
export function remainsOf(name: string, calls: readonly Judged[], target: Target): Remains[] {
  const since = lackedBefore(name, target.kernel);
  const capabilities = requiredFor(calls, target);
  const [denials = []] = calls.map(({ call }) => deniedBeside(withKnown(call), target));
  return [
    ...(since === undefined ? [] : [{ code: 'kernel-lacks' as const, since }]),
    ...(capabilities === undefined ? [] : [{ code: 'capability' as const, capabilities }]),
    ...(denials.length === 0 ? [] : [{ code: 'denied' as const, denials }]),
  ];
}

/** The capabilities one of which the kernel requires for these calls, where the container has none of them. */
export function requiredFor(calls: readonly Judged[], target: Target): readonly string[] | undefined {
  for (const { call } of calls) {
    const required = stillRequired(withKnown(call), target);
    if (required !== undefined) return required;
  }
  return undefined;
}

/** Whether the kernel refuses the call though the filter lets it pass. */
export const isRefusedByKernel = ({ remains }: Pick<Change, 'remains'>): boolean =>
  remains.some(({ code }) => code === 'capability' || code === 'kernel-lacks');

/** Whether a security module of the host may refuse the call though filter and kernel let it pass. */
export const isDeniedBeside = ({ remains, taken }: Pick<Change, 'remains' | 'taken'>): boolean =>
  taken !== 'leave' &&
  taken !== 'enosys' &&
  !isRefusedByKernel({ remains }) &&
  remains.some(({ code }) => code === 'denied');

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
