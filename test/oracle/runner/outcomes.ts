import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Comparison, compareRecordings } from './compareRecordings.ts';
import { keepRecording, keptFiles, readRecording } from './keptRecordings.ts';
import type { Recorded } from './runRecorder.ts';
import { OWN_SUITE } from './suites.ts';

const MOST_SHOWN = 20;

/** What became of one recorder in a suite, as the table at the end tells it. */
export interface Outcome {
  suite: string;
  name: string;
  rows: number;
  answer: 'same' | 'same, asked again' | 'written' | 'failed' | `${number} differ` | `${number} differ, newer`;
  seconds: number;
}

/** Compares what a recorder wrote to `out` with what is recorded, and shows what differs. */
export function compare(suite: string, { name, seconds, failure }: Recorded, out: string): Outcome {
  if (failure !== undefined) return fail(suite, name, seconds, failure);
  let rows = 0;
  let differing = 0;
  let newer = suite !== OWN_SUITE;
  for (const file of madeFiles(name, out)) {
    const before = JSON.stringify(readRecording(suite, file));
    const comparison = compareRecordings(before, readFileSync(join(out, nameIn(file)), 'utf8'));
    rows += comparison.rows;
    differing += comparison.differences.length;
    if (comparison.differences.length > 0) newer &&= comparison.packages.length > 0;
    show(suite, file, comparison);
  }
  const answer = differing === 0 ? 'same' : (`${differing} differ${newer ? ', newer' : ''}` as const);
  return { suite, name, rows, answer, seconds };
}

/** Keeps what a recorder wrote to `out`. */
export function update(suite: string, { name, seconds, failure }: Recorded, out: string): Outcome {
  if (failure !== undefined) return fail(suite, name, seconds, failure);
  let rows = 0;
  for (const file of madeFiles(name, out)) {
    const text = readFileSync(join(out, nameIn(file)), 'utf8');
    rows += compareRecordings('{}', text).rows;
    keepRecording(suite, file, text);
  }
  return { suite, name, rows, answer: 'written', seconds };
}

/** Another suite's packages move on: where they are newer than recorded, another answer is news and no fault. */
export function isFault({ answer }: Outcome): boolean {
  return answer === 'failed' || answer.endsWith(' differ');
}

/** The suite's recordings that no recorder made: they can never be compared again. */
export function orphans(suite: string, outs: ReadonlyMap<string, string>): string[] {
  const files = [...outs].flatMap(([name, out]) => madeFiles(name, out));
  return keptFiles(suite).filter((file) => !files.includes(file));
}

export function table(outcomes: readonly Outcome[]): string {
  const lines = outcomes.map(({ suite, name, rows, answer, seconds }) => [
    suite === OWN_SUITE ? name : `${suite} ${name}`,
    `${rows}`,
    answer,
    seconds.toFixed(1),
  ]);
  const all = [['recorder', 'rows', 'answers', 'seconds'], ...lines];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  return all
    .map((line) =>
      line.map((cell, column) => (column % 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))),
    )
    .map((line) => line.join('  ').trimEnd())
    .join('\n');
}

/** The recordings that a recorder made, as they are kept. */
function madeFiles(name: string, out: string): string[] {
  return readdirSync(out)
    .filter((file) => file.endsWith('.json'))
    .map((file) => `${dirname(name)}/${file}`);
}

function nameIn(file: string): string {
  return file.slice(file.indexOf('/') + 1);
}

function fail(suite: string, name: string, seconds: number, failure: string): Outcome {
  console.log(`\n${suite} ${name} failed:\n${failure}`);
  return { suite, name, rows: 0, answer: 'failed', seconds };
}

function show(suite: string, file: string, { differences, versions }: Comparison): void {
  const said = suite === OWN_SUITE ? file : `${suite}/${file}`;
  for (const version of versions) console.log(`\n${said}: recorded with ${version}`);
  for (const { where, recorded, now } of differences.slice(0, MOST_SHOWN)) {
    console.log(`\n${said}, ${where}\n  recorded ${shorten(recorded)}\n  now      ${shorten(now)}`);
  }
  if (differences.length > MOST_SHOWN) console.log(`\n${said}: and ${differences.length - MOST_SHOWN} more`);
}

function shorten(row: string | undefined): string {
  if (row === undefined) return '(no such row)';
  return row.length > 400 ? `${row.slice(0, 400)}...` : row;
}
