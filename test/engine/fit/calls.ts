import { formatCall, parseCall } from '../../../src/engine/seccomp/index.ts';
import type { SeenAction, TracedCall } from '../../../src/engine/trace/index.ts';

const RESULT = /\s+=\s+(?:-1 (E\w+)|(-?\d+)|(SIG\w+))$/;
const SEEN = /\s+seen (\w+)$/;

/** Such calls with " ; " between them; '': none. */
export const traceOf = (words: string): TracedCall[] => (words === '' ? [] : words.split(' ; ').map(traced));

/** "mkdir", "x86: socketcall" */
export const nameOf = ({ arch, syscall }: Pick<TracedCall, 'arch' | 'syscall'>): string =>
  formatCall({ arch, syscall, args: [] }).replace('x86_64: ', '');

/** "clone(CLONE_NEWUSER) = -1 EPERM", "x86: socketcall(1) = 3", "mkdir = SIGSYS", "mount seen ERRNO": arguments that aren't written are unknown. */
export function traced(words: string): TracedCall {
  const text = words.replace(SEEN, '').replace(RESULT, '');
  const [, errno, value, signal] = RESULT.exec(words) ?? [];
  const seen = SEEN.exec(words)?.[1] as SeenAction | undefined;
  const call = parseCall(text, 'SCMP_ARCH_X86_64').value;
  if (call === undefined) throw new Error(`no call: ${words}`);
  const { arch, syscall, args, leftOut = [] } = call;
  const result: TracedCall['result'] = errno
    ? { kind: 'error', errno }
    : value
      ? { kind: 'value', value: BigInt(value) }
      : signal
        ? { kind: 'signal', signal }
        : undefined;
  return {
    arch,
    syscall,
    args: args.map((argument, index) => (leftOut.includes(index) ? undefined : argument)),
    ...(result && { result }),
    ...(seen && { seen }),
    count: 1,
    span: { start: 0, end: words.length, line: 1, column: 1 },
  };
}
