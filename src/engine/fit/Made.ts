import { type Arch, nameOf, numberOf } from '../linux/index.ts';
import {
  type Answer,
  type Barrier,
  type Condition,
  type Effects,
  type Filter,
  type OciAction,
  outcomes,
  type Start,
  stateOf,
  type Verdict,
} from '../seccomp/index.ts';
import type { Diagnostic, Edit } from '../text/index.ts';
import type { TracedCall } from '../trace/index.ts';

/** How sure it is that a trace was not made under a filter. */
export type Certainty = 'certain' | 'likely' | 'possible';

/** What a trace shows of a call that a filter would not have done. */
export interface Differs {
  /**
   * 'ran-though-refused': it returned a value. 'other-error': another error than the filter's. 'error-though-allowed': an error by which filters refuse,
   * and the kernel too. 'killed-though-not': SIGSYS where the filter sends none. 'other-action': the record names another action.
   */
  code: 'ran-though-refused' | 'other-error' | 'error-though-allowed' | 'killed-though-not' | 'other-action';
  certainty: Certainty;
}

/** What a filter answers to a traced call. */
export interface Judged {
  /** The first of its kind, `count` of all of them: the arguments that the filter compares are the same, and so is what came of it. */
  call: TracedCall;
  /** Undefined for a number that has no name. */
  name: string | undefined;
  /** 'depends': on arguments that the trace does not tell (`on`), or on a tracer or supervisor (TRACE and USER_NOTIF; `on` is empty). */
  answer: 'allowed' | 'refused' | 'depends';
  /** Every verdict that it may get, whatever its unknown arguments are; one where these don't count. With an audit record, "one of these rules". */
  verdicts: readonly Verdict[];
  on: readonly number[];
  /** ENOSYS, which the program takes for a kernel without the call: it said so in the trace ('shown'), or programs are known to ('known'). */
  fallsBack?: 'shown' | 'known';
  differs?: Differs;
}

/** 'abi' is made beside any other, where the filter doesn't know the call's ABI; 'leave' changes nothing, where programs take the answer for a missing call. */
export type ChoiceKind = 'call' | 'arguments' | 'enosys' | 'capability' | 'leave';

/** One way to answer a refused call otherwise, tried: the changed text was read and resolved again, and the calls asked again. */
export interface Choice {
  kind: ChoiceKind;
  /** Of the profile's text, for this call alone; none with 'capability' and 'leave'. */
  edits: readonly Edit[];
  /** How many places change: names put into a rule or taken out of one, and ABIs added. */
  places: number;
  /** With 'arguments': one set for each rule that is added. */
  conditions: readonly (readonly Condition[])[];
  /** What the container is given: with 'capability' that alone, else what the kernel requires besides the changed profile. */
  capabilities: readonly string[];
  /** What the first of the calls gets then. */
  answer: Answer;
  /** What else changes. */
  effects: Effects;
}

/** Why no edit of the text lets a call pass. */
export type CannotCode =
  /** The machine doesn't run the call's ABI, or its table of architectures can't be edited: libseccomp's bad-architecture action. */
  | 'foreign-architecture'
  /** The number has no name, and a profile can contain only names. */
  | 'no-name'
  /** The target's libseccomp doesn't know the name (`since`: a release that does), so that the runtime leaves rules on it out. */
  | 'libseccomp-lacks'
  /** The text stands in a JSON string, or isn't known: nothing can be put there. */
  | 'no-text'
  /** Nothing that was tried lets it pass. */
  | 'none-found';

/** What stays in the way of a call though the filter lets it pass. */
export type Remains =
  /** The target's kernel lacks the call and answers ENOSYS. */
  | { code: 'kernel-lacks'; since: string }
  /** The kernel asks for one of these capabilities, and the container has none of them. */
  | { code: 'capability'; capabilities: readonly string[] }
  /** The engine's own AppArmor or SELinux profile denies it, where the host has one of these. */
  | { code: 'denied'; denials: readonly Barrier[] }
  /** The program never came to these, which the changed profile refuses too: it calls them once this one succeeds. */
  | { code: 'goes-on'; names: readonly string[] }
  /** With ENOSYS, programs call one of these instead, and the changed profile refuses them all. */
  | { code: 'falls-back'; names: readonly string[] };

