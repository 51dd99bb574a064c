import { type Fit, isDeniedBeside, isRefusedByKernel, type Judged, keyOf } from '../../../engine/fit/index.ts';
import { someCalls } from './headlineWords.ts';

/** What the changed profile does with the trace: "With this change, all 58 calls pass." Where a security module may refuse one, the filter alone is spoken of. */
export function achievesWords({ after, changes }: Pick<Fit, 'after' | 'changes'>): string {
  const names = (of: readonly Judged[]) => new Set(of.map(({ name, call }) => name ?? `${call.syscall}`)).size;
  const all = names(after);
  const refused = new Set(changes.filter(isRefusedByKernel).map(keyOf));
  const passing = all - names(after.filter(({ answer, call }) => answer !== 'allowed' || refused.has(keyOf(call))));
  const passes = passing === 0 ? 'no call passes' : `${someCalls(passing, all)} ${passing === 1 ? 'passes' : 'pass'}`;
  const denied = new Set(changes.filter(isDeniedBeside).map(({ name }) => name));
  if (denied.size === 0) return `With this change, ${passes}.`;
  const [one] = denied;
  return `With this change, ${passes} the filter. AppArmor or SELinux may still deny ${denied.size === 1 ? one : 'some of them'}.`;
}
