import { describe, expect, test } from 'vitest';
import { DOCKER_CAPABILITIES, numberOf } from '../../../../src/engine/linux/index.ts';
import { parseProfile, readerOf, resolve, type Target } from '../../../../src/engine/seccomp/index.ts';
import { TARGET } from '../inline.ts';
import { suiteRecordings } from '../suites.ts';
import { answersOf } from './answersOf.ts';

/** How dockerd read a text that `--security-opt seccomp=` named; see test/oracle/seccomp/record_docker_reading.py. */
interface Reading {
  text: string;
  refused?: string;
  answers?: readonly number[];
}

interface Recording {
  values: readonly string[];
  rows: readonly Reading[];
}

function answers(text: string, values: readonly string[], target: Target): readonly number[] | 'refused' {
  const { value: profile, diagnostics } = parseProfile(text, undefined, readerOf(target));
  const filter = profile && resolve(profile, target).value;
  if (filter === undefined || diagnostics.some(({ severity }) => severity === 'error')) return 'refused';
  const answerTo = answersOf(filter);
  const umask = numberOf(target.arch, 'umask') ?? Number.NaN;
  return values.map((value) => answerTo({ arch: target.arch, syscall: umask, args: [BigInt(value)] }) & 0xffff);
}

describe.each(suiteRecordings<Recording>('docker_reading'))('$packages', ({ recording, versions }) => {
  const target: Target = { ...TARGET, engine: 'docker', capabilities: DOCKER_CAPABILITIES, ...versions };
  test.each(recording.rows.map((row) => [row.text.slice(0, 200), row] as const))('%s', (_, row) => {
    expect(answers(row.text, recording.values, target)).toEqual(row.answers ?? 'refused');
  });
});