/** A call that the filter refuses, and what may be done. */
export interface Change {
  name: string | undefined;
  arch: Arch;
  syscall: number;
  /** Those of the trace that are refused. */
  calls: readonly Judged[];
  /** The choice that `Fit.edits` holds; undefined where none is made. */
  taken: ChoiceKind | undefined;
  choices: readonly Choice[];
  cannot?: { code: CannotCode; since?: string };
  remains: readonly Remains[];
}

/** The smallest change of a profile after which the calls of a trace pass. */
export interface Fit {
  /** Every distinct call under the profile as it is; empty where the runtime refuses it. */
  judged: readonly Judged[];
  /** Every refused call, in the order of the trace. */
  changes: readonly Change[];
  /** Calls that may be refused, for all that the trace tells: nothing is changed for them. */
  unsure: readonly Judged[];
  /** Of the profile's text: all choices taken together, tried. */
  edits: readonly Edit[];
  /** The text with them; undefined where it is not known. */
  text: string | undefined;
  places: number;
  /** The capabilities that the container is to be given besides. */
  given: readonly string[];
  /** The calls under the changed profile, in a container that has these. */
  after: readonly Judged[];
  /** The trace shows a refusal that the change takes away, or makes another: from there on the program may go another way than the trace. */
  leavesTrace: boolean;
  /** Neither the filter nor the kernel refuses a call any more, but those that are left as missing. */
  passes: boolean;
  /** Why the runtime refuses the profile as it is: nothing is fitted then. */
  refusals: readonly Diagnostic[];
  filter: Filter | undefined;
}

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

/** The same key for the same call, whatever its arguments. */
export const keyOf = ({ arch, syscall }: { arch: Arch; syscall: number }): string => `${arch} ${syscall}`;

/**
 * Calls that make something, and those that work on it, which a program makes once the first succeeds. By the manual page of each (section 2 of man-pages
 * 6.9 and of liburing 2.9): io_uring_setup "returns a file descriptor which can be used to perform subsequent operations".
 */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  io_uring_setup: ['io_uring_enter', 'io_uring_register'],
  socket: ['bind', 'connect'],
  listen: ['accept', 'accept4'],
  epoll_create: ['epoll_ctl', 'epoll_wait', 'epoll_pwait'],
  epoll_create1: ['epoll_ctl', 'epoll_wait', 'epoll_pwait'],
  inotify_init: ['inotify_add_watch'],
  inotify_init1: ['inotify_add_watch'],
  fanotify_init: ['fanotify_mark'],
  timer_create: ['timer_settime'],
  timerfd_create: ['timerfd_settime'],
  io_setup: ['io_submit', 'io_getevents'],
  mq_open: ['mq_timedsend', 'mq_timedreceive'],
  shmget: ['shmat'],
  semget: ['semop'],
  msgget: ['msgsnd', 'msgrcv'],
  landlock_create_ruleset: ['landlock_add_rule', 'landlock_restrict_self'],
  name_to_handle_at: ['open_by_handle_at'],
  pkey_alloc: ['pkey_mprotect'],
};

/**
 * What the program of a trace may call next, and this filter refuses, once a call passes that the trace does not show to succeed. What the trace has
 * already is not among it.
 */
export function goesOnTo(
  filter: Filter,
  call: Pick<TracedCall, 'arch' | 'syscall'>,
  calls: readonly TracedCall[],
): readonly string[] {
  const { arch } = call;
  const next = NEXT[nameOf(arch, call.syscall) ?? ''] ?? [];
  const isWorking = calls.some((each) => keyOf(each) === keyOf(call) && hasRun(each));
  if (next.length === 0 || isWorking) return [];
  const seen = new Set(calls.map(keyOf));
  return next.filter((name) => {
    const syscall = numberOf(arch, name);
    if (syscall === undefined || seen.has(keyOf({ arch, syscall }))) return false;
    return outcomes(filter, { arch, syscall }).every(({ action }) => stateOf(action) === 'closed');
  });
}

const hasRun = ({ result, seen }: TracedCall) =>
  result?.kind === 'value' || (seen !== undefined && stateOf(seen) === 'open');
