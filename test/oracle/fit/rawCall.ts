import { numberOf } from '../../../src/engine/linux/index.ts';
import type { TracedCall } from '../../../src/engine/trace/index.ts';

const LINE = /^(\w+)\((.*)\)\s+= (?:-1 (E\w+)|(-?\d\w*)|\?)$/;

/**
 * A call as record_programs.py keeps it: `socket(0x1) = 0`, `ioctl(_, 0x5401) = 0`, `clone3() = -1 ENOSYS`, `exit_group() = ?`. Arguments that are not kept
 * are unknown. Undefined for a call that x86_64 lacks.
 */
export function rawCall(line: string): TracedCall | undefined {
  const [, name = '', list = '', errno, value] = LINE.exec(line) ?? [];
  const syscall = numberOf('SCMP_ARCH_X86_64', name);
  if (syscall === undefined) return undefined;
  const args = list === '' ? [] : list.split(', ').map((word) => (word === '_' ? undefined : BigInt(word)));
  const result: TracedCall['result'] = errno
    ? { kind: 'error', errno }
    : value === undefined
      ? undefined
      : { kind: 'value', value: BigInt(value) };
  return {
    arch: 'SCMP_ARCH_X86_64',
    syscall,
    args,
    ...(result && { result }),
    count: 1,
    span: { start: 0, end: line.length, line: 1, column: 1 },
  };
}
