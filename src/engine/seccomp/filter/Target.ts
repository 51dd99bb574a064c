import type { Arch } from '../../linux/index.ts';

/** Who builds the filter: runc, or libseccomp alone, without runc's ENOSYS stub. */
export type Runtime = 'runc' | 'libseccomp';

/** What a profile is resolved for. */
export interface Target {
  /** The machine's own architecture. */
  arch: Arch;
  /** `uname -r`, at least "major.minor". */
  kernel: string;
  /** The container's capabilities, "CAP_SYS_ADMIN". */
  capabilities: readonly string[];
  runtime: Runtime;
}
