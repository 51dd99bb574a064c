// Asks the real things again and compares with what is recorded. Linux, root; Debian's packages are installed where they are missing.
//   npm run oracle                        every recorder; exit 1 where a row differs
//   npm run oracle -- idmap/record_runc   this one
//   npm run oracle -- --update            writes what they say now into test/oracle/recordings
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, release, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Comparison, compareRecordings } from './runner/compareRecordings.ts';
import { hostProblem } from './runner/hostProblem.ts';
import { install, missingPackages } from './runner/packages.ts';
import { recorders } from './runner/recorders.ts';
import { type Recorded, runRecorder } from './runner/runRecorder.ts';

const oracle = import.meta.dirname;
const recordings = join(oracle, 'recordings');
const MOST_SHOWN = 20;
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
  options: { update: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const known = recorders(oracle);
const wanted = positionals.map((name) => name.replace(/^test\/oracle\//, '').replace(/\.py$/, ''));
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No recorder is called ${unknown.join(', ')}; there are: ${known.join(', ')}`);
  process.exit(2);
}
const problem = hostProblem();
if (problem) {
  console.error(problem);
  process.exit(1);
}
const chosen = wanted.length > 0 ? wanted : known;
const missing = missingPackages(chosen);
if (missing.length > 0) {
  console.log(`apt-get install ${missing.join(' ')}`);
  install(missing);
}

const work = mkdtempSync(join(tmpdir(), 'oracle-'));
let failed = false;
try {
  const results = await runAll(chosen);
  const outcomes = results.map((result) => (values.update ? update(result) : compare(result)));
  if (wanted.length === 0 && !values.update) reportOrphans();
  console.log(`\nLinux ${release()}\n${table(outcomes)}`);
  failed ||= outcomes.some(({ answer }) => answer !== 'same' && answer !== 'written');
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(failed ? '\nThe real things answer otherwise than recorded.' : '\nEvery answer is as recorded.');
process.exit(failed ? 1 : 0);

/** What became of one recorder, as the table at the end tells it. */
interface Outcome {
  name: string;
  rows: number;
  answer: 'same' | 'written' | 'failed' | `${number} differ`;
  seconds: number;
}

/** Runs them two at once, where there are two processors. */
async function runAll(names: readonly string[]): Promise<Recorded[]> {
  const rank = (name: string) => (LONG.includes(name) ? LONG.indexOf(name) : LONG.length);
  const queue = [...names].sort((a, b) => rank(a) - rank(b));
  const results: Recorded[] = [];
  const lanes = Array.from({ length: Math.min(2, availableParallelism()) }, async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      const result = await runRecorder(name, oracle, outOf(name));
      console.log(`${result.failure === undefined ? 'asked' : 'FAILED'}  ${name}, ${result.seconds.toFixed(0)} s`);
      results.push(result);
    }
  });
  await Promise.all(lanes);
  return results.sort((a, b) => a.name.localeCompare(b.name));
}

/** Each recorder has a folder of its own, so that what it wrote is known. */
function outOf(name: string): string {
  return join(work, name);
}

/** The recordings that a recorder made: where each is now, and where its like is kept. */
function made(name: string): { file: string; path: string; kept: string }[] {
  return readdirSync(outOf(name))
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ file: `${dirname(name)}/${file}`, path: join(outOf(name), file) }))
    .map(({ file, path }) => ({ file, path, kept: join(recordings, file) }));
}

function compare({ name, seconds, failure }: Recorded): Outcome {
  if (failure !== undefined) return fail(name, seconds, failure);
  let rows = 0;
  let differing = 0;
  for (const { file, path, kept } of made(name)) {
    const before = existsSync(kept) ? readFileSync(kept, 'utf8') : '{}';
    const comparison = compareRecordings(before, readFileSync(path, 'utf8'));
    rows += comparison.rows;
    differing += comparison.differences.length;
    show(file, comparison);
  }
  return { name, rows, answer: differing === 0 ? 'same' : `${differing} differ`, seconds };
}

function update({ name, seconds, failure }: Recorded): Outcome {
  if (failure !== undefined) return fail(name, seconds, failure);
  let rows = 0;
  for (const { path, kept } of made(name)) {
    const text = readFileSync(path, 'utf8');
    rows += compareRecordings('{}', text).rows;
    mkdirSync(dirname(kept), { recursive: true });
    copyFileSync(path, kept);
  }
  return { name, rows, answer: 'written', seconds };
}

function fail(name: string, seconds: number, failure: string): Outcome {
  console.log(`\n${name} failed:\n${failure}`);
  return { name, rows: 0, answer: 'failed', seconds };
}

function show(file: string, { differences, versions }: Comparison): void {
  for (const version of versions) console.log(`\n${file}: recorded with ${version}`);
  for (const { where, recorded, now } of differences.slice(0, MOST_SHOWN)) {
    console.log(`\n${file}, ${where}\n  recorded ${shorten(recorded)}\n  now      ${shorten(now)}`);
  }
  if (differences.length > MOST_SHOWN) console.log(`\n${file}: and ${differences.length - MOST_SHOWN} more`);
}

function shorten(row: string | undefined): string {
  if (row === undefined) return '(no such row)';
  return row.length > 400 ? `${row.slice(0, 400)}...` : row;
}

/** A recording that no recorder makes can never be compared again. */
function reportOrphans(): void {
  const files = known.flatMap((name) => (existsSync(outOf(name)) ? made(name).map(({ file }) => file) : []));
  for (const group of readdirSync(recordings)) {
    for (const file of readdirSync(join(recordings, group))) {
      if (files.includes(`${group}/${file}`)) continue;
      console.log(`\n${group}/${file}: no recorder made this`);
      failed = true;
    }
  }
}

function table(outcomes: readonly Outcome[]): string {
  const lines = outcomes.map(({ name, rows, answer, seconds }) => [name, `${rows}`, answer, seconds.toFixed(1)]);
  const all = [['recorder', 'rows', 'answers', 'seconds'], ...lines];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  return all
    .map((line) =>
      line.map((cell, column) => (column % 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))),
    )
    .map((line) => line.join('  ').trimEnd())
    .join('\n');
}
