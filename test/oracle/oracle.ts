// Asks the real things again and compares with what is recorded. Linux, root; Debian's packages are installed where they are missing.
//   npm run oracle                        every recorder; exit 1 where a row differs
//   npm run oracle -- idmap/record_runc   this one; those that take minutes (runner/recorders.ts, ON_REQUEST) only so
//   npm run oracle -- --suite bookworm    in a root of that suite of Debian's, which is made where there is none yet, and under its kernel, which QEMU
//                                         boots; --suite linux-bookworm: under the kernel alone; --suites: all of them
//   npm run oracle -- --suites --emulate  the kernels also where there is no /dev/kvm, in minutes each; without it they are skipped there
//   npm run oracle -- --suites --anew     in roots that are made again, with the packages of today
//   npm run oracle -- --update            writes what they say now into test/oracle/recordings
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hasKvm } from '../../src/tools/guest/bootGuest.ts';
import { fetchKernel } from './runner/fetchKernel.ts';
import { hostProblem } from './runner/hostProblem.ts';
import { ASKED_OF_KERNELS, KERNELS, OF_THE_KERNEL } from './runner/kernels.ts';
import { makeRoot } from './runner/makeRoot.ts';
import { compare, isFault, type Outcome, orphans, table, update } from './runner/outcomes.ts';
import { install, missingPackages } from './runner/packages.ts';
import { ON_REQUEST, recorders } from './runner/recorders.ts';
import { runInKernel } from './runner/runInKernel.ts';
import { type Recorded, runRecorder } from './runner/runRecorder.ts';
import { ELSEWHERE, OWN_SUITE, SUITES } from './runner/suites.ts';

const oracle = import.meta.dirname;
/** These start daemons and take minutes: they begin first, beside the others. */
const LONG = [
  'idmap/record_remedies',
  'idmap/record_podman',
  'idmap/record_dockerd',
  'seccomp/record_starts',
  'seccomp/record_probe_runc',
  'seccomp/record_probe_crun',
  'idmap/record_messages',
  'idmap/record_writes',
  'seccomp/record_docker_reading',
];

