import { describe, expect, test } from 'vitest';
import { decode, meanSteps, run, treeOptimum } from '../../../../src/engine/seccomp/bpf/index.ts';
import { exampleCalls, type Filter, formatCall, type Program } from '../../../../src/engine/seccomp/index.ts';
import { prove } from '../../../../src/engine/seccomp/regions/index.ts';
import { PRESETS } from '../../../../src/instrument/presets/presets.ts';
import { suiteRecordings } from '../suites.ts';
import { filterOfText, programOf, textOfProfile } from './filters.ts';

/** What test/oracle/seccomp/record_programs.py wrote of libseccomp's program for a profile, laid out as it does of itself and with a binary tree. */
interface ProgramRecord {
  preset?: string;
  seed?: number;
  /** Told whole where it is random. */
  profile?: string;
  on: 'alone' | 'all';
  linear: Laid;
  tree: Laid;
  /** The linear one as hexadecimal bytes. */
  program?: string;
}

interface Laid {
  length: number;
  /** By ABI; null where none of its calls is allowed. */
  steps: (number | null)[];
}

/** What test/oracle/seccomp/record_minijail.py wrote of minijail's program for the same profile on x86_64 alone, in hexadecimal bytes: it does not ask for x32's bit. */
interface MinijailRecord {
  preset?: string;
  seed?: number;
  program: string;
}

