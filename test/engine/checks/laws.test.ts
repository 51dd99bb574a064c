import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CheckSubject, check, parseChecks } from '../../../src/engine/checks/index.ts';
import { toInside, toOutside } from '../../../src/engine/idmap/index.ts';
import { type Arch, architectureOf, errnoOf, nameOf, registerBits } from '../../../src/engine/linux/index.ts';
import { decide, parseProfile, possibleVerdicts, resolve, type Verdict } from '../../../src/engine/seccomp/index.ts';
import { runs } from '../../seed.ts';
import { arbitraryMap } from '../idmap/arbitraryMap.ts';
import { randomRecords } from '../seccomp/recording.ts';
import { profileOf } from './told.ts';

/** What checks are made of, and what is typed in its place. */
const PIECES = fc.constantFrom(
  ...'mkdir socket( AF_ALG ) , .. | x86: 83 -1 0x1f write starts inside outside 33 0-65535 9-3 4294967295 any way to other call user-namespace'.split(
    ' ',
  ),
  ...'-> → => --> - > allow blocked EPERM EPREM not line 14 0 mapped unmapped ok yes no on docker-29.9 docker with without CAP_CHOWN whit'.split(
    ' ',
  ),
  ' ',
  '\t',
  '\n',
  '\r\n',
  '\r',
  '#',
  '…',
  '\u00a0',
  '\ud800',
  '\0',
  '“',
  '.. = -1 EPERM (Operation not permitted)',
);
const ANY_TEXT = fc.oneof(
  fc.array(PIECES, { maxLength: 40 }).map((pieces) => pieces.join('')),
  fc.array(PIECES, { maxLength: 40 }).map((pieces) => pieces.join(' ')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

describe('any text', () => {
  test('is read without an exception, and every place and edit lies in it', () => {
    fc.assert(
      fc.property(ANY_TEXT, (text) => {
        const { value = [], diagnostics } = parseChecks(text);
        const lines = text.split('\n');
        for (const { span } of [...value, ...diagnostics]) {
          if (span === undefined) throw new Error('a problem without a place');
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(text.slice(0, span.start).split('\n').length).toBe(span.line);
          expect(span.column).toBeLessThanOrEqual((lines[span.line - 1]?.length ?? 0) + 1);
        }
        for (const { fix = [] } of diagnostics) {
          for (const { start, end } of fix)
            expect([start >= 0, end >= start, end <= text.length]).toEqual([true, true, true]);
        }
        for (const { text: words, span } of value) expect(text.slice(span.start, span.end)).toBe(words);
      }),
      { numRuns: runs(500) },
    );
  });

  test('has a check or a problem for each line that says something', () => {
    fc.assert(
      fc.property(ANY_TEXT, (text) => {
        const { value = [], diagnostics } = parseChecks(text);
        const said = text.split('\n').flatMap((line, at) => (line.replace(/#.*/s, '').trim() === '' ? [] : [at + 1]));
        const told = new Set([...value, ...diagnostics].map(({ span }) => span?.line));
        expect(said.filter((line) => !told.has(line))).toEqual([]);
      }),
    );
  });

  test('put to a profile or a map, has a result for each check', () => {
    const subjects: CheckSubject[] = [
      profileOf('errno: allow socket arg0==1 | allow mkdir'),
      profileOf('errno: allow mkdir arg0==1 | errno=5 mkdir arg0==1'),
      { mapText: '0 100000 65536' },
      { mapText: 'no map' },
    ];
    fc.assert(
      fc.property(fc.constantFrom(...subjects), ANY_TEXT, (subject, text) => {
        const checks = parseChecks(text).value ?? [];
        const results = check(subject, checks);
        expect(results.map((result) => result.check)).toEqual(checks);
        for (const { found } of results) expect(found).not.toBe('');
      }),
    );
  });

  test.each([
    ['lines', 'mkdri -> alow\n'.repeat(150_000)],
    ['arrows', '->'.repeat(1_000_000)],
    ['spaces', ' '.repeat(2_000_000)],
    ['words', `mkdir -> allow ${'with '.repeat(400_000)}`],
    ['digits', `inside ${'9'.repeat(2_000_000)} -> mapped`],
    ['one name', `${'a'.repeat(2_000_000)} -> allow`],
    ['colons', `${'x86:'.repeat(500_000)} -> allow`],
  ])('2 MB of %s end in an answer', (_, text) => {
    const { value = [], diagnostics } = parseChecks(text);
    expect(value.length + diagnostics.length).toBeLessThanOrEqual(1002);
  });
});

interface Drawn {
  of: number;
  at: number;
  which: number;
  drawn: readonly (number | undefined)[];
}

/** The answer as a check has it. */
function expectedBy({ action, data }: Verdict, arch: Arch): string {
  if (action === 'ERRNO') return errnoOf(data, arch)?.name ?? String(data);
  return action === 'USER_NOTIF' ? 'notify' : action.toLowerCase().replace('_', '-');
}

describe('the filter’s own answers', () => {
  const [own] = randomRecords();
  const subjects = (own?.recording.records ?? []).slice(0, 120).flatMap(({ text, target, values }) => {
    const profile = parseProfile(text).value;
    const filter = profile && resolve(profile, target).value;
    return profile && filter ? [{ subject: { profile, target }, filter, values }] : [];
  });
  const asked = fc.record({
    of: fc.nat(subjects.length - 1),
    at: fc.nat(),
    which: fc.nat(),
    drawn: fc.array(fc.option(fc.nat(35), { nil: undefined }), { maxLength: 6 }),
  });
  /** A call on which the filter has a rule, or another. */
  function drawnCall({ of, at, which, drawn }: Drawn) {
    const { filter, subject, values } = subjects[of] ?? expect.fail('no subject');
    const arch = filter.architectures[at % filter.architectures.length] ?? filter.target.arch;
    const numbers = [...(filter.branches.get(arch)?.calls.keys() ?? [])].filter((number) => number >= 0);
    const syscall = numbers[which % numbers.length] ?? architectureOf(arch).syscallBase + (which % 400);
    const args = drawn.map((draw) => {
      const value = draw === undefined ? undefined : values[draw % values.length];
      return value === undefined ? undefined : BigInt.asUintN(registerBits(arch), value);
    });
    return { filter, subject, arch, syscall, args };
  }
  const callText = (arch: Arch, syscall: number, args: readonly (bigint | undefined)[]) =>
    `${architectureOf(arch).token}: ${syscall}(${args.map((value) => value ?? '..').join(', ')})`;

  test('a check made of an answer holds, and its opposite fails with the call itself', () => {
    let names = 0;
    fc.assert(
      fc.property(asked, (drawn) => {
        const { subject, filter, arch, syscall, args } = drawnCall(drawn);
        const whole = [...args, 0n, 0n, 0n, 0n, 0n, 0n].slice(0, 6).map((value) => value ?? 0n);
        const verdict = decide(filter, { arch, syscall, args: whole });
        const text = callText(arch, syscall, whole);
        const word = expectedBy(verdict, arch);
        const { value = [], diagnostics } = parseChecks(
          `${text} -> ${word}\n${text} -> not ${word}`,
          filter.target.arch,
        );
        expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
        const [same, other] = check(subject, value);
        expect([same?.ok, same?.counterexample, other?.ok]).toEqual([true, undefined, false]);
        expect(other?.counterexample).toEqual({ arch, syscall, args: whole });
        if (nameOf(arch, syscall) !== undefined) names += 1;
      }),
      { numRuns: runs(500) },
    );
    expect(names).toBeGreaterThan(100);
  });

  test('with arguments left out it holds exactly where every answer is the same, and the counterexample gets another', () => {
    const seen = { holds: 0, fails: 0 };
    fc.assert(
      fc.property(asked, (drawn) => {
        const { subject, filter, arch, syscall, args } = drawnCall(drawn);
        const verdicts = possibleVerdicts(filter, { arch, syscall, args });
        const [first] = verdicts;
        if (first === undefined) throw new Error('no verdict');
        const word = expectedBy(first, arch);
        const { value = [] } = parseChecks(`${callText(arch, syscall, args)} -> ${word}`, filter.target.arch);
        const [result] = check(subject, value);
        const isAlike = verdicts.every((verdict) => expectedBy(verdict, arch) === word);
        expect(result?.ok).toBe(isAlike);
        seen[isAlike ? 'holds' : 'fails'] += 1;
        const { counterexample } = result ?? {};
        expect(counterexample === undefined).toBe(isAlike);
        if (counterexample === undefined) return;
        expect(expectedBy(decide(filter, counterexample), arch)).not.toBe(word);
        args.forEach((value, index) => {
          if (value !== undefined) expect(counterexample.args[index] ?? 0n).toBe(value);
        });
      }),
      { numRuns: runs(200) },
    );
    expect(Math.min(seen.holds, seen.fails)).toBeGreaterThan(10);
  });
});

test('a range of IDs is judged as each of its IDs is', () => {
  fc.assert(
    fc.property(
      arbitraryMap(6),
      fc.constantFrom('inside', 'outside'),
      fc.nat(300),
      fc.nat(300),
      fc.option(fc.nat(300), { nil: undefined }),
      fc.constantFrom('all mapped', 'not mapped', 'all ids', 'not ids'),
      (map, side, first, length, shift, word) => {
        const last = first + length;
        const other = side === 'inside' ? 'outside' : 'inside';
        const isIds = word.endsWith('ids');
        const start = shift ?? (side === 'inside' ? toOutside(map, first) : toInside(map, first)) ?? 0;
        const answer = word.replace('all ', '').replace('ids', `${other} ${start}-${start + length}`);
        const mapText = map.map(({ inside, outside, count }) => `${inside} ${outside} ${count}\n`).join('');
        const { value = [], diagnostics } = parseChecks(`${side} ${first}-${last} -> ${answer}`);
        expect(diagnostics).toEqual([]);
        const [result] = check({ mapText }, value);
        const ids = Array.from({ length: length + 1 }, (_, at) => first + at);
        const unlike = ids.find((id) => {
          const found = side === 'inside' ? toOutside(map, id) : toInside(map, id);
          const isAsSaid = isIds ? found === start + (id - first) : (found !== undefined) === word.endsWith(' mapped');
          return isAsSaid === word.startsWith('not');
        });
        expect(result?.id?.id).toBe(unlike);
        expect(result?.ok).toBe(unlike === undefined);
      },
    ),
    { numRuns: runs(500) },
  );
});
