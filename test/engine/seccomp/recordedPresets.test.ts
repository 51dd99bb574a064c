import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseProfile, resolve } from '../../../src/engine/seccomp/index.ts';
import { answersOf } from './answersOf.ts';
import { type PresetRecord, presetAnswers, presetRecords, presetTarget } from './recording.ts';

const records = presetRecords();
const profiles = new Map(
  [...new Set(records.map(({ profile }) => profile))].map((file) => {
    const text = readFileSync(new URL(`../../../content/data/profiles/${file}`, import.meta.url), 'utf8');
    return [file, parseProfile(text).value];
  }),
);

function differences(record: PresetRecord): string[] {
  const profile = profiles.get(record.profile);
  const filter = profile && resolve(profile, presetTarget(record)).value;
  if (filter === undefined || record.refused !== undefined) {
    return (filter === undefined) === (record.refused !== undefined)
      ? []
      : [`refused: ${record.refused ?? 'by us alone'}`];
  }
  const answerTo = answersOf(filter);
  return presetAnswers(record).flatMap(({ arch, syscall, args, wanted }) => {
    const got = answerTo({ arch, syscall, args });
    return got === wanted ? [] : [`${arch} ${syscall}(${args}): ${got}, not ${wanted}`];
  });
}

test.each(records)(
  '$profile for $target, Linux $kernel, capabilities: $capabilities, as libseccomp 2.6.0 answered',
  (record) => {
    expect(differences(record)).toEqual([]);
  },
);

test('the recording holds enough to tell', () => {
  const answers = records.reduce((sum, record) => sum + presetAnswers(record).length, 0);
  expect([records.length >= 130, answers >= 100_000]).toEqual([true, true]);
});
