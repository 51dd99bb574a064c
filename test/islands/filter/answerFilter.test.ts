import { expect, test } from 'vitest';
import type { Question } from '../../../src/islands/filter/state/State.ts';
import { answerFilter } from '../../../src/islands/filter/worker/answerFilter.ts';
import { FILTER_LINK_DEFAULTS } from '../../../src/share/filterLink.ts';
import { plain } from '../../../src/ui/Phrase.ts';

const { step: _, ...DEFAULTS } = FILTER_LINK_DEFAULTS;
const asked = async (question: Partial<Question>) => (await answerFilter({ ...DEFAULTS, turn: 0, ...question })).reply;

const OWN = '{ "defaultAction": "SCMP_ACT_ALLOW", "syscalls": [ { "names": ["mkdir"], "action": "SCMP_ACT_ERRNO" } ] }';
/** Refuses mkdir on x86_64: made here, as scmp_bpf_disasm prints it. */
const PASTED = `line  OP   JT   JF   K
 0000: 0x20 0x00 0x00 0x00000004   ld  $data[4]
 0001: 0x15 0x00 0x03 0xc000003e   jeq 3221225534 true:0002 false:0005
 0002: 0x20 0x00 0x00 0x00000000   ld  $data[0]
 0003: 0x15 0x00 0x01 0x00000053   jeq 83   true:0004 false:0005
 0004: 0x06 0x00 0x00 0x00050001   ret ERRNO(1)
 0005: 0x06 0x00 0x00 0x7fff0000   ret ALLOW`;

test('the page’s first answer: Docker’s default, beside libseccomp’s program, and a call through it', async () => {
  const { answer, refusal, problems } = await asked({});
  const [run] = answer?.runs ?? [];
  expect([refusal, problems, answer?.tone, answer?.headline, answer?.lines.map(plain)]).toEqual([
    undefined,
    { profile: [], program: [], calls: [], call: [], second: [] },
    'allow',
    '178 instructions; libseccomp 2.6.0 makes 1285',
    [
      'Proved: the program answers every call as the filter does. Each of its paths was compared with the filter, over all call numbers and all argument values.',
      'runc 1.3.6 loads 1299 instructions: 1285 by libseccomp 2.6.0 and 14 of its own. This program answers the same calls in the same way.',
    ],
  ]);
  expect(answer?.numbers.map(({ label, ours, libseccomp }) => `${label}: ${ours} | ${libseccomp}`)).toEqual([
    'Instructions: 178 | 1285',
    'After the kernel’s conversion to eBPF: 251 | 1546',
    'Steps of an allowed call of x86_64, on average: 9.0 | 14.9',
    'Steps of an allowed call of 32-bit x86, on average: 11.2 | 15.5',
    'Steps of an allowed call of x32, on average: 13.2 | 14.8',
    'Smallest possible tree of JGE and JEQ alone: 211, at 10.7 steps | –',
    'Fastest possible tree of JGE and JEQ alone: 250, at 9.5 steps | –',
  ]);
  expect([run?.name, run?.headline, run?.cost, run?.steps.length, run?.steps[7], run?.steps.at(-1)]).toEqual([
    'x86_64: clone(CLONE_NEWUSER) (number 56)',
    'Refused: EPERM',
    'The kernel runs the filter for this call. This program takes 11 steps.',
    11,
    { row: 102, accumulator: '56', words: 'The number without x32’s bit is 56 (clone)? Yes. Goes on at 103.' },
    { row: 177, accumulator: '0x10000000', words: 'ERRNO 1 (EPERM), the default action.' },
  ]);
  expect([
    answer?.rows.length,
    answer?.libseccomp?.rows.length,
    answer?.libseccomp?.ways.map(({ steps }) => steps.length),
    answer?.libseccomp?.note,
  ]).toEqual([
    178,
    1285,
    [22],
    'Computed the way libseccomp generates it. runc 1.3.6 puts 14 more instructions in front, not listed here, that return ENOSYS for calls newer than the profile. The program above covers those calls too.',
  ]);
  expect(answer?.forms.map(({ id }) => id)).toEqual(['raw', 'c', 'base64', 'hex', 'listing', 'oci', 'systemd', 'lxc']);
});

test('a call that the kernel allows from its bitmap, and one of another architecture beside it', async () => {
  const { answer } = await asked({ profile: OWN, call: 'read', second: 'x86: mkdir' });
  expect(answer?.runs.map(({ name, headline, cost }) => [name, headline, cost.split(':')[0]])).toEqual([
    ['x86_64: read (number 0)', 'Allowed', 'The kernel doesn’t run the filter for this call'],
    [
      'x86: mkdir (number 39)',
      'Killed: the thread',
      'The kernel runs the filter for this call. This program takes 3 steps.',
    ],
  ]);
});

