import { describe, expect, test } from 'vitest';
import { meanSteps } from '../../../../src/engine/seccomp/bpf/meanSteps.ts';
import type { Wish } from '../../../../src/engine/seccomp/bpf/Wish.ts';
import { checkProgram } from '../../../../src/engine/seccomp/index.ts';
import { filterOfProfile, programOf } from './filters.ts';

/** "62: x86_64 8.76": instructions, and by ABI the mean steps of an allowed call. */
function measured(name: string, on: string, wish: Wish): string {
  const filter = filterOfProfile(name, on);
  const program = programOf(filter, wish);
  expect(checkProgram(program.instructions)).toEqual([]);
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
    ['all', {}, '175: x86_64 9.02, x86 11.16, x32 13.48'],
    ['all', { for: 'size' }, '168: x86_64 9.09, x86 11.56, x32 15.04'],
    ['all', { for: 'steps' }, '218: x86_64 8.69, x86 10.81, x32 13.32'],
  ])('x86_64 %s, %j: %s', (on, wish, expected) => {
    expect(measured('docker-29.4.3', on, wish)).toBe(expected);
  });
});
