import { expect, test, vi } from 'vitest';
import { type Profile, parseProfile, resolve } from '../../../../src/engine/seccomp/index.ts';
import { PRESETS } from '../../../../src/islands/seccomp/state/presets/presets.ts';
import { answersOf } from './answersOf.ts';
import { type PresetRecord, presetRecords } from './presetRecording.ts';

vi.setConfig({ testTimeout: 60_000 });

const { records, answersOf: recorded } = presetRecords();
const recordsOf = (id: string) => records.filter(({ profile }) => profile === id);

function differences(record: PresetRecord, profile: Profile | undefined): string[] {
  const { words, target, refused, abis } = record;
  const filter = profile && resolve(profile, target).value;
  if (filter === undefined || refused !== undefined) {
    const same = (filter === undefined) === (refused !== undefined);
    return same ? [] : [refused ?? `${words}: refused by us alone`];
  }
  if (filter.architectures.join() !== abis.map(({ arch }) => arch).join()) return [`${words}: ${filter.architectures}`];
  const answerTo = answersOf(filter);
  return recorded(record).flatMap(({ arch, syscall, args, wanted }) => {
    const got = answerTo({ arch, syscall, args });
    return got === wanted ? [] : [`${words}: ${arch} ${syscall}(${args}): ${got}, not ${wanted}`];
  });
}

test.each(PRESETS)('$id on every machine, as libseccomp 2.6.0 answered', async ({ id, load }) => {
  const profile = parseProfile(await load()).value;
  expect(
    recordsOf(id)
      .flatMap((record) => differences(record, profile))
      .slice(0, 20),
  ).toEqual([]);
});

test('the recording holds every profile that the site offers, and enough of each to tell', () => {
  expect([...new Set(records.map(({ profile }) => profile))]).toEqual(PRESETS.map(({ id }) => id));
  expect(new Set(PRESETS.map(({ id }) => recordsOf(id).length))).toEqual(new Set([69]));
  const answers = records.reduce((sum, record) => sum + recorded(record).length, 0);
  expect(answers).toBeGreaterThan(4_000_000);
});
