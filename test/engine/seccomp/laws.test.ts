import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { names, numberOf } from '../../../src/engine/linux/index.ts';
import {
  decide,
  dependsOnArguments,
  type Filter,
  parseProfile,
  resolve,
  survey,
} from '../../../src/engine/seccomp/index.ts';
import { applyEdits, type Diagnostic } from '../../../src/engine/text/index.ts';
import { runs } from '../../seed.ts';
import { verdictInWords } from './presets.ts';
import { randomRecords } from './recording.ts';

const VALID = `{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["read","clone"],"action":"SCMP_ACT_ALLOW",
"args":[{"index":0,"value":5,"op":"SCMP_CMP_EQ"}],"includes":{"minKernel":"4.8"}}],"flags":[]}`;
const PIECES = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  "'",
  '\\',
  '//x\n',
  '/*',
  '*/',
  '#',
  '1',
  '-',
  '0x1f',
  '.',
  'e',
  'null',
  'x',
  ' ',
  '\n',
  '\u00a0',
  '“',
  '\ud800',
];

/** A valid profile with a few pieces put in, taken out or cut off. */
const damaged = fc
  .array(
    fc.record({ at: fc.nat(VALID.length), drop: fc.nat(3), piece: fc.constantFrom('', ...PIECES), cut: fc.nat(12) }),
    { minLength: 1, maxLength: 4 },
  )
  .map((edits) =>
    edits.reduce((text, { at, drop, piece, cut }) => {
      const end = cut === 0 ? text.length : at + drop;
      return text.slice(0, at) + piece + text.slice(end);
    }, VALID),
  );

/** A profile in which any word, key or kind of value may be wrong in a way that is clear enough to be mended. */
const misspelt = fc
  .record({
    rules: fc.constantFrom('syscalls', 'Syscalls', 'sycalls'),
    fallback: fc.constantFrom('"SCMP_ACT_ERRNO"', '"SCMP_ACT_ERNO"', '"errno"', '["SCMP_ACT_ERRNO"]'),
    names: fc.constantFrom('["read"]', '["reed"]', '"read"', '["read","lsm_set_self_attrs"]'),
    action: fc.constantFrom('"SCMP_ACT_ALLOW"', '"ALLOW"', '"SCMP_ACT_ALOW"'),
    op: fc.constantFrom('"SCMP_CMP_EQ"', '"EQ"', '"SCMP_CMP_EQUAL"'),
    value: fc.constantFrom('1', '"1"'),
    valueKey: fc.constantFrom('value', 'vallue', 'VALUE'),
    architecture: fc.constantFrom('SCMP_ARCH_X86', 'SCMP_ARCH_X68'),
  })
  .map(
    ({ rules, fallback, names, action, op, value, valueKey, architecture }) =>
      `{"defaultAction":${fallback},"architectures":["${architecture}"],"${rules}":[{"names":${names},"action":${action},
"args":[{"index":0,"${valueKey}":${value},"op":${op}}]}]}`,
  );

