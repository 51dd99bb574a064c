import { readFileSync } from 'node:fs';
import { type Arch, architectureOf, names, numberOf } from '../../engine/linux/index.ts';
import {
  callCost,
  compile,
  decode,
  extendedLength,
  meanSteps,
  type Program,
  treeOptimum,
} from '../../engine/seccomp/bpf/index.ts';
import {
  DOCKER_CAPABILITIES,
  decide,
  type Filter,
  parseProfile,
  profileAt,
  resolve,
  type Target,
} from '../../engine/seccomp/index.ts';
import type { Timed } from './hostileTimes.ts';
import { libseccompTimes, median } from './libseccompTimes.ts';

/** A program for the same filter, by whom it is. */
interface ProgramRow {
  name: string;
  /** Instructions, and those after the kernel's conversion to eBPF; NaN where only its length was recorded. */
  length: number;
  extended: number;
  /** Steps of an allowed call, by architecture of the filter; undefined where none is allowed. */
  steps: readonly (number | undefined)[];
  /** Of the named calls that the filter allows, on all its architectures, those for which the kernel runs the program. */
  runs: number;
}

const RECORDINGS = 'test/oracle/recordings';

interface Recorded {
  preset?: string;
  on?: 'alone' | 'all';
  tree: { length: number; steps: (number | null)[] };
}

/**
 * The programs for the default of Docker 29.4.3, ours beside libseccomp's, minijail's and the trees of JGE and JEQ alone: of libseccomp's tree and of minijail what is recorded
 * (test/oracle/seccomp/record_programs.py, record_minijail.py).
 */
export function programRows(filter: Filter, on: 'alone' | 'all'): ProgramRow[] {
  const { arch } = filter.target;
  const best = treeOptimum(filter);
  const own: Program = { arch, instructions: filter.libseccomp, origins: [] };
  const made: readonly (readonly [string, Program | undefined])[] = [
    ['ours', compile(filter).value],
    ['ours, for size', compile(filter, { for: 'size' }).value],
    ['ours, for steps', compile(filter, { for: 'steps' }).value],
    ['libseccomp 2.6.0', own],
    ['minijail, without x32’s guard', on === 'alone' ? minijail(arch) : undefined],
    ['smallest tree of JGE and JEQ', best.size],
    ['fastest tree of JGE and JEQ', best.steps],
  ];
  const rows = made.flatMap(([name, program]) => (program ? [rowOf(filter, name, program)] : []));
  const { tree } = recorded<Recorded>('seccomp/programs.json').find(
    (each) => each.preset === 'docker-29.4' && each.on === on,
  ) ?? { tree: undefined };
  if (tree === undefined) return rows;
  const steps = tree.steps.map((each) => each ?? undefined);
  return [
    ...rows,
    { name: 'libseccomp 2.6.0, its binary tree', length: tree.length, extended: Number.NaN, steps, runs: Number.NaN },
  ];
}

function rowOf(filter: Filter, name: string, program: Program): ProgramRow {
  const allowed = filter.architectures.flatMap((arch) => callsOf(arch)).filter((call) => isAllowed(filter, call));
  return {
    name,
    length: program.instructions.length,
    extended: extendedLength(program.instructions),
    steps: filter.architectures.map((arch) => meanSteps(filter, program, arch)),
    runs: allowed.filter((call) => callCost(program, call).runs).length,
  };
}

const callsOf = (arch: Arch) =>
  [...names(arch)].flatMap((name) => {
    const syscall = numberOf(arch, name);
    return syscall === undefined || syscall < architectureOf(arch).syscallBase ? [] : [{ arch, syscall, args: [] }];
  });

const isAllowed = (filter: Filter, call: ReturnType<typeof callsOf>[number]) => decide(filter, call).action === 'ALLOW';

function minijail(arch: Arch): Program | undefined {
  const record = recorded<{ row?: { preset?: string; program: string } }>('sid/seccomp/minijail.json').find(
    ({ row }) => row?.preset === 'docker-29.4',
  );
  return record?.row && decode(Uint8Array.from(Buffer.from(record.row.program, 'hex')), arch).value;
}

const recorded = <Row>(file: string): readonly Row[] =>
  JSON.parse(readFileSync(`${RECORDINGS}/${file}`, 'utf8')).records;

const PROFILES = 'content/data/profiles';
/** Docker 29.4.3 to 29.8. */
const STATE = '29.4.3';
const TARGET: Target = {
  arch: 'SCMP_ARCH_X86_64',
  kernel: '6.12',
  capabilities: DOCKER_CAPABILITIES,
  runtime: 'libseccomp',
};
const RUNS = 300;
const LIBSECCOMP_RUNS = 30;

/**
 * How long Docker's default takes to compile, for x86_64 and for three ABIs: medians, `growth` in times what libseccomp takes to build and export it in the
 * same run, NaN where it could not be asked. The search for size comes last, `growth` in times two seconds.
 */
export function programTimes(): Timed[] {
  const { alone, all } = benchedProfiles();
  const quick = [
    { name: 'x86_64', text: alone },
    { name: 'x86_64, x86 and x32', text: all },
  ].map(({ name, text: profile }) => {
    const filter = filterOf(profile);
    const milliseconds = median(Array.from({ length: RUNS }, () => timeOf(() => compile(filter))));
    const others = libseccompTimes(profile, TARGET, LIBSECCOMP_RUNS);
    return { name, milliseconds, growth: milliseconds / (typeof others === 'string' ? Number.NaN : median(others)) };
  });
  const filter = filterOf(all);
  const milliseconds = timeOf(() => compile(filter, { for: 'size' }));
  return [...quick, { name: 'three ABIs for size, of two seconds', milliseconds, growth: milliseconds / 2000 }];
}

/** The default of Docker 29.4.3 for x86_64 alone, and for the ABIs that it names. */
export function benchedProfiles(): { alone: string; all: string } {
  const base = readFileSync(`${PROFILES}/docker-26.1.5.json`, 'utf8');
  const all = profileAt(base, JSON.parse(readFileSync(`${PROFILES}/docker-changes.json`, 'utf8')), STATE);
  return { alone: JSON.stringify({ ...JSON.parse(all), archMap: undefined }), all };
}

/** The filter of such a profile. */
export function filterOf(text: string): Filter {
  const profile = parseProfile(text).value;
  const filter = profile && resolve(profile, TARGET).value;
  if (filter === undefined) throw new Error(`Docker ${STATE} gives no filter.`);
  return filter;
}

function timeOf(run: () => unknown): number {
  const before = performance.now();
  run();
  return performance.now() - before;
}
