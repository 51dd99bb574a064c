import { type Call, isAtLeast } from '../../linux/index.ts';
import type { Target } from './Target.ts';

/** A call that the kernel runs whatever a filter says. */
export interface KernelException {
  name: string;
  /** From which release on: of the target's own series where it got it by a stable update. */
  since: string;
  /** Undefined where the target names a series, "6.12", and not which of its updates. */
  applies: boolean | undefined;
}

/**
 * kernel/seccomp.c seccomp_uprobe_exception (before 6.18 in seccomp_is_const_allow), for x86_64 alone. uretprobe: commit cf6cb56ef244 in 6.14, in the
 * ChangeLogs of 6.12.14 and 6.13.3. uprobe: commit 89d1d8434d24 in 6.18; the same in 6.12.57 and 6.17.7 does nothing, for the call came with 6.18. Of the
 * numbers below 512 five kernels from 5.10 to 7.3 except these two from filters and no others (test/oracle/seccomp/record_kernel_calls.py).
 */
const EXCEPTIONS: readonly {
  syscall: number;
  name: string;
  since: string;
  updates: Readonly<Record<string, number>>;
}[] = [
  { syscall: 335, name: 'uretprobe', since: '6.14', updates: { '6.12': 14, '6.13': 3 } },
  { syscall: 336, name: 'uprobe', since: '6.18', updates: {} },
];

/**
 * That the kernel asks no filter for the call: tracers plant these two in programs, which would otherwise die of their own filter. `decide` and `run`
 * give the filter's own answer all the same.
 */
export function kernelException(call: Pick<Call, 'arch' | 'syscall'>, target: Target): KernelException | undefined {
  const found = EXCEPTIONS.find(({ syscall }) => syscall === call.syscall);
  if (found === undefined || call.arch !== 'SCMP_ARCH_X86_64' || target.arch !== 'SCMP_ARCH_X86_64') return undefined;
  const [, series = '', update] = /^\s*(\d+\.\d+)(?:\.(\d+))?/.exec(target.kernel) ?? [];
  const { name, since, updates } = found;
  if (isAtLeast(target.kernel, since)) return { name, since, applies: true };
  const first = Object.hasOwn(updates, series) ? updates[series] : undefined;
  if (first === undefined) return { name, since, applies: false };
  return { name, since: `${series}.${first}`, applies: update === undefined ? undefined : Number(update) >= first };
}
