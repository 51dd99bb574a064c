import { describe, expect, test } from 'vitest';
import {
  checkProgram,
  meanSteps,
  type Program,
  run,
  treeOptimum,
  type Wish,
} from '../../../../src/engine/seccomp/bpf/index.ts';
import type { Filter } from '../../../../src/engine/seccomp/index.ts';
import { prove } from '../../../../src/engine/seccomp/regions/index.ts';
import { filterOfProfile, programOf } from './filters.ts';

/** "62: x86_64 8.76": instructions, and by ABI the mean steps of an allowed call. */
function measured(filter: Filter, program: Program): string {
  expect(checkProgram(program.instructions)).toEqual([]);
  expect(prove(program, filter)).toMatchObject({ equal: true });
  const means = filter.architectures.map((arch) => {
    const label = arch.slice('SCMP_ARCH_'.length).toLowerCase();
    return `${label} ${meanSteps(filter, program, arch)?.toFixed(2)}`;
  });
  return `${program.instructions.length}: ${means.join(', ')}`;
}

// The profile of Docker 29.4.3 to 29.8, its 14 capabilities, libseccomp alone. libseccomp 2.6.0 takes 345 and 1025 instructions.
describe('Docker’s default', () => {
  test.each<[on: string, wish: Wish, measured: string]>([
    ['alone', {}, '62: x86_64 8.76'],
    ['alone', { for: 'size' }, '60: x86_64 9.15'],
    ['alone', { for: 'steps' }, '70: x86_64 8.52'],
    ['all', {}, '176: x86_64 9.02, x86 11.16, x32 13.19'],
    ['all', { for: 'size' }, '167: x86_64 10.15, x86 11.51, x32 13.36'],
    ['all', { for: 'steps' }, '221: x86_64 8.88, x86 10.82, x32 12.31'],
  ])('x86_64 %s, %j: %s', (on, wish, expected) => {
    const filter = filterOfProfile('docker-29.4.3', on);
    expect(measured(filter, programOf(filter, wish))).toBe(expected);
  });

  test.each<[on: string, size: string, steps: string]>([
    ['alone', '64: x86_64 9.94', '74: x86_64 8.72'],
    ['all', '210: x86_64 10.70, x86 12.12, x32 11.04', '249: x86_64 9.47, x86 10.87, x32 10.64'],
  ])('x86_64 %s: trees of JGE and JEQ alone %s, or %s', (on, size, steps) => {
    const filter = filterOfProfile('docker-29.4.3', on);
    const best = treeOptimum(filter);
    expect([measured(filter, best.size), measured(filter, best.steps)]).toEqual([size, steps]);
  });
});

describe('a wish', () => {
  test('for calls that come often makes these quick', () => {
    const filter = filterOfProfile('docker-29.4.3', 'alone');
    const often = [
      { arch: 'SCMP_ARCH_X86_64', syscall: 202, weight: 900 },
      { arch: 'SCMP_ARCH_X86_64', syscall: 0, weight: 50 },
      { arch: 'SCMP_ARCH_X86_64', syscall: 1, weight: 50 },
    ] as const;
    const steps = (program: Program) =>
      often.map(({ arch, syscall }) => run(program, { arch, syscall, args: [] }).steps.length);
    expect(steps(programOf(filter))).toEqual([9, 9, 9]);
    expect(steps(programOf(filter, { weights: often }))).toEqual([5, 6, 6]);
  });

  test('for size tells how far it is, and gives what it has when it is to end', () => {
    const filter = filterOfProfile('docker-29.4.3', 'alone');
    const told: number[] = [];
    const ended = programOf(filter, { for: 'size', onProgress: (done) => told.push(done) < 3 });
    expect([told, ended.instructions.length]).toEqual([[0.125, 0.25, 0.375], 60]);
    const whole: number[] = [];
    programOf(filter, { for: 'size', onProgress: (done) => whole.push(done) > 0 });
    expect([whole.at(-1), whole.toSorted((a, b) => a - b)]).toEqual([1, whole]);
  });

  test('is fulfilled alike each time', () => {
    const filter = filterOfProfile('docker-29.4.3', 'alone');
    const [one, other] = [programOf(filter, { for: 'size' }), programOf(filter, { for: 'size' })];
    expect(other.instructions).toEqual(one.instructions);
  });
});
