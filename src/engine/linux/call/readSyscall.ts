import { isLoaded } from '#tables';
import { type Diagnostic, type Edit, error, type SourceText, shorten, spanAt } from '../../text/index.ts';
import { ARCHITECTURES, type Arch, type Architecture, abisOn, architectureOf } from '../architecture.ts';
import { NEWEST_LIBSECCOMP } from '../libseccomp.ts';
import { nearest } from '../nearest.ts';
import { readMagnitude } from '../number.ts';
import { isKnownName } from '../syscallNames.ts';
import { names, numberOf } from '../syscalls.ts';

const U32 = 1n << 32n;

/**
 * Functions of the C library that start a thread or a process, and are near to no call or to a wrong one (glibc 2.34 and newer: nptl/pthread_create.c,
 * sysdeps/unix/sysv/linux/spawni.c, sysdeps/posix/system.c and libio/iopopen.c, all by clone-internal.c).
 */
const STARTING: ReadonlySet<string> = new Set(['pthread_create', 'posix_spawn', 'posix_spawnp', 'system', 'popen']);

/**
 * What other places put before a call's name: headers (asm/unistd.h __NR_, sys/syscall.h SYS_), the kernel's functions (include/linux/syscalls.h,
 * arch/x86/include/asm/syscall_wrapper.h) and its tracepoints (include/trace/syscall.h).
 */
const PREFIX =
  /^(?:__(?:x64|ia32|arm64|s390x?|riscv)_(?:compat_)?sys_|(?:__)?NR_|sys_(?:enter|exit)_|(?:__|compat_)?sys_)(?=\w)/i;

/** A call's number on an ABI, by its name or as written; undefined, with the reason and the nearest question as an edit, where it has none. */
export function readSyscall(
  source: SourceText,
  { word, start }: { word: string; start: number },
  { abi, native }: { abi: Arch; native: Arch },
  diagnostics: Diagnostic[],
): number | undefined {
  const lead = source.text.slice(start).length - source.text.slice(start).trimStart().length;
  const span = spanAt(source, start + lead, start + lead + word.length);
  const problem = (code: string, message: string, hint: string, fix?: Edit) => {
    diagnostics.push(error(code, message, hint, span, fix && { fix: [fix] }));
    return undefined;
  };
  const instead = (text: string): Edit => ({ start: span.start, end: span.end, text });
  if (word === '') return problem('call-missing', 'No call given.', 'Ask about mkdir, 165 or clone(CLONE_NEWUSER).');
  const number = word === '-1' ? U32 - 1n : readMagnitude(word);
  if (number !== undefined) {
    if (number < U32) return withBase(Number(number), abi);
    return problem('call-number', `${word} is not a call number.`, 'A call number has 32 bits: at most 4294967295.');
  }
  const known = numberOf(abi, word);
  if (known !== undefined) return known;
  const { token } = architectureOf(abi);
  const having = havingCall(word, native);
  const [first] = having;
  if (first !== undefined) {
    const tokens = having.map((other) => other.token);
    const hint = `${tokens.join(', ')} ${tokens.length === 1 ? 'has' : 'have'} it.`;
    // What strace prints before a call goes: an ABI is read at the beginning of a text only.
    const prefix = { start: 0, end: span.start, text: `${first.token}: ` };
    return problem('call-absent', `${token} has no call ${word}.`, hint, prefix);
  }
  if (isKnownName(word, NEWEST_LIBSECCOMP)) {
    const hint =
      'Another architecture has it, but its numbers are not loaded. Write that architecture before the call, as in arm: …';
    return problem('call-absent', `${token} has no call ${word}.`, hint);
  }
  const bare = word.replace(PREFIX, '');
  if (bare !== word && numberOf(abi, bare) !== undefined) {
    const message = `${word} is how the kernel’s source or a header names the call ${bare}.`;
    return problem('call-unknown', message, `Ask about ${bare}.`, instead(bare));
  }
  const [command = ''] = word.split(/\s/, 1);
  if (command !== word && numberOf(abi, command) !== undefined) {
    const message = `The arguments of ${command} are not in parentheses: ${shorten(word.slice(command.length).trim())}.`;
    const hint = 'Put a call’s arguments in parentheses. A name alone asks about the call as a whole.';
    return problem('call-unknown', message, hint, instead(command));
  }
  const found = `Linux has no system call ${shorten(word, 64)}.`;
  if (STARTING.has(word)) {
    const hint = 'This is a function of the C library: glibc calls clone3 for it, and clone if clone3 returns ENOSYS.';
    return problem('call-unknown', found, hint);
  }
  const [meant] = nearest(bare, names(abi));
  return meant === undefined
    ? problem('call-unknown', found, 'For a library function, use strace to see its system calls.')
    : problem('call-unknown', found, `The nearest name is ${meant}.`, instead(meant));
}

/** The other architectures with a call of that name: first those whose programs run on the machine. */
function havingCall(word: string, native: Arch): readonly Architecture[] {
  const having = ARCHITECTURES.filter(({ arch }) => isLoaded(arch) && numberOf(arch, word) !== undefined);
  const same = abisOn(native);
  return [...having.filter(({ arch }) => same.includes(arch)), ...having.filter(({ arch }) => !same.includes(arch))];
}

/** x32's numbers carry its bit, mips' begin at __NR_Linux; people leave these out. */
function withBase(number: number, abi: Arch): number {
  const { syscallBase } = architectureOf(abi);
  return number < syscallBase ? number + syscallBase : number;
}
