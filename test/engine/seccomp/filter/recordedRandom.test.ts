import { expect, test } from 'vitest';
import { ARCHITECTURES } from '../../../../src/engine/linux/index.ts';
import { type Call, decide, parseProfile, resolve } from '../../../../src/engine/seccomp/index.ts';
import { OWN_SUITE } from '../../../oracle/runner/suites.ts';
import { type RandomRecord, randomRecords, returnValue } from '../recording.ts';
import { answersOf } from './answersOf.ts';
import { drawArguments } from './draws.ts';

const suites = randomRecords();
const turns = suites[0]?.recording.turns ?? 0;

/**
 * "seed 7: s390x 102(1,...) 0x50001, not 0x7fff0000", for each answer that is another. On the machine's own suite the program is asked as well: that one
 * answers as `decide` does on every stack is proved in test/engine/seccomp/regions/prove.test.ts.
 */
function differences({ seed, text, target, refused, values, calls }: RandomRecord, suite: string): string[] {
  const profile = parseProfile(text).value;
  const filter = profile && resolve(profile, target).value;
  if (refused !== undefined || filter === undefined) {
    return (refused !== undefined) === (filter === undefined)
      ? []
      : [`seed ${seed}: refused: ${refused ?? 'by us alone'}`];
  }
  const answerTo = suite === OWN_SUITE ? answersOf(filter) : (call: Call) => returnValue(decide(filter, call));
  const found: string[] = [];
  for (const [at, { arch, syscall, multiplexer, answers }] of calls.entries()) {
    for (let turn = 0; turn < turns; turn++) {
      const args = drawArguments(seed, at, turn, values, multiplexer);
      const got = answerTo({ arch, syscall, args });
      const wanted = answers[answers.length === 1 ? 0 : turn];
      if (got !== wanted) found.push(`seed ${seed}: ${arch} ${syscall}(${args}) ${got}, not ${wanted}`);
    }
  }
  return found;
}

test.each(suites)(
  'as $packages answered for random profiles that overlap, conflict and multiplex, on every architecture',
  ({ suite, recording: { records } }) => expect(records.flatMap((record) => differences(record, suite))).toEqual([]),
);

test.each(suites)('the recording of $suite holds enough to tell', ({ recording: { records, turns }, versions }) => {
  const known = ARCHITECTURES.length - (versions.versions?.libseccomp?.startsWith('2.5.') ? 1 : 0);
  const answers = records.reduce((sum, { calls }) => sum + calls.length * turns, 0);
  const natives = new Set(records.map(({ target }) => target.arch));
  const asked = new Set(
    records.flatMap(({ calls }) => calls.filter((call) => call.answers.length > 1).map(({ arch }) => arch)),
  );
  expect([records.length >= 1500, answers >= 250_000, natives.size, asked.size]).toEqual([true, true, known, known]);
  expect(new Set(records.map(({ target }) => target.runtime))).toEqual(new Set(['runc', 'crun', 'libseccomp']));
});
