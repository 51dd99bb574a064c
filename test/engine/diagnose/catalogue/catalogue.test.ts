import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../../src/engine/diagnose/catalogue.ts';
import { diagnose } from '../../../../src/engine/diagnose/index.ts';
import { errorEntries, foundIn } from '../../../../src/engine/idmap/index.ts';
import { harmIn } from '../../../harm/harmIn.ts';
import { runs } from '../../../seed.ts';
import { BEFORE_A_LINE, OTHER_LINES } from '../../idmap/recognise/errors/surroundings.ts';
import { ANSWERS } from './answers.ts';

const ENTRIES = catalogue();
const OF_ID_MAPS = new Set(errorEntries().map(({ code }) => code));
const OWN = ENTRIES.filter(({ code }) => !OF_ID_MAPS.has(code));
const EXAMPLES = ENTRIES.flatMap(({ code, examples }) => examples.map((example) => [code, example] as const));
const OWN_EXAMPLES = EXAMPLES.filter(([code]) => !OF_ID_MAPS.has(code));
const explained = (text: string) => foundIn(text, undefined, ENTRIES)?.explained;

/** A text without calls asks for no filter. */
const given = {
  filter: () => {
    throw new Error('asked for a filter');
  },
};

test('every code is fit to be an anchor', () =>
  expect(ENTRIES.filter(({ code }) => !/^[a-z]+(-[a-z0-9]+)*$/.test(code))).toEqual([]));

test('every example has the answer of its entry', () => {
  const wrong = EXAMPLES.filter(
    ([code, example]) =>
      explained(example)?.code !== code || !diagnose(example, given).some((cause) => cause.code === code),
  );
  expect(wrong).toEqual([]);
});

describe('an answer of the catalogue', () => {
  test('has a fix, and does no harm', () => {
    const findings = OWN_EXAMPLES.flatMap(([code, example]) => {
      const { next = [], causes } = explained(example) ?? {};
      const steps = [...next, ...(causes ?? []).flatMap(({ tells, fixes }) => [tells, ...fixes])];
      const isFixed = causes ? causes.every(({ fixes }) => fixes.length > 0) : next.some(({ fixes }) => fixes);
      const wrong = [
        ...(isFixed ? [] : ['no fix']),
        ...(causes?.length === 1 ? ['one cause alone'] : []),
        ...steps.flatMap(({ command = '' }) => harmIn(command)),
        // A test that takes the filter away is no fix.
        ...steps.filter(({ command = '', fixes }) => fixes && /seccomp=unconfined|--privileged/.test(command)),
      ];
      return wrong.map((each) => [code, example, each]);
    });
    expect(findings).toEqual([]);
  });

  test('says the same as before', () => {
    const told = OWN.map(({ code, layer, examples }) => {
      const { who = '', says = '', causes = [] } = explained(examples[0]) ?? {};
      return [code, layer, who, says, causes.map((cause) => cause.layer)];
    });
    expect(told).toEqual(ANSWERS);
  });
});

const pasted = fc.record({
  at: fc.nat(OWN_EXAMPLES.length - 1),
  prefix: fc.constantFrom(...BEFORE_A_LINE),
  before: fc.array(fc.constantFrom(...OTHER_LINES), { maxLength: 4 }),
  after: fc.array(fc.constantFrom(...OTHER_LINES), { maxLength: 4 }),
});

test('an example among other lines, behind the prefix of a log, has the same answer', () => {
  fc.assert(
    fc.property(pasted, ({ at, prefix, before, after }) => {
      const [code, example] = OWN_EXAMPLES[at] ?? ['', ''];
      const text = [...before, prefix + example, ...after].join('\n');
      expect([text, diagnose(text, given)[0]?.code]).toEqual([text, code]);
    }),
    { numRuns: runs(500) },
  );
});

test('another line is no message by itself', () =>
  expect(OTHER_LINES.filter((line) => explained(line) !== undefined)).toEqual([]));
