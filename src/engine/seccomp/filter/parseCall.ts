import { ARCHITECTURES, type Arch, isLoaded, nameOf, numberOf, parametersOf, readArch } from '../../linux/index.ts';
import { type Diagnostic, type Parsed, type SourceText, type Span, sourceText, spanAt } from '../../text/index.ts';
import { MOST_ARGUMENTS, readArguments } from './readArguments.ts';
import { readSyscall } from './readSyscall.ts';
import { callPlace, otherStraceLine } from './straceLines.ts';
import type { Call } from './Verdict.ts';

const OTHER_LINES = {
  resumed: {
    message: 'This line is the end of a call.',
    hint: 'strace began it on an earlier line, which ends in <unfinished ...>: ask about that one.',
  },
  signal: {
    message: 'This line is a signal, not a call.',
    hint: 'Ask about a line with a name and parentheses.',
  },
  exit: {
    message: 'This line is the exit of a process, not a call.',
    hint: 'Ask about a line with a name and parentheses.',
  },
};

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
  const abi = prefix === undefined ? arch : readAbi(source, prefix, arch, diagnostics);
  const word = written.trim();
  const syscall = abi && readSyscall(source, { word, start: nameStart }, { abi, native: arch }, diagnostics);
  const place = { abi: abi ?? arch, call: abi && syscall !== undefined ? nameOf(abi, syscall) : undefined };
  const list = open ? readArguments(source, listStart, within, place, diagnostics) : { args: [], count: 0 };
  if (abi === undefined || syscall === undefined || list === undefined) return { value: undefined, diagnostics };
  countArguments(spanAt(source, nameStart, within.end), list.count, word, abi, syscall, diagnostics);
  const isWrong = diagnostics.some(({ severity }) => severity === 'error');
  const { count: _, ...given } = list;
  return { value: isWrong ? undefined : { arch: abi, syscall, ...given }, diagnostics };
}

const TELLS_AN_ERROR = /\b(?:errors?|denied|not permitted|not allowed|failed|cannot|invalid)\b/i;

function readAbi(source: SourceText, prefix: string, native: Arch, diagnostics: Diagnostic[]): Arch | undefined {
  const abi = readArch(prefix.trim());
  if (abi === undefined && numberOf(native, prefix.trim()) !== undefined) {
    diagnostics.push({
      code: 'error-line',
      severity: 'error',
      message: `The text is an error message from the program ${prefix.trim()}.`,
      hint: 'Ask about the call of that name, or paste the strace line.',
      span: spanAt(source, 0, source.text.length),
      fix: [{ start: 0, end: source.text.length, text: prefix.trim() }],
    });
  } else if (abi === undefined && TELLS_AN_ERROR.test(source.text)) {
    diagnostics.push({
      code: 'error-line',
      severity: 'error',
      message: 'The text is an error message, not a call.',
      hint: 'Look it up under “Who said no?”, or paste the strace line.',
      span: spanAt(source, 0, source.text.length),
    });
  } else if (abi === undefined) {
    diagnostics.push({
      code: 'architecture-unknown',
      severity: 'error',
      message:
        prefix.trim() === '' ? 'No architecture before the colon.' : `No architecture is named ${prefix.trim()}.`,
      hint: `Use one of ${ARCHITECTURES.map(({ token }) => token).join(', ')}.`,
      span: spanAt(source, 0, prefix.length),
    });
  } else if (!isLoaded(abi)) {
    diagnostics.push({
      code: 'architecture-loading',
      severity: 'error',
      message: `Loading the calls of ${prefix.trim()}.`,
      hint: 'The answer appears once they are loaded.',
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
      message: `A call has at most ${MOST_ARGUMENTS} arguments; this one has ${count}.`,
      hint: 'The kernel passes them in six registers.',
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
    message: `${word} takes ${takes} ${takes === 1 ? 'argument' : 'arguments'}; this call has ${count}.`,
    hint: 'The filter sees the extra ones, but the kernel ignores them.',
    span,
  });
}
