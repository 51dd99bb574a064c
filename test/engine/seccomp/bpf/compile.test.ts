import { describe, expect, test } from 'vitest';
import { CAPABILITIES, isKnownName, names, numberOf, syscallsOf } from '../../../../src/engine/linux/index.ts';
import {
  checkProgram,
  compile,
  type Filter,
  parseCall,
  parseProfile,
  resolve,
  run,
} from '../../../../src/engine/seccomp/index.ts';
import { filterIn, TARGET } from '../inline.ts';
import { filterFrom } from '../presets.ts';

/** "ERRNO 1 in 7 steps" */
function answer(filter: Filter, call: string): string {
  const program = compile(filter).value;
  const asked = parseCall(call, filter.target.arch).value;
  if (program === undefined || asked === undefined) return 'no answer';
  const { action, data, steps } = run(program, asked);
  return `${action}${data === 0 ? '' : ` ${data}`} in ${steps.length} steps`;
}

describe('a preset takes few instructions, and no call many steps', () => {
  test.each([
    'docker-26.1 x86_64 caps=0',
    'docker-26.1 x86_64 caps=14',
    'docker-26.1 x86_64 caps=all',
    'docker-26.1 aarch64 caps=14',
    'talk-2016 x86_64',
  ])('%s', (preset) => {
    const filter = filterFrom(preset);
    const program = compile(filter).value;
    if (program === undefined) throw new Error('no program');
    const steps = filter.architectures.flatMap((arch) =>
      syscallsOf(arch).names.map((name) => {
        const syscall = numberOf(arch, name) ?? 0;
        return run(program, { arch, syscall, args: [] }).steps.length;
      }),
    );
    expect(program.instructions.length).toBeLessThan(256);
    expect(Math.max(...steps)).toBeLessThan(25);
  });
});

test('a profile that is none lets every call pass at once', () => {
  const profile = parseProfile('{}').value;
  const filter = profile && resolve(profile, { ...TARGET, capabilities: CAPABILITIES }).value;
  const program = filter && compile(filter).value;
  expect(program).toEqual({
    arch: 'SCMP_ARCH_X86_64',
    instructions: [{ code: 0x06, jt: 0, jf: 0, k: 0x7fff0000 }],
    origins: [{ calls: [], rules: [], because: ['no-filter'] }],
  });
});

describe('a long filter', () => {
  /** `count` values of an argument, each allowed by a rule of its own. */
  const values = (count: number) => Array.from({ length: count }, (_, at) => `allow personality arg0==${at * 3}`);

  test.each([
    [300, 'personality(0)', 'ALLOW in 308 steps'],
    [300, 'personality(897)', 'ALLOW in 9 steps'],
    [300, 'personality(898)', 'ERRNO 1 in 308 steps'],
    [2000, 'personality(5998)', 'ERRNO 1 in 2008 steps'],
    [2000, 'openat2', 'ERRNO 38 in 8 steps'],
  ])('of %i values, %s: %s', (count, call, words) => {
    const filter = filterIn(`errno: ${values(count).join(' | ')}`);
    expect(checkProgram(compile(filter).value?.instructions ?? [])).toEqual([]);
    expect(answer(filter, call)).toBe(words);
  });

  test('takes nearly as many instructions as libseccomp’s, where nearly all are comparisons of arguments', () => {
    const others = names('SCMP_ARCH_X86_64').filter((name) => name !== 'personality' && isKnownName(name));
    const rules = others.flatMap((name, at) => [[], `kill ${name}`, `errno=5 ${name}`][at % 3] ?? []);
    const filter = filterIn(`log: ${[...rules, ...values(3800)].join(' | ')}`);
    expect([filter.instructions, compile(filter).value?.instructions.length]).toEqual([4081, 4083]);
  });
});
