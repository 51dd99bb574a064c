import { type Arch, argumentSet, constantSet, parametersOf, readMagnitude } from '../../linux/index.ts';
import type { SeenAction, TracedCall } from '../LineReader.ts';

/** An argument as perf trace prints it: by the kernel's name of it. */
export interface NamedArgument {
  name: string;
  value: string;
}

const REGISTERS = 6;

/**
 * Arguments that the call's definition names otherwise than include/linux/syscalls.h, where it is no pointer: the tracepoints have the definition's names
 * (/sys/kernel/tracing/events/syscalls, Linux 6.18). No name of one is another argument's of the other.
 */
const DEFINED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  add_key: { ringid: 4 },
  execveat: { fd: 0 },
  fanotify_mark: { dfd: 3 },
  fsconfig: { fd: 0 },
  fsmount: { attr_flags: 2 },
  getrandom: { len: 1 },
  io_setup: { nr_events: 0 },
  io_uring_register: { opcode: 1 },
  ioperm: { turn_on: 2 },
  keyctl: { option: 0 },
  madvise: { len_in: 1 },
  move_mount: { flags: 4 },
  openat2: { usize: 3 },
  poll: { timeout_msecs: 2 },
  sched_getattr: { usize: 2 },
  setns: { flags: 1 },
  shmget: { shmflg: 2 },
  wait4: { upid: 0 },
  waitid: { upid: 1 },
};

/**
 * What stands in the registers, by arguments that are named as the kernel names them. perf and others leave out or cut off what they like (zero, pointers,
 * the prefix of a constant): such an argument is undefined.
 */
export function namedArguments(call: string, arch: Arch, given: readonly NamedArgument[]): TracedCall['args'] {
  const parameters = parametersOf(arch, call) ?? [];
  const defined = Object.hasOwn(DEFINED, call) ? DEFINED[call] : undefined;
  const placeOf = (name: string) => defined?.[name] ?? parameters.findIndex((parameter) => parameter.name === name);
  const values = new Map(given.map(({ name, value }) => [placeOf(name), value]));
  const args: (bigint | undefined)[] = [];
  for (let index = 0; index < REGISTERS; index += 1) {
    const parameter = parameters[index];
    const value = values.get(index);
    const isPointer = parameter?.type.endsWith('*') ?? true;
    args.push(
      value === undefined || isPointer ? undefined : (numberIn(value) ?? constantsIn(value, call, index, arch, args)),
    );
  }
  return args;
}

/** A number, with the path of a descriptor behind it. A negative one doesn't tell the upper half of the register. */
function numberIn(value: string): bigint | undefined {
  return readMagnitude(value.replace(/<.*>$/, ''));
}

/** Constants without the beginning that all of their set have: `RDONLY|CLOEXEC|0x8`. Each must stand for one value. */
function constantsIn(
  value: string,
  call: string,
  index: number,
  arch: Arch,
  before: readonly (bigint | undefined)[],
): bigint | undefined {
  // A constant that depends on an argument before needs all of these.
  const known = before.filter((arg) => arg !== undefined);
  const set = argumentSet(call, index, { arch, args: known.length === before.length ? known : [] });
  if (set === undefined) return undefined;
  const { name, values } = constantSet(set, arch);
  if (name === 'dirfd') return undefined;
  let all = 0n;
  for (const word of value.split('|')) {
    const found = new Set(
      [...values].filter(([constant]) => constant === word || constant.endsWith(`_${word}`)).map(([, each]) => each),
    );
    const part = numberIn(word) ?? (found.size === 1 ? [...found][0] : undefined);
    if (part === undefined) return undefined;
    all |= part;
  }
  return all;
}

// linux/seccomp.h, SECCOMP_RET_*: what stands in the upper half of a filter's answer.
const BY_CODE: ReadonlyMap<number, SeenAction> = new Map([
  [0x8000, 'KILL_PROCESS'],
  [0x0000, 'KILL_THREAD'],
  [0x0003, 'TRAP'],
  [0x0005, 'ERRNO'],
  [0x7fc0, 'USER_NOTIF'],
  [0x7ff0, 'TRACE'],
  [0x7ffc, 'LOG'],
  [0x7fff, 'ALLOW'],
]);

/** The action of a filter's answer as the kernel records it, `0x7ffc0000`. */
export function seenAction(code: string): SeenAction | undefined {
  return /^0x[\da-f]{1,8}$/i.test(code) ? BY_CODE.get(Number(code) >>> 16) : undefined;
}

const BY_WORD: ReadonlyMap<string, SeenAction> = new Map([
  ...[...BY_CODE.values()].map((action) => [action, action] as const),
  ['KILL', 'KILL_THREAD'],
  ['USER_NOTIFY', 'USER_NOTIF'],
]);

/** The action by the words of a tool: `SECCOMP_RET_LOG`, `kill_thread`, `user-notify`. */
export function seenWord(word: string): SeenAction | undefined {
  return BY_WORD.get(word.toUpperCase().replace('SECCOMP_RET_', '').replaceAll('-', '_'));
}

/** The only action whose SECCOMP_RET_* ends so: what is left where a table cut off its beginning. */
export function seenEnding(end: string): SeenAction | undefined {
  const known = [...BY_CODE.values()].filter((action) => `SECCOMP_RET_${action}`.endsWith(end));
  return known.length === 1 ? known[0] : undefined;
}