const ARCHITECTURES = { alone: ['SCMP_ARCH_X86_64'], all: ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32'] };
const RECORDS = suiteRecordings<{ records: readonly ProgramRecord[] }>('programs').flatMap(
  ({ recording }) => recording.records,
);
const MINIJAIL = suiteRecordings<{ records: readonly MinijailRecord[] }>('minijail').flatMap(
  ({ recording }) => recording.records,
);

function minijailOf({ preset, seed, on }: ProgramRecord): Program | undefined {
  const record = MINIJAIL.find((each) => on === 'alone' && each.preset === preset && each.seed === seed);
  return record && programIn(record.program);
}

function programIn(hex: string): Program {
  const { value } = decode(Uint8Array.from(Buffer.from(hex, 'hex')), 'SCMP_ARCH_X86_64');
  if (value === undefined) throw new Error('no program');
  return value;
}

async function filterOf({ preset, profile: text, on }: ProgramRecord): Promise<Filter> {
  const written = text ?? (await PRESETS.find(({ id }) => id === preset)?.load()) ?? '';
  const json = { ...JSON.parse(written), archMap: undefined, architectures: ARCHITECTURES[on] };
  return filterOfText(JSON.stringify(json));
}

const nameOf = ({ preset, seed, on }: ProgramRecord) => `${preset ?? `seed ${seed}`} ${on}`;
const wordsOf = (steps: readonly (number | null | undefined)[]) =>
  steps.map((mean) => mean?.toFixed(1) ?? '-').join(' ');

/** "62 at 8.8; libseccomp 345 at 158.2, 425 at 15.4; minijail 104 at 9.0; trees 64 at 9.9, 74 at 8.7". */
async function measured(record: ProgramRecord): Promise<string> {
  const filter = await filterOf(record);
  const program = programOf(filter);
  const means = (made: typeof program) => filter.architectures.map((arch) => meanSteps(filter, made, arch));
  const best = treeOptimum(filter);
  const { linear, tree } = record;
  const minijail = minijailOf(record);
  expect(filter.instructions).toBe(linear.length);
  expect(prove(program, filter)).toMatchObject({ equal: true });
  expect(program.instructions.length).toBeLessThanOrEqual(Math.min(linear.length, tree.length));
  for (const [at, mean] of means(program).entries()) {
    const theirs = Math.min(linear.steps[at] ?? Number.POSITIVE_INFINITY, tree.steps[at] ?? Number.POSITIVE_INFINITY);
    expect(mean ?? 0).toBeLessThanOrEqual(theirs);
  }
  const told = (made: typeof program) => `${made.instructions.length} at ${wordsOf(means(made))}`;
  const laid = ({ length, steps }: Laid) => `${length} at ${wordsOf(steps)}`;
  const besides = minijail ? `; minijail ${told(minijail)}` : '';
  return `${told(program)}; libseccomp ${laid(linear)}, ${laid(tree)}${besides}; trees ${told(best.size)}, ${told(best.steps)}`;
}

const ROWS: readonly [name: string, measured: string][] = [
  [
    'docker-29.4 alone',
    '62 at 8.8; libseccomp 345 at 158.2, 425 at 15.4; minijail 104 at 9.0; trees 64 at 9.9, 74 at 8.7',
  ],
  [
    'docker-29.4 all',
    '176 at 9.0 11.2 13.2; libseccomp 1025 at 160.2 184.6 445.6, 1276 at 14.9 15.5 14.7; trees 210 at 10.7 12.1 11.0, 249 at 9.5 10.9 10.6',
  ],
  [
    'docker-26.1 alone',
    '59 at 8.7; libseccomp 331 at 156.1, 409 at 15.4; minijail 94 at 9.0; trees 61 at 9.9, 71 at 8.7',
  ],
  [
    'docker-26.1 all',
    '174 at 9.0 11.2 13.2; libseccomp 992 at 158.1 183.1 435.5, 1238 at 14.9 15.5 14.7; trees 205 at 10.7 12.1 11.1, 244 at 9.4 10.9 10.6',
  ],
  [
    'docker-29.9.0 alone',
    '63 at 8.8; libseccomp 349 at 158.2, 429 at 15.4; minijail 120 at 9.1; trees 65 at 9.9, 75 at 8.7',
  ],
  [
    'docker-29.9.0 all',
    '177 at 9.0 11.2 13.2; libseccomp 1033 at 160.2 184.6 445.6, 1285 at 14.9 15.5 14.8; trees 211 at 10.7 12.1 11.0, 250 at 9.5 10.9 10.6',
  ],
  [
    'podman-5.4 alone',
    '56 at 7.9; libseccomp 372 at 173.6, 464 at 15.5; minijail 118 at 7.8; trees 55 at 8.5, 67 at 7.7',
  ],
  [
    'podman-5.4 all',
    '184 at 8.9 11.1 11.8; libseccomp 1146 at 173.7 217.2 503.9, 1434 at 14.8 15.7 14.9; trees 206 at 9.3 12.3 11.2, 253 at 8.3 10.7 10.6',
  ],
  [
    'podman-6.1 alone',
    '60 at 8.5; libseccomp 376 at 176.4, 468 at 15.5; minijail 127 at 8.5; trees 59 at 9.1, 72 at 8.2',
  ],
  [
    'podman-6.1 all',
    '190 at 9.4 11.2 12.1; libseccomp 1151 at 177.6 219.7 505.7, 1439 at 14.8 15.7 14.9; trees 210 at 9.7 12.5 11.8, 260 at 8.9 10.8 10.7',
  ],
  [
    'containerd-1.7 alone',
    '60 at 8.8; libseccomp 334 at 157.6, 413 at 15.4; minijail 95 at 9.0; trees 62 at 9.9, 72 at 8.7',
  ],
  [
    'containerd-1.7 all',
    '175 at 9.0 11.2 13.2; libseccomp 1001 at 159.6 184.6 440.0, 1250 at 14.8 15.5 14.7; trees 205 at 10.7 12.1 11.0, 244 at 9.5 10.9 10.7',
  ],
  [
    'containerd-2.1 alone',
    '59 at 8.7; libseccomp 331 at 156.1, 409 at 15.4; minijail 94 at 9.0; trees 61 at 9.9, 71 at 8.7',
  ],
  [
    'containerd-2.1 all',
    '174 at 9.0 11.2 13.2; libseccomp 992 at 158.1 183.1 435.5, 1238 at 14.9 15.5 14.7; trees 205 at 10.7 12.1 11.1, 244 at 9.4 10.9 10.6',
  ],
  ['seed 1 alone', '39 at 8.1; libseccomp 134 at 67.8, 166 at 13.5; minijail 38 at 8.0; trees 39 at 8.1, 40 at 8.0'],
  ['seed 2 alone', '26 at 7.4; libseccomp 50 at 25.8, 61 at 12.3; minijail 24 at 7.4; trees 26 at 7.4, 26 at 7.4'],
  [
    'seed 3 all',
    '136 at 9.3 10.0 10.1; libseccomp 279 at 48.2 47.9 128.2, 342 at 11.9 12.1 12.5; trees 140 at 9.4 10.1 9.8, 143 at 9.3 10.0 9.8',
  ],
  ['seed 4 alone', '44 at 8.5; libseccomp 146 at 73.5, 181 at 14.3; minijail 45 at 8.5; trees 45 at 8.5, 46 at 8.5'],
  ['seed 5 alone', '35 at 7.3; libseccomp 397 at 189.7, 492 at 15.6; minijail 70 at 7.2; trees 34 at 7.9, 38 at 7.1'],
  [
    'seed 6 all',
    '166 at 8.4 10.5 11.5; libseccomp 1109 at 179.3 176.3 509.5, 1378 at 14.8 15.4 14.8; trees 178 at 8.3 11.2 10.7, 202 at 8.0 10.3 10.3',
  ],
  ['seed 7 alone', '56 at 9.1; libseccomp 185 at 92.0, 229 at 14.2; minijail 67 at 9.1; trees 57 at 9.2, 60 at 9.0'],
  ['seed 8 alone', '46 at 8.3; libseccomp 126 at 62.1, 155 at 13.6; minijail 57 at 8.4; trees 46 at 8.3, 47 at 8.3'],
  [
    'seed 9 all',
    '198 at 9.5 11.1 12.0; libseccomp 1019 at 169.0 166.7 481.5, 1270 at 15.0 15.4 14.7; trees 221 at 9.9 11.6 10.9, 252 at 9.3 11.0 10.8',
  ],
  ['seed 10 alone', '27 at 7.0; libseccomp 379 at 185.0, 474 at 15.5; minijail 33 at 7.1; trees 26 at 7.2, 27 at 7.0'],
  ['seed 11 alone', '39 at 8.2; libseccomp 354 at 172.8, 441 at 15.4; minijail 50 at 8.2; trees 40 at 8.3, 42 at 8.2'],
  [
    'seed 12 all',
    '187 at 8.8 10.4 11.7; libseccomp 1075 at 175.5 171.3 490.4, 1339 at 14.9 15.5 14.8; trees 196 at 8.6 11.5 10.6, 226 at 8.4 10.2 10.4',
  ],
  ['seed 13 alone', '58 at 8.9; libseccomp 215 at 107.1, 268 at 14.3; minijail 63 at 9.1; trees 60 at 8.9, 61 at 8.9'],
  ['seed 14 alone', '50 at 8.3; libseccomp 91 at 32.9, 107 at 12.6; minijail 94 at 8.4; trees 50 at 8.3, 50 at 8.3'],
  [
    'seed 15 all',
    '161 at 9.2 10.9 11.0; libseccomp 363 at 62.6 57.6 161.8, 450 at 12.4 13.4 12.6; trees 184 at 8.9 10.8 10.3, 187 at 8.9 10.8 10.2',
  ],
  ['seed 16 alone', '53 at 8.8; libseccomp 243 at 122.1, 305 at 14.4; minijail 56 at 8.8; trees 54 at 8.8, 55 at 8.8'],
  ['seed 17 alone', '32 at 7.8; libseccomp 353 at 172.0, 440 at 15.4; minijail 43 at 7.9; trees 31 at 7.9, 35 at 7.7'],
  [
    'seed 18 all',
    '149 at 9.6 10.3 11.9; libseccomp 447 at 75.0 74.5 201.0, 553 at 13.2 14.3 13.5; trees 177 at 9.2 10.5 10.9, 184 at 9.2 10.1 10.8',
  ],
  ['seed 19 alone', '26 at 7.3; libseccomp 39 at 20.3, 47 at 11.5; minijail 27 at 7.5; trees 26 at 7.3, 26 at 7.3'],
  ['seed 20 alone', '73 at 9.0; libseccomp 138 at 60.5, 167 at 13.4; minijail 100 at 9.1; trees 74 at 9.0, 76 at 9.0'],
];

describe('never larger than libseccomp’s programs, nor more steps, however these are laid out', () => {
  test.each<[name: string, measured: string]>(ROWS)('%s: %s', async (name, expected) => {
    const record = RECORDS.find((each) => nameOf(each) === name);
    expect(record && (await measured(record))).toBe(expected);
  });

  test('of every record', () => {
    expect(RECORDS.map(nameOf)).toEqual(ROWS.map(([name]) => name));
  });
});

test.each(RECORDS.filter(({ program }) => program !== undefined).map((record) => [nameOf(record), record] as const))(
  'libseccomp’s own program for %s answers as decide does, and is laid out here as there',
  async (_, record) => {
    const program = programIn(record.program ?? '');
    const filter = await filterOf(record);
    expect(prove(program, filter)).toMatchObject({ equal: true });
    expect(filter.libseccomp).toEqual(program.instructions);
  },
);

test.each(RECORDS.filter(minijailOf).map((record) => [nameOf(record), record] as const))(
  'minijail’s program for %s answers x86_64’s calls as decide does',
  async (_, record) => {
    const filter = await filterOf(record);
    const program = minijailOf(record);
    const calls = Array.from({ length: 512 }, (_, syscall) =>
      exampleCalls(filter, { arch: 'SCMP_ARCH_X86_64', syscall, args: Array(6).fill(undefined) }),
    ).flatMap(({ examples }) => examples);
    const told = calls.map(({ call, verdict: { action, data } }) => `${formatCall(call)}: ${action} ${data}`);
    const found = calls.map(({ call }) => {
      const { action, data } = program ? run(program, call) : expect.fail('no program');
      return `${formatCall(call)}: ${action} ${data}`;
    });
    expect(found).toEqual(told);
  },
);

test('the binary tree that runc has libseccomp lay out answers as decide does', () => {
  const json = JSON.parse(textOfProfile('docker-29.4.3'));
  // With ENOSYS as the default errno runc's stub before it makes no difference.
  const text = JSON.stringify({ ...json, defaultErrnoRet: 38 });
  const versions = { runtime: '1.3.6', libseccomp: '2.6.0' };
  const filter = filterOfText(text, { runtime: 'runc', versions });
  const tree = { arch: filter.target.arch, instructions: filter.libseccomp, origins: [] };
  expect(prove(tree, filter)).toMatchObject({ equal: true });
});
