import { expect, it } from 'vitest';
import { loadTables } from '../../../src/engine/linux/index.ts';
import { checkProgram, decide, parseProfile, resolve, run } from '../../../src/engine/seccomp/index.ts';
import { targetIn } from '../../../src/islands/seccomp/state/questionOf.ts';
import { SECCOMP_LINK_DEFAULTS } from '../../../src/share/seccompLink.ts';
import { filterProgram, recordedProgram } from '../../../src/site/figures/filterProgram.ts';
import { quotedSteps } from '../../../src/site/transcripts.ts';

const ARCH = 'SCMP_ARCH_X86_64';

it('draws what was recorded: the rows, the jumps, and the way of mkdirat', async () => {
  const { rows, jumps, steps } = await filterProgram('mkdirat');
  expect([
    steps,
    rows.map(({ words, answer, isWalked }) => [isWalked ? '*' : ' ', words, answer ?? ''].join(' ').trimEnd()),
    jumps.map(({ from, to, when, lane, isWalked }) => `${lane}: ${from} ${when} ${to}${isWalked ? ' *' : ''}`),
  ]).toEqual([
    7,
    [
      '* load the architecture',
      '* x86_64 or x32?',
      '* load the number',
      '* x32’s 0 (read) or above?',
      '  −1?',
      '* 83 (mkdir)?',
      '* 258 (mkdirat)?',
      '  ALLOW allow',
      '* ERRNO 1 (EPERM) deny',
      '  KILL_THREAD deny',
    ],
    ['0: 3 no 5 *', '1: 6 yes 8 *', '2: 5 yes 8', '3: 4 no 9', '4: 1 no 9'],
  ]);
});

it('is a program that the kernel takes, and answers every number as the engine does for runc', async () => {
  await loadTables([ARCH], undefined);
  const [{ printed } = { printed: '' }] = quotedSteps('filter-program', ['profile']).steps;
  const profile = parseProfile(printed).value;
  const filter = profile && resolve(profile, targetIn({ ...SECCOMP_LINK_DEFAULTS, arch: ARCH })).value;
  if (filter === undefined) throw new Error('the recorded profile gives no filter');
  const program = recordedProgram();
  const numbers = [...Array(600).keys(), 0x3fffffff, 0x40000000, 0x40000053, 0x7fffffff, 0xfffffffe, 0xffffffff];
  const calls = numbers.flatMap((syscall) =>
    ([ARCH, 'SCMP_ARCH_X86', 'SCMP_ARCH_AARCH64'] as const).map((arch) => ({ arch, syscall, args: [] })),
  );
  const differ = calls.filter((call) => {
    const [{ action, data }, asked] = [run(program, call), decide(filter, call)];
    return action !== asked.action || data !== asked.data;
  });
  expect([checkProgram(program.instructions), differ]).toEqual([[], []]);
});