test('what a call leaves out is told where the program reads it', async () => {
  const { answer } = await asked({ call: 'clone', second: 'clone(0)' });
  expect(answer?.runs.map(({ cost }) => cost)).toEqual([
    'The kernel runs the filter for this call. This program takes 11 steps. The program reads arg0, which you left out: here it is 0, and other values may get another answer.',
    'The kernel runs the filter for this call. This program takes 11 steps.',
  ]);
});

test('a size search tells how much of it is done, and is never larger', async () => {
  const done: number[] = [];
  const { reply } = await answerFilter({ ...DEFAULTS, turn: 0, profile: OWN, for: 'size' }, undefined, (part) =>
    done.push(part),
  );
  expect([reply.answer?.rows.length, done.at(-1), done.toSorted((a, b) => a - b)]).toEqual([9, 1, done]);
});

test('a program that is pasted is listed and run, and one that the kernel refuses is listed with the reason', async () => {
  const taken = await asked({ program: PASTED, call: 'mkdir' });
  expect([taken.answer?.headline, taken.answer?.lines.map(plain), taken.answer?.runs[0]?.headline]).toEqual([
    '6 instructions; the kernel accepts the program',
    ['Read as the output of scmp_bpf_disasm, for x86_64.'],
    'Refused: EPERM',
  ]);
  const refused = await asked({ program: '0  ld [70]\n1  ret a' });
  expect([
    refused.answer?.headline,
    refused.answer?.rows.length,
    refused.answer?.runs,
    refused.problems.program.map(({ message, span }) => `${span?.line}: ${message}`),
  ]).toEqual([
    'The kernel refuses this program: EINVAL',
    2,
    [],
    ['1: Instruction 0: Found a load from 70, expected a multiple of 4 below 64.'],
  ]);
});

test('of a program that is longer than the kernel takes, only so many instructions are listed', async () => {
  const { answer, problems } = await asked({
    program: Array(5000)
      .fill('ret #0x7fff0000')
      .map((line, at) => `${at} ${line}`)
      .join('\n'),
  });
  expect([
    answer?.headline,
    answer?.lines.map(plain),
    answer?.rows.length,
    problems.program.map(({ message }) => message),
  ]).toEqual([
    'The kernel refuses this program: EINVAL',
    [
      'Read as a listing of this page, for x86_64. It has 5000 instructions.',
      'The kernel accepts at most 4096 instructions: only the first 4096 are listed.',
    ],
    4096,
    ['The program has 5000 instructions; the kernel takes 1 to 4096.'],
  ]);
});

test('a program that is pasted tells what it does with calls, by ABI, and how that differs from a profile', async () => {
  const { answer } = await asked({ program: PASTED, profile: OWN });
  const differs = answer?.against?.rows.map((row) => `${row.abis}: ${row.unnamed}: ${row.before} -> ${row.after}`);
  expect([
    answer?.calls?.counts.map((counts) => Object.values(counts).join(' ')),
    answer?.calls?.rows.filter(({ tone }) => tone === 'deny'),
    answer?.against?.headline,
    differs,
  ]).toEqual([
    ['x86_64 384 1 0 allowed', '32-bit x86 461 0 0 allowed', 'x32 374 0 0 allowed'],
    [{ abi: 'x86_64', tone: 'deny', answer: 'EPERM', calls: ['mkdir'], where: '' }],
    'Differs from your profile, on Docker 29.9.0',
    ['other architectures: every call: kills -> allowed', 'x32: 33 ranges of numbers without a name: kills -> allowed'],
  ]);
});

