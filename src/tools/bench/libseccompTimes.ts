import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Target } from '../../engine/seccomp/index.ts';

/**
 * How long the real libseccomp, which the oracle calls from Debian's own Python, takes to build and export the filter of a profile: milliseconds by run, or
 * why it could not be asked.
 */
export function libseccompTimes(text: string, target: Target, runs: number): readonly number[] | string {
  const script = join(import.meta.dirname, 'libseccomp_build.py');
  const args = [script, JSON.stringify(target), String(runs)];
  const { status, stdout, stderr, error } = spawnSync('/usr/bin/python3', args, { input: text, encoding: 'utf8' });
  if (status !== 0) return error?.message ?? stderr.trim().split('\n').at(-1) ?? 'no answer';
  return stdout.trim().split('\n').map(Number);
}

/** The one in the middle. */
export function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}
