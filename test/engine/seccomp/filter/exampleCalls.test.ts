import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCall } from '../../../../src/engine/linux/index.ts';
import {
  decide,
  exampleCalls,
  formatCall,
  parseProfile,
  possibleVerdicts,
  resolve,
} from '../../../../src/engine/seccomp/index.ts';
import { runs } from '../../../seed.ts';
import { filterOf } from '../inline.ts';
import { verdictInWords } from '../presets.ts';
import { randomRecords } from '../recording.ts';

test.each<[profile: string, call: string, examples: string]>([
  ['errno: allow mkdir', 'mkdir', 'x86_64: mkdir'],
  ['errno: allow dup2', 'dup2(0, 5)', 'x86_64: dup2(0, 5)'],
  ['errno: allow socket arg0==1', 'socket', 'x86_64: socket(AF_UNSPEC) ; x86_64: socket(AF_UNIX)'],
  ['errno: allow socket arg0==1', 'socket(AF_UNIX)', 'x86_64: socket(AF_UNIX)'],
  [
    'errno: allow socket arg0==1 arg2==7',
    'socket(AF_UNIX)',
    'x86_64: socket(AF_UNIX, .., 0) ; x86_64: socket(AF_UNIX, .., 7)',
  ],
  ['errno: allow clone arg0&0x7e020000==0', 'clone', 'x86_64: clone(0) ; x86_64: clone(CLONE_NEWNS)'],
  ['errno: allow dup2 arg1>5', 'dup2', 'x86_64: dup2(.., 0) ; x86_64: dup2(.., 6)'],
  ['errno: allow dup2 arg1<0x100000000', 'dup2', 'x86_64: dup2(.., 0) ; x86_64: dup2(.., 0x100000000)'],
  ['errno: allow dup2 arg1!=0', 'dup2', 'x86_64: dup2(.., 0) ; x86_64: dup2(.., 1)'],
])('%s: %s', (profile, text, wanted) => {
  const filter = filterOf(profile);
  const call = parseCall(text, 'SCMP_ARCH_X86_64').value;
  if (typeof filter === 'string' || call === undefined) return expect.fail('no filter, or no call');
  const args = call.args.map((value, index) => (call.leftOut?.includes(index) ? undefined : value));
  const { examples, isWhole } = exampleCalls(filter, { ...call, args });
  expect([examples.map((each) => formatCall(each.call)).join(' ; '), isWhole]).toEqual([wanted, true]);
});

test('there is an example of each possible answer, and of no other', () => {
  const [own] = randomRecords();
  const filters = (own?.recording.records ?? []).slice(0, 150).flatMap(({ text, target, values }) => {
    const profile = parseProfile(text).value;
    const filter = profile && resolve(profile, target).value;
    return filter ? [{ filter, values }] : [];
  });
  const drawn = fc.array(fc.option(fc.nat(35), { nil: undefined }), { minLength: 6, maxLength: 6 });
  let several = 0;
  fc.assert(
    fc.property(fc.nat(filters.length - 1), fc.nat(), fc.nat(), drawn, (of, at, which, draws) => {
      const { filter, values } = filters[of] ?? expect.fail('no filter');
      const arch = filter.architectures[at % filter.architectures.length] ?? filter.target.arch;
      const numbers = [...(filter.branches.get(arch)?.calls.keys() ?? [])];
      const syscall = numbers[which % numbers.length] ?? which;
      const args = draws.map((draw) => (draw === undefined ? undefined : values[draw % values.length]));
      const { examples, isWhole } = exampleCalls(filter, { arch, syscall, args });
      const found = new Set(examples.map(({ verdict }) => `${verdict.action} ${verdict.data}`));
      const possible = possibleVerdicts(filter, { arch, syscall, args });
      const answers = possible.map(({ action, data }) => `${action} ${data}`);
      expect([isWhole, found]).toEqual([true, new Set(answers)]);
      for (const { call, verdict } of examples) {
        expect(verdictInWords(decide(filter, call))).toBe(verdictInWords(verdict));
        args.forEach((value, index) => {
          if (value !== undefined) expect(call.args[index]).toBe(value);
        });
      }
      if (found.size > 1) several += 1;
    }),
    { numRuns: runs(500) },
  );
  expect(several).toBeGreaterThan(25);
});