test('weighted by a trace: its calls take fewer steps, and those of another machine are told', async () => {
  const calls = [
    { arch: 'SCMP_ARCH_X86_64', call: 'clone3', count: 90 },
    { arch: 'SCMP_ARCH_X86_64', call: '1000', count: 5 },
    { arch: 'SCMP_ARCH_AARCH64', call: 'read', count: 2 },
    { arch: 'SCMP_ARCH_X86_64', call: 'unknown', count: 1 },
  ] as const;
  const { answer, problems } = await asked({ calls });
  const ours = answer?.numbers.find(
    ({ label }) => label === 'Steps of a call of the trace, on average, if the filter runs',
  );
  expect([ours?.ours, ours?.libseccomp, problems.calls.map(({ message, hint }) => `${message} ${hint}`)]).toEqual([
    '5.1',
    '15.1',
    [
      '3 calls of the trace are not counted, such as aarch64: read: the filter doesn’t cover them. The other calls are counted.',
    ],
  ]);
  expect(answer?.lines.map(plain).at(-1)).toBe('Linux 6.12 runs the filter for 95 of the 95 calls in the trace.');
  const often = await asked({ calls: [{ arch: 'SCMP_ARCH_X86_64', call: 'read', count: 7 }, ...calls] });
  expect(often.answer?.lines.map(plain).at(-1)).toBe(
    'Linux 6.12 runs the filter for 95 of the 102 calls in the trace. The others are allowed whatever their arguments, which the kernel knows from a bitmap.',
  );
  const only = await asked({ calls: [{ arch: 'SCMP_ARCH_X86_64', call: 'read', count: 7 }] });
  expect(only.answer?.lines.map(plain).at(-1)).toBe(
    'Linux 6.12 runs the filter for none of the calls in the trace: they are allowed whatever their arguments, which the kernel knows from a bitmap. No program makes them faster.',
  );
  const other = await asked({ calls: [{ arch: 'SCMP_ARCH_AARCH64', call: 'read', count: 1 }] });
  expect([other.answer?.headline, other.problems.calls.map(({ message, hint }) => `${message} ${hint}`)]).toEqual([
    '178 instructions; libseccomp 2.6.0 makes 1285',
    [
      '1 call of the trace is not counted (aarch64: read): the filter doesn’t cover it. Choose the machine that the trace was made on, or add its architecture to the profile.',
    ],
  ]);
});

test('what this page compiles is equal to its profile, and differs from another', async () => {
  const { answer } = await asked({});
  const program = answer?.forms.find(({ id }) => id === 'hex')?.text;
  const [own, other] = [await asked({ program }), await asked({ program, preset: 'podman-6.1' })];
  const byArguments = own.answer?.calls?.rows.filter(({ abi, where }) => abi === 'x86_64' && where !== '');
  expect([
    own.answer?.against?.headline,
    other.answer?.against?.headline,
    other.answer?.against?.rows.length,
    own.answer?.calls?.counts.map((counts) => Object.values(counts).join(' ')),
    byArguments?.map(({ answer: word, calls, where }) => `${word}: ${calls.join()} where ${where}`),
  ]).toEqual([
    'Equal to Docker’s default 29.9.0, on Docker 29.9.0: every call gets the same answer',
    'Differs from Podman’s default 6.1, on Docker 29.9.0',
    23,
    [
      'x86_64 306 76 3 EPERM, ENOSYS',
      '32-bit x86 357 101 3 allowed, EPERM, ENOSYS',
      'x32 302 69 3 allowed, EPERM, ENOSYS',
    ],
    [
      'EPERM: clone where (the lower half of arg0 & 0x7e020000) != 0',
      'allowed: clone where (the lower half of arg0 & 0x7e020000) == 0',
      'EPERM: personality,socket where the upper half of arg0 is at least 1',
      'allowed: socket where arg0 is at most AF_CAIF or AF_NFC or AF_KCM to AF_MCTP',
      'EPERM: socket where arg0 is 46 to 0xffffffff',
      'EPERM: personality where arg0 is at most 0xfffffffe and (arg0 & 0xfffdfff7) != 0',
      'allowed: personality where (arg0 & 0xfffdfff7) == 0',
    ],
  ]);
});

test('a program that the kernel refuses has the reason at its instruction', async () => {
  const { answer } = await asked({ program: '0  ld [70]\n1  ret a' });
  expect([answer?.rows.map(({ problem }) => problem), answer?.calls, answer?.forms]).toEqual([
    ['Found a load from 70, expected a multiple of 4 below 64.', undefined],
    undefined,
    [],
  ]);
});

test.each<[question: Partial<Question>, refusal: string | undefined, problem: string | undefined]>([
  [{ profile: '{' }, 'The text ends too early: } is missing.', 'profile'],
  [{ profile: '{}' }, 'Empty profile: seccomp is off.', 'profile'],
  [{ program: 'hello?' }, 'Not recognised as a BPF program.', 'program'],
  [{ call: 'clonee' }, undefined, 'call'],
  [{ call: '' }, undefined, 'call'],
  [{ second: 'clonee' }, undefined, 'second'],
])('%j', async (question, refusal, problem) => {
  const reply = await asked({ profile: OWN, ...question });
  const told = Object.entries(reply.problems).filter(([, problems]) => problems.length > 0);
  expect([reply.refusal, told.map(([field]) => field)]).toEqual([refusal, problem === undefined ? [] : [problem]]);
});
