import { expect, test } from 'vitest';
import { firstKernel, isAtLeast, nameOf } from '../../../src/engine/linux/index.ts';
import { STACKS } from '../../../src/engine/stack/index.ts';
import { kernelCalls } from '../seccomp/kernelCalls.ts';

/** Calls that a kernel answers with ENOSYS though its source has them: Debian's configuration or the kernel's default keeps them out. */
const LEFT_OUT: readonly [suite: string, name: string, why: string][] = [
  ['bookworm', 'memfd_secret', 'mm/secretmem.c: secretmem_enable is false by default until Linux 6.5'],
  ['sid', 'rseq_slice_yield', 'CONFIG_RSEQ_SLICE_EXTENSION is not set'],
  ['experimental', 'rseq_slice_yield', 'CONFIG_RSEQ_SLICE_EXTENSION is not set'],
];

/** What libseccomp has no name for yet, and the tables of calls therefore neither (asm/unistd_64.h of linux-libc-dev 7.3~rc7). */
const UNNAMED: Readonly<Record<number, string>> = { 472: 'fchroot' };

const calls = (numbers: Iterable<number>) =>
  [...numbers].map((number) => nameOf('SCMP_ARCH_X86_64', number) ?? UNNAMED[number] ?? `${number}`).sort();

test.each(kernelCalls())('Linux $release of $suite has the calls that firstKernel tells, and no others', (kernel) => {
  const answered = [...kernel.made].filter(([, answer]) => answer !== 'ENOSYS').map(([number]) => number);
  const left = LEFT_OUT.filter(([suite]) => suite === kernel.suite).map(([, name]) => name);
  const told = calls(kernel.made.keys()).filter((name) => {
    const first = firstKernel(name);
    return first !== undefined && isAtLeast(kernel.release, first);
  });
  expect([...calls(answered), ...left].sort()).toEqual(told);
});

test('of every call from number 424 on, of uretprobe and of uprobe it was asked', () => {
  for (const { made } of kernelCalls()) {
    expect(made.size).toBe(58);
    expect(calls(made.keys()).filter((name) => !/^\d+$/.test(name)).length).toBe(51);
  }
});

test('the kernels that stacks say were recorded are these', () => {
  const recorded = kernelCalls().map(({ release }) => /^\d+\.\d+/.exec(release)?.[0]);
  const named = STACKS.filter(({ recorded: parts }) => parts?.includes('kernel')).map(({ kernel }) => kernel);
  expect([...new Set(named)].sort()).toEqual([...recorded].sort());
});
