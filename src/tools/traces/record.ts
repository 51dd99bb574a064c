/**
 * Runs real programs under strace in containers of Debian's, and writes what each calls into content/data/traces/, reduced to one line for each kind of call.
 *   npm run traces                   every program
 *   npm run traces -- nginx git      these
 * Needs root on Debian 13, on x86_64, with runc; makes a Debian of some 2 GB with the programs in it, which it keeps (makeRoot.ts). Nothing is written of a
 * program that does not end as it should, nor where a profile would judge the reduced recording otherwise than the whole.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTrace, readTrace, type Trace } from '../../engine/trace/index.ts';
import { upstreamVersion } from '../data/upstreamVersion.ts';
import { ensurePackages } from '../packages/ensurePackages.ts';
import { goesWithout } from './goesWithout.ts';
import { makeRoot, packageVersion, SUITE } from './makeRoot.ts';
import { PROGRAMS } from './programs.ts';
import { reduceTrace, withModes } from './reduceTrace.ts';
import { type ProcessTrace, runProgram } from './runProgram.ts';
import type { TracedProgram, TraceRow } from './TracedProgram.ts';
import { unlikeJudgements } from './unlikeJudgements.ts';

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