describe('parseProfile', () => {
  test('never throws, and every span and edit lies in the text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      // Names that every object has.
      fc.constantFrom('toString', 'constructor', '__proto__', 'valueOf'),
      fc.array(fc.constantFrom(...PIECES)).map((p) => p.join('')),
      damaged,
      // As docker inspect prints it, in a string.
      damaged.map((profile) => JSON.stringify([{ HostConfig: { SecurityOpt: [`seccomp=${profile}`] } }])),
    );
    fc.assert(
      fc.property(text, (written) => {
        const places = parseProfile(written).diagnostics.flatMap(({ span, fix = [] }) => [...fix, span ?? []].flat());
        return places.every(({ start, end }) => 0 <= start && start <= end && end <= written.length);
      }),
      { numRuns: runs(30) },
    );
  });

  test('takes without an error what JSON.parse takes, and no other text', () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const json = parseProfile(text).diagnostics.some(({ code }) => code.startsWith('json-'));
        return json !== isJson(text);
      }),
      { numRuns: runs(30), examples: [['“'], ['"a']] },
    );
  });

  test('an offered edit takes its problem away and brings none', () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const { diagnostics } = parseProfile(text);
        for (const { code, fix } of diagnostics.filter(({ code: own }) => !UNCOVERING.has(own))) {
          if (fix === undefined) continue;
          const after = parseProfile(applyEdits(text, fix)).diagnostics;
          if (after.length >= diagnostics.length) throw new Error(`${code}: ${after.map((problem) => problem.code)}`);
        }
      }),
      { numRuns: runs(30) },
    );
  });

  test('of words that are amiss, an offered edit takes its own problem away and leaves the others', () => {
    const mended = new Set<string>();
    fc.assert(
      fc.property(misspelt, (text) => {
        const before = parseProfile(text).diagnostics;
        for (const { code, fix, span } of before) {
          if (fix === undefined) continue;
          mended.add(code);
          const isOther = (problem: Diagnostic) => problem.code !== code || problem.span?.start !== span?.start;
          const after = parseProfile(applyEdits(text, fix)).diagnostics;
          const left = UNCOVERING.has(code) ? after.filter(isOther) : before.filter(isOther);
          expect([text, code, after.map((problem) => problem.code)]).toEqual([
            text,
            code,
            left.map((problem) => problem.code),
          ]);
        }
      }),
      { numRuns: runs(30) },
    );
    expect([...mended].sort()).toEqual(['key-case', 'key-unknown', 'name-unknown', 'type', 'word-unknown']);
  });

  test.each([
    ['brackets', '['.repeat(2_000_000)],
    ['objects', '{"a":'.repeat(400_000)],
    ['brackets that do not match', '[}'.repeat(1_000_000)],
    ['commas', ','.repeat(2_000_000)],
    ['quotes', '\'"'.repeat(1_000_000)],
    ['open strings', `{"a":"${',]}'.repeat(700_000)}x`],
    [
      'rules',
      `{"defaultAction":"SCMP_ACT_LOG","syscalls":[${'{"names":["reed"],"action":"SCMP_ACT_LOG"},'.repeat(40_000)}]}`,
    ],
    ['unknown keys', `{${'"xyz":1,'.repeat(250_000)}}`],
    ['keys written again', `{${'"flags":["a"],'.repeat(130_000)}}`],
    ['long lists written again', `{${`"flags":[${'"a",'.repeat(999)}"a"],`}${'"flags":["b"],'.repeat(130_000)}}`],
    ['deep lists written again', `{${`"flags":${'['.repeat(9_000)}${']'.repeat(9_000)},`.repeat(100)}}`],
  ])('2 MB of %s end in an answer', (_, text) => {
    expect(parseProfile(text).diagnostics.length).toBeGreaterThan(0);
  });
});

/** With these mended, other problems behind them can come to light. */
const UNCOVERING = new Set([
  'key-unknown',
  'json-string-open',
  'json-bracket',
  'json-stray',
  'json-truncated',
  'json-junk',
  'json-other',
]);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('survey', () => {
  const [own] = randomRecords();
  const filters = (own?.recording.records ?? []).slice(0, 250).flatMap(({ seed, text, target, values }) => {
    const profile = parseProfile(text).value;
    const filter = profile && resolve(profile, target).value;
    return filter === undefined ? [] : [{ seed, filter, values }];
  });

  test('has a row for every call, by name, and the first outcome is that for zeros', () => {
    for (const { filter } of filters.slice(0, 10)) {
      const arch = filter.target.arch;
      const rows = survey(filter, arch);
      expect(rows.map(({ name }) => name)).toEqual([...names(arch)].sort());
      for (const { name, syscall, outcomes } of rows) {
        expect(syscall).toBe(numberOf(arch, name));
        expect(outcomes[0]).toEqual(decide(filter, { arch, syscall, args: [] }));
      }
    }
  });

  test('no arguments get an answer that is not among the outcomes', () => {
    const calls = filters.flatMap(({ filter, values, seed }) =>
      conditionalCalls(filter).map((call) => ({ ...call, filter, values, seed })),
    );
    expect(calls.length).toBeGreaterThan(200);
    const draws = fc.array(fc.nat(35), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...calls), draws, ({ filter, arch, row, values, seed }, drawn) => {
        const args = drawn.map((draw) => values[draw % values.length] ?? 0n);
        const got = verdictInWords(decide(filter, { arch, syscall: row.syscall, args }));
        const known = row.outcomes.map(verdictInWords);
        // That libseccomp misreads the rules is told of arguments alone.
        const [answer] = got.split(', misread');
        if (!known.some((outcome) => outcome === got || (answer !== got && outcome.startsWith(`${answer}, `))))
          throw new Error(`seed ${seed}, ${row.name}(${args}): ${got}, not among ${known.join('; ')}`);
      }),
      { numRuns: runs(300) },
    );
  });

  test('depends on arguments exactly where the answers differ', () => {
    for (const { filter } of filters) {
      for (const arch of filter.architectures) {
        for (const { syscall, outcomes } of survey(filter, arch)) {
          const answers = new Set(outcomes.map(({ action, data }) => `${action} ${data}`));
          expect(dependsOnArguments(filter, { arch, syscall }).length > 0).toBe(answers.size > 1);
        }
      }
    }
  });
});

/** The calls on which the filter has rules. */
function conditionalCalls(filter: Filter) {
  return filter.architectures.flatMap((arch) =>
    survey(filter, arch)
      .filter(({ outcomes }) => outcomes.some(({ reason }) => reason.kind === 'rule' || reason.kind === 'conditions'))
      .map((row) => ({ arch, row })),
  );
}
