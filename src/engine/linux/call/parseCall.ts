import { isLoaded } from '#tables';
import {
  counted,
  type Diagnostic,
  error,
  info,
  isError,
  type Parsed,
  refused,
  type SourceText,
  type Span,
  sourceText,
  spanAt,
} from '../../text/index.ts';
import { ARCHITECTURES, type Arch, readArch } from '../architecture.ts';
import { parametersOf } from '../prototypes.ts';
import { nameOf, numberOf } from '../syscalls.ts';
import type { Call } from './Call.ts';
import { callPlace, otherStraceLine } from './callPlace.ts';
import { MOST_ARGUMENTS, readArguments } from './readArguments.ts';
import { readSyscall } from './readSyscall.ts';

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
