import {
  ARCHITECTURES,
  type Arch,
  architectureOf,
  isKnownName,
  isLoaded,
  nameOf,
  names,
  numberOf,
  parametersOf,
  readArch,
  readMagnitude,
} from '../../linux/index.ts';
import { type Diagnostic, type Parsed, type SourceText, type Span, sourceText, spanAt } from '../../text/index.ts';
import { nearest } from '../profile/nearest.ts';
import { readArguments } from './readArguments.ts';
import { callPlace, otherStraceLine } from './straceLine.ts';
import type { Call } from './Verdict.ts';

const MOST_ARGUMENTS = 6;
const U32 = 1n << 32n;

const OTHER_LINES = {
  resumed: {
    message: 'Found the end of a call, expected its beginning.',
    hint: 'strace began it on an earlier line, which ends in <unfinished ...>: ask for that one.',
  },
  signal: {
    message: 'Found a signal that strace saw, expected a call.',
    hint: 'Ask for a line with a name and parentheses.',
  },
  exit: {
    message: 'Found the end of a process, expected a call.',
    hint: 'Ask for a line with a name and parentheses.',
  },
};

/**
 * Functions of the C library that start a thread or a process, and are near to no call or to a wrong one (glibc 2.34 and newer: nptl/pthread_create.c,
 * sysdeps/unix/sysv/linux/spawni.c, sysdeps/posix/system.c and libio/iopopen.c, all by clone-internal.c).
 */
const STARTING: ReadonlySet<string> = new Set(['pthread_create', 'posix_spawn', 'posix_spawnp', 'system', 'popen']);

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
    return { value: undefined, diagnostics: [{ code: 'strace-line', severity: 'error', ...OTHER_LINES[other], span }] };
  }
  const within = callPlace(text);
  const parts = /^(?:([^:(]*):)?\s*([^(]*)(\(?)([\s\S]*)$/.exec(text.slice(within.start, within.end));
  const [, prefix, written = '', open, rest = ''] = parts ?? [];
  const listStart = within.end - rest.length;
  const nameStart = listStart - (open?.length ?? 0) - written.length;
  const abi = prefix === undefined ? arch : readAbi(source, prefix, diagnostics);
  const word = written.trim();
  const syscall = abi && readSyscall(source, word, nameStart, abi, diagnostics);
  const place = { abi: abi ?? arch, call: abi && syscall !== undefined ? nameOf(abi, syscall) : undefined };
  const list = open ? readArguments(source, listStart, within, place, diagnostics) : { args: [] };
  if (abi === undefined || syscall === undefined || list === undefined) return { value: undefined, diagnostics };
  countArguments(spanAt(source, nameStart, within.end), list.args.length, word, abi, syscall, diagnostics);
  const isWrong = diagnostics.some(({ severity }) => severity === 'error');
  return { value: isWrong ? undefined : { arch: abi, syscall, ...list }, diagnostics };
}

function readAbi(source: SourceText, prefix: string, diagnostics: Diagnostic[]): Arch | undefined {
  const abi = readArch(prefix.trim());
  if (abi === undefined) {
    diagnostics.push({
      code: 'architecture-unknown',
      severity: 'error',
      message: `Found ${prefix.trim() || 'nothing'} before the colon, expected an architecture.`,
      hint: `One of ${ARCHITECTURES.map(({ token }) => token).join(', ')}.`,
      span: spanAt(source, 0, prefix.length),
    });
  } else if (!isLoaded(abi)) {
    diagnostics.push({
      code: 'architecture-loading',
      severity: 'error',
      message: `Found ${prefix.trim()}, whose calls are not here yet.`,
      hint: 'Wait a moment: they are loaded when they are asked for.',
      span: spanAt(source, 0, prefix.length),
    });
    return undefined;
  }
  return abi;
}

/** The ABI that a question names before a colon; undefined where it names none. */
export function architectureAsked(text: string): Arch | undefined {
  const [, prefix] = /^([^:(]*):/.exec(text) ?? [];
  return prefix === undefined ? undefined : readArch(prefix);
}

function readSyscall(
  source: SourceText,
  word: string,
  start: number,
  abi: Arch,
  diagnostics: Diagnostic[],
): number | undefined {
  const lead = source.text.slice(start).length - source.text.slice(start).trimStart().length;
  const span = spanAt(source, start + lead, start + lead + word.length);
  const problem = (code: string, message: string, hint: string, fix?: string) => {
    const edits = fix === undefined ? {} : { fix: [{ start: span.start, end: span.end, text: fix }] };
    diagnostics.push({ code, severity: 'error', message, hint, span, ...edits });
    return undefined;
  };
  if (word === '')
    return problem(
      'call-missing',
      'Found no call, expected a name or a number.',
      'Ask for mkdir, 165 or clone(CLONE_NEWUSER).',
    );
  const number = word === '-1' ? U32 - 1n : readMagnitude(word);
  if (number !== undefined) {
    if (number < U32) return withBase(Number(number), abi);
    return problem('call-number', `Found ${word}, expected a number below 4294967296.`, 'A call’s number has 32 bits.');
  }
  const known = numberOf(abi, word);
  if (known !== undefined) return known;
  const { token } = architectureOf(abi);
  const elsewhere = ARCHITECTURES.filter(
    (other) => isLoaded(other.arch) && numberOf(other.arch, word) !== undefined,
  ).map((other) => other.token);
  if (elsewhere.length > 0) {
    return problem(
      'call-absent',
      `${token} has no call ${word}.`,
      `${elsewhere.join(', ')} ${elsewhere.length === 1 ? 'has' : 'have'} it: ask for ${elsewhere[0]}: ${word}.`,
    );
  }
  if (isKnownName(word)) {
    return problem(
      'call-absent',
      `${token} has no call ${word}.`,
      'Another architecture has it, whose numbers are not known here.',
    );
  }
  const found = `Found ${word}, which no architecture has as a call.`;
  if (STARTING.has(word)) {
    const hint = 'It is a function of the C library: glibc makes clone3 for it, and clone where that answers ENOSYS.';
    return problem('call-unknown', found, hint);
  }
  const [meant] = nearest(word, names(abi));
  const hint =
    meant === undefined
      ? 'Give the name as the kernel writes it, or a number. Of a function of a library, strace shows which calls it makes.'
      : `Did you mean ${meant}?`;
  return problem('call-unknown', found, hint, meant);
}

/** x32's numbers carry its bit, mips' begin at __NR_Linux; people leave these out. */
function withBase(number: number, abi: Arch): number {
  const { syscallBase } = architectureOf(abi);
  return number < syscallBase ? number + syscallBase : number;
}

function countArguments(
  span: Span,
  count: number,
  word: string,
  abi: Arch,
  syscall: number,
  diagnostics: Diagnostic[],
): void {
  if (count > MOST_ARGUMENTS) {
    diagnostics.push({
      code: 'arguments-too-many',
      severity: 'error',
      message: `Found ${count} arguments, expected at most ${MOST_ARGUMENTS}.`,
      hint: 'A call has six registers for them.',
      span,
    });
    return;
  }
  const name = nameOf(abi, syscall);
  const takes = name === undefined ? undefined : parametersOf(abi, name)?.length;
  if (takes === undefined || count <= takes) return;
  diagnostics.push({
    code: 'arguments-unused',
    severity: 'info',
    message: `Found ${count} arguments, but ${word} takes ${takes}.`,
    hint: 'The filter still sees the others, the kernel does not.',
    span,
  });
}
