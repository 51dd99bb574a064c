import { describe, expect, test } from 'vitest';
import {
  callCost,
  constantAllow,
  extendedLength,
  weighedSteps,
} from '../../../../../src/engine/seccomp/bpf/cost/callCost.ts';
import type { CallWeight } from '../../../../../src/engine/seccomp/bpf/index.ts';
import { type Filter, outcomes, parseCall, survey } from '../../../../../src/engine/seccomp/index.ts';
import { filterOfProfile, programOf } from '../filters.ts';
import { program } from '../listing.ts';

const X86_64 = 0xc000003e;

describe('allowed by number and architecture alone, as the kernel follows it', () => {
  test.each<[listing: string, number: number, allowed: boolean]>([
    ['ret #0x7fff0000', 0, true],
    ['ret #0x7fff0001', 0, false],
    ['ret #0x7ffc0000', 0, false],
    ['ld [4] / jeq #0xc000003e, 2, 3 / ret #0x7fff0000 / ret #0x0', 0, true],
    ['ld [0] / jge #0x3, 2, 3 / ret #0x7fff0000 / ret #0x0', 3, true],
    ['ld [0] / jge #0x3, 2, 3 / ret #0x7fff0000 / ret #0x0', 2, false],
    ['ld [0] / jgt #0x3, 2, 3 / ret #0x7fff0000 / ret #0x0', 3, false],
    ['ld [0] / jset #0x4, 2, 3 / ret #0x7fff0000 / ret #0x0', 5, true],
    ['ld [0] / and #0x1 / jeq #0x1, 3, 4 / ret #0x7fff0000 / ret #0x0', 7, true],
    ['ja 2 / ret #0x0 / ret #0x7fff0000', 0, true],
    // An argument, arithmetic, the index register: not followed.
    ['ld [16] / ret #0x7fff0000', 0, false],
    ['ld [0] / add #0x1 / ret #0x7fff0000', 0, false],
    ['ldx #0x0 / ret #0x7fff0000', 0, false],
    ['ld #0x0 / ret #0x7fff0000', 0, false],
  ])('%s, number %i: %s', (listing, number, allowed) => {
    expect(constantAllow(program(listing).instructions, number, X86_64)).toBe(allowed);
  });
});

describe('the kernel’s eBPF', () => {
  test.each([
    ['ret #0x7fff0000', 5],
    ['ld [16] / ret a', 5],
    ['ld [0] / jeq #0x1, 2, 3 / ret #0x0 / ret #0x7fff0000', 9],
    ['ld [0] / jeq #0x1, 3, 2 / ret #0x0 / ret #0x7fff0000', 9],
    ['ld [0] / jset #0x1, 3, 2 / ret #0x0 / ret #0x7fff0000', 9],
    ['ld [0] / jset #0x1, 2, 3 / ret #0x0 / ret #0x7fff0000', 10],
    ['ld [0] / jeq #0xc000003e, 2, 3 / ret #0x0 / ret #0x7fff0000', 10],
    ['ld [0] / jge #0x1, 3, 4 / ret #0x0 / ret #0x7fff0000 / ret #0x50001', 12],
    ['ldx #0x1 / div x / ret a', 10],
    ['ldx #0xffffffff / jeq x, 2, 2 / ret a', 6],
  ])('of %s: %i instructions', (listing, length) => {
    expect(extendedLength(program(listing).instructions)).toBe(length);
  });
});

describe('the mean over the calls of a trace', () => {
  const made = program('ld [0] / jge #0x3, 2, 3 / ret #0x7fff0000 / jeq #0x1, 2, 4 / ret #0x0');
  const weight = (syscall: number, times: number): CallWeight => ({ arch: 'SCMP_ARCH_X86_64', syscall, weight: times });
  test.each<[weights: CallWeight[], steps: number | undefined]>([
    [[], undefined],
    [[weight(0, 0)], undefined],
    [[weight(0, 7)], 4],
    [[weight(3, 1)], 3],
    [[weight(1, 1)], 4],
    [[weight(1, 3), weight(3, 1)], 3.75],
  ])('%j: %s', (weights, steps) => expect(weighedSteps(made, weights)).toBe(steps));
});

/** "0 steps" where the kernel doesn't run it. */
function cost(filter: Filter, call: string, kernel?: string): string {
  const asked = parseCall(call, filter.target.arch).value;
  const { runs, steps } = asked ? callCost(programOf(filter), asked, kernel) : { runs: false, steps: Number.NaN };
  return runs ? `${steps} steps` : 'not run';
}

describe('Docker’s default', () => {
  const filter = filterOfProfile('docker-29.4.3', 'all');
  test.each([
    ['read', undefined, 'not run'],
    ['read', '5.11', 'not run'],
    ['read', '5.10', '9 steps'],
    ['x86: read', undefined, 'not run'],
    ['x32: read', undefined, '11 steps'],
    ['socket(AF_INET)', undefined, '13 steps'],
    ['keyctl', undefined, '10 steps'],
    ['1000', undefined, '11 steps'],
  ])('%s, Linux %s: %s', (call, kernel, expected) => expect(cost(filter, call, kernel)).toBe(expected));

  test('every call of x86_64 and x86 that is allowed whatever its arguments is in the bitmap, and no other', () => {
    const program = programOf(filter);
    for (const arch of ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86'] as const) {
      const rows = survey(filter, arch);
      const allowed = rows.filter(({ syscall }) =>
        outcomes(filter, { arch, syscall }).every(({ action }) => action === 'ALLOW'),
      );
      const spared = rows.filter(({ syscall }) => !callCost(program, { arch, syscall, args: [] }).runs);
      expect(spared).toEqual(allowed);
    }
  });

  test('x32’s calls are in none', () => {
    const program = programOf(filter);
    const spared = survey(filter, 'SCMP_ARCH_X32').filter(({ syscall }) => {
      return !callCost(program, { arch: 'SCMP_ARCH_X32', syscall, args: [] }).runs;
    });
    expect(spared).toEqual([]);
  });

  test.each([
    ['alone', 62, 90],
    ['all', 176, 247],
  ])('%s: %i instructions are %i of eBPF', (on, length, extended) => {
    const { instructions } = programOf(filterOfProfile('docker-29.4.3', on));
    expect([instructions.length, extendedLength(instructions)]).toEqual([length, extended]);
  });
});