const { values, positionals } = parseArgs({
  options: {
    update: { type: 'boolean', default: false },
    suite: { type: 'string', multiple: true, default: [] },
    suites: { type: 'boolean', default: false },
    anew: { type: 'boolean', default: false },
    emulate: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const known = recorders(oracle);
const wanted = positionals.map((name) => name.replace(/^test\/oracle\//, '').replace(/\.py$/, ''));
const suites = values.suites
  ? [...Object.keys(SUITES), ...Object.keys(KERNELS)]
  : values.suite.length > 0
    ? [...new Set(values.suite.flatMap(withItsKernel))]
    : [OWN_SUITE];
refuseUnknown('recorder', wanted, known);
refuseUnknown('suite', suites, [OWN_SUITE, ...Object.keys(SUITES), ...Object.keys(KERNELS)]);
const problem = hostProblem();
if (problem) {
  console.error(problem);
  process.exit(1);
}

const work = mkdtempSync(join(tmpdir(), 'oracle-'));
let failed = false;
let asked = 0;
try {
  const outcomes: Outcome[] = [];
  for (const suite of suites) outcomes.push(...(await askSuite(suite)));
  asked = outcomes.length;
  console.log(`\nLinux ${release()}\n${table(outcomes)}`);
  failed ||= outcomes.some(isFault);
} finally {
  rmSync(work, { recursive: true, force: true });
}
const asRecorded = asked > 0 ? 'Every answer is as recorded.' : 'Nothing was asked.';
console.log(`\n${failed ? 'The real things answer otherwise than recorded.' : asRecorded}`);
process.exit(failed ? 1 : 0);

function refuseUnknown(kind: string, asked: readonly string[], there: readonly string[]): void {
  const unknown = asked.filter((name) => !there.includes(name));
  if (unknown.length === 0) return;
  console.error(`No ${kind} is called ${unknown.join(', ')}; there are: ${there.join(', ')}`);
  process.exit(2);
}

/** A suite's kernel is asked with it. */
function withItsKernel(suite: string): string[] {
  return [suite, `linux-${suite}`].filter((name) => name === suite || name in KERNELS);
}

/** What the recorders of a suite say now; nothing where the suite can't be had, whose recordings then speak alone. */
async function askSuite(name: string): Promise<Outcome[]> {
  const chosen = recordersOf(name).filter((recorder) => wanted.length === 0 || wanted.includes(recorder));
  if (chosen.length === 0) return [];
  const run = runnerOf(name, chosen);
  if ('problem' in run) {
    console.log(`\n${name} is skipped, its recordings speak for it: ${run.problem}`);
    return [];
  }
  const results = await runAll(name, chosen, run.recorder);
  const outcomes: Outcome[] = [];
  for (const result of results) {
    const out = outOf(name, result.name);
    if (values.update) outcomes.push(update(name, result, out));
    else outcomes.push(await compareTwice(name, result, out, run.recorder));
  }
  if (wanted.length === 0 && !values.update) reportOrphans(name, chosen);
  return outcomes;
}

/**
 * Two recorders at once share a machine, its cgroups and its time: one that fails or differs beside another is asked once more, alone, and what it says
 * then counts. What the real things answer otherwise, they answer so again.
 */
async function compareTwice(suite: string, first: Recorded, out: string, run: Run): Promise<Outcome> {
  const outcome = compare(suite, first, out);
  if (!isFault(outcome)) return outcome;
  console.log(`\n${suite} ${first.name} is asked again, alone`);
  rmSync(out, { recursive: true, force: true });
  const second = compare(suite, await run(first.name, out), out);
  return second.answer === 'same' ? { ...second, answer: 'same, asked again' } : second;
}

function recordersOf(name: string): readonly string[] {
  if (name in KERNELS) return ASKED_OF_KERNELS;
  const isAsked = (recorder: string) => !(recorder in ON_REQUEST) || wanted.includes(recorder);
  const others = [OF_THE_KERNEL, ...ELSEWHERE];
  return SUITES[name]?.recorders ?? known.filter((recorder) => !others.includes(recorder) && isAsked(recorder));
}

/** Runs a recorder, which writes into the folder `out`. */
type Run = (name: string, out: string) => Promise<Recorded>;

type Runner = { recorder: Run } | { problem: string };

/** Where a suite's recorders run: on a kernel of its own, in a root, or right here. */
function runnerOf(name: string, chosen: readonly string[]): Runner {
  const kernel = KERNELS[name];
  if (kernel !== undefined) {
    if (!hasKvm() && !values.emulate)
      return { problem: 'no /dev/kvm here boots it. --emulate asks it all the same, in minutes' };
    const booted = fetchKernel(kernel);
    if ('problem' in booted) return booted;
    return { recorder: (recorder, out) => runInKernel(recorder, oracle, out, booted) };
  }
  const suite = SUITES[name];
  const root = suite ? makeRoot(name, suite, values.anew) : ownRoot(chosen);
  if ('problem' in root) return root;
  return { recorder: (recorder, out) => runRecorder(recorder, oracle, out, root.folder) };
}

function ownRoot(chosen: readonly string[]): { folder: undefined } {
  const missing = missingPackages(chosen);
  if (missing.length > 0) {
    console.log(`apt-get install ${missing.join(' ')}`);
    install(missing);
  }
  return { folder: undefined };
}

/** Runs them two at once, where there are two processors. */
async function runAll(suite: string, names: readonly string[], run: Run): Promise<Recorded[]> {
  const rank = (name: string) => (LONG.includes(name) ? LONG.indexOf(name) : LONG.length);
  const queue = [...names].sort((a, b) => rank(a) - rank(b));
  const results: Recorded[] = [];
  const lanes = Array.from({ length: Math.min(2, availableParallelism()) }, async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      const result = await run(name, outOf(suite, name));
      console.log(
        `${result.failure === undefined ? 'asked' : 'FAILED'}  ${suite} ${name}, ${result.seconds.toFixed(0)} s`,
      );
      results.push(result);
    }
  });
  await Promise.all(lanes);
  return results.sort((a, b) => a.name.localeCompare(b.name));
}

/** Each recorder has a folder of its own, so that what it wrote is known. */
function outOf(suite: string, name: string): string {
  return join(work, suite, name);
}

function reportOrphans(suite: string, chosen: readonly string[]): void {
  const outs = chosen.map((name) => [name, outOf(suite, name)] as const).filter(([, out]) => existsSync(out));
  const notAsked = Object.values(ON_REQUEST).flat();
  for (const file of orphans(suite, new Map(outs)).filter((each) => !notAsked.includes(each))) {
    console.log(`\n${suite} ${file}: no recorder made this`);
    failed = true;
  }
}
