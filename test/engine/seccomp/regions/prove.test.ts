import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isConditional } from '../../../../src/engine/seccomp/bpf/Instruction.ts';
import { decide, type Filter, type Program, parseProfile, resolve, run } from '../../../../src/engine/seccomp/index.ts';
import { type Proof, prove } from '../../../../src/engine/seccomp/regions/index.ts';
import { STACKS, targetOfStack } from '../../../../src/engine/stack/index.ts';
import { PRESETS } from '../../../../src/instrument/presets/presets.ts';
import { runs } from '../../../seed.ts';
import { filterOfProfile, programOf } from '../bpf/filters.ts';
import { startingProfile } from '../bpf/randomProfiles.ts';
import { filterOf, TARGET } from '../inline.ts';

/** "equal", or a call for which they differ: "read(0x1, 0x0…): ALLOW 0, not ERRNO 1". */
function inWords(proof: Proof): string {
  if (proof.equal === true) return 'equal';
  if (proof.equal === undefined) return `undecided: ${proof.why}`;
  const { a, b, witness } = proof.difference;
  return `${witness?.arch} ${witness?.syscall}(${witness?.args}): ${a.action} ${a.data}, not ${b.action} ${b.data}`;
}

const proved = (filter: Filter) => inWords(prove(programOf(filter), filter));
const answerOf = ({ action, data }: { action: string; data: number }) => `${action} ${data}`;

describe('the program of every preset answers as decide does', () => {
  test.each(PRESETS.map(({ id }) => id))('%s', async (id) => {
    const text = await PRESETS.find((preset) => preset.id === id)?.load();
    const profile = parseProfile(text ?? '').value;
    const filters = (['runc', 'crun', 'libseccomp'] as const).flatMap((runtime) => {
      return (profile && resolve(profile, { ...TARGET, runtime }).value) ?? [];
    });
    expect(filters.map(proved)).toEqual(filters.map(() => 'equal'));
    expect(filters.length).toBeGreaterThan(0);
  });
});

describe('so it does on every stack', () => {
  test.each(STACKS.map(({ id }) => id))('%s', async (id) => {
    const stack = STACKS.find((each) => each.id === id);
    const preset = PRESETS.find((each) => each.id === stack?.profile || each.aliases.includes(stack?.profile ?? ''));
    const profile = parseProfile((await preset?.load()) ?? '').value;
    const filter = profile && stack && resolve(profile, targetOfStack(stack, 'SCMP_ARCH_X86_64')).value;
    expect(filter && proved(filter)).toBe('equal');
  });
});

test('and of random profiles, for every architecture, whatever it is to be good at', () => {
  fc.assert(
    fc.property(startingProfile, fc.constantFrom(undefined, 'size' as const, 'steps' as const), ({ filter }, wish) => {
      expect(inWords(prove(programOf(filter, { ...(wish && { for: wish }) }), filter))).toBe('equal');
    }),
    { numRuns: runs(30) },
  );
});

/** A filter with as many conditions, "errno: allow read arg0==0 | allow read arg0==3 …". */
function conditions(many: number, condition: (at: number) => string): Filter {
  const rules = Array.from({ length: many }, (_, at) => `allow read ${condition(at)}`);
  const filter = filterOf(`errno: ${rules.join(' | ')}`, { runtime: 'libseccomp' });
  if (typeof filter === 'string') throw new Error(filter);
  return filter;
}

describe('many conditions of one call are proved', () => {
  test.each<[words: string, many: number, condition: (at: number) => string, expected: Proof]>([
    ['one value each', 600, (at) => `arg0==${at * 3}`, { equal: true, regions: 606 }],
    ['neighbours', 600, (at) => `arg0==${at}`, { equal: true, regions: 606 }],
    ['one mask', 600, (at) => `arg0&0xffff==${at * 3}`, { equal: true, regions: 605 }],
    ['two arguments', 100, (at) => `arg0==${at * 3} arg1==${at * 5}`, { equal: true, regions: 306 }],
    ['as many as the kernel takes', 4000, (at) => `arg0==${at * 3}`, { equal: true, regions: 4006 }],
  ])('%s, %i times', (_, many, condition, expected) => {
    const filter = conditions(many, condition);
    expect(prove(programOf(filter), filter)).toEqual(expected);
  });

  test('or, with a mask each, not decided for the work', () => {
    const filter = conditions(300, (at) => `arg0&${1 + at * 7}==${(1 + at * 7) & (at * 5)}`);
    const libseccomp = { arch: filter.target.arch, instructions: filter.libseccomp, origins: [] };
    expect(inWords(prove(libseccomp, filter))).toBe('undecided: work');
  });
});

/** Programs with one wrong jump: the ways of each conditional jump exchanged, and each led one instruction too far. */
function mutants(program: Program): Program[] {
  const { instructions } = program;
  return instructions.flatMap((instruction, at) => {
    if (!isConditional(instruction.code)) return [];
    const { jt, jf } = instruction;
    const wrong = [{ jt: jf, jf: jt }, ...(at + jt + 2 < instructions.length ? [{ jt: jt + 1, jf }] : [])];
    return wrong.map((jumps) => ({
      ...program,
      instructions: instructions.map((each, place) => (place === at ? { ...each, ...jumps } : each)),
    }));
  });
}

describe('a planted wrong jump', () => {
  test('is found, and the call that is told is answered otherwise', () => {
    const filter = filterOfProfile('docker-29.4.3', 'alone');
    const all = mutants(programOf(filter));
    for (const program of all) {
      const proof = prove(program, filter);
      if (proof.equal !== false) throw new Error('not found');
      const { witness, a, b } = proof.difference;
      if (witness === undefined) throw new Error('no witness');
      expect([answerOf(run(program, witness)), answerOf(decide(filter, witness))]).toEqual([answerOf(a), answerOf(b)]);
      expect(answerOf(a)).not.toBe(answerOf(b));
    }
    expect(all.length).toBe(88);
  });

  test('in three ABIs’ trees is found', () => {
    const filter = filterOfProfile('docker-29.4.3', 'all');
    const some = mutants(programOf(filter)).filter((_, at) => at % 23 === 0);
    expect(some.map((program) => prove(program, filter).equal)).toEqual(some.map(() => false));
  });
});
