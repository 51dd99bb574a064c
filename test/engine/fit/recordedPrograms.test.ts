import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fit as fitTo, isToPass, judge, make } from '../../../src/engine/fit/index.ts';
import { nameOf } from '../../../src/engine/linux/index.ts';
import { DOCKER_CAPABILITIES, parseProfile, resolve, type Target } from '../../../src/engine/seccomp/index.ts';
import { rawCall } from '../../oracle/fit/rawCall.ts';
import { presetText } from '../seccomp/presets.ts';

/** A program in a container of the real runc's: under no filter, traced; under the profile made of the trace; and without one call of it. */
interface Row {
  program: string;
  status: number;
  printed: string;
  /** How many of `of` starts under the profile came to the same as the traced ones. */
  same: number;
  of: number;
  /** What was taken out of the profile, and what came of the start then. */
  without: string;
  then: 'same' | 'fails';
  calls: readonly string[];
}

const file = new URL('../../oracle/recordings/fit/programs.json', import.meta.url);
const { kernel, rows }: { kernel: string; rows: readonly Row[] } = JSON.parse(readFileSync(file, 'utf8'));
const TARGET: Target = { arch: 'SCMP_ARCH_X86_64', kernel, capabilities: DOCKER_CAPABILITIES, runtime: 'runc' };

test('ten programs do under the profile that is made of their trace what they did without, and not without a call that they need', () => {
  expect(rows.map(({ same, of, then }) => [same, of, then])).toEqual(Array(10).fill([5, 5, 'fails']));
});

describe.each(rows)('$program', ({ calls, without }) => {
  const traced = calls.flatMap((line) => rawCall(line) ?? []);
  const made = make(traced, TARGET);

  test('every line is read, and the judge lets each call pass that the program does not do without', () => {
    expect(traced).toHaveLength(calls.length);
    expect(made.judged.filter(isToPass)).toEqual([]);
    expect([made.start?.usual, made.start?.noNewPrivileges, made.refusals]).toEqual([[], [], []]);
  });

  test(`without ${without} the judge refuses it and nothing else, and the smallest change brings it back`, () => {
    const rules = made.rules
      .map((rule) => ({ ...rule, names: rule.names.filter((name) => name !== without) }))
      .filter(({ names }) => names.length > 0)
      .map(({ names, action, errnoRet, conditions }) => ({
        names,
        action,
        errnoRet,
        args: conditions.map(({ index, op, mask, value }) => ({
          index,
          op,
          value: Number(op === 'SCMP_CMP_MASKED_EQ' ? mask : value),
          valueTwo: Number(op === 'SCMP_CMP_MASKED_EQ' ? value : 0n),
        })),
      }));
    const text = JSON.stringify({ defaultAction: 'SCMP_ACT_ERRNO', architectures: [TARGET.arch], syscalls: rules });
    const profile = parseProfile(text).value;
    const filter = profile && resolve(profile, TARGET).value;
    if (profile === undefined || filter === undefined) throw new Error('no filter');
    const refused = new Set(
      judge(filter, traced)
        .filter(isToPass)
        .map(({ name }) => name),
    );
    // clone stands in for clone3, which the trace has.
    const expected = traced.some(({ syscall }) => nameOf(TARGET.arch, syscall) === without) ? without : 'clone3';
    expect([...refused]).toEqual([expected]);
    const { passes, changes } = fitTo(profile, TARGET, traced, { withChoices: false });
    expect([passes, changes.filter(({ taken }) => taken !== 'leave').map(({ name }) => name)]).toEqual([
      true,
      [...refused],
    ]);
  });

  test('Docker’s default lets all of it pass', () => {
    const profile = parseProfile(presetText('docker-26.1')).value;
    const found = profile && fitTo(profile, TARGET, traced, { withChoices: false });
    expect([found?.passes, found?.edits]).toEqual([true, []]);
  });
});
