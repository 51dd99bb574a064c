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
import { decide, type Filter } from '../../engine/seccomp/index.ts';

/** A program for the same filter, by whom it is. */
export interface ProgramRow {
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
