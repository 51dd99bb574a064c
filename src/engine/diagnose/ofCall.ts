import { formatNumber, nameOf } from '../linux/index.ts';
import type { TracedCall } from '../trace/index.ts';
import type { CauseOf } from './CauseOf.ts';
import type { Diagnosis } from './Diagnosis.ts';
import { type FailedCall, filterCause } from './filterCause.ts';
import type { Given, UsualFilter } from './Given.ts';
import { kernelCause } from './kernelCause.ts';
import { A_FILTER, killed, ofRecord } from './ofRecord.ts';

const READ_ON = { path: '/learn/seccomp/', title: 'Seccomp' };
/** A call that was refused, as the causes that its line leaves; nothing for one that was not. `profile`: the one that was pasted with it. */
export function ofCall(call: TracedCall, line: string, given: Given, profile?: string): Diagnosis[] {
  const name = nameOf(call.arch, call.syscall) ?? formatNumber(call.syscall);
  const { seen, result } = call;
  const common = {
    ...{
      span: call.span,
      looks: [],
      learn: READ_ON,
      state: { instrument: 'trace', trace: line.trim(), ...(profile !== undefined && { profile }) } as const,
    },
    facts: { call: name, ...(result?.kind === 'error' && { errno: result.errno }) },
  };
  if (seen !== undefined) return [{ ...common, ...ofRecord(name, call, line, profile !== undefined) }];
  if (result?.kind === 'signal' && result.signal === 'SIGSYS') return [{ ...common, ...killed(name, A_FILTER) }];
  if (result?.kind !== 'error' || !REFUSALS.has(result.errno)) return [];
  const asked = profile === undefined ? given.filter?.() : given.filterOf?.(profile);
  const causes = ofError({ name, errno: result.errno, call, line }, asked);
  return causes.map((cause) => ({ ...common, ...cause }));
}

/** Errors by which a filter refuses. */
const REFUSALS: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'ENOSYS']);

/** The filter's error, or the kernel's own. What the filter refuses the kernel does not see. */
function ofError(failed: FailedCall, asked: UsualFilter | undefined): CauseOf[] {
  const { name, errno, call, line } = failed;
  const { cause, refuses } = filterCause(failed, asked);
  if (cause.certain) return [cause];
  const kernels = kernelCause(name, errno, call, line, asked);
  if (!kernels)
    return [
      {
        ...cause,
        says: `The manual page ${name}(2) lists no ${errno}, so the kernel itself is unlikely to be the cause. ${cause.says}`,
      },
    ];
  return refuses || !kernels.likelier ? [cause, kernels.cause] : [kernels.cause, cause];
}
