import { expect, test } from 'vitest';
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

test.each(suiteRecordings<Recording>('docker_reading'))('as $packages read each text', ({ recording, versions }) => {
  const { values, rows } = recording;
  const target: Target = { ...TARGET, engine: 'docker', capabilities: DOCKER_CAPABILITIES, ...versions };
  expect(rows.map(({ text }) => [text, answers(text, values, target)])).toEqual(
    rows.map((row) => [row.text, row.answers ?? 'refused']),
  );
});
