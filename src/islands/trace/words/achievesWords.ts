import type { Fit, Judged } from '../../../engine/fit/index.ts';
import { someCalls } from './headlineWords.ts';

/** What the changed profile does with the trace: "With this change, all 58 calls pass." */
export function achievesWords({ after }: Pick<Fit, 'after'>): string {
  const names = (of: readonly Judged[]) => new Set(of.map(({ name, call }) => name ?? `${call.syscall}`)).size;
  const all = names(after);
  const passing = all - names(after.filter(({ answer }) => answer !== 'allowed'));
  return `With this change, ${passing === 0 ? 'no call passes' : `${someCalls(passing, all)} ${passing === 1 ? 'passes' : 'pass'}`}.`;
}
