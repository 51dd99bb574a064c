import { isLoaded } from '#tables';
import {
  counted,
  type Diagnostic,
  type Edit,
  error,
  info,
  isError,
  type Parsed,
  refused,
  type SourceText,
  type Span,
  shorten,
  sourceText,
  spanAt,
} from '../../text/index.ts';
import { ARCHITECTURES, type Arch, type Architecture, abisOn, architectureOf, readArch } from '../architecture.ts';
import { parametersOf } from '../argumentSet.ts';
import { NEWEST_LIBSECCOMP } from '../libseccomp.ts';
import { nearest } from '../nearest.ts';
import { readMagnitude } from '../readNumber.ts';
import { isKnownName, nameOf, names, numberOf } from '../syscallNames.ts';
import { type Call, callPlace, MOST_ARGUMENTS, otherStraceLine, readArguments } from './readArguments.ts';

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
function readSyscall(
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

const OTHER_LINES = {
  resumed: [
    'This line is the end of a call.',
    'strace began it on an earlier line, which ends in <unfinished ...>: ask about that one.',
  ],
  signal: ['This line is a signal, not a call.', 'Ask about a line with a name and parentheses.'],
  exit: ['This line is the exit of a process, not a call.', 'Ask about a line with a name and parentheses.'],
} as const;

/**
 * Reads a call as people write it: `mkdir`, `165`, `socket(AF_VSOCK, SOCK_STREAM)`, `x86: socketcall(1)`,
 * `clone(CLONE_NEWUSER|SIGCHLD)`, `mmap(.., PROT_EXEC, ..)`; and as strace prints it, `[pid 7] socket(AF_ALG, SOCK_SEQPACKET, 0) = -1 EPERM (...)`.
 * `arch` is the ABI where the text names none.
 * Undefined where no call can be made of it; every problem is a diagnostic with its place in `text`.
 */
export function parseCall(text: string, arch: Arch): Parsed<Call> {
  const source = sourceText(text);
  const diagnostics: Diagnostic[] = [];
  const other = otherStraceLine(text);
  if (other !== undefined) {
    const span = spanAt(source, text.length - text.trimStart().length, text.trimEnd().length);
    const [message, hint] = OTHER_LINES[other];
    return refused('strace-line', message, hint, span);
  }
  const within = callPlace(text);
  const parts = /^(?:([^:(]*):)?\s*([^(]*)(\(?)([\s\S]*)$/.exec(text.slice(within.start, within.end));
  const [, prefix, written = '', open, rest = ''] = parts ?? [];
  const listStart = within.end - rest.length;
  const nameStart = listStart - (open?.length ?? 0) - written.length;
  const abi = prefix === undefined ? arch : readAbi(source, prefix, arch, diagnostics);
  const word = written.trim();
  const syscall = abi && readSyscall(source, { word, start: nameStart }, { abi, native: arch }, diagnostics);
  const place = { abi: abi ?? arch, call: abi && syscall !== undefined ? nameOf(abi, syscall) : undefined };
  const list = open ? readArguments(source, listStart, within, place, diagnostics) : { args: [], count: 0 };
  if (abi === undefined || syscall === undefined || list === undefined) return { value: undefined, diagnostics };
  const span = spanAt(source, nameStart, within.end);
  diagnostics.push(...countProblems(list.count, word, nameOf(abi, syscall), abi, span));
  const isWrong = diagnostics.some(isError);
  const { count: _, ...given } = list;
  return { value: isWrong ? undefined : { arch: abi, syscall, ...given }, diagnostics };
}

const TELLS_AN_ERROR = /\b(?:errors?|denied|not permitted|not allowed|failed|cannot|invalid)\b/i;

function readAbi(source: SourceText, prefix: string, native: Arch, diagnostics: Diagnostic[]): Arch | undefined {
  const word = prefix.trim();
  const abi = readArch(word);
  if (abi !== undefined && isLoaded(abi)) return abi;
  const whole = spanAt(source, 0, source.text.length);
  const span = spanAt(source, 0, prefix.length);
  if (abi !== undefined) {
    const hint = 'The answer appears once they are loaded.';
    diagnostics.push(error('architecture-loading', `Loading the calls of ${word}.`, hint, span));
  } else if (numberOf(native, word) !== undefined) {
    const message = `The text is an error message from the program ${word}.`;
    const fix = [{ start: 0, end: source.text.length, text: word }];
    const hint = 'Ask about the call of that name, or paste the strace line.';
    diagnostics.push(error('error-line', message, hint, whole, { fix }));
  } else if (TELLS_AN_ERROR.test(source.text)) {
    const hint = 'Look it up under “Who said no?”, or paste the strace line.';
    diagnostics.push(error('error-line', 'The text is an error message, not a call.', hint, whole));
  } else {
    const message = word === '' ? 'No architecture before the colon.' : `No architecture is named ${word}.`;
    const hint = `Use one of ${ARCHITECTURES.map(({ token }) => token).join(', ')}.`;
    diagnostics.push(error('architecture-unknown', message, hint, span));
  }
  return undefined;
}

/** The ABI that a question names before a colon; undefined where it names none. */
export function architectureAsked(text: string): Arch | undefined {
  const [, prefix] = /^([^:(]*):/.exec(text) ?? [];
  return prefix === undefined ? undefined : readArch(prefix);
}

/** More arguments than a call can have, or than this one takes. */
function countProblems(count: number, word: string, name: string | undefined, abi: Arch, span: Span): Diagnostic[] {
  if (count > MOST_ARGUMENTS) {
    const message = `A call has at most ${MOST_ARGUMENTS} arguments; this one has ${count}.`;
    return [error('arguments-too-many', message, 'The kernel passes them in six registers.', span)];
  }
  const takes = name === undefined ? undefined : parametersOf(abi, name)?.length;
  if (takes === undefined || count <= takes) return [];
  const message = `${word} takes ${counted(takes, 'argument')}; this call has ${count}.`;
  return [info('arguments-unused', message, 'The filter sees the extra ones, but the kernel ignores them.', span)];
}
