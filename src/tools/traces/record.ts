import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Refusal } from '../../engine/fit/index.ts';
import { STACKS } from '../../engine/stack/index.ts';
import { parseTrace, readTrace, type Trace, type TracedCall } from '../../engine/trace/index.ts';
import { upstreamVersion } from '../data/kernelHeaders.ts';
import { debianMirror } from '../guest/debianMirror.ts';
import { ensurePackages } from '../packages/ensurePackages.ts';
import { defaultFilters } from './defaultFilters.ts';
import { reduceTrace, refusalSets, unlikeJudgements, withModes } from './reduceTrace.ts';
import { type ProcessTrace, runProgram } from './runProgram.ts';
import { PROGRAMS, type TracedProgram, type TraceRow } from './TracedProgram.ts';

const ROOTS = '/var/tmp/below-the-waterline/roots';
const SUITE = 'trixie';

/**
 * The folder of a Debian with these packages, made by mmdebstrap. It is kept for the next time, by the packages in it; delete it to have those of today.
 * Needs root.
 */
function makeRoot(packages: readonly string[]): string {
  const wanted = [...new Set(packages)].sort();
  const folder = join(ROOTS, createHash('sha256').update(wanted.join(' ')).digest('hex').slice(0, 12));
  if (existsSync(folder)) return folder;
  ensurePackages(['mmdebstrap', 'debian-archive-keyring']);
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(ROOTS, { recursive: true });
  const options = ['--mode=root', '--variant=apt', '--skip=check/qemu', `--include=${wanted.join(',')}`];
  execFileSync('mmdebstrap', [...options, SUITE, unfinished, debianMirror()], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  renameSync(unfinished, folder);
  return folder;
}

/** What dpkg says of a package in the root. */
const packageVersion = (root: string, name: string): string =>
  execFileSync('chroot', [root, 'dpkg-query', '-W', '-f', `\${Version}`, name], { encoding: 'utf8' });

/**
 * Sets of refusals under which the program's script still ends as it should: tried is what each default refuses of its calls, without strace, and with
 * nothing else refused. A call that a default refuses for some arguments is refused for all, and on every ABI.
 */
function goesWithout(program: TracedProgram, root: string, calls: readonly TracedCall[]): Refusal[][] {
  const filters = STACKS.flatMap(defaultFilters).map(({ filter }) => filter);
  return refusalSets(filters, calls).filter((set) => {
    const { status } = runProgram(program, root, filterOf(set));
    console.log(`  without ${set.map(({ name, errno }) => `${name} (${errno})`).join(', ')}: ${status ?? 'a timeout'}`);
    return status === 0;
  });
}

const filterOf = (set: readonly Refusal[]) => ({
  defaultAction: 'SCMP_ACT_ALLOW',
  architectures: ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32'],
  syscalls: set.map(({ name, errno }) => ({ names: [name], action: 'SCMP_ACT_ERRNO', errnoRet: errno })),
});

/**
 * Runs real programs under strace in containers of Debian's, and writes what each calls into content/data/traces/, reduced to one line for each kind of call.
 *   npm run traces                   every program
 *   npm run traces -- nginx git      these
 * Needs root on Debian 13, on x86_64, with runc; makes a Debian of some 2 GB with the programs in it, which it keeps (makeRoot.ts). Nothing is written of a
 * program that does not end as it should, nor where a profile would judge the reduced recording otherwise than the whole.
 */

const FOLDER = join(import.meta.dirname, '../../../content/data/traces');
const LIST = join(FOLDER, 'traces.json');
/** A program that waits does not always make the same calls: what any of so many runs has, is in the trace. */
const RUNS = 2;
/** What every script may call. */
const TOOLS = ['strace', 'procps', 'util-linux', 'passwd', 'ca-certificates', 'openssl', 'curl'];

function record(program: TracedProgram, root: string): TraceRow {
  const { name, title, did } = program;
  const processes = Array.from({ length: RUNS }, () => traced(program, root)).flat();
  const whole = processes.map(({ pid, text }) => ({ pid, lines: withModes(text.split('\n')) }));
  const text = reduceTrace(whole.map(({ lines }) => lines));
  const [read, reduced] = [wholeTrace(whole), parseTrace(text)];
  const unlike = unlikeJudgements(read.calls, reduced.calls);
  if (reduced.unread.length > 0 || unlike.length > 0)
    throw new Error(
      `${name}: ${reduced.unread.length} lines that can't be read; judged otherwise:\n${unlike.join('\n')}`,
    );
  writeFileSync(join(FOLDER, `${name}.strace`), text);
  const count = read.calls.reduce((sum, call) => sum + call.count, 0);
  console.log(`${name}: ${processes.length} processes and threads, ${count} calls, ${text.length} bytes`);
  const version = packageVersion(root, program.package);
  return {
    name,
    title,
    version: `${program.software} ${upstreamVersion(version)}`,
    package: `${program.package} ${version}`,
    suite: SUITE,
    did,
    without: goesWithout(program, root, reduced.calls),
    kernel: runningKernel(),
    strace: upstreamVersion(packageVersion(root, 'strace')),
    recorded: new Date().toISOString().slice(0, 10),
  };
}

function traced(program: TracedProgram, root: string): readonly ProcessTrace[] {
  const { status, printed, processes } = runProgram(program, root);
  if (status !== 0) throw new Error(`${program.name}: its script ended with ${status ?? 'a timeout'}:\n${printed}`);
  return processes;
}

/** What strace printed of all processes, read as the site reads the files of strace -ff. */
function wholeTrace(processes: readonly { pid: number; lines: readonly string[] }[]): Trace {
  const reader = readTrace();
  for (const { pid, lines } of processes) {
    reader.nextFile(pid);
    reader.push(lines.join('\n'));
  }
  return reader.end();
}

function runningKernel(): string {
  const release = execFileSync('uname', ['-r'], { encoding: 'utf8' });
  return /^\d+\.\d+\.\d+/.exec(release)?.[0] ?? 'unknown';
}

/** The rows that there are, by their names. */
function knownRows(): Map<string, TraceRow> {
  try {
    const { traces }: { traces: readonly TraceRow[] } = JSON.parse(readFileSync(LIST, 'utf8'));
    return new Map(traces.map((row) => [row.name, row]));
  } catch {
    return new Map();
  }
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !PROGRAMS.some((program) => program.name === name));
if (unknown.length > 0) {
  console.error(`No program ${unknown.join(', ')}. There are: ${PROGRAMS.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
if (process.getuid?.() !== 0) {
  console.error('Recording needs root: it starts containers with runc.');
  process.exit(2);
}
ensurePackages(['runc']);
const root = makeRoot([...TOOLS, ...PROGRAMS.flatMap(({ package: own, needs = [] }) => [own, ...needs])]);
mkdirSync(FOLDER, { recursive: true });
const rows = knownRows();
for (const program of PROGRAMS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  rows.set(program.name, record(program, root));
  const traces = PROGRAMS.flatMap(({ name }) => rows.get(name) ?? []);
  writeFileSync(LIST, `${JSON.stringify({ traces }, null, 2)}\n`);
}
