import { expect, test } from 'vitest';
import { readArch } from '../../../../src/engine/linux/index.ts';
import { kernelException } from '../../../../src/engine/seccomp/index.ts';
import { TARGET } from '../inline.ts';

/** "uretprobe since 6.12.14: true"; "-" where the filter is always asked. */
function inWords(abi: string, syscall: number, kernel: string, machine = 'x86_64'): string {
  const arch = readArch(abi) ?? expect.fail(abi);
  const found = kernelException(
    { arch, syscall },
    { ...TARGET, kernel, arch: readArch(machine) ?? expect.fail(machine) },
  );
  return found === undefined ? '-' : `${found.name} since ${found.since}: ${found.applies}`;
}

test.each<[abi: string, syscall: number, kernel: string, told: string]>([
  ['x86_64', 335, '6.11.3', 'uretprobe since 6.14: false'],
  ['x86_64', 335, '6.12', 'uretprobe since 6.12.14: undefined'],
  ['x86_64', 335, '6.12.13', 'uretprobe since 6.12.14: false'],
  ['x86_64', 335, '6.12.14', 'uretprobe since 6.12.14: true'],
  ['x86_64', 335, '6.12.118-1', 'uretprobe since 6.12.14: true'],
  ['x86_64', 335, '6.13.2', 'uretprobe since 6.13.3: false'],
  ['x86_64', 335, '6.13.3', 'uretprobe since 6.13.3: true'],
  ['x86_64', 335, '6.14', 'uretprobe since 6.14: true'],
  ['x86_64', 335, '7.2', 'uretprobe since 6.14: true'],
  ['x86_64', 336, '6.12.57', 'uprobe since 6.18: false'],
  ['x86_64', 336, '6.17.7', 'uprobe since 6.18: false'],
  ['x86_64', 336, '6.18.44', 'uprobe since 6.18: true'],
  ['x86_64', 334, '6.18', '-'],
  ['x86_64', 337, '6.18', '-'],
  ['x86', 335, '6.18', '-'],
  ['x32', 0x4000014f, '6.18', '-'],
  ['x86_64', 335, 'nonsense', 'uretprobe since 6.14: false'],
])('%s %i on Linux %s: %s', (abi, syscall, kernel, told) => {
  expect(inWords(abi, syscall, kernel)).toBe(told);
});

test('a machine that is not x86_64 has no such call', () => {
  expect(inWords('aarch64', 335, '6.18', 'aarch64')).toBe('-');
});
