import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { numberOf } from '../../../../src/engine/linux/index.ts';
import { parseProfile, resolve } from '../../../../src/engine/seccomp/index.ts';
import { TARGET } from '../inline.ts';
import { folder } from '../recording.ts';
import { answersOf } from './answersOf.ts';

/** How runc read a text, which stood under `linux.seccomp` of a config.json; see test/oracle/seccomp/record_reading.py. */
interface Reading {
  text: string;
  /** What runc said, where no container started. */
  refused?: string;
  /** The errno that `umask` of each of `values` gave, 0 where it passed. */
  answers?: readonly number[];
}

const { values, records }: { values: readonly string[]; records: readonly Reading[] } = JSON.parse(
  readFileSync(new URL('reading.json', folder), 'utf8'),
);

/** The same of the engine: an error among the problems says that runc refuses the text as it is. */
function answers(text: string): readonly number[] | 'refused' {
  const { value: profile, diagnostics } = parseProfile(`{"ociVersion":"1.0.2","linux":{"seccomp":${text}}}`);
  const filter = profile && resolve(profile, TARGET).value;
  if (filter === undefined || diagnostics.some(({ severity }) => severity === 'error')) return 'refused';
  const answerTo = answersOf(filter);
  const umask = numberOf(TARGET.arch, 'umask') ?? Number.NaN;
  return values.map((value) => answerTo({ arch: TARGET.arch, syscall: umask, args: [BigInt(value)] }) & 0xffff);
}

test.each(records.map((record) => [record.text.slice(0, 200), record] as const))('%s', (_, record) => {
  expect(answers(record.text)).toEqual(record.answers ?? 'refused');
});
