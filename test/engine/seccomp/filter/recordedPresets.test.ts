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

const suites = presetRecords();
type Suite = (typeof suites)[number];

const recordsOf = ({ recording }: Suite, id: string) => recording.records.filter(({ profile }) => profile === id);

/**
 * Every answer that was recorded to a preset is the engine's, and on the machine's own suite, once for each architecture, its program's as well. That a program
 * answers as `decide` does on every stack is proved in test/engine/seccomp/regions/prove.test.ts.
 */
test.each(suites)('as $packages answered, on every machine', async (suite) => {
  const found: string[] = [];
  for (const { id, load } of PRESETS) {
    const profile = parseProfile(await load()).value;
    found.push(...recordsOf(suite, id).flatMap((record) => differences(suite, record, profile)));
  }
  expect(found.slice(0, 20)).toEqual([]);
});

test('the recording holds every profile that the site offers, and enough of each to tell', () => {
  const [own] = suites;
  if (own === undefined) throw new Error('no recording');
  expect([...new Set(own.recording.records.map(({ profile }) => profile))]).toEqual(PRESETS.map(({ id }) => id));
  expect(new Set(PRESETS.map(({ id }) => recordsOf(own, id).length))).toEqual(new Set([69]));
  const answers = own.recording.records.reduce((sum, record) => sum + own.recording.answersOf(record).length, 0);
  expect(answers).toBeGreaterThan(4_000_000);
});

function differences(suite: Suite, record: PresetRecord, profile: Profile | undefined): string[] {
  const { words, target, refused, abis } = record;
  const filter = profile && resolve(profile, target).value;
  if (filter === undefined || refused !== undefined) {
    const same = (filter === undefined) === (refused !== undefined);
    return same ? [] : [refused ?? `${words}: refused by us alone`];
  }
  if (filter.architectures.join() !== abis.map(({ arch }) => arch).join()) return [`${words}: ${filter.architectures}`];
  if (!isNew(filters, keyOf(filter, record))) return [];
  const answers = suite.recording.answersOf(record);
  const asDecided = (call: PresetAnswer) => returnValue(decide(filter, call));
  return [
    ...unlike(words, answers, asDecided),
    ...(suite.suite === OWN_SUITE && isNew(programs, `${record.profile} ${target.arch}`)
      ? unlike(`${words}, its program`, answers, programOf(filter))
      : []),
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

const filters = new Set<string>();
const programs = new Set<string>();

function isNew(seen: Set<string>, key: string): boolean {
  const fresh = !seen.has(key);
  seen.add(key);
  return fresh;
}

/** What decides, and what it is to answer: most presets come to the same on many machines. */
function keyOf({ target, off, defaultAnswer, libseccomp, branches, misread }: Filter, { abis }: PresetRecord): string {
  const stubs = [...branches.values()].map(({ highest, setup, unread }) => [highest, setup, unread]);
  const misreads = [...misread].map(({ rules }) => rules);
  return JSON.stringify([target.arch, off, defaultAnswer, libseccomp, stubs, misreads, abis]);
}
