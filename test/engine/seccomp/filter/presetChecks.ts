import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  compile,
  decide,
  type Filter,
  type Profile,
  parseProfile,
  resolve,
  run,
} from '../../../../src/engine/seccomp/index.ts';
import { PRESETS } from '../../../../src/instrument/presets/presets.ts';
import { OWN_SUITE } from '../../../oracle/runner/suites.ts';
import { returnValue } from '../recording.ts';
import { type PresetAnswer, type PresetRecord, presetRecords } from './presetRecording.ts';

/** Millions of answers take seconds; a machine that has much else to do takes minutes. */
const HANGS = 900_000;

type Suite = ReturnType<typeof presetRecords>[number];

/** Debian's releases that the presets are asked about in a file of their own, for it takes minutes: one processor asks these, another the rest. */
export const OLDER: readonly string[] = ['bookworm', 'bullseye'];

/**
 * Every answer that was recorded to a preset in these suites is the engine's, and of the machine's own suite its program's as well. That a program answers as
 * `decide` does on every stack is proved in test/engine/seccomp/regions/prove.test.ts.
 */
export function checkPresets(isAsked: (suite: string) => boolean): void {
  test.each(presetRecords().filter(({ suite }) => isAsked(suite)))(
    'as $packages answered, on every machine',
    async (suite) => {
      const found: string[] = [];
      for (const { id, load } of PRESETS) {
        const profile = parseProfile(await load()).value;
        found.push(...recordsOf(suite, id).flatMap((record) => differences(suite, record, profile)));
      }
      expect(found.slice(0, 20)).toEqual([]);
    },
    HANGS,
  );
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
  const answers = suite.recording.answersOf(record);
  const asDecided = (call: PresetAnswer) => returnValue(decide(filter, call));
  return [
    ...unlike(words, answers, asDecided),
    ...(suite.suite === OWN_SUITE && isNew(filter) ? unlike(`${words}, its program`, answers, programOf(filter)) : []),
  ];
}

function unlike(words: string, answers: readonly PresetAnswer[], answerTo: (call: PresetAnswer) => number): string[] {
  return answers.flatMap((asked) => {
    const got = answerTo(asked);
    const { arch, syscall, args, wanted } = asked;
    return got === wanted ? [] : [`${words}: ${arch} ${syscall}(${args}): ${got}, not ${wanted}`];
  });
}

function programOf(filter: Filter): (call: PresetAnswer) => number {
  const program = compile(filter).value;
  return (call) => (program === undefined ? Number.NaN : returnValue(run(program, call)));
}

/** The filters whose programs were run, as libseccomp's own program for each; for most presets come to the same filter on many machines. */
const seen = new Set<string>();

function isNew({ target, libseccomp, instructions }: Filter): boolean {
  const key = createHash('sha1')
    .update(JSON.stringify([target.arch, instructions, libseccomp]))
    .digest('hex');
  const fresh = !seen.has(key);
  seen.add(key);
  return fresh;
}
