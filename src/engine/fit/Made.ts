import type { Arch } from '../linux/index.ts';
import type { Condition, Filter, OciAction, Start } from '../seccomp/index.ts';
import type { Diagnostic } from '../text/index.ts';
import type { Judged } from './Change.ts';

/**
 * Why a profile made from a trace has a rule. 'traced': the trace has the calls; 'narrowed': with these arguments only; 'kernel': the kernel itself has a
 * program make them, whatever it does; 'start': the runtime makes them once the filter is in, before the program runs; 'missing': programs take ENOSYS
 * for a kernel without the call and do without; 'refused': the trace shows them refused and nothing else, and they stay so.
 */
export type RuleKind = 'traced' | 'narrowed' | 'kernel' | 'start' | 'missing' | 'refused';

export interface MadeRule {
  kind: RuleKind;
  names: readonly string[];
  action: OciAction;
  errnoRet?: number;
  conditions: readonly Condition[];
  /** As the text has it. */
  comment: string;
}

/** What a trace can't prove, or a profile made of it can't do. */
export type Limit =
  /** Another input, another option, an error: paths that the program did not take. */
  | { code: 'paths' }
  /** Another release of its C library, or another one, makes other calls for the same function. */
  | { code: 'libc' }
  /** Only these ABIs were seen; on another machine the program makes calls of other names. */
  | { code: 'architectures'; seen: readonly Arch[] }
  /** What else is started in the container: `docker exec`, a health check, another command. */
  | { code: 'other-programs' }
  /** With any other value these calls are refused. */
  | { code: 'narrowed'; names: readonly string[] }
  /** Arguments that the trace does not tell: the calls are allowed with all. */
  | { code: 'unknown-arguments'; names: readonly string[] }
  /** The trace shows them refused with EPERM and never to work, and they do harm: they stay refused. */
  | { code: 'refused-in-trace'; names: readonly string[] }
  /** The trace shows no more of what makes these necessary than a refusal: the profile refuses them, and the program calls them next. */
  | { code: 'goes-on'; names: readonly string[] }
  /** Numbers that no table names. */
  | { code: 'no-name'; calls: readonly { arch: Arch; syscall: number }[] }
  /** Names that the target's libseccomp doesn't know: the runtime leaves them out. */
  | { code: 'libseccomp-lacks'; names: readonly string[] }
  /** The runtime's own calls were recorded on x86_64 and may differ here. */
  | { code: 'start-elsewhere' }
  /** Built by libseccomp alone: no runtime's own calls are counted in. */
  | { code: 'no-runtime' }
  /** The engine doesn't read `defaultErrnoRet`: calls that no rule names get EPERM. */
  | { code: 'default-errno-unread' };

/** A profile made from a trace alone. */
export interface Made {
  /** JSON in Docker's format, which the other engines read as well. */
  text: string;
  rules: readonly MadeRule[];
  limits: readonly Limit[];
  /** What the target makes of it; undefined where the runtime refuses it (`refusals`). */
  filter: Filter | undefined;
  refusals: readonly Diagnostic[];
  /** The trace under it. */
  judged: readonly Judged[];
  /** Whether the container starts under it; undefined without a runtime. */
  start: Start | undefined;
}
