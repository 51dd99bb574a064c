import { expect, test } from 'vitest';
import { numberOf } from '../../../../src/engine/linux/index.ts';
import { parseProfile, readerOf, resolve, type Target } from '../../../../src/engine/seccomp/index.ts';
import { TARGET } from '../inline.ts';
import { suiteRecordings } from '../suites.ts';
import { answersOf } from './answersOf.ts';

/** How runc read a text, which stood under `linux.seccomp` of a config.json; see test/oracle/seccomp/record_reading.py. */
interface Reading {
  text: string;
  /** What runc said, where no container started. */
  refused?: string;
  /** The errno that `umask` of each of `values` gave, 0 where it passed. */
  answers?: readonly number[];
}

interface Recording {
  values: readonly string[];
  records: readonly Reading[];
}

/** The same of the engine: an error among the problems says that runc refuses the text as it is. */
function answers(text: string, values: readonly string[], target: Target): readonly number[] | 'refused' {
  const config = `{"ociVersion":"1.0.2","linux":{"seccomp":${text}}}`;
  const { value: profile, diagnostics } = parseProfile(config, undefined, readerOf(target));
  const filter = profile && resolve(profile, target).value;
  if (filter === undefined || diagnostics.some(({ severity }) => severity === 'error')) return 'refused';
  const answerTo = answersOf(filter);
  const umask = numberOf(target.arch, 'umask') ?? Number.NaN;
  return values.map((value) => answerTo({ arch: target.arch, syscall: umask, args: [BigInt(value)] }) & 0xffff);
}

test.each(suiteRecordings<Recording>('reading'))('as $packages read each text', ({ recording, versions }) => {
  const { values, records } = recording;
  const target = { ...TARGET, ...versions };
  expect(records.map(({ text }) => [text, answers(text, values, target)])).toEqual(
    records.map((record) => [record.text, record.answers ?? 'refused']),
  );
});
