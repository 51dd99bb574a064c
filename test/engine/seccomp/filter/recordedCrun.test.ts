import { describe, expect, test } from 'vitest';
import { parseProfile, readerOf, resolve } from '../../../../src/engine/seccomp/index.ts';
import { type CrunRecord, crunRecords } from '../recording.ts';
import { answersOf } from './answersOf.ts';
import { drawArguments } from './draws.ts';

const suites = crunRecords();
const turns = suites[0]?.recording.turns ?? 0;

/** "starts", "runs without a filter", "refused", or the answers that are others. */
function outcome({ seed, text, via, target, values, calls }: CrunRecord): string {
  const { value: profile, diagnostics } = parseProfile(text, undefined, readerOf(target));
  const isMistyped = diagnostics.some(({ code, severity }) => /^(type|number-.*)$/.test(code) && severity === 'error');
  if (via === 'podman' && isMistyped) return 'refused';
  const filter = profile && resolve(profile, target).value;
  if (filter === undefined) return 'refused';
  if (filter.off) return 'runs without a filter';
  const answerTo = answersOf(filter);
  const differences: string[] = [];
  for (const [at, { arch, syscall, multiplexer, answers }] of calls.entries()) {
    for (let turn = 0; turn < turns; turn++) {
      const args = drawArguments(seed, at, turn, values, multiplexer);
      const got = answerTo({ arch, syscall, args });
      const wanted = answers[answers.length === 1 ? 0 : turn];
      if (got !== wanted) differences.push(`${arch} ${syscall}(${args}) ${got}, not ${wanted}`);
    }
  }
  return differences.length === 0 ? 'starts' : differences.join('\n');
}

function recorded({ refused, off }: CrunRecord): string {
  if (refused !== undefined) return 'refused';
  return off ? 'runs without a filter' : 'starts';
}

// 18446744073709551616 is no number that a reader of 64 bits takes: the text is refused where it is read.
const isRead = ({ text }: CrunRecord) => !text.includes('18446744073709551616');

describe.each(suites)('as $packages answered', ({ recording: { records } }) => {
  test.each(['crun', 'podman'] as const)('called by %s', (via) => {
    const written = records.filter(
      (record) => record.via === via && record.text.includes(record.words) && isRead(record),
    );
    expect(written.map((record) => [record.words, outcome(record)])).toEqual(
      written.map((record) => [record.words, recorded(record)]),
    );
  });

  test('for random profiles', () => {
    const random = records.filter(({ text, words }) => !text.includes(words));
    const wrong = random.flatMap((record) =>
      outcome(record) === recorded(record)
        ? []
        : [`seed ${record.seed}: ${outcome(record)}, recorded: ${record.refused ?? recorded(record)}`],
    );
    expect([random.length >= 250, wrong]).toEqual([true, []]);
  });
});
