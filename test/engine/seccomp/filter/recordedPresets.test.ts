import { describe, expect, test } from 'vitest';
import { type Profile, parseProfile, resolve } from '../../../../src/engine/seccomp/index.ts';
import { PRESETS } from '../../../../src/instrument/presets/presets.ts';
import { answersOf } from './answersOf.ts';
import { type PresetRecord, presetRecords } from './presetRecording.ts';

type Suite = ReturnType<typeof presetRecords>[number];
const suites = presetRecords();
const recordsOf = ({ recording }: Suite, id: string) => recording.records.filter(({ profile }) => profile === id);

function differences(suite: Suite, record: PresetRecord, profile: Profile | undefined): string[] {
  const { words, target, refused, abis } = record;
  const filter = profile && resolve(profile, target).value;
  if (filter === undefined || refused !== undefined) {
    const same = (filter === undefined) === (refused !== undefined);
    return same ? [] : [refused ?? `${words}: refused by us alone`];
  }
  if (filter.architectures.join() !== abis.map(({ arch }) => arch).join()) return [`${words}: ${filter.architectures}`];
  const answerTo = answersOf(filter);
  return suite.recording.answersOf(record).flatMap(({ arch, syscall, args, wanted }) => {
    const got = answerTo({ arch, syscall, args });
    return got === wanted ? [] : [`${words}: ${arch} ${syscall}(${args}): ${got}, not ${wanted}`];
  });
}

describe.each(suites)('as $packages answered', (suite) => {
  const asked = new Set(suite.recording.records.map(({ profile }) => profile));

  test.each(PRESETS.filter(({ id }) => asked.has(id)))('$id on every machine', async ({ id, load }) => {
    const profile = parseProfile(await load()).value;
    expect(
      recordsOf(suite, id)
        .flatMap((record) => differences(suite, record, profile))
        .slice(0, 20),
    ).toEqual([]);
  });
});

test('the recording holds every profile that the site offers, and enough of each to tell', () => {
  const [own] = suites;
  if (own === undefined) throw new Error('no recording');
  expect([...new Set(own.recording.records.map(({ profile }) => profile))]).toEqual(PRESETS.map(({ id }) => id));
  expect(new Set(PRESETS.map(({ id }) => recordsOf(own, id).length))).toEqual(new Set([69]));
  const answers = own.recording.records.reduce((sum, record) => sum + own.recording.answersOf(record).length, 0);
  expect(answers).toBeGreaterThan(4_000_000);
});
