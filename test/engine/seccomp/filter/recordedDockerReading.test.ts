import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DOCKER_CAPABILITIES, numberOf } from '../../../../src/engine/linux/index.ts';
import { parseProfile, resolve, type Target } from '../../../../src/engine/seccomp/index.ts';
import { TARGET as BARE } from '../inline.ts';
import { folder } from '../recording.ts';
import { answersOf } from './answersOf.ts';

/** How dockerd read a text that `--security-opt seccomp=` named; see test/oracle/seccomp/record_docker_reading.py. */
interface Reading {
  text: string;
  refused?: string;
  answers?: readonly number[];
}

const { values, rows }: { values: readonly string[]; rows: readonly Reading[] } = JSON.parse(
  readFileSync(new URL('docker_reading.json', folder), 'utf8'),
);
const TARGET: Target = { ...BARE, engine: 'docker', capabilities: DOCKER_CAPABILITIES };

function answers(text: string): readonly number[] | 'refused' {
  const { value: profile, diagnostics } = parseProfile(text);
  const filter = profile && resolve(profile, TARGET).value;
  if (filter === undefined || diagnostics.some(({ severity }) => severity === 'error')) return 'refused';
  const answerTo = answersOf(filter);
  const umask = numberOf(TARGET.arch, 'umask') ?? Number.NaN;
  return values.map((value) => answerTo({ arch: TARGET.arch, syscall: umask, args: [BigInt(value)] }) & 0xffff);
}

test.each(rows.map((row) => [row.text.slice(0, 200), row] as const))('%s', (_, row) => {
  expect(answers(row.text)).toEqual(row.answers ?? 'refused');
});
