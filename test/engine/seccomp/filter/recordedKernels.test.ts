import { expect, test } from 'vitest';
import { kernelException } from '../../../../src/engine/seccomp/index.ts';
import { TARGET } from '../inline.ts';
import { kernelCalls } from '../kernelCalls.ts';

const EVERY_NUMBER = Array.from({ length: 512 }, (_, number) => number);

test.each(kernelCalls())('what Linux $release of $suite asks no filter for is what the engine says', (kernel) => {
  const target = { ...TARGET, kernel: kernel.release };
  const excepted = EVERY_NUMBER.filter(
    (syscall) => kernelException({ arch: 'SCMP_ARCH_X86_64', syscall }, target)?.applies,
  );
  expect(kernel.unasked).toEqual(excepted);
});

test('both exceptions, and kernels without any, are among them', () => {
  expect(kernelCalls().map(({ suite, unasked }) => [suite, ...unasked])).toEqual([
    ['bullseye'],
    ['bookworm'],
    ['trixie', 335],
    ['sid', 335, 336],
    ['experimental', 335, 336],
  ]);
});
