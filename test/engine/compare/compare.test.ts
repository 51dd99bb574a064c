import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Change, compare, type Numbers } from '../../../src/engine/compare/index.ts';
import { architectureOf, numberOf } from '../../../src/engine/linux/index.ts';
import { returnValueOf } from '../../../src/engine/seccomp/filter/answers.ts';
import { type Filter, formatCall } from '../../../src/engine/seccomp/index.ts';
import {
  ARCHITECTURE,
  type Asking,
  type Constraint,
  type Decider,
  differences,
  filterDecider,
  NUMBER,
  type Part,
  type Place,
} from '../../../src/engine/seccomp/regions/index.ts';
import { presetOf } from '../../../src/instrument/presets/presets.ts';
import { changeRows } from '../../../src/instrument/words/changeRows.ts';
import { runs } from '../../seed.ts';
import { filterOfText } from '../seccomp/bpf/filters.ts';
import { startingProfile } from '../seccomp/bpf/randomProfiles.ts';
import { filterIn, filterOf } from '../seccomp/inline.ts';

const made = (words: string, target = {}): Filter => filterIn(words, { runtime: 'libseccomp', ...target });

/** "closed x86_64: socket(AF_ALG): allowed -> EPERM", with what is known of the arguments and one of the calls. */
const told = (before: Filter, after: Filter): string[] =>
  changeRows(compare(before, after)).map(({ kind, abis, calls, where, unnamed, before: was, after: is, example }) => {
    const all = [...calls, ...(unnamed === '' ? [] : [unnamed])].join(', ');
    return `${kind} ${abis}: ${all}${where === '' ? '' : ` where ${where}`}: ${was} -> ${is}; ${example}`;
  });

describe('what differs in effect', () => {
  test.each<[string, string, string[]]>([
    ['errno: allow read write', 'errno: allow write | allow read', []],
    ['errno: allow mkdir', 'errno: allow mkdir rmdir', ['opened x86_64: rmdir: EPERM -> allowed; x86_64: rmdir']],
    ['errno: allow mkdir rmdir', 'errno: allow mkdir', ['closed x86_64: rmdir: allowed -> EPERM; x86_64: rmdir']],
    ['errno: errno=38 clone3', 'errno: errno=5 clone3', ['otherwise x86_64: clone3: ENOSYS -> EIO; x86_64: clone3']],
    [
      'allow: errno reboot',
      'allow: errno reboot | errno socket arg0==38',
      ['closed x86_64: socket(AF_ALG): allowed -> EPERM; x86_64: socket(AF_ALG)'],
    ],
    [
      'allow: errno personality arg0>8',
      'allow: errno personality arg0>9',
      ['opened x86_64: personality(9): EPERM -> allowed; x86_64: personality(9)'],
    ],
    [
      'errno: allow clone arg0&1==0',
      'errno: allow clone arg0&3==0',
      [
        'closed x86_64: clone where (the lower half of arg0 & 0x1) == 0 and (the lower half of arg0 & 0x3) != 0: allowed -> EPERM; x86_64: clone(0xfffffffe)',
      ],
    ],
    [
      'allow: errno ioctl arg1==21522',
      'allow: errno reboot',
      [
        'closed x86_64: reboot: allowed -> EPERM; x86_64: reboot',
        'opened x86_64: ioctl(.., TIOCSTI): EPERM -> allowed; x86_64: ioctl(0, TIOCSTI)',
      ],
    ],
    [
      'errno[x86_64+x86]: allow mkdir',
      'errno[x86_64+x86]: allow mkdir rmdir',
      ['opened x86_64, x86: rmdir: EPERM -> allowed; x86_64: rmdir'],
    ],
  ])('%s; %s', (before, after, expected) => expect(told(made(before), made(after))).toEqual(expected));

  test('one profile on two targets: runc answers ENOSYS where it is', () => {
    const [alone, inRunc] = ['libseccomp', 'runc'].map((runtime) => made('errno: allow read mkdir', { runtime }));
    const rows = alone && inRunc ? changeRows(compare(alone, inRunc)) : [];
    expect(
      rows.map(({ kind, before, after, calls }) => [kind, before, after, calls[0], calls.includes('mkdir')]),
    ).toEqual([
      ['otherwise', 'EPERM', 'ENOSYS', 'rmdir', false],
      // Of x32's numbers runc tells by a bit, libseccomp by their size.
      ['otherwise', 'kills', 'ENOSYS', undefined, false],
    ]);
  });
});

/** What libseccomp makes of a preset for a container on x86_64. */
const defaultOf = async (id: string): Promise<Filter> =>
  filterOfText((await presetOf(id)?.load()) ?? '', { capabilities: [] });

