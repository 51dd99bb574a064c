import { describe, expect, test } from 'vitest';
import { type Profile, parseProfile, resolve } from '../../../../src/engine/seccomp/index.ts';
import { PRESETS } from '../../../../src/instrument/presets/presets.ts';
import { answersOf } from './answersOf.ts';
import { type PresetRecord, presetRecords } from './presetRecording.ts';

type Suite = ReturnType<typeof presetRecords>[number];

/** Debian's releases that the presets are asked about in a file of their own, for it takes minutes: one processor asks these, another the rest. */
export const OLDER: readonly string[] = ['bookworm', 'bullseye'];

/** Every answer that was recorded to a preset in these suites is the engine's. */
export function checkPresets(isAsked: (suite: string) => boolean): void {
  describe.each(presetRecords().filter(({ suite }) => isAsked(suite)))('as $packages answered', (suite) => {
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
}

export const recordsOf = ({ recording }: Suite, id: string) =>
  recording.records.filter(({ profile }) => profile === id);

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
