import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Arch, architectureOf } from '../../../../src/engine/linux/index.ts';
import type { Wish } from '../../../../src/engine/seccomp/bpf/blocks.ts';
import type { Because } from '../../../../src/engine/seccomp/bpf/run.ts';
import {
  type Call,
  checkProgram,
  compile,
  decide,
  decode,
  disassemble,
  encode,
  type Filter,
  type Origin,
  type Program,
  type Reason,
  run,
} from '../../../../src/engine/seccomp/index.ts';
import { runs } from '../../../seed.ts';
import { filterOf } from '../inline.ts';
import { filterWithCalls, startingProfile } from './randomProfiles.ts';

function compiled(filter: Filter, wish?: Wish): Program {
  const { value, diagnostics } = compile(filter, wish);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join());
  return value;
}

/** "" where both answer alike. */
function difference(filter: Filter, program: Program, call: Call): string {
  const wanted = decide(filter, call);
  const got = run(program, call);
  if (got.action === wanted.action && got.data === wanted.data) return '';
  const asked = `${call.arch} ${call.syscall}(${call.args.map((value) => `0x${value.toString(16)}`)})`;
  return `${asked}: ${got.action} ${got.data}, not ${wanted.action} ${wanted.data}`;
}

describe('of every filter that runc starts a container with', () => {
  test('the program answers as decide does', () => {
    fc.assert(
      fc.property(filterWithCalls, ({ filter, calls }) => {
        const program = compiled(filter);
        expect(calls.map((call) => difference(filter, program, call)).filter(Boolean)).toEqual([]);
      }),
      { numRuns: runs(40) },
    );
  });

  test('the kernel takes the program, and its bytes are the program', () => {
    fc.assert(
      fc.property(startingProfile, ({ filter }) => {
        const program = compiled(filter);
        expect(checkProgram(program.instructions)).toEqual([]);
        expect(decode(encode(program), program.arch).value?.instructions).toEqual(program.instructions);
        expect(program.origins.length).toBe(program.instructions.length);
      }),
      { numRuns: runs(40) },
    );
  });

  test('the program is never longer than libseccomp’s, with runc’s stub where it has one', () => {
    fc.assert(
      fc.property(startingProfile, fc.constantFrom(undefined, 'size' as const, 'steps' as const), (made, wish) => {
        const { filter } = made;
        const length = compiled(filter, wish && { for: wish }).instructions.length;
        expect(length - filter.instructions).toBeLessThanOrEqual(0);
      }),
      { numRuns: runs(40) },
    );
  });

  test('no instruction stands where no way leads', () => {
    fc.assert(
      fc.property(startingProfile, ({ filter }) => {
        const lines = disassemble(compiled(filter));
        expect(lines.filter(({ comment }) => comment === 'never reached')).toEqual([]);
      }),
      { numRuns: runs(40) },
    );
  });

  test('what asks for arguments and what answers serves the call, and the rule that decides', () => {
    fc.assert(
      fc.property(filterWithCalls, ({ filter, calls }) => {
        const program = compiled(filter);
        for (const call of calls) {
          const { steps } = run(program, call);
          const origins = steps.map(({ index }) => program.origins[index]);
          const { rule, reason } = decide(filter, call);
          const because = rule === undefined ? BECAUSE[reason.kind] : 'rule';
          // Other calls come by the comparisons of architectures and numbers too.
          const own = steps.findIndex(({ index }) => readsArgument(program, index));
          const served = reason.kind === 'foreign-architecture' ? [] : origins.slice(own);
          expect(served.filter((origin) => origin === undefined || !serves(origin, call))).toEqual([]);
          if (rule !== undefined) expect(origins.at(-1)?.rules).toContain(rule);
          expect(origins.at(-1)?.because).toContain(because);
        }
      }),
      { numRuns: runs(40) },
    );
  });
});

test.each<[arch: Arch, words: string, ours: number, libseccomp: number]>([
  ['SCMP_ARCH_AARCH64', 'trap[x32]: allow read socket setup | errno shmat bind', 18, 18],
  ['SCMP_ARCH_X32', 'allow: proc socket clone arg0&0==2 | errno ipc setup | trap read socket personality', 12, 12],
])('x32 without x86_64, on %s: %s', (arch, words, ours, libseccomp) => {
  const filter = filterOf(words, { arch, runtime: 'libseccomp' });
  if (typeof filter === 'string') throw new Error(filter);
  expect([compiled(filter).instructions.length, filter.instructions]).toEqual([ours, libseccomp]);
});

const BECAUSE: Record<Reason['kind'], Because> = {
  misread: 'default-action',
  rule: 'rule',
  'no-rule': 'default-action',
  conditions: 'default-action',
  inactive: 'default-action',
  redundant: 'default-action',
  'name-too-new': 'default-action',
  'above-enosys-line': 'above-enosys-line',
  setup: 'setup',
  'foreign-architecture': 'foreign-architecture',
};

function readsArgument({ instructions }: Program, index: number): boolean {
  const { code, k } = instructions[index] ?? { code: 0, k: 0 };
  return code === 0x20 && k >= 16;
}

function serves({ calls }: Origin, call: Call): boolean {
  const { auditArch } = architectureOf(call.arch);
  const number = call.syscall >>> 0;
  const ofFilter = calls.filter(({ arch }) => architectureOf(arch).auditArch === auditArch);
  return ofFilter.some(({ first, last }) => first <= number && number <= last);
}