describe('with what is reported taken away', () => {
  test.each([
    ['docker-1.11.0', 'docker-29.9.0'],
    ['docker-26.1', 'docker-29.4.2'],
    ['docker-29.4.3', 'podman-6.1'],
    ['containerd-1.4', 'containerd-2.1'],
  ])('nothing is left of %s and %s, over all calls', async (before, after) => {
    const [one, other] = [await defaultOf(before), await defaultOf(after)];
    const { changes, isWhole } = compare(one, other);
    expect([isWhole, changes.length > 0, left(one, other, changes)]).toEqual([true, true, []]);
  });

  test('nothing is left of two random filters of one machine', () => {
    let met = 0;
    fc.assert(
      fc.property(startingProfile, startingProfile, ({ words, filter: one }, { words: others }) => {
        const other = filterOf(others, one.target);
        if (typeof other === 'string') return;
        const { changes, isWhole } = compare(one, other);
        if (!isWhole || changes.length === 0) return;
        met += 1;
        if (left(one, other, changes).length > 0) throw new Error(`${words}; ${others}`);
      }),
      { numRuns: runs(100) },
    );
    expect(met).toBeGreaterThan(20);
  });

  test('something is, if one of them is kept back', async () => {
    const [one, other] = [await defaultOf('docker-26.1'), await defaultOf('docker-29.9.0')];
    const { changes } = compare(one, other);
    for (const kept of changes)
      expect(
        left(
          one,
          other,
          changes.filter((each) => each !== kept),
        ).length,
      ).toBeGreaterThan(0);
  });
});

/** What differs between the second filter and the first with the changes made. */
function left(before: Filter, after: Filter, changes: readonly Change[]): string[] {
  const { differences: found } = differences(changed(filterDecider(before), changes), filterDecider(after));
  return found.map(({ witness }) => (witness ? formatCall(witness) : 'another architecture'));
}

interface Comparing extends Pick<Asking, 'part' | 'op' | 'mask' | 'datum'> {
  held: boolean;
}

/** A decider with the changes made: for a call that is of one of them its answer afterwards. */
function changed(before: Decider, changes: readonly Change[]): Decider {
  const cases = changes.flatMap((change) =>
    numbersOf(change).map((numbers) => ({ tests: testsOf(change, numbers), change })),
  );
  const inCase = (at: number, test: number): Place => {
    const { tests, change } = cases[at] ?? {};
    if (!tests || !change) return before();
    const next = tests[test];
    if (!next) return { answer: returnValueOf(change.after) };
    const { held, ...asked } = next;
    return { ...asked, go: (is) => (is === held ? inCase(at, test + 1) : inCase(at + 1, 0)) };
  };
  return () => inCase(0, 0);
}

/** The numbers of a change, those that follow each other in one range. */
function numbersOf({ arch, names, unnamed }: Change): Numbers[] {
  const named = names.flatMap((name) => (arch === undefined ? [] : (numberOf(arch, name) ?? [])));
  const ranges: Numbers[] = [];
  const all = [...named.map((number) => ({ first: number, last: number })), ...unnamed];
  for (const { first, last } of all.sort((one, other) => one.first - other.first)) {
    const before = ranges.at(-1);
    if (before && before.last + 1 === first) before.last = last;
    else ranges.push({ first, last });
  }
  return ranges;
}

function testsOf({ arch, of }: Change, { first, last }: Numbers): Comparing[] {
  const whole = { mask: 0xffffffff };
  const ofArch =
    arch === undefined
      ? []
      : [{ ...whole, part: ARCHITECTURE, op: 'EQ' as const, datum: architectureOf(arch).auditArch, held: true }];
  const halves = of.flatMap(({ index, lower, upper }) => [
    ...(lower ? [[2 * index, lower] as const] : []),
    ...(upper ? [[2 * index + 1, upper] as const] : []),
  ]);
  return [
    ...ofArch,
    ...within(NUMBER, { first, last, besides: [] }),
    ...halves.flatMap(([part, constraint]) => within(part, constraint)),
  ];
}

function within(part: Part, { first, last, besides }: Constraint): Comparing[] {
  const whole = { part, mask: 0xffffffff };
  return [
    ...(first > 0 ? [{ ...whole, op: 'GE' as const, datum: first, held: true }] : []),
    ...(last < 0xffffffff ? [{ ...whole, op: 'GT' as const, datum: last, held: false }] : []),
    ...besides.map(({ op, mask, datum, held }) => ({
      part,
      mask,
      datum,
      held,
      op: op === 'MASKED_EQ' ? ('EQ' as const) : op,
    })),
  ];
}
